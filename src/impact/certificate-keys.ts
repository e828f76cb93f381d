import { hash } from 'node:crypto';
import { PackedRows } from '../fingerprint/packed-rows.ts';
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

/** In the lowest bits of the issuer's word. */
const PRECERTIFICATE = 1;
/** The digest has been computed. */
const DIGESTED = 2;
const FLAG_BITS = 2;

/** A value to hand to another thread: no bytes are copied where the chunks are transferred. */
export interface KeysSnapshot {
  readonly size: number;
  readonly chunks: readonly Uint32Array[];
}

/**
 * What tells certificates apart and precertificates to final certificates, 44 bytes each: the digest
 * of the transformed TBSCertificate (RFC 6962 §3.2), issuer, serial number, and whether it is a
 * precertificate. A row of it is a row of the tally.
 */
export class CertificateKeys {
  size = 0;
  /** digest (4 words), number of the issuer and flags (1), serial number (6) */
  readonly #rows: PackedRows<Uint32Array>;
  readonly #packed: Uint32Array = new Uint32Array(SERIAL_WORDS);
  readonly #packedBytes: Uint8Array = new Uint8Array(this.#packed.buffer);

  /** @param snapshot of another one, which is not used any more */
  constructor(snapshot: KeysSnapshot = { size: 0, chunks: [] }) {
    this.size = snapshot.size;
    this.#rows = new PackedRows(WORDS, (length) => new Uint32Array(length), snapshot.chunks);
  }

  snapshot(): KeysSnapshot {
    return { size: this.size, chunks: this.#rows.chunks };
  }

  /**
   * Adds the certificate that `reader` stands on.
   * @param issuer the number of its issuer
   * @param digest as of `TbsDigester`; without it, it pairs with nothing until it is settled
   */
  add(reader: CertificateReader, issuer: number, digest: Uint8Array | undefined): void {
    const row = this.size++;
    this.#rows.reserve(row);
    const words = this.#rows.chunkOf(row);
    const at = this.#rows.placeOf(row) + DIGEST_WORDS;
    const flags = reader.extensions.isPrecertificate ? PRECERTIFICATE : 0;
    words[at] = (issuer << FLAG_BITS) | flags;
    this.#packSerial(reader.bytes, reader.serialStart, reader.serialEnd);
    for (let i = 0; i < SERIAL_WORDS; i++) words[at + 1 + i] = this.#packed[i]!;
    if (digest !== undefined) this.settleDigest(row, digest);
  }

  /** Gives a row its digest. */
  settleDigest(row: number, digest: Uint8Array): void {
    const words = this.#rows.chunkOf(row);
    const place = this.#rows.placeOf(row);
    for (let i = 0; i < DIGEST_WORDS; i++) words[place + i] = wordAt(digest, i);
    words[place + DIGEST_WORDS]! |= DIGESTED;
  }

  /** Adds a row of another one; `issuers` translates its issuers' numbers to ours. */
  copy(other: CertificateKeys, row: number, issuers: Uint32Array): void {
    const own = this.size++;
    this.#rows.reserve(own);
    const words = this.#rows.chunkOf(own);
    const at = this.#rows.placeOf(own);
    for (let i = 0; i < WORDS; i++) words[at + i] = other.#word(row, i);
    const issuerAndFlags = words[at + DIGEST_WORDS]!;
    words[at + DIGEST_WORDS] =
      (issuers[issuerAndFlags >>> FLAG_BITS]! << FLAG_BITS) | (issuerAndFlags & 3);
  }

  /** Takes over the digest of the same certificate, where it is in `otherRow` of another one. */
  copyDigest(row: number, other: CertificateKeys, otherRow: number): void {
    if (this.isDigested(row) || !other.isDigested(otherRow)) return;
    const words = this.#rows.chunkOf(row);
    const place = this.#rows.placeOf(row);
    for (let i = 0; i < DIGEST_WORDS; i++) words[place + i] = other.#word(otherRow, i);
    words[place + DIGEST_WORDS]! |= DIGESTED;
  }

  hasSerial(row: number): boolean {
    return this.#word(row, DIGEST_WORDS + 1) !== 0;
  }

  isDigested(row: number): boolean {
    return (this.#word(row, DIGEST_WORDS) & DIGESTED) !== 0;
  }

  isPrecertificate(row: number): boolean {
    return (this.#word(row, DIGEST_WORDS) & PRECERTIFICATE) !== 0;
  }

  /** The two correspond: equal TBSCertificates after the transformation. Both must be digested. */
  sameTbs(row: number, other: number): boolean {
    return this.#same(row, other, 0, DIGEST_WORDS);
  }

  hasDigest(row: number, digest: Uint8Array): boolean {
    for (let i = 0; i < DIGEST_WORDS; i++) {
      if (this.#word(row, i) >>> 0 !== wordAt(digest, i) >>> 0) return false;
    }
    return true;
  }

  sameIssuerAndSerial(row: number, other: number): boolean {
    return (
      this.#issuer(row) === this.#issuer(other) && this.#same(row, other, DIGEST_WORDS + 1, WORDS)
    );
  }

  /** The number of its issuer, in the dictionary of the tally. */
  issuerOf(row: number): number {
    return this.#issuer(row);
  }

  /**
   * The serial number in lower-case hex, as `normalizeSerial` writes it; `undefined` where there is none,
   * a negative one, or one of more than 23 octets, of which only the hash is kept.
   */
  serialOf(row: number): string | undefined {
    const length = this.#word(row, DIGEST_WORDS + 1) & 0xff;
    if (length === 0 || length > MAX_SERIAL_OCTETS) return undefined;
    let hex = '';
    for (let octet = 1; octet <= length; octet++) {
      const word = this.#word(row, DIGEST_WORDS + 1 + (octet >> 2));
      hex += ((word >>> ((octet & 3) * 8)) & 0xff).toString(16).padStart(2, '0');
    }
    return hex;
  }

  /** A uniform 32-bit hash of the digest. */
  tbsHash(row: number): number {
    return this.#word(row, 0);
  }

  issuerAndSerialHash(row: number): number {
    let hash = this.#issuer(row);
    for (let word = DIGEST_WORDS + 1; word < WORDS; word++) {
      hash = Math.imul(hash ^ this.#word(row, word), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  }

  get byteLength(): number {
    return this.#rows.byteLength;
  }

  #issuer(row: number): number {
    return this.#word(row, DIGEST_WORDS) >>> FLAG_BITS;
  }

  #same(row: number, other: number, from: number, to: number): boolean {
    for (let word = from; word < to; word++) {
      if (this.#word(row, word) !== this.#word(other, word)) return false;
    }
    return true;
  }

  #word(row: number, word: number): number {
    return this.#rows.chunkOf(row)[this.#rows.placeOf(row) + word]!;
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
}

function wordAt(digest: Uint8Array, index: number): number {
  const at = index * 4;
  return digest[at]! | (digest[at + 1]! << 8) | (digest[at + 2]! << 16) | (digest[at + 3]! << 24);
}
