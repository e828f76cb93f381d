import { describeEntry } from '../../appendix/describe-entry.ts';
import {
  type AppendixLine,
  type Entry,
  type EntryForm,
  type LineProblem,
  hidesCertificate,
} from '../../appendix/line.ts';
import type { Table } from '../../appendix/table/table.ts';
import type { FindingKind, ListForm, Place } from '../../verify/check.ts';
import { LINE_PROBLEMS, duplicate, outcomes } from '../../verify/checks.ts';
import type { FindingLog } from '../../verify/finding-log.ts';
import type { Group } from '../group.ts';
import type { Ledger } from '../ledger.ts';
import type { ListObserver } from '../list-observer.ts';
import { detailOf } from './problem-detail.ts';
import { formatPlace, lineOrNull, listKey } from './place.ts';
import { RevocationColumn } from './revocation-column.ts';
import type { HashColumn, TableRows } from './table-rows.ts';

/** A fingerprint that one row names twice. */
export interface TwiceInRow {
  /** Row of the ledger. */
  readonly fingerprint: number;
  readonly place: Place;
  /** Both times in the same column. */
  readonly sameColumn: boolean;
}

const PAIRS: Table = { format: 'csv', headerLine: 0, columns: ['serial'], standard: false };

interface ListState {
  readonly place: Place;
  kind: ListForm['kind'];
  format: Table['format'] | undefined;
  /** Stands for its pairs of serial number and hash, which are in no table. */
  pairs?: Table;
  readonly forms: Map<EntryForm, { count: number; readonly line: number }>;
}

/**
 * Watches the lists while they are read: what can be told of a line or a table by itself is a finding
 * at once, and rows are kept for when their certificates come.
 */
export class ListWatch implements ListObserver {
  /** Lists and sheets in the order in which they are read, by `listKey`. */
  readonly lists = new Map<string, ListState>();
  /** The guidelines' tables, each where its header stands, or its first row. */
  readonly tables: { readonly table: Table; readonly place: Place }[] = [];
  readonly twiceInRow: TwiceInRow[] = [];
  readonly marks = new RevocationColumn();
  readonly #ledger: Ledger;
  readonly #rows: TableRows;
  readonly #log: FindingLog;
  /** Rows of tables that name a number of crt.sh, until that is resolved. */
  readonly #rowsOfIds = new Map<string, number[]>();
  /** At most `MAX_LISTS` of the ledger. */
  readonly #groups: Group[] = [];
  /** By the row of the ledger, the list that named it last, + 1. */
  #groupOf: Uint16Array = new Uint16Array(64);
  #group = 0;
  /** Of the line that is entered now. */
  #place: Place = { file: '', sheet: null, line: null };
  #table: Table | undefined;
  #list: ListState | undefined;

  constructor(ledger: Ledger, rows: TableRows, log: FindingLog) {
    this.#ledger = ledger;
    this.#rows = rows;
    this.#log = log;
  }

  line(group: Group, line: AppendixLine, sheet: string | undefined): void {
    const { row, kind, problems } = line;
    this.#place = { file: group.file, sheet: sheet ?? null, line: lineOrNull(line.number) };
    this.#listAt(this.#place);
    this.#table = undefined;
    if (row !== undefined) this.#enterTable(row.table, group.file);
    const isKept = row !== undefined && kind === 'listing';
    if (isKept) {
      this.#table = row.table;
      this.marks.enter(row);
      const added = this.#rows.add(row, line.number, problems.filter(isSuspicion));
      const isOfCertificate = ({ column }: { readonly column?: number }): boolean =>
        hashColumnOf(row.table, column) === 'certificateHash';
      const isCut = problems.some((one) => hidesCertificate(one) && isOfCertificate(one));
      const isById = line.entries.some((one) => one.crtShId !== undefined && isOfCertificate(one));
      if (isCut || isById) this.#rows.nameMore(added);
    }
    for (const problem of problems) {
      if (isKept && isSuspicion(problem)) continue;
      this.#log.add(LINE_PROBLEMS[problem.code], this.#place, detailOf(problem, row?.table));
    }
  }

