/**
 * Numbers distinct byte strings in the order of their first appearance. Issuers, algorithms and
 * policies repeat in nearly every certificate: each is stored, and later decoded, once.
 */
export class ByteInterner {
  size = 0;
  #bytes: Uint8Array = new Uint8Array(4096);
  /** Where string i starts; it ends where string i + 1 starts. */
  #starts: Float64Array = new Float64Array(65);
  #hashes: Int32Array = new Int32Array(64);
  /** number + 1, or 0 where free; a power of two long, at most half full. */
  #slots: Uint32Array = new Uint32Array(128);

  /** The number of the bytes `[start, end)`. */
  intern(source: Uint8Array, start = 0, end: number = source.length): number {
    const length = end - start;
    let hash = 0x811c9dc5 ^ length;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ source[i]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) return this.#append(source, start, end, hash, slot);
      if (this.#hashes[number] === hash && this.#equals(number, source, start, length)) {
        return number;
      }
    }
  }

  /** The bytes of a number: a view, valid until the next new string. */
  at(number: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[number], this.#starts[number + 1]);
  }

  #equals(number: number, source: Uint8Array, start: number, length: number): boolean {
    const own = this.#starts[number]!;
    if (this.#starts[number + 1]! - own !== length) return false;
    const bytes = this.#bytes;
    for (let i = 0; i < length; i++) if (bytes[own + i] !== source[start + i]) return false;
    return true;
  }

  #append(source: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const own = this.#starts[this.size]!;
    if (own + end - start > this.#bytes.length) {
      const bytes = new Uint8Array((own + end - start) * 2);
      bytes.set(this.#bytes.subarray(0, own));
      this.#bytes = bytes;
    }
    this.#bytes.set(source.subarray(start, end), own);
    if (this.size === this.#hashes.length) {
      this.#hashes = grown(this.#hashes, new Int32Array(this.size * 2));
      this.#starts = grown(this.#starts, new Float64Array(this.size * 2 + 1));
    }
    this.#hashes[this.size] = hash;
    this.#starts[this.size + 1] = own + end - start;
    this.#slots[slot] = ++this.size;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return this.size - 1;
  }

  #rehash(): void {
    const slots = new Uint32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
