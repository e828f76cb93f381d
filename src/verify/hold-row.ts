import { COLUMNS, type ColumnId } from '../appendix/table/columns.ts';
import { columnName } from './cells/columns.ts';
import type { Detailed, RowView } from './check.ts';
import { ROW_CHECKS } from './checks.ts';

/**
 * What the cells of a row show beside one certificate. Where the row names several, a cell may list
 * the values of all: it is right when one of them is that of the certificate.
 */
export function holdRow(view: RowView): Detailed[] {
  const found = findingsOf(view);
  if (view.several !== true || found.length === 0) return found;
  const excused = new Set<string | undefined>();
  for (const { id } of COLUMNS) {
    const name = columnName(view.row.table, id);
    const isSpokenOf = found.some(({ detail }) => detail.column === name);
    if (isSpokenOf && listsValue(view, id, name)) excused.add(name);
  }
  return found.filter(({ detail }) => !excused.has(detail.column));
}

function listsValue(view: RowView, id: ColumnId, name: string): boolean {
  const { table, cells } = view.row;
  const at = table.columns.indexOf(id);
  const separator = id === 'serial' ? BLANKS_TOO : SEPARATOR;
  const values = (cells[at] ?? '').slice(0, MAX_LISTED).split(separator);
  if (values.length < 2 || values.length > MAX_VALUES) return false;
  return values.some((value) => {
    const row = { table, cells: cells.with(at, value.trim()) };
    return findingsOf({ ...view, row }).every(({ detail }) => detail.column !== name);
  });
}

function findingsOf(view: RowView): Detailed[] {
  const found: Detailed[] = [];
  for (const check of ROW_CHECKS) {
    check.check(view, (kind, detail) => found.push({ kind, detail }));
  }
  return found;
}

const SEPARATOR = /[\n;|]+/;
/** Serial numbers and nothing else, so that a comma or a blank is enough. */
const BLANKS_TOO = /[\s,;|/]+/;
/** Bound what a hostile cell costs: each value is checked by itself. */
const MAX_LISTED = 20_000;
const MAX_VALUES = 20;
