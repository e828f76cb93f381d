/** Which row of a table is its header, and what its columns hold. */
import { findLinks, isCrtSh } from '../forms/link.ts';
import { isBareHash, isPlaceholder, withoutTextMark } from './cell-text.ts';
import { type ColumnRole, roleOfName } from './column-names.ts';
import { COLUMNS, type ColumnId } from './columns.ts';

export interface Header {
  readonly roles: readonly (ColumnRole | undefined)[];
  readonly columns: readonly (ColumnId | undefined)[];
  /** Whether it is the guidelines' table. */
  readonly standard: boolean;
}

/** Where a table begins among rows. */
export interface FoundHeader {
  readonly header: Header;
  /** The index of the header row, or of the first row where there is no header. */
  readonly at: number;
  readonly named: boolean;
}

/**
 * The first row that is the header of a table that lists certificates: by the names of its columns; by
 * what stands below it, where the names say nothing; or a first row that is evidently one of the
 * guidelines' table without a header.
 */
export function findHeader(rows: readonly (readonly string[])[]): FoundHeader | undefined {
  for (const [at, cells] of rows.entries()) {
    const header = readHeader(cells);
    if (header !== undefined) return { header, at, named: true };
    if (isStandardRow(cells)) return { header: headerOf(POSITIONS), at, named: false };
  }
  for (const [at, cells] of rows.entries()) {
    const header = headerByContents(cells, rows.slice(at + 1));
    if (header !== undefined) return { header, at, named: true };
  }
  return undefined;
}

/** What a header row says; `undefined` for any other row. */
export function readHeader(cells: readonly string[]): Header | undefined {
  // most rows, told cheaply
  if (cells.length < 2 || cells.some(isBareHash)) return undefined;
  const roles = cells.map((cell) => roleOfName(withoutTextMark(cell)));
  const known = roles.filter((role) => role !== undefined).length;
  const filled = cells.filter((cell) => cell !== '').length;
  if (known < 2 || !roles.some(tells) || known * 4 < filled) return undefined;
  return cells.some(namesOne) ? undefined : headerOf(roles);
}

/** True for a role that tells which certificate a row is about. */
export function tells(role: ColumnRole | undefined): boolean {
  return role === 'serial' || role === 'link' || role === 'crtShId' || isHashRole(role);
}

export function isHashRole(role: ColumnRole | undefined): boolean {
  return role === 'certificateHash' || role === 'precertificateHash' || role === 'fingerprint';
}

function headerOf(roles: readonly (ColumnRole | undefined)[]): Header {
  const seen = new Set<ColumnId>();
  const columns = roles.map((role) => {
    if (!isColumnId(role) || seen.has(role)) return undefined;
    seen.add(role);
    return role;
  });
  const hashed = seen.has('certificateHash') || seen.has('precertificateHash');
  return { roles, columns, standard: hashed && seen.size >= MIN_STANDARD_COLUMNS };
}

function isColumnId(role: ColumnRole | undefined): role is ColumnId {
  return COLUMNS.some(({ id }) => id === role);
}

/** Hash or placeholder twice, names, two dates, a serial number: nothing else looks so. */
function isStandardRow(cells: readonly string[]): boolean {
  if (cells.length < MIN_STANDARD_ROW) return false;
  const [precertificate = '', certificate = '', , , notBefore = '', notAfter = ''] = cells;
  const hashes = [precertificate, certificate].map(withoutTextMark);
  if (
    !hashes.some(isBareHash) ||
    !hashes.every((cell) => isBareHash(cell) || isPlaceholder(cell))
  ) {
    return false;
  }
  return [notBefore, notAfter].every((cell) => isPlaceholder(cell) || DATE.test(cell));
}

/** A row of names that say nothing, above rows as long as it of which some column names certificates. */
function headerByContents(
  cells: readonly string[],
  below: readonly (readonly string[])[],
): Header | undefined {
  if (cells.length < 2 || cells.length > MAX_COLUMNS_BY_CONTENTS) return undefined;
  const isName = (cell: string): boolean =>
    cell === '' || (LETTER.test(cell) && cell.length <= MAX_NAME && !namesOne(cell));
  if (!cells.every(isName) || cells.every((cell) => cell === '')) return undefined;
  const sample = below.filter((row) => row.length > 1).slice(0, SAMPLE_ROWS);
  const even = sample.filter((row) => row.length === cells.length).length;
  if (even === 0 || even < sample.length * CONSISTENT) return undefined;
  const named = cells.map(roleOfName);
  const contents = cells.map((_, at) => roleByContents(sample, at));
  // `Replaced by` beside it names other certificates
  const isNamed = named.some((role, at) => isHashRole(role) && contents[at] === 'fingerprint');
  const roles = named.map((role, at) => {
    const found = contents[at];
    return role ?? (isNamed && found === 'fingerprint' ? undefined : found);
  });
  return roles.some(tells) ? headerOf(roles) : undefined;
}

function roleByContents(rows: readonly (readonly string[])[], at: number): ColumnRole | undefined {
  const cells = rows.map((row) => withoutTextMark(row[at] ?? '')).filter((c) => !isPlaceholder(c));
  const most = (test: (cell: string) => boolean): boolean =>
    cells.length > 0 && cells.filter(test).length * 2 >= cells.length;
  if (most((cell) => HASH.test(cell))) return 'fingerprint';
  if (most((cell) => cell.includes('crt.sh') && findLinks(cell).some(isCrtSh))) return 'link';
  return most((cell) => SERIAL.test(cell) && cell.replace(/[^0-9a-f]/gi, '').length !== 40)
    ? 'serial'
    : undefined;
}

function namesOne(cell: string): boolean {
  const plain = withoutTextMark(cell);
  return (
    DIGITS.test(plain) || HASH.test(plain) || cell.includes('://') || cell.includes('-----BEGIN')
  );
}

const POSITIONS = COLUMNS.map(({ id }) => id);
/** Of eleven: a table of hashes, serial numbers and two more columns is one of another kind. */
const MIN_STANDARD_COLUMNS = 5;
/** Up to the serial number. */
const MIN_STANDARD_ROW = 7;
const MAX_COLUMNS_BY_CONTENTS = 256;
const MAX_NAME = 80;
const SAMPLE_ROWS = 50;
const CONSISTENT = 0.9;
const LETTER = /\p{L}/u;
const DATE = /^\d{1,4}[-./]|^\d{5}(?:\.\d+)?$|^[A-Z][a-z]{2} [ \d]\d |^#+$/;
/** No name: bug 1818073 has `Certificate` and `Precertificate` as words of links in every row. */
const DIGITS = /^(?:0x)?(?=[^\d]*\d)[0-9a-f]{4,64}$/i;
/** Also several in a cell, and in groups of octets. */
const HASH = /^\s*(?:[0-9a-f]{64}(?![0-9a-z])|(?:[0-9a-f]{2}[: ]){31}[0-9a-f]{2}\b)/i;
const SERIAL =
  /^(?:0x)?(?=.*[a-f])(?=.*\d)(?:[0-9a-f]{15,40}|(?:[0-9a-f]{2}[: ]){7,20}[0-9a-f]{2})$/i;
