import type { LineProblem } from '../../appendix/line.ts';
import type { ColumnId } from '../../appendix/table/columns.ts';
import type { Table, TableRow } from '../../appendix/table/table.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import { PackedRows } from '../../fingerprint/packed-rows.ts';
import type { Place } from '../../verify/check.ts';
import { TextSpool } from '../text-spool.ts';

/** Which of the columns of hashes an entry stands in; the numbers are kept in bits. */
export type HashColumn = Extract<ColumnId, 'precertificateHash' | 'certificateHash'> | undefined;

const HASH_COLUMNS: readonly HashColumn[] = [undefined, 'precertificateHash', 'certificateHash'];

/** A row as it was read, and what the reader of the table suspects of its cells. */
export interface KeptRow {
  readonly row: TableRow;
  readonly suspicions: readonly LineProblem[];
}

/** Stands for a cell that nobody asks for. */
const LET_GO = '…';
/** Words of a row: table and `NAMES_MORE`, line, first entry + 1, how many entries. */
const ROW_WORDS = 4;
/** Words of an entry: row, fingerprint (row of the ledger), next entry of it + 1, column and `HELD`. */
const ENTRY_WORDS = 4;
/** The row names a final certificate by something else than its hash. */
const NAMES_MORE = 0x8000_0000;
/** The row has been held against the certificate. */
const HELD = 4;
/** Of the SHA-256 of `BeyondIssuerDigester`: it excuses, and does not prove. */
const DIGEST_WORDS = 4;

/**
 * The rows of tables, kept until their certificates come: cells in a spool, which is a file beyond its
 * first 16 MiB, and about 60 bytes of memory a row with two hashes (90 with the digests).
 */
