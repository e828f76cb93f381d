import { PackedRows } from '../../fingerprint/packed-rows.ts';

/** Where a certificate is listed, and what its row says. */
export interface ListedRow {
  /** Number of the text with its cells; -1 where it is in no table. */
  readonly text: number;
  readonly line: number;
  /** Number of `Ledger.places`. */
  readonly place: number;
}

/** Words: text + 2 (0 not listed, 1 without cells), line, place. */
const WORDS = 3;

/** What one revision lists, each certificate where it stands first; 12 bytes for a row of the ledger. */
export class RevisionRows {
  /** Numbers of crt.sh and serial numbers, as `describeEntry` words them. */
  readonly unresolved = new Map<string, ListedRow>();
  readonly #rows = new PackedRows<Uint32Array>(WORDS, (length) => new Uint32Array(length));

  /** @param row of `Ledger.fingerprints` */
  add(row: number, { text, line, place }: ListedRow): void {
    this.#rows.reserve(row);
    const words = this.#rows.chunkOf(row);
    const at = this.#rows.placeOf(row);
    if (words[at] !== 0) return;
    words[at] = text + 2;
    words[at + 1] = line;
    words[at + 2] = place;
  }

  addUnresolved(entry: string, listed: ListedRow): void {
    if (!this.unresolved.has(entry)) this.unresolved.set(entry, listed);
  }

  has(row: number): boolean {
    return this.#word(row, 0) !== 0;
  }

  /** Of a row that is listed. */
  at(row: number): ListedRow {
    return { text: this.#word(row, 0) - 2, line: this.#word(row, 1), place: this.#word(row, 2) };
  }

  #word(row: number, word: number): number {
    this.#rows.reserve(row);
    return this.#rows.chunkOf(row)[this.#rows.placeOf(row) + word]!;
  }
}
