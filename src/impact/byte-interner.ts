/** Octets that go into a sampled hash, spread evenly, besides the last eight. */
const SAMPLE = 8;

/** From this length on the native comparison is faster than a loop, in spite of the call. */
const NATIVE_COMPARE = 64;

/**
 * So many strings that differ only where no sample is taken are no accident: they would make each
 * look-up longer than the one before. From then on every octet is hashed.
 */
const MAX_PROBES = 32;

/**
 * Numbers distinct byte strings in the order of their first appearance. Issuers, algorithms and
 * policies repeat in nearly every certificate: each is stored, and later decoded, once.
 */
export class ByteInterner {
  size = 0;
  #bytes: Buffer = Buffer.alloc(4096);
  /** Where string i starts; it ends where string i + 1 starts. */
  #starts: Float64Array = new Float64Array(65);
  #hashes: Int32Array = new Int32Array(64);
  #last = 0;
  /** Hash a sample of the octets, until strings turn up that differ only elsewhere. */
  #sampled = true;
  /** number + 1, or 0 where free; a power of two long, at most half full. */
  #slots: Uint32Array = new Uint32Array(128);

  /** The number of the bytes `[start, end)`. */
  intern(source: Uint8Array, start = 0, end: number = source.length): number {
    const length = end - start;
    // what came last comes again in most lists
    if (this.size > 0 && this.#equals(this.#last, source, start, length)) return this.#last;
    const hash = this.#sampled ? sampleHash(source, start, end) : fullHash(source, start, end);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probes = 0; ; probes++, slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) {
        if (probes > MAX_PROBES && this.#sampled) return this.#internUnsampled(source, start, end);
        return this.#append(source, start, end, hash, slot);
      }
      if (this.#hashes[number] === hash && this.#equals(number, source, start, length)) {
        return (this.#last = number);
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
    if (length > NATIVE_COMPARE) {
      return bytes.compare(source, start, start + length, own, own + length) === 0;
    }
    for (let i = 0; i < length; i++) if (bytes[own + i] !== source[start + i]) return false;
    return true;
  }

  #append(source: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const own = this.#starts[this.size]!;
    if (own + end - start > this.#bytes.length) {
      const bytes = Buffer.alloc((own + end - start) * 2);
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
    if (this.size * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    return (this.#last = this.size - 1);
  }

  #internUnsampled(source: Uint8Array, start: number, end: number): number {
    this.#sampled = false;
    for (let number = 0; number < this.size; number++) {
      this.#hashes[number] = fullHash(
        this.#bytes,
        this.#starts[number]!,
        this.#starts[number + 1]!,
      );
    }
    this.#rehash(this.#slots.length);
    return this.intern(source, start, end);
  }

  #rehash(length: number): void {
    const slots = new Uint32Array(length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      let slot = this.#hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
  }
}

/** 0.1 µs for the name of an issuer, where all of its octets take 0.3 µs (Node 20). */
function sampleHash(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  if (length <= SAMPLE + 8) return fullHash(bytes, start, end);
  const step = length >> 3;
  let hash = 0x811c9dc5 ^ length;
  for (let i = 0, at = start; i < SAMPLE; i++, at += step) {
    hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  }
  for (let at = end - 8; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

/** FNV-1a, with the high bits folded into the low ones, which are the slot. */
function fullHash(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5 ^ (end - start);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
  return hash ^ (hash >>> 15);
}

function grown<T extends Int32Array | Float64Array>(old: T, larger: T): T {
  larger.set(old);
  return larger;
}
