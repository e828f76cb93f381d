import type { Entry } from '../appendix/line.ts';
import type { TableRow } from '../appendix/table/table.ts';

/**
 * Which fingerprints a row of a table lists as precertificate and final certificate of each other. That is
 * the list's word, for what could not be obtained. Each fingerprint is in one pair at most; 4 bytes each,
 * where there are pairs at all.
 */
export class RowPairs {
  /** By the row of the ledger: the other one of its pair + 1. */
  #others: Uint32Array = new Uint32Array(0);

  /** @param rows of the ledger, one for each entry; -1 where it has no fingerprint */
  add({ table }: TableRow, entries: readonly Entry[], rows: readonly number[]): void {
    const inColumn = (id: 'precertificateHash' | 'certificateHash'): number[] =>
      rows.filter((row, at) => row >= 0 && table.columns[entries[at]!.column ?? -1] === id);
    const certificates = inColumn('certificateHash');
    for (const [at, precertificate] of inColumn('precertificateHash').entries()) {
      const certificate = certificates[at];
      if (certificate !== undefined) this.#pair(precertificate, certificate);
    }
  }

  /** The row of the ledger that this one is listed with; -1 for none. */
  otherOf(row: number): number {
    return (this.#others[row] ?? 0) - 1;
  }

  #pair(one: number, other: number): void {
    const last = Math.max(one, other);
    if (last >= this.#others.length) {
      const grown = new Uint32Array(Math.ceil((last + 1) * 1.5));
      grown.set(this.#others);
      this.#others = grown;
    }
    if (one === other || this.#others[one] !== 0 || this.#others[other] !== 0) return;
    this.#others[one] = other + 1;
    this.#others[other] = one + 1;
  }
}
