import { hash, randomBytes } from 'node:crypto';
import { FINGERPRINT_BYTES, type Fingerprint, formatFingerprint } from './fingerprint.ts';
import { PackedRows } from './packed-rows.ts';

const WORDS = FINGERPRINT_BYTES / 4;
const MIN_SLOTS = 2048;

/**
 * Slots that are looked at for one fingerprint before the list is taken for one made to collide: a list
 * may hold any hex digits, and 100,000 that begin alike took 110 s. Of hashes that are some, so many in a
 * row have a probability of 10^-16 at 3/4 full.
 */
const MAX_PROBES = 1024;
const KEY_BYTES = 16;

/** What another thread needs to look fingerprints up: memory that both threads see. */
export interface SharedFingerprints {
  readonly size: number;
  readonly chunks: readonly Uint32Array[];
  readonly slots: Uint32Array;
  readonly key: Uint8Array | undefined;
}

/**
 * A set of fingerprints that numbers them in the order of their first insertion (rows 0, 1, 2, …).
 *
 * Packed: 32 bytes a fingerprint and between 5 and 11 bytes of index, where a `Set<string>` of hex
 * takes about 150. SHA-256 output is uniform, so its first four bytes are the hash, until a list is met
 * that was made to collide in these; from then on it is a hash with a random key.
 */
export class FingerprintSet {
  size = 0;
  readonly #rows: PackedRows<Uint32Array>;
  readonly #allocate: (length: number) => Uint32Array;
  /**
   * A power of two long, at most 3/4 full: 0 where free, else row + 1 in as many bits as number the
   * slots, and above them those bits of the hash that did not choose the slot. So a row is looked at
   * only when it is the one (0.2 µs for each certificate added, most of it waiting for memory).
   */
  #slots: Uint32Array;
  /** Set once too many collide. */
  #key: Uint8Array | undefined;
  #keyed: Uint8Array = new Uint8Array(0);
  readonly #sought: Uint32Array = new Uint32Array(WORDS);
  /** Slots looked at in the last probe. */
  #probes = 0;
  /** What was sought in last: mostly the one array that a hasher writes to. */
  #source: Uint8Array = new Uint8Array(0);
  #view: DataView = new DataView(this.#source.buffer);
  readonly #soughtBytes: Uint8Array = new Uint8Array(this.#sought.buffer);

  /** @param shared whether other threads are to see it (`share`) */
  constructor(shared = false) {
    this.#allocate = shared ? allocateShared : allocate;
    this.#rows = new PackedRows(WORDS, this.#allocate);
    this.#slots = this.#allocate(MIN_SLOTS);
  }

  /** What `share` gave, here or in another thread: nothing is added to what two of them share. */
  static of({ size, chunks, slots, key }: SharedFingerprints): FingerprintSet {
    const set = new FingerprintSet();
    set.size = size;
    set.#rows.chunks.push(...chunks);
    set.#slots = slots;
    if (key !== undefined) set.#useKey(key);
    return set;
  }

