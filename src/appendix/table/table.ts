import type { ColumnId } from './columns.ts';

/** A table as it was found: one for each sheet, file or archive member that holds one. */
export interface Table {
  readonly format: 'csv' | 'xlsx' | 'markdown';
  /** The sheet's name, in a workbook. */
  readonly sheet?: string;
  /** Absent where cells have no separator, as in a sheet. */
  readonly delimiter?: string;
  /** The cells of the header row as written; absent where the table has none. */
  readonly header?: readonly string[];
  /** The header's line; 0 where there is none. */
  readonly headerLine: number;
  /** What each column holds, as far as its name or its cells say; `undefined` for a custom column. */
  readonly columns: readonly (ColumnId | undefined)[];
  /** Whether it is the guidelines' table, in whatever spelling and order, not another one with hashes in it. */
  readonly standard: boolean;
}

/** A row of a table. `cells` may be fewer or more than the table has columns. */
export interface TableRow {
  readonly table: Table;
  /** As written (hostile: escape them), without the quotes of CSV. */
  readonly cells: readonly string[];
}

/** The cell of a column, `undefined` where the table has no such column or the row ends before it. */
export function cellOf({ table, cells }: TableRow, column: ColumnId): string | undefined {
  const at = table.columns.indexOf(column);
  return at < 0 ? undefined : cells[at];
}
