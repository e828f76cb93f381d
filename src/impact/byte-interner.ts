import { createHmac, randomBytes } from 'node:crypto';
import { wordsBase, wordsOf } from '../der/octets.ts';

/** So many strings with the same hash would make each look-up longer than the one before. */
const MAX_PROBES = 32;

/**
 * A further one from when on strings share their hash. 7,690 real certificates need the second: names of one
 * CA differ outside of the sample. What needs the third was made to collide: its key nobody knows. It
 * takes 4 µs, with which those certificates took half as long again.
 */
const HASHES = [sampleHash, fullHash, keyedHash] as const;

const NOTHING: InternedBytes = { bytes: new Uint8Array(0), ends: new Uint32Array(0) };

/** Fields of an entry: its hash, where its octets start, and how many there are. */
const FIELDS = 3;

/** The strings one behind the other, and where each ends. */
export interface InternedBytes {
  readonly bytes: Uint8Array;
  readonly ends: Uint32Array;
}

/**
 * Numbers distinct byte strings in the order of their first appearance. Issuers, algorithms and
 * policies repeat in nearly every certificate: each is stored, and later decoded, once.
 *
 * Four octets at a time, through a DataView: 0.2 µs less for each certificate's five strings than an
 * octet at a time (Node 20).
 */
export class ByteInterner {
  size = 0;
  #bytes: Uint8Array = new Uint8Array(4096);
  #view: DataView = new DataView(this.#bytes.buffer);
  /** Octets in use. */
  #used = 0;
  #entries: Int32Array = new Int32Array(64 * FIELDS);
  /** Place in `HASHES`. */
  #stage = 0;
  /**
   * A power of two long, at most half full: 0 where free, else number + 1 in as many bits as number
   * the slots, and above them those bits of the hash that did not choose the slot.
   */
  #slots: Uint32Array = new Uint32Array(128);

  /** Takes strings that no other has, as `snapshot` of another one gave them. */
  constructor({ bytes, ends }: InternedBytes = NOTHING) {
    let start = 0;
    for (const end of ends) {
      this.intern(bytes, start, end);
      start = end;
    }
  }

  snapshot(): InternedBytes {
    const ends = new Uint32Array(this.size);
    for (let number = 0; number < this.size; number++) {
      ends[number] = this.#entries[number * FIELDS + 1]! + this.#entries[number * FIELDS + 2]!;
    }
    return { bytes: this.#bytes.slice(0, this.#used), ends };
  }

  /**
   * The number of the bytes `[start, end)`.
   * @param expected a number that they may well have, tried first
   */
  intern(source: Uint8Array, start = 0, end: number = source.length, expected = 0): number {
    const length = end - start;
    const words = wordsOf(source);
    const at = wordsBase + start;
    if (expected < this.size && this.#equals(expected, words, at, length)) return expected;
    const hash = HASHES[this.#stage]!(words, at, at + length);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (let probes = 0; ; probes++, slot = (slot + 1) & mask) {
      const entry = this.#slots[slot]!;
      if (entry === 0) {
        if (probes > MAX_PROBES && this.#stage < HASHES.length - 1) {
          this.#hashAnew();
          return this.intern(source, start, end);
        }
        return this.#append(source, start, end, hash, slot);
      }
      if (((entry ^ hash) & ~mask) !== 0) continue;
      const number = (entry & mask) - 1;
      if (this.#equals(number, words, at, length)) return number;
    }
  }

  /** The bytes of a number: a view, valid until the next new string. */
  at(number: number): Uint8Array {
    const start = this.#entries[number * FIELDS + 1]!;
    return this.#bytes.subarray(start, start + this.#entries[number * FIELDS + 2]!);
  }

  #equals(number: number, words: DataView, at: number, length: number): boolean {
    if (this.#entries[number * FIELDS + 2] !== length) return false;
    const own = this.#view;
    const ownAt = this.#entries[number * FIELDS + 1]!;
    if (length < 4) {
      for (let i = 0; i < length; i++) {
        if (own.getUint8(ownAt + i) !== words.getUint8(at + i)) return false;
      }
      return true;
    }
    // the last word first: names of one country and organization differ in their last attribute
    const last = length - 4;
    if (own.getInt32(ownAt + last) !== words.getInt32(at + last)) return false;
    for (let i = 0; i < last; i += 4) {
      if (own.getInt32(ownAt + i) !== words.getInt32(at + i)) return false;
    }
    return true;
  }

  #append(source: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const length = end - start;
    if (this.#used + length > this.#bytes.length) {
      const bytes = new Uint8Array((this.#used + length) * 2);
      bytes.set(this.#bytes.subarray(0, this.#used));
      this.#bytes = bytes;
      this.#view = new DataView(bytes.buffer);
    }
    this.#bytes.set(source.subarray(start, end), this.#used);
    const at = this.size * FIELDS;
    if (at === this.#entries.length) {
      const entries = new Int32Array(at * 2);
      entries.set(this.#entries);
      this.#entries = entries;
    }
    this.#entries[at] = hash;
    this.#entries[at + 1] = this.#used;
    this.#entries[at + 2] = length;
    this.#used += length;
    this.#slots[slot] = (hash & ~(this.#slots.length - 1)) | ++this.size;
    if (this.size * 2 > this.#slots.length) this.#rehash(this.#slots.length * 2);
    return this.size - 1;
  }

  #hashAnew(): void {
    const hash = HASHES[++this.#stage]!;
    for (let number = 0; number < this.size; number++) {
      const from = this.#entries[number * FIELDS + 1]!;
      const to = from + this.#entries[number * FIELDS + 2]!;
      this.#entries[number * FIELDS] = hash(this.#view, from, to);
    }
    this.#rehash(this.#slots.length);
  }

  #rehash(length: number): void {
    const slots = new Uint32Array(length);
    const mask = slots.length - 1;
    for (let number = 0; number < this.size; number++) {
      const hash = this.#entries[number * FIELDS]!;
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = (hash & ~mask) | (number + 1);
    }
    this.#slots = slots;
  }
}

/** Of the first and the last eight octets and eight between, four at a time. */
function sampleHash(view: DataView, start: number, end: number): number {
  const length = end - start;
  if (length < 24) return fullHash(view, start, end);
  const step = ((length - 12) / 3) | 0;
  let hash = mix(length, view.getInt32(start));
  hash = mix(hash, view.getInt32(start + 4));
  hash = mix(hash, view.getInt32(start + step));
  hash = mix(hash, view.getInt32(start + 2 * step));
  hash = mix(hash, view.getInt32(end - 8));
  return mix(hash, view.getInt32(end - 4));
}

const KEY = randomBytes(32);

function keyedHash({ buffer, byteOffset }: DataView, start: number, end: number): number {
  const bytes = new Uint8Array(buffer, byteOffset + start, end - start);
  return createHmac('sha256', KEY).update(bytes).digest().readInt32LE();
}

function fullHash(view: DataView, start: number, end: number): number {
  let hash = end - start;
  let at = start;
  for (; at + 4 <= end; at += 4) hash = mix(hash, view.getInt32(at));
  for (; at < end; at++) hash = mix(hash, view.getUint8(at));
  return hash;
}

/** Multiplication by 2^32 over the golden ratio; the high bits, which it fills, go into the low ones. */
function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}
