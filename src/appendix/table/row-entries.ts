/** One row of a table -> the certificates that it names. */
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { describeEntry } from '../describe-entry.ts';
import type { Entry, EntryForm, LineProblem } from '../line.ts';
import type { LineEntries } from '../line-entries.ts';
import { normalizeSerial } from '../serial-number.ts';
import {
  readHashCell,
  readIdCell,
  readSerialCell,
  readTextCell,
  type SerialCell,
} from './cell-entries.ts';
import { isBareHash } from './cell-text.ts';
import type { ColumnRole } from './column-names.ts';
import { isHashRole, tells, type Header } from './header.ts';
import { brokenValue } from './mangled.ts';
import { isTotal, mangledCells, nameless, overlong } from './row-problems.ts';

/** Links behind the words of cells, by column. */
export type CellLinks = ReadonlyMap<number, string>;

/**
 * Reads rows under one header. The columns of hashes decide; then links, crt.sh's ids, the serial
 * number, each only where what comes before it names nothing: they say the same once more. The serial
 * number belongs to every certificate of its row.
 */
export class RowEntries {
  readonly #header: Header;
  readonly #columnsOf: ReadonlyMap<ColumnRole | undefined, readonly number[]>;
  readonly #hashColumns: readonly number[];
  readonly #form: EntryForm;
  /** The columns of other names whose hashes may name a certificate. */
  readonly #maybeNames: (at: number) => boolean;
  readonly #end: number;