export class TableRows {
  size = 0;
  entries = 0;
  readonly #spool = new TextSpool();
  readonly #tables: { readonly table: Table; readonly file: string }[] = [];
  readonly #tableNumbers = new Map<Table, number>();
  readonly #rows = new PackedRows<Uint32Array>(ROW_WORDS, (length) => new Uint32Array(length));
  readonly #entries = new PackedRows<Uint32Array>(ENTRY_WORDS, (length) => new Uint32Array(length));
  readonly #digests = new PackedRows<Uint32Array>(
    DIGEST_WORDS,
    (length) => new Uint32Array(length),
  );
  /** By the row of the ledger: the first entry of the fingerprint + 1. */
  #firstOf: Uint32Array = new Uint32Array(64);

  /** True when the table has not been seen before. */
  enterTable(table: Table, file: string): boolean {
    if (this.#tableNumbers.has(table)) return false;
    this.#tableNumbers.set(table, this.#tables.push({ table, file }) - 1);
    return true;
  }

  /**
   * Keeps a row of a table that is entered; the cells of custom columns are let go.
   * @param suspicions problems that the certificate may clear
   */
  add({ table, cells }: TableRow, line: number, suspicions: readonly LineProblem[]): number {
    const row = this.size++;
    const kept = cells.map((cell, at) => (isKept(table, at) || cell === '' ? cell : LET_GO));
    this.#spool.add(JSON.stringify(suspicions.length > 0 ? [kept, suspicions] : [kept]));
    this.#rows.reserve(row);
    const words = this.#rows.chunkOf(row);
    const at = this.#rows.placeOf(row);
    words[at] = this.#tableNumbers.get(table)!;
    words[at + 1] = line;
    return row;
  }

  /**
   * An entry of a row. Those of one row come one after the other: any other is let go.
   * @param fingerprint row of the ledger
   */
  addEntry(row: number, fingerprint: number, column: HashColumn): void {
    const { start, end } = this.entriesIn(row);
    if (start !== end && end !== this.entries) return;
    const entry = this.entries++;
    this.#entries.reserve(entry);
    const words = this.#entries.chunkOf(entry);
    const at = this.#entries.placeOf(entry);
    words[at] = row;
    words[at + 1] = fingerprint;
    words[at + 3] = HASH_COLUMNS.indexOf(column);
    const rowWords = this.#rows.chunkOf(row);
    const rowAt = this.#rows.placeOf(row);
    if (rowWords[rowAt + 3]!++ === 0) rowWords[rowAt + 2] = entry + 1;
    this.#link(fingerprint, entry, words, at);
  }

  /** The entries of a fingerprint, the first one first. */
  *entriesOf(fingerprint: number): Generator<number> {
    let next = this.#firstOf[fingerprint] ?? 0;
    while (next > 0) {
      yield next - 1;
      next = this.#entryWord(next - 1, 2);
    }
  }

  rowOf(entry: number): number {
    return this.#entryWord(entry, 0);
  }

  fingerprintOf(entry: number): number {
    return this.#entryWord(entry, 1);
  }

  columnOf(entry: number): HashColumn {
    return HASH_COLUMNS[this.#entryWord(entry, 3) & ~HELD];
  }

  /** Notes that the row of this entry has been held against its certificate. */
  hold(entry: number): void {
    this.#entries.chunkOf(entry)[this.#entries.placeOf(entry) + 3]! |= HELD;
  }

  isHeld(entry: number): boolean {
    return (this.#entryWord(entry, 3) & HELD) !== 0;
  }

  /** The entries of a row: half-open. */
  entriesIn(row: number): { readonly start: number; readonly end: number } {
    const start = this.#rowWord(row, 2) - 1;
    return start < 0 ? { start: 0, end: 0 } : { start, end: start + this.#rowWord(row, 3) };
  }

  /** True where the row names one hash in each of the two columns, and nothing else. */
  isPair(row: number): boolean {
    const { start, end } = this.entriesIn(row);
    if (end - start !== 2) return false;
    const [first, second] = [this.columnOf(start), this.columnOf(start + 1)];
    return first !== undefined && second !== undefined && first !== second;
  }

  /** Notes that the row names a final certificate by what is no entry of it, such as a hash cut short. */
  nameMore(row: number): void {
    this.#rows.chunkOf(row)[this.#rows.placeOf(row)]! |= NAMES_MORE;
  }

  namesMore(row: number): boolean {
    return (this.#rowWord(row, 0) & NAMES_MORE) !== 0;
  }

  tableOf(row: number): Table {
    return this.#tables[this.#rowWord(row, 0) & ~NAMES_MORE]!.table;
  }

  placeOf(row: number): Place {
    const { table, file } = this.#tables[this.#rowWord(row, 0) & ~NAMES_MORE]!;
    return { file, sheet: table.sheet ?? null, line: this.#rowWord(row, 1) };
  }

  read(row: number): KeptRow {
    const [cells, suspicions = []] = JSON.parse(this.#spool.read(row)) as [
      string[],
      LineProblem[]?,
    ];
    return { row: { table: this.tableOf(row), cells: cells.map(withoutFormulaGuard) }, suspicions };
  }

  setDigest(entry: number, digest: Uint8Array): void {
    this.#digests.reserve(entry);
    const view = new DataView(digest.buffer, digest.byteOffset, digest.length);
    const words = this.#digests.chunkOf(entry);
    const at = this.#digests.placeOf(entry);
    for (let i = 0; i < DIGEST_WORDS; i++) words[at + i] = view.getUint32(i * 4);
  }

  /** Both were digested, to the same. */
  sameDigest(entry: number, other: number): boolean {
    this.#digests.reserve(Math.max(entry, other));
    let bits = 0;
    for (let i = 0; i < DIGEST_WORDS; i++) {
      const word = this.#digestWord(entry, i);
      if (word !== this.#digestWord(other, i)) return false;
      bits |= word;
    }
    return bits !== 0;
  }

  /** Gives disk and file back. */
  close(): void {
    this.#spool.close();
  }

  // behind the first one, which stays first
  #link(fingerprint: number, entry: number, words: Uint32Array, at: number): void {
    if (fingerprint >= this.#firstOf.length) {
      const grown = new Uint32Array(Math.ceil((fingerprint + 1) * 1.5));
      grown.set(this.#firstOf);
      this.#firstOf = grown;
    }
    const first = this.#firstOf[fingerprint]!;
    if (first === 0) {
      this.#firstOf[fingerprint] = entry + 1;
      return;
    }
    const firstWords = this.#entries.chunkOf(first - 1);
    const firstAt = this.#entries.placeOf(first - 1) + 2;
    words[at + 2] = firstWords[firstAt]!;
    firstWords[firstAt] = entry + 1;
  }

  #rowWord(row: number, word: number): number {
    return this.#rows.chunkOf(row)[this.#rows.placeOf(row) + word]!;
  }

  #entryWord(entry: number, word: number): number {
    return this.#entries.chunkOf(entry)[this.#entries.placeOf(entry) + word]!;
  }

  #digestWord(entry: number, word: number): number {
    return this.#digests.chunkOf(entry)[this.#digests.placeOf(entry) + word]!;
  }
}

/** Hashes are in the ledger, and custom columns are checked by nobody. */
function isKept({ columns }: Table, at: number): boolean {
  const column = columns[at];
  return column !== undefined && column !== 'precertificateHash' && column !== 'certificateHash';
}
