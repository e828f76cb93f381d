import type { LineProblem } from '../../appendix/line.ts';
import type { Table } from '../../appendix/table/table.ts';
import type { Detail } from '../../verify/check.ts';
import { columnName } from '../../verify/cells/columns.ts';

/** A problem of a line as a finding says it. */
export function detailOf({ message, text, column }: LineProblem, table: Table | undefined): Detail {
  return {
    message,
    actual: text,
    column: table === undefined || column === undefined ? undefined : nameAt(table, column),
  };
}

function nameAt(table: Table, at: number): string {
  const id = table.columns[at];
  if (id !== undefined) return columnName(table, id);
  const written = table.header?.[at]?.trim() ?? '';
  return written === '' ? `${at + 1}` : written;
}
