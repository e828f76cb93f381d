import { hash } from 'node:crypto';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { ByteInterner } from './byte-interner.ts';

/** 128 bits of a SHA-256: two certificates that differ agree in them with probability 2^-128. */
const DIGEST_WORDS = 4;
/** One octet of length and 20 octets of serial number (RFC 5280 §4.1.2.2), rounded up to words. */
const SERIAL_WORDS = 6;
const WORDS = DIGEST_WORDS + 1 + SERIAL_WORDS;
const MAX_SERIAL_OCTETS = SERIAL_WORDS * 4 - 1;
/** Instead of the length, where the SHA-256 of a longer serial number stands in for it. */
const HASHED_SERIAL = 0xff;

const PRECERTIFICATE = 1;

/**
 * What tells certificates apart and precertificates to final certificates, 45 bytes each: the digest
 * of the transformed TBSCertificate (RFC 6962 §3.2), issuer, serial number, and whether it is a
 * precertificate. A row of it is a row of the tally.
 */
export class CertificateKeys {
  size = 0;
  readonly issuers: ByteInterner = new ByteInterner();
  /** digest (4 words), number of the issuer (1), serial number (6) */
  #words: Uint32Array = new Uint32Array(64 * WORDS);
  #flags: Uint8Array = new Uint8Array(64);
  readonly #serial: Uint8Array = new Uint8Array(SERIAL_WORDS * 4);

  /** @param tbsDigest lower-case hex, as of `TbsDigester` */
  add(reader: CertificateReader, tbsDigest: string): void {
    this.#reserve();
    const at = this.size * WORDS;
    for (let word = 0; word < DIGEST_WORDS; word++) {
      this.#words[at + word] = parseInt(tbsDigest.slice(word * 8, word * 8 + 8), 16);
    }
    this.#words[at + DIGEST_WORDS] = this.issuers.intern(
      reader.bytes,
      reader.issuerStart,
      reader.issuerEnd,
    );
    this.#packSerial(reader.bytes, reader.serialStart, reader.serialEnd);
    const serial = new Uint32Array(this.#serial.buffer);
    this.#words.set(serial, at + DIGEST_WORDS + 1);
    this.#flags[this.size++] = reader.extensions.isPrecertificate ? PRECERTIFICATE : 0;
  }

  /** Adds a row of another one; `issuers` translates its issuers' numbers to ours. */
  copy(other: CertificateKeys, row: number, issuers: Uint32Array): void {
    this.#reserve();
    const at = this.size * WORDS;
    this.#words.set(other.#words.subarray(row * WORDS, (row + 1) * WORDS), at);
    this.#words[at + DIGEST_WORDS] = issuers[other.#words[row * WORDS + DIGEST_WORDS]!]!;
    this.#flags[this.size++] = other.#flags[row]!;
  }

  isPrecertificate(row: number): boolean {
    return this.#flags[row] === PRECERTIFICATE;
  }

  /** The two correspond: equal TBSCertificates after the transformation. */
  sameTbs(row: number, other: number): boolean {
    return this.#same(row, other, 0, DIGEST_WORDS);
  }

  sameIssuerAndSerial(row: number, other: number): boolean {
    return this.#same(row, other, DIGEST_WORDS, WORDS);
  }

  /** A uniform 32-bit hash of the digest. */
  tbsHash(row: number): number {
    return this.#words[row * WORDS]!;
  }

  issuerAndSerialHash(row: number): number {
    let hash = 0;
    for (let i = row * WORDS + DIGEST_WORDS; i < (row + 1) * WORDS; i++) {
      hash = Math.imul(hash ^ this.#words[i]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  get byteLength(): number {
    return this.#words.byteLength + this.#flags.byteLength;
  }

  #same(row: number, other: number, from: number, to: number): boolean {
    for (let word = from; word < to; word++) {
      if (this.#words[row * WORDS + word] !== this.#words[other * WORDS + word]) return false;
    }
    return true;
  }

  // Serial numbers are equal as integers (design §5.8), so leading zero octets are left out.
  #packSerial(bytes: Uint8Array, start: number, end: number): void {
    const packed = this.#serial;
    let at = start;
    while (at < end - 1 && bytes[at] === 0) at++;
    packed.fill(0);
    if (end - at <= MAX_SERIAL_OCTETS) {
      packed[0] = end - at;
      packed.set(bytes.subarray(at, end), 1);
    } else {
      packed[0] = HASHED_SERIAL;
      const digest = hash('sha256', bytes.subarray(at, end), 'buffer');
      packed.set(digest.subarray(0, MAX_SERIAL_OCTETS), 1);
    }
  }

  #reserve(): void {
    if (this.size < this.#flags.length) return;
    const rows = Math.ceil(this.size * 1.5);
    const words = new Uint32Array(rows * WORDS);
    words.set(this.#words);
    this.#words = words;
    const flags = new Uint8Array(rows);
    flags.set(this.#flags);
    this.#flags = flags;
  }
}
