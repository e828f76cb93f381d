/** Which rows of a `Wanted` still wait for an answer. */
import type { FingerprintSet } from '../fingerprint/fingerprint-set.ts';
import type { Wanted } from './source.ts';

const OPEN = 1;

export class WantedRows {
  /** Rows without an answer. */
  open = 0;
  readonly #fingerprints: FingerprintSet;
  readonly #states: Uint8Array;

  constructor({ fingerprints, rows }: Wanted) {
    this.#fingerprints = fingerprints;
    this.#states = new Uint8Array(fingerprints.size);
    for (const row of rows) {
      if (this.#states[row] !== OPEN) this.open++;
      this.#states[row] = OPEN;
    }
  }

  isOpen(row: number): boolean {
    return this.#states[row] === OPEN;
  }

  /** Closes the row of the 32 bytes at `offset`; -1 where it is not wanted (any more). */
  take(digests: Uint8Array, offset: number): number {
    const row = this.#fingerprints.rowOfBytes(digests, offset);
    return row >= 0 && this.close(row) ? row : -1;
  }

  /** Whether the row was open; it is no more. */
  close(row: number): boolean {
    if (this.#states[row] !== OPEN) return false;
    this.#states[row] = 0;
    this.open--;
    return true;
  }
}
