import type { Detailed, FindingKind, LengthCheck } from '../../check.ts';

const LENGTH: FindingKind = {
  code: 'row-length',
  severity: 'warning',
  summary: 'A row has fewer or more cells than the header.',
  rule: 'RFC 4180 §2',
  advice: 'Look for an unquoted comma in a cell, often in a name or a list of dNSNames.',
};
const SHIFTED: FindingKind = {
  code: 'row-shifted',
  severity: 'error',
  summary:
    'A row has fewer or more cells than the header, and several of them stand under a wrong name.',
  rule: 'RFC 4180 §2',
  advice: 'Look for an unquoted comma in a cell, or for a cell that is missing.',
};

/** As many cells as the header has; empty ones at the end do not matter. */
export const rowLength: LengthCheck = {
  kinds: [LENGTH, SHIFTED],
  check({ table, cells }, others, report) {
    if (table.header === undefined || table.format !== 'csv') return false;
    const last = table.columns.findLastIndex((id) => id !== undefined) + 1;
    // columns that only some rows need may be left out on the right
    if (cells.length >= last && lengthOf(cells) <= table.header.length) return false;
    const isShifted = wrongColumns(others) >= MIN_SHIFTED;
    report(isShifted ? SHIFTED : LENGTH, {
      message: `the row has ${cells.length} cells and the header ${table.header.length}`,
      expected: `${lengthOf(table.header)}`,
      actual: `${cells.length}`,
    });
    return isShifted;
  },
};

function wrongColumns(findings: readonly Detailed[]): number {
  const wrong = findings.filter(({ kind }) => kind.severity !== 'note');
  return new Set(wrong.map(({ detail }) => detail.column)).size;
}

function lengthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell.trim() !== '') + 1;
}

/** One wrong cell is wrong by itself. */
const MIN_SHIFTED = 2;