  entry(group: Group, line: number, entry: Entry | undefined, row: number, again: boolean): void {
    if (entry === undefined) {
      this.#place = { file: group.file, sheet: null, line: lineOrNull(line) };
      this.#table = undefined;
      this.#listAt(this.#place);
    } else this.#countForm(entry.form);
    if (again) this.#repeat(entry, row, this.#isOtherList(group, row, entry?.crtShId));
    if (row >= 0) this.#enterGroup(group, row);
    if (entry !== undefined && row < 0 && entry.crtShId === undefined) {
      this.#log.add(outcomes.outcomes.unresolvable, this.#place, {
        message: 'a serial number alone names no certificate',
        actual: describeEntry(entry),
      });
    }
    if (entry !== undefined && this.#table === undefined) this.#keepSerial(group, line, entry, row);
    if (this.#table === undefined || entry === undefined) return;
    const tableRow = this.#rows.size - 1;
    if (row >= 0) this.#rows.addEntry(tableRow, row, hashColumnOf(this.#table, entry.column));
    else if (entry.crtShId !== undefined) {
      const before = this.#rowsOfIds.get(entry.crtShId);
      if (before === undefined) this.#rowsOfIds.set(entry.crtShId, [tableRow]);
      else before.push(tableRow);
    }
  }

  resolved(id: string, row: number): void {
    for (const tableRow of this.#rowsOfIds.get(id) ?? []) {
      this.#rows.addEntry(tableRow, row, undefined);
    }
    this.#rowsOfIds.delete(id);
  }

  // a pair of serial number and hash is a row of its own, to be held against its certificate
  #keepSerial({ file }: Group, line: number, { serial }: Entry, row: number): void {
    if (serial === undefined || row < 0) return;
    const list = this.#listAt(this.#place);
    const { sheet } = list.place;
    const table = (list.pairs ??= { ...PAIRS, ...(sheet !== null && { sheet }) });
    this.#rows.enterTable(table, file);
    const added = this.#rows.add({ table, cells: [serial] }, line, []);
    this.#rows.addEntry(added, row, undefined);
  }

  #enterTable(table: Table, file: string): void {
    if (!this.#rows.enterTable(table, file)) return;
    const list = this.#listAt(this.#place);
    list.format ??= table.format;
    if (table.standard) list.kind = 'table';
    else if (list.kind !== 'table') list.kind = 'other table';
    const line = table.headerLine > 0 ? table.headerLine : this.#place.line;
    if (table.standard) this.tables.push({ table, place: { ...this.#place, line } });
  }

  #countForm(form: EntryForm): void {
    const list = this.#listAt(this.#place);
    if (list.kind === 'certificates') list.kind = 'text';
    const known = list.forms.get(form);
    if (known !== undefined) known.count++;
    else list.forms.set(form, { count: 1, line: this.#place.line ?? 0 });
  }

  /** Whether the list that named a fingerprint last, or a number of crt.sh first, is another one. */
  #isOtherList(group: Group, row: number, crtShId: string | undefined): boolean {
    if (row < 0) {
      const first = this.#ledger.listedId(crtShId ?? '');
      const { file, sheet } = this.#place;
      return first !== undefined && (first.file !== file || (first.sheet ?? null) !== sheet);
    }
    const last = row < this.#groupOf.length ? this.#groups[this.#groupOf[row]! - 1] : undefined;
    return last !== undefined && last !== group;
  }

  #enterGroup(group: Group, row: number): void {
    if (group !== this.#groups[this.#group - 1]) {
      const known = this.#groups.indexOf(group);
      this.#group = (known < 0 ? this.#groups.push(group) - 1 : known) + 1;
    }
    if (row >= this.#groupOf.length) {
      const grown = new Uint16Array(Math.ceil((row + 1) * 1.5));
      grown.set(this.#groupOf);
      this.#groupOf = grown;
    }
    this.#groupOf[row] = this.#group;
  }

  #repeat(entry: Entry | undefined, row: number, otherList: boolean): void {
    const place = this.#place;
    const { first, sameRow } = this.#firstPlace(entry, row);
    if (sameRow && this.#table !== undefined && row >= 0) {
      const sameColumn = this.#isInColumn(this.#table, row, entry?.column);
      this.twiceInRow.push({ fingerprint: row, place, sameColumn });
      return;
    }
    const named =
      entry === undefined || row >= 0 ? this.#ledger.fingerprints.at(row) : describeEntry(entry);
    duplicate.check({ entry: named, first, otherList }, (kind: FindingKind, detail) => {
      this.#log.add(kind, place, detail);
    });
  }

  /** Whether the row that is entered now has named it in this column already. */
  #isInColumn(table: Table, fingerprint: number, at: number | undefined): boolean {
    const { start, end } = this.#rows.entriesIn(this.#rows.size - 1);
    const column = hashColumnOf(table, at);
    for (let entry = start; entry < end; entry++) {
      if (this.#rows.fingerprintOf(entry) !== fingerprint) continue;
      if (this.#rows.columnOf(entry) === column) return true;
    }
    return false;
  }

  #firstPlace(entry: Entry | undefined, row: number): { first: string; sameRow: boolean } {
    const listed =
      row >= 0 ? this.#ledger.placeOf(row) : this.#ledger.listedId(entry?.crtShId ?? '');
    if (listed === undefined) return { first: 'a line before', sameRow: false };
    const { file, sheet = null } = listed;
    const place = { file, sheet, line: lineOrNull(listed.line) };
    const { line } = this.#place;
    const sameRow = line === place.line && listKey(place) === listKey(this.#place);
    return { first: formatPlace(place), sameRow };
  }

  #listAt(place: Place): ListState {
    if (
      this.#list !== undefined &&
      this.#list.place.file === place.file &&
      this.#list.place.sheet === place.sheet
    ) {
      return this.#list;
    }
    const key = listKey(place);
    let list = this.lists.get(key);
    if (list === undefined) {
      const { file, sheet } = place;
      const at = { file, sheet, line: null };
      list = { place: at, kind: 'certificates', format: undefined, forms: new Map() };
      this.lists.set(key, list);
    }
    return (this.#list = list);
  }
}

function hashColumnOf(table: Table, column: number | undefined): HashColumn {
  const id = column === undefined ? undefined : table.columns[column];
  return id === 'precertificateHash' || id === 'certificateHash' ? id : undefined;
}

/** What is wrong with a cell that the certificate is to be asked about first. */
function isSuspicion({ code }: LineProblem): boolean {
  return code === 'mangled-number' || code === 'mangled-date' || code === 'mangled-cell';
}
