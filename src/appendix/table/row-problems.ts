/** What is wrong with a row besides the cells that tell its certificates. */
import { lineProblem } from '../line-problem.ts';
import type { LineProblem } from '../line.ts';
import { isPlaceholder } from './cell-text.ts';
import type { ColumnRole } from './column-names.ts';
import { type Header, tells } from './header.ts';
import { brokenValue, mangledDate } from './mangled.ts';

/** The cells of known columns that a spreadsheet has changed; those that tell certificates aside. */
export function mangledCells(cells: readonly string[], { roles }: Header): LineProblem[] {
  const problems: LineProblem[] = [];
  for (let column = 0; column < cells.length; column++) {
    const cell = cells[column]!;
    const role = roles[column];
    if (role === undefined || tells(role)) continue;
    if (cell.charCodeAt(0) === HASH_SIGN) {
      const message = brokenValue(cell);
      if (message === undefined) continue;
      problems.push({ ...lineProblem('mangled-cell', cell, message), column });
    } else if (DATES.has(role) && !ISO_DATE.test(cell)) {
      const message = mangledDate(cell);
      if (message === undefined) continue;
      problems.push({ ...lineProblem('mangled-date', cell, message), column });
    }
  }
  return problems;
}

/** Two rows in one, where the line end between them is lost; `end` is how many columns there are. */
export function overlong(cells: readonly string[], end: number): LineProblem[] {
  if (cells.length <= end) return [];
  const column = cells.findIndex((cell, at) => at >= end - 1 && HASH_DIGITS.test(cell));
  if (column < 0) return [];
  const message = 'a hash behind the last column: a line end before it may be missing';
  return [{ ...lineProblem('unnamed-row', cells[column]!, message), column }];
}

/** `Total,2`: a word stands where a hash does in other rows. */
export function isTotal(cells: readonly string[], problems: readonly LineProblem[]): boolean {
  if (filledOf(cells) >= MIN_FILLED) return false;
  return problems.every(({ code, text }) => code === 'not-hex' && !DIGIT.test(text));
}

/** Of a row that names no certificate: as a row must, or as words below a table. */
export function nameless(cells: readonly string[], { roles }: Header): LineProblem {
  const filled = filledOf(cells);
  const known = roles.filter((role) => role !== undefined).length;
  const text = cells.join(' ').trim();
  return filled >= MIN_FILLED && filled * 2 >= known - 2
    ? lineProblem('unnamed-row', text, 'a row with neither a hash nor a serial number')
    : lineProblem('text', text, 'no certificate is named here');
}

function filledOf(cells: readonly string[]): number {
  return cells.filter((cell) => !isPlaceholder(cell)).length;
}

const HASH_SIGN = 0x23;
const HASH_DIGITS = /[0-9a-f]{64}/i;
const DIGIT = /\d/;
const ISO_DATE = /^\d{4}-/;
/** A total or a remark at the end of a table has fewer. */
const MIN_FILLED = 3;
const DATES: ReadonlySet<ColumnRole> = new Set<ColumnRole>([
  'notBefore',
  'notAfter',
  'revocationDate',
]);
