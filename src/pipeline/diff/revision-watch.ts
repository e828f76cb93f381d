import { describeEntry } from '../../appendix/describe-entry.ts';
import type { AppendixLine, Entry } from '../../appendix/line.ts';
import type { Table, TableRow } from '../../appendix/table/table.ts';
import type { Revision } from '../../report/diff/list-difference.ts';
import type { Group } from '../group.ts';
import type { Ledger } from '../ledger.ts';
import type { ListObserver } from '../list-observer.ts';
import { TextSpool } from '../text-spool.ts';
import { RevisionRows } from './revision-rows.ts';
import type { Sides } from './sides.ts';

const NO_TEXT = -1;

/** Notes, while two revisions are read, which lists what, and in which words. */
export class RevisionWatch implements ListObserver {
  readonly old = new RevisionRows();
  readonly new = new RevisionRows();
  readonly tables: Table[] = [];
  readonly #ledger: Ledger;
  readonly #sides: Sides;
  readonly #spool = new TextSpool();
  /** Which revisions have a table, with the columns of all of them. */
  readonly #tableSides = new Map<Table, Revision>();
  readonly #tableNumbers = new Map<Table, number>();
  /** Of the line that is entered now. */
  #text = NO_TEXT;
  #sheet: string | undefined;

  constructor(ledger: Ledger, sides: Sides) {
    this.#ledger = ledger;
    this.#sides = sides;
  }

  line(group: Group, { row, kind }: AppendixLine, sheet: string | undefined): void {
    this.#sheet = sheet;
    this.#text = NO_TEXT;
    if (row === undefined || kind !== 'listing') return;
    this.#text = this.#spool.add(JSON.stringify([this.#numberOf(row.table, group), row.cells]));
  }

  entry(group: Group, line: number, entry: Entry | undefined, row: number): void {
    // a certificate that stands in the list itself comes without a line
    const [text, sheet] = entry === undefined ? [NO_TEXT, undefined] : [this.#text, this.#sheet];
    const listed = { text, line, place: this.#ledger.places.numberOf(group.file, sheet) };
    const revision = this[this.#sides.sideOf(group.file)];
    if (row >= 0) revision.add(row, listed);
    else if (entry !== undefined) revision.addUnresolved(describeEntry(entry), listed);
  }

  resolved(id: string, row: number): void {
    const entry = describeEntry({ form: 'crt.sh?id', crtShId: id });
    for (const revision of [this.old, this.new]) {
      const listed = revision.unresolved.get(entry);
      if (listed === undefined) continue;
      revision.unresolved.delete(entry);
      revision.add(row, listed);
    }
  }

  /** The tables of one revision. */
  tablesOf(side: Revision): Table[] {
    return this.tables.filter((table) => this.#tableSides.get(table) === side);
  }

  read(text: number): TableRow {
    const [table, cells] = JSON.parse(this.#spool.read(text)) as [number, string[]];
    return { table: this.tables[table]!, cells };
  }

  /** Gives disk and file back. */
  close(): void {
    this.#spool.close();
  }

  #numberOf(table: Table, { file }: Group): number {
    let number = this.#tableNumbers.get(table);
    if (number === undefined) {
      number = this.tables.push(table) - 1;
      this.#tableNumbers.set(table, number);
      this.#tableSides.set(table, this.#sides.sideOf(file));
    }
    return number;
  }
}
