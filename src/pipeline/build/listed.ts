import type { AppendixLine, Entry } from '../../appendix/line.ts';
import { normalizeSerial } from '../../appendix/serial-number.ts';
import type { ColumnId } from '../../appendix/table/columns.ts';
import { type TableRow, cellOf } from '../../appendix/table/table.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import { CertImpactError } from '../../errors.ts';
import { PackedRows } from '../../fingerprint/packed-rows.ts';
import { isAbsent } from '../../verify/cells/absent.ts';
import type { Group } from '../group.ts';
import type { ListObserver } from '../list-observer.ts';
import { isPerhapsSmime } from './perhaps-smime.ts';
import type { HashColumn } from './row-hashes.ts';
import { TextSpool } from '../text-spool.ts';

/** What a line says of a certificate, beyond its hash. */
export interface ListedRecord {
  readonly serial: string;
  /** Subject, issuer, notBefore, notAfter, dNSNames, where one of them says something. */
  readonly names?: readonly string[];
  /** "Is revoked?", "Revocation date", "Revocation reason", where one of them says something. */
  readonly revocation?: readonly [string, string, string];
  /** Cells of custom columns, by the number of the column. */
  readonly custom?: readonly (readonly [number, string])[];
  /** As `isPerhapsSmime`. */
  readonly perhapsSmime?: true;
  /** The line, where it says something of revocation: `list.csv:7`. */
  readonly place?: string;
}

/** Takes down what lists say, for rows whose certificate does not say it. */
export class Listed implements ListObserver {
  /** Names of custom columns, in the order in which they were found. */
  readonly customNames: string[] = [];
  /** Numbers of records of lines that name a serial number and nothing else, one for each entry. */
  readonly serialOnly: number[] = [];
  readonly #records: TextSpool;
  readonly #keepColumns: boolean;
  readonly #customPlaces = new Map<string, number>();
  /** For each row of the ledger: its line's record plus one, doubled; odd in the precertificate column. */
  readonly #rows = new PackedRows<Uint32Array>(1, (length) => new Uint32Array(length));
  #line: AppendixLine | undefined;
  #file = '';
  #record = -1;
  /** Of the entry that the record was made for. */
  #serial: string | undefined;

  /** @param keepColumns whether custom columns are taken down */
  constructor(keepColumns: boolean, folder?: string) {
    this.#keepColumns = keepColumns;
    this.#records = new TextSpool(folder);
  }

  line(group: Group, line: AppendixLine): void {
    this.#line = line;
    this.#file = group.file;
    this.#record = -1;
  }

  entry(
    _group: Group,
    _number: number,
    entry: Entry | undefined,
    row: number,
    again: boolean,
  ): void {
    // a certificate that stands in the list itself is on no line that was read
    if (entry === undefined) return;
    if (row < 0) {
      if (entry.crtShId === undefined) this.serialOnly.push(this.#recordOf(entry));
      return;
    }
    const isPlain = this.#line?.row === undefined && entry.serial === undefined;
    if (again || isPlain) return;
    const odd = columnOf(this.#line?.row, entry) === 'precertificateHash' ? 1 : 0;
    this.#rows.reserve(row);
    this.#rows.chunkOf(row)[this.#rows.placeOf(row)] = (this.#recordOf(entry) + 1) * 2 + odd;
  }

  /** The number of the record of a row of the ledger: the same for what stands on one line; -1 for none. */
  recordNumber(row: number): number {
    return (this.#entry(row) >>> 1) - 1;
  }

  record(number: number): ListedRecord {
    return JSON.parse(this.#records.read(number)) as ListedRecord;
  }

  /** The column that a row of the ledger is listed in; that of certificates where there are none. */
  column(row: number): HashColumn {
    return this.#entry(row) % 2 === 1 ? 'precertificateHash' : 'certificateHash';
  }

  close(): void {
    this.#records.close();
  }

  #entry(row: number): number {
    const { chunks } = this.#rows;
    return row < chunks.length * (chunks[0]?.length ?? 0)
      ? this.#rows.chunkOf(row)[this.#rows.placeOf(row)]!
      : 0;
  }

  #recordOf(entry: Entry): number {
    // several serial numbers may stand on one line
    const isSame = entry.serial === undefined || entry.serial === this.#serial;
    if (this.#record >= 0 && isSame) return this.#record;
    this.#serial = entry.serial;
    const row = this.#line?.row;
    const cell = withoutFormulaGuard((row && cellOf(row, 'serial')) ?? '').trim();
    const listed = entry.serial ?? (isAbsent(cell) ? '' : cell);
    const record: ListedRecord = {
      serial: HEX.test(listed) ? normalizeSerial(listed) : listed,
      ...(row && this.#cellsOf(row, this.#line!.number)),
    };
    return (this.#record = this.#records.add(JSON.stringify(record)));
  }

  #cellsOf(row: TableRow, line: number): Omit<ListedRecord, 'serial'> {
    const textOf = (column: ColumnId): string =>
      withoutFormulaGuard(cellOf(row, column) ?? '').trim();
    const names = NAMES.map(textOf);
    const [revoked, date, reason] = REVOCATION.map(textOf);
    const revocation = [revoked!, date!, reason!] as const;
    const custom = this.#keepColumns ? this.#customOf(row) : [];
    const saysRevoked = revocation.some((cell) => cell !== '');
    return {
      ...(names.some((cell) => cell !== '') && { names }),
      ...(saysRevoked && { revocation }),
      ...(custom.length > 0 && { custom }),
      ...(isPerhapsSmime(row) && { perhapsSmime: true }),
      // last, so that records that say the same stand beside each other when they are sorted
      ...(saysRevoked && { place: `${this.#file}:${line}` }),
    };
  }

  #customOf({ table, cells }: TableRow): [number, string][] {
    const custom: [number, string][] = [];
    const times = new Map<string, number>();
    for (const [at, cell] of cells.entries()) {
      if (table.columns[at] !== undefined) continue;
      const name = withoutFormulaGuard(table.header?.[at] ?? '').trim() || `Column ${at + 1}`;
      const time = (times.get(name) ?? 0) + 1;
      times.set(name, time);
      custom.push([this.#customPlace(name, time), withoutFormulaGuard(cell)]);
    }
    return custom;
  }

  /** @param time the how manieth column of this name it is */
  #customPlace(name: string, time: number): number {
    const key = `${time} ${name}`;
    let place = this.#customPlaces.get(key);
    if (place === undefined) {
      if (this.customNames.length === MAX_CUSTOM_COLUMNS) {
        throw new CertImpactError(
          'limit-exceeded',
          'the lists have too many columns of their own',
          {
            hint: `at most ${MAX_CUSTOM_COLUMNS} are kept; leave out --keep-columns`,
          },
        );
      }
      place = this.customNames.push(name) - 1;
      this.#customPlaces.set(key, place);
    }
    return place;
  }
}

function columnOf(row: TableRow | undefined, { column }: Entry): string | undefined {
  return column === undefined ? undefined : row?.table.columns[column];
}

const NAMES: readonly ColumnId[] = ['subject', 'issuer', 'notBefore', 'notAfter', 'dnsNames'];
const REVOCATION: readonly ColumnId[] = ['isRevoked', 'revocationDate', 'revocationReason'];
const HEX = /^(?:0x)?[0-9a-f][0-9a-f\s:]*$/i;
/** A file of one heading after the other would make the table as wide as it is long. */
const MAX_CUSTOM_COLUMNS = 1000;
