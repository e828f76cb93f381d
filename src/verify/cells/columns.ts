import { COLUMNS, type ColumnId } from '../../appendix/table/columns.ts';
import type { Table } from '../../appendix/table/table.ts';

/** A column as the table calls it, else as the guidelines do. */
export function columnName(table: Table, column: ColumnId): string {
  const written = table.header?.[table.columns.indexOf(column)]?.trim() ?? '';
  return written === '' ? COLUMNS.find(({ id }) => id === column)!.name : written;
}