  /** For `of`, as long as nothing is added; without a copy where the set was made `shared`. */
  share(): SharedFingerprints {
    return { size: this.size, chunks: this.#rows.chunks, slots: this.#slots, key: this.#key };
  }

  /** The row of the fingerprint at `source[offset..offset+32]`, added if it is new. */
  addBytes(source: Uint8Array, offset = 0): number {
    this.#seek(source, offset);
    return this.#add();
  }

  /** The row of a fingerprint, added if it is new. */
  add(fingerprint: Fingerprint): number {
    this.#seekHex(fingerprint);
    return this.#add();
  }

  /** The row of a fingerprint, or -1. */
  rowOf(fingerprint: Fingerprint): number {
    this.#seekHex(fingerprint);
    return this.#rowIn(this.#probe());
  }

  /** The row of the fingerprint at `source[offset..offset+32]`, or -1. */
  rowOfBytes(source: Uint8Array, offset = 0): number {
    this.#seek(source, offset);
    return this.#rowIn(this.#probe());
  }

  /** The row here of what is in `row` of another set, added if it is new. */
  addRow(other: FingerprintSet, row: number): number {
    this.#seekRow(other, row);
    return this.#add();
  }

  /** The row here of what is in `row` of another set, or -1. */
  rowOfRow(other: FingerprintSet, row: number): number {
    this.#seekRow(other, row);
    return this.#rowIn(this.#probe());
  }

  /** The fingerprint in a row, as hex. */
  at(row: number): Fingerprint {
    return formatFingerprint(this.bytesAt(row));
  }

  /** The 32 bytes of a row: a view. */
  bytesAt(row: number): Uint8Array {
    const { buffer } = this.#rows.chunkOf(row);
    return new Uint8Array(buffer, this.#rows.placeOf(row) * 4, FINGERPRINT_BYTES);
  }

  /** Bytes of memory that the set holds. */
  get byteLength(): number {
    return this.#rows.byteLength + this.#slots.byteLength;
  }

  #add(): number {
    let slot = this.#probe();
    if (this.#slots[slot] !== 0) return this.#rowIn(slot);
    if (this.#probes > MAX_PROBES && this.#key === undefined) {
      this.#useKey(randomBytes(KEY_BYTES));
      this.#rehash(this.#slots.length);
      slot = this.#probe();
    }
    const row = this.size++;
    this.#rows.reserve(row);
    const chunk = this.#rows.chunkOf(row);
    const place = this.#rows.placeOf(row);
    for (let i = 0; i < WORDS; i++) chunk[place + i] = this.#sought[i]!;
    this.#slots[slot] = this.#entry(this.#hash(this.#sought, 0), row, this.#slots.length - 1);
    if (this.size * 4 > this.#slots.length * 3) this.#rehash(this.#slots.length * 2);
    return row;
  }

  /** The slot of what is sought, or the free one where it belongs. */
  #probe(): number {
    const sought = this.#sought;
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = this.#hash(sought, 0);
    this.#probes = 0;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      this.#probes++;
      const entry = slots[slot]!;
      if (entry === 0) return slot;
      if (((entry ^ hash) & ~mask) !== 0) continue;
      const row = (entry & mask) - 1;
      const chunk = this.#rows.chunkOf(row);
      const place = this.#rows.placeOf(row);
      let i = 0;
      while (i < WORDS && chunk[place + i] === sought[i]) i++;
      if (i === WORDS) return slot;
    }
  }

  #hash(words: Uint32Array, place: number): number {
    return this.#key === undefined ? words[place]! : this.#keyedHash(words, place);
  }

  #keyedHash(words: Uint32Array, place: number): number {
    const view = new DataView(this.#keyed.buffer);
    for (let i = 0; i < WORDS; i++) view.setUint32(KEY_BYTES + i * 4, words[place + i]!);
    return hash('sha256', this.#keyed, 'buffer').readUInt32LE();
  }

  #useKey(key: Uint8Array): void {
    this.#key = key;
    this.#keyed = new Uint8Array(KEY_BYTES + FINGERPRINT_BYTES);
    this.#keyed.set(key);
  }

  #rowIn(slot: number): number {
    return (this.#slots[slot]! & (this.#slots.length - 1)) - 1;
  }

  #entry(hash: number, row: number, mask: number): number {
    return (hash & ~mask) | (row + 1);
  }

  #seek(source: Uint8Array, offset: number): void {
    if (source !== this.#source) {
      this.#source = source;
      this.#view = new DataView(source.buffer, source.byteOffset, source.length);
    }
    const view = this.#view;
    const sought = this.#sought;
    for (let i = 0; i < WORDS; i++) sought[i] = view.getUint32(offset + i * 4, true);
  }

  #seekRow(other: FingerprintSet, row: number): void {
    const chunk = other.#rows.chunkOf(row);
    const place = other.#rows.placeOf(row);
    for (let i = 0; i < WORDS; i++) this.#sought[i] = chunk[place + i]!;
  }

  #seekHex(fingerprint: Fingerprint): void {
    for (let i = 0; i < FINGERPRINT_BYTES; i++) {
      this.#soughtBytes[i] =
        (nibble(fingerprint.charCodeAt(i * 2)) << 4) | nibble(fingerprint.charCodeAt(i * 2 + 1));
    }
  }

  #rehash(length: number): void {
    const slots = this.#allocate(length);
    const mask = length - 1;
    for (let row = 0; row < this.size; row++) {
      const hash = this.#hash(this.#rows.chunkOf(row), this.#rows.placeOf(row));
      let slot = hash & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = this.#entry(hash, row, mask);
    }
    this.#slots = slots;
  }
}

function allocate(length: number): Uint32Array {
  return new Uint32Array(length);
}

function allocateShared(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}

/** The value of one lower-case hex digit, from its char code. */
function nibble(code: number): number {
  return code <= 57 ? code - 48 : code - 87;
}
