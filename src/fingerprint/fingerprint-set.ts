import { FINGERPRINT_BYTES, type Fingerprint, formatFingerprint } from './fingerprint.ts';

const MIN_ROWS = 1024;

/**
 * A set of fingerprints that numbers them in the order of their first insertion (rows 0, 1, 2, …).
 *
 * Packed: 32 bytes a fingerprint and between 5 and 11 bytes of index, where a `Set<string>` of hex
 * takes about 150. SHA-256 output is uniform, so its first four bytes are the hash. A list made to
 * collide in these costs a linear probe each, which the attacker pays for with 2^32 work a step.
 */
export class FingerprintSet {
  size = 0;
  #bytes = new Uint8Array(MIN_ROWS * FINGERPRINT_BYTES);
  #words = new Uint32Array(this.#bytes.buffer);
  /** row + 1, or 0 where free; a power of two long, at most 3/4 full. */
  #slots = new Uint32Array(MIN_ROWS * 2);

  /** The row of the fingerprint at `source[offset..offset+32]`, added if it is new. */
  addBytes(source: Uint8Array, offset = 0): number {
    this.#reserve();
    this.#copy(source, offset);
    return this.#settleCandidate(true);
  }

  /** The row of a fingerprint, added if it is new. */
  add(fingerprint: Fingerprint): number {
    this.#reserve();
    this.#write(fingerprint);
    return this.#settleCandidate(true);
  }

  /** The row of a fingerprint, or -1. */
  rowOf(fingerprint: Fingerprint): number {
    this.#reserve();
    this.#write(fingerprint);
    return this.#settleCandidate(false);
  }

  /** The row of the fingerprint at `source[offset..offset+32]`, or -1. */
  rowOfBytes(source: Uint8Array, offset = 0): number {
    this.#reserve();
    this.#copy(source, offset);
    return this.#settleCandidate(false);
  }

  /** The fingerprint in a row, as hex. */
  at(row: number): Fingerprint {
    return formatFingerprint(this.#bytes, row * FINGERPRINT_BYTES);
  }

  /** The 32 bytes of a row: a view, valid until the next insertion. */
  bytesAt(row: number): Uint8Array {
    return this.#bytes.subarray(row * FINGERPRINT_BYTES, (row + 1) * FINGERPRINT_BYTES);
  }

  /** Bytes of memory that the set holds. */
  get byteLength(): number {
    return this.#bytes.byteLength + this.#slots.byteLength;
  }

  // The candidate is written behind the last row, so that probing compares words in one array.
  #settleCandidate(keep: boolean): number {
    const words = this.#words;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const candidate = this.size * 8;
    for (let slot = words[candidate]! & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot]! - 1;
      if (row < 0) {
        if (!keep) return -1;
        slots[slot] = this.size + 1;
        return this.size++;
      }
      const other = row * 8;
      let i = 0;
      while (i < 8 && words[other + i] === words[candidate + i]) i++;
      if (i === 8) return row;
    }
  }

  #copy(source: Uint8Array, offset: number): void {
    // a loop: `set` with a subarray allocates a view, which costs more than 32 stores
    const bytes = this.#bytes;
    const at = this.size * FINGERPRINT_BYTES;
    for (let i = 0; i < FINGERPRINT_BYTES; i++) bytes[at + i] = source[offset + i]!;
  }

  #write(fingerprint: Fingerprint): void {
    const at = this.size * FINGERPRINT_BYTES;
    for (let i = 0; i < FINGERPRINT_BYTES; i++) {
      this.#bytes[at + i] =
        (nibble(fingerprint.charCodeAt(i * 2)) << 4) | nibble(fingerprint.charCodeAt(i * 2 + 1));
    }
  }

  #reserve(): void {
    const rows = this.#bytes.length / FINGERPRINT_BYTES;
    if (this.size === rows) {
      const bytes = new Uint8Array((rows + (rows >> 1)) * FINGERPRINT_BYTES);
      bytes.set(this.#bytes);
      this.#bytes = bytes;
      this.#words = new Uint32Array(bytes.buffer);
    }
    if (this.size * 4 >= this.#slots.length * 3) this.#rehash(this.#slots.length * 2);
  }

  #rehash(length: number): void {
    const slots = new Uint32Array(length);
    const mask = length - 1;
    for (let row = 0; row < this.size; row++) {
      let slot = this.#words[row * 8]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.#slots = slots;
  }
}

/** The value of one lower-case hex digit, from its char code. */
function nibble(code: number): number {
  return code <= 57 ? code - 48 : code - 87;
}