  /** @param written the header, where it stands in the table, so that what is behind its columns is too much */
  constructor(header: Header, written: readonly string[] | undefined) {
    this.#header = header;
    this.#end = written === undefined ? Infinity : header.roles.length;
    const columnsOf = new Map<ColumnRole | undefined, number[]>();
    header.roles.forEach((role, at) => {
      columnsOf.set(role, [...(columnsOf.get(role) ?? []), at]);
    });
    this.#columnsOf = columnsOf;
    this.#hashColumns = header.roles.flatMap((role, at) => (isHashRole(role) ? [at] : []));
    const hasOwn = this.#hashColumns.length > 0;
    const hasBoth = HASH_COLUMNS.every((role) => header.roles.includes(role));
    this.#maybeNames = (at) => {
      const name = written?.[at] ?? '';
      return !hasOwn || NAMELESS.test(name) || (!hasBoth && MISSPELT.test(name));
    };
    this.#form = header.standard ? 'table' : 'fingerprint';
  }

  read(cells: readonly string[], links: CellLinks): LineEntries {
    const entries: Entry[] = [];
    const problems: LineProblem[] = [];
    for (const at of this.#hashColumns) {
      const cell = cells[at] ?? '';
      const linked = readLink(links.get(at));
      if (linked === undefined || isBareHash(cell)) take(readHashCell(cell, this.#form), at);
      if (linked !== undefined) take(linked, at, isBareHash(cell));
    }
    for (const at of this.#misplaced(cells))
      take(readHashCell(cells[at]!, 'fingerprint'), at, true);
    for (const at of this.#columns('link'))
      take(readTextCell(cells[at] ?? '', undefined), at, true);
    for (const at of this.#columns('crtShId')) take(readIdCell(cells[at] ?? ''), at, true);
    for (const [at, link] of links) {
      const linked = isHashRole(this.#header.roles[at]) ? undefined : readLink(link);
      if (linked !== undefined) take(linked, at, true);
    }
    this.#addSerial(cells, entries, problems);
    if (entries.length === 0) this.#readRest(cells, entries, problems);
    if (entries.length === 0 && (problems.length === 0 || isTotal(cells, problems))) {
      problems.splice(0, problems.length, nameless(cells, this.#header));
    }
    problems.push(...mangledCells(cells, this.#header), ...overlong(cells, this.#end));
    return { entries, problems: this.#relevant(entries, problems) };

    function take(read: LineEntries, column: number, again = false): void {
      for (const entry of read.entries) {
        const named = entries.length > 0;
        if (again && named && (entry.fingerprint === undefined || isNamed(entries, entry)))
          continue;
        entries.push({ ...entry, column });
      }
      // what a link does not say, the hash beside it does
      if (again && entries.length > 0 && read.entries.length === 0) return;
      for (const problem of read.problems) {
        if (
          again &&
          problem.code === 'not-recommended-form' &&
          !isNamed(entries, read.entries[0])
        ) {
          continue;
        }
        problems.push({ ...problem, column });
      }
    }
  }

  // A SHA-1 beside the SHA-256 of the same certificate hides nothing.
  #relevant(entries: readonly Entry[], problems: LineProblem[]): LineProblem[] {
    if (problems.length === 0 || !entries.some(isHashed)) return problems;
    const isSecond = ({ code, column = -1 }: LineProblem): boolean =>
      code === 'sha1-hash' && this.#header.roles[column] === 'fingerprint';
    return problems.filter((problem) => !isSecond(problem));
  }

  #columns(role: ColumnRole): readonly number[] {
    return this.#columnsOf.get(role) ?? NONE;
  }

  // Hashes where something else must stand: the row is shifted, or a column of hashes misnamed.
  #misplaced(cells: readonly string[]): readonly number[] {
    let found: number[] | undefined;
    for (let at = 0; at < cells.length; at++) {
      if (!isBareHash(cells[at]!)) continue;
      const role = this.#header.roles[at];
      if (role === 'serial' || role === 'otherHash' || isHashRole(role)) continue;
      if (role === undefined && !this.#maybeNames(at)) continue;
      (found ??= []).push(at);
    }
    return found ?? NONE;
  }

  #addSerial(cells: readonly string[], entries: Entry[], problems: LineProblem[]): void {
    for (const column of this.#columns('serial')) {
      const read = readSerialCell(cells[column] ?? '');
      // beside a hash in its column, one of 32 octets is what it says: certificates have had such
      const isSure = entries.some((entry) => isHashRole(this.#header.roles[entry.column ?? -1]));
      const serials = isSure ? [...read.serials, ...read.hashes] : read.serials;
      for (const fingerprint of isSure ? [] : read.hashes) {
        if (isNamed(entries, { form: 'fingerprint', fingerprint })) continue;
        entries.push({ form: 'fingerprint', fingerprint, column });
      }
      addProblem(read, column, entries.length > 0, problems);
      if (entries.length === 0) {
        // a mangled hash is that of the same certificate, which the serial number keeps in the count
        for (const serial of read.serials) entries.push({ form: 'serial', serial, column });
        continue;
      }
      const [serial] = serials;
      if (serial === undefined || serials.length > 1) continue;
      entries.forEach((entry, at) => {
        if (entry.serial === undefined) entries[at] = withSerial(entry, serial);
      });
    }
  }

  // No column that tells certificates does so here: any other may.
  #readRest(cells: readonly string[], entries: Entry[], problems: LineProblem[]): void {
    cells.forEach((cell, column) => {
      const role = this.#header.roles[column];
      if (tells(role) || role === 'otherHash' || cell.length < MIN_NAME) return;
      const read = readTextCell(cell, undefined);
      for (const entry of read.entries) {
        const isOther = entry.form === 'fingerprint' && !this.#maybeNames(column);
        if (entry.form !== 'serial' && !(isOther && role === undefined)) {
          entries.push({ ...entry, column });
        }
      }
      if (role !== undefined || entries.length > 0) return;
      for (const problem of read.problems) {
        if (HASH_PROBLEMS.has(problem.code)) problems.push({ ...problem, column });
      }
    });
  }
}

function addProblem(
  { problem }: SerialCell,
  column: number,
  named: boolean,
  problems: LineProblem[],
): void {
  if (problem === undefined) return;
  const spared = brokenValue(problem.text) === undefined ? 'mangled-number' : 'mangled-cell';
  const code = problem.code === 'mangled-serial' && named ? spared : problem.code;
  problems.push({ ...problem, code, column });
}

function withSerial(entry: Entry, serial: string): Entry {
  const form = entry.form === 'fingerprint' ? 'serial+fingerprint' : entry.form;
  return { ...entry, form, serial: normalizeSerial(serial) };
}

function isNamed(entries: readonly Entry[], entry: Entry | undefined): boolean {
  const name: Fingerprint | string | undefined =
    entry && (entry.fingerprint ?? describeEntry(entry));
  return entries.some((other) => (other.fingerprint ?? describeEntry(other)) === name);
}

/** What a link behind a cell names; a workbook links what looks like a host name, too. */
function readLink(link: string | undefined): LineEntries | undefined {
  if (link === undefined || !NAMES_CERTIFICATE.test(link)) return undefined;
  const read = readTextCell(link, undefined);
  return read.entries.length > 0 ? read : undefined;
}

function isHashed({ fingerprint }: Entry): boolean {
  return fingerprint !== undefined;
}

const NONE: readonly number[] = Object.freeze([]);
const NAMES_CERTIFICATE = /crt\.sh[/?:]|[0-9a-f]{64}/i;
const MIN_NAME = 8;
const HASH_COLUMNS: readonly ColumnRole[] = ['precertificateHash', 'certificateHash'];
const NAMELESS = /^\s*$/;
/** A name of a column of hashes, in whatever spelling; those of other hashes are known. */
const MISSPELT = /sha[-_ ]?2|hash|finger|thumb/i;
const HASH_PROBLEMS: ReadonlySet<string> = new Set([
  'truncated-hash',
  'overlong-hash',
  'search-link',
]);
