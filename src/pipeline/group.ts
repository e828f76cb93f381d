import type { LineKind } from '../appendix/line.ts';
import type { LineCounts, ListingProblemCode } from '../impact/impact.ts';

/** One list: what stands under one heading of one file or in one sheet, or in a file without these. */
export class Group {
  readonly file: string;
  /** What the list is called in its file: a heading, a sheet, a value of the column grouped by. */
  readonly heading: string | undefined;
  /** Of a workbook. */
  readonly sheet: string | undefined;
  readonly lines: LineCounts = {
    total: 0,
    blank: 0,
    comment: 0,
    header: 0,
    invalid: 0,
    listing: 0,
  };
  /** Problems of lines and entries, by code. */
  readonly problems = new Map<ListingProblemCode, number>();
  /** Entries that name a serial number only: nobody can resolve these. */
  serials = 0;
  /** Places in `Ledger.ids`, one for each entry that names a crt.sh id. */
  readonly ids: number[] = [];
  #rows: Uint32Array = new Uint32Array(64);
  #rowCount = 0;

  constructor(file: string, heading: string | undefined, sheet?: string) {
    this.file = file;
    this.heading = heading;
    this.sheet = sheet;
  }

  /** Rows of `Ledger.fingerprints`, one for each entry that has a fingerprint. */
  get rows(): Uint32Array {
    return this.#rows.subarray(0, this.#rowCount);
  }

  get entries(): number {
    return this.#rowCount + this.ids.length + this.serials;
  }

  addRow(row: number): void {
    if (this.#rowCount === this.#rows.length) {
      const rows = new Uint32Array(Math.ceil(this.#rowCount * 1.5));
      rows.set(this.#rows);
      this.#rows = rows;
    }
    this.#rows[this.#rowCount++] = row;
  }

  countLine(kind: LineKind): void {
    this.lines.total++;
    this.lines[kind]++;
  }

  countProblem(code: ListingProblemCode): void {
    this.problems.set(code, (this.problems.get(code) ?? 0) + 1);
  }
}
