import { hash } from 'node:crypto';
import type { CertificateReader } from '../x509/certificate-reader.ts';

/** 128 bits of a SHA-256: two certificates that differ agree in them with probability 2^-128. */
const DIGEST_WORDS = 4;
/** One octet of length and 20 octets of serial number (RFC 5280 §4.1.2.2), rounded up to words. */
const SERIAL_WORDS = 6;
const WORDS = DIGEST_WORDS + 1 + SERIAL_WORDS;
const MAX_SERIAL_OCTETS = SERIAL_WORDS * 4 - 1;
/** Instead of the length, where the SHA-256 of a longer serial number stands in for it. */
const HASHED_SERIAL = 0x7f;
/** Added to the length of a negative one: ff is -1, and 00 ff is 255. */
const NEGATIVE = 0x80;

const PRECERTIFICATE = 1;
/** The digest has not been computed. */
const UNDIGESTED = 2;

/**
 * What tells certificates apart and precertificates to final certificates, 45 bytes each: the digest
 * of the transformed TBSCertificate (RFC 6962 §3.2), issuer, serial number, and whether it is a
 * precertificate. A row of it is a row of the tally.
 */
export class CertificateKeys {
  size = 0;
  /** digest (4 words), number of the issuer (1), serial number (6) */
  #words: Uint32Array = new Uint32Array(1024 * WORDS);
  #flags: Uint8Array = new Uint8Array(1024);
  readonly #packed: Uint32Array = new Uint32Array(SERIAL_WORDS);
  readonly #packedBytes: Uint8Array = new Uint8Array(this.#packed.buffer);

  /**
   * Adds the certificate that `reader` stands on.
   * @param issuer the number of its issuer
   * @param digest as of `TbsDigester`; without it, it pairs with nothing until it is settled
   */
  add(reader: CertificateReader, issuer: number, digest: Uint8Array | undefined): void {
    this.#reserve();
    const row = this.size++;
    const words = this.#words;
    const at = row * WORDS + DIGEST_WORDS;
    words[at] = issuer;
    this.#packSerial(reader.bytes, reader.serialStart, reader.serialEnd);
    for (let i = 0; i < SERIAL_WORDS; i++) words[at + 1 + i] = this.#packed[i]!;
    this.#flags[row] = reader.extensions.isPrecertificate ? PRECERTIFICATE : 0;
    if (digest === undefined) this.#flags[row] |= UNDIGESTED;
    else this.settleDigest(row, digest);
  }

  /** Gives a row its digest. */
  settleDigest(row: number, digest: Uint8Array): void {
    for (let word = 0; word < DIGEST_WORDS; word++) {
      const at = word * 4;
      this.#words[row * WORDS + word] =
        digest[at]! | (digest[at + 1]! << 8) | (digest[at + 2]! << 16) | (digest[at + 3]! << 24);
    }
    this.#flags[row]! &= ~UNDIGESTED;
  }

  /** Adds a row of another one; `issuers` translates its issuers' numbers to ours. */
  copy(other: CertificateKeys, row: number, issuers: Uint32Array): void {
    this.#reserve();
    const at = this.size * WORDS;
    this.#words.set(other.#words.subarray(row * WORDS, (row + 1) * WORDS), at);
    this.#words[at + DIGEST_WORDS] = issuers[other.#words[row * WORDS + DIGEST_WORDS]!]!;
    this.#flags[this.size++] = other.#flags[row]!;
  }

  hasSerial(row: number): boolean {
    return this.#words[row * WORDS + DIGEST_WORDS + 1] !== 0;
  }

  isDigested(row: number): boolean {
    return (this.#flags[row]! & UNDIGESTED) === 0;
  }

  isPrecertificate(row: number): boolean {
    return (this.#flags[row]! & PRECERTIFICATE) !== 0;
  }

  /** The two correspond: equal TBSCertificates after the transformation. Both must be digested. */
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

  // Serial numbers are equal as integers (design §5.8): octets that repeat the sign are left out.
  #packSerial(bytes: Uint8Array, start: number, end: number): void {
    const packed = this.#packedBytes;
    let at = start;
    const negative = start < end && bytes[start]! >= 0x80;
    const sign = negative ? 0xff : 0;
    while (at < end - 1 && bytes[at] === sign) at++;
    for (let i = 0; i < SERIAL_WORDS; i++) this.#packed[i] = 0;
    if (end - at <= MAX_SERIAL_OCTETS) {
      packed[0] = end - at;
      for (let i = at; i < end; i++) packed[1 + i - at] = bytes[i]!;
    } else {
      packed[0] = HASHED_SERIAL;
      const digest = hash('sha256', bytes.subarray(at, end), 'buffer');
      packed.set(digest.subarray(0, MAX_SERIAL_OCTETS), 1);
    }
    if (negative) packed[0] |= NEGATIVE;
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
