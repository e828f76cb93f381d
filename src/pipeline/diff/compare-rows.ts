/** Two rows about one certificate -> the cells that are not the same. */
import { COLUMNS, type ColumnId } from '../../appendix/table/columns.ts';
import type { Table, TableRow } from '../../appendix/table/table.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import type { ChangedCell } from '../../report/diff/list-difference.ts';

/** Columns by what they hold, or by their name: their order is no matter. */
export class RowComparer {
  readonly #keys = new Map<Table, ReadonlyMap<string, number>>();

  /** In the order of the new table. Columns that only one of the tables has are no difference of rows. */
  compare(old: TableRow, fresh: TableRow): ChangedCell[] {
    const before = this.#columnsOf(old.table);
    const changed: ChangedCell[] = [];
    for (const [column, at] of this.#columnsOf(fresh.table)) {
      const was = before.get(column);
      if (was === undefined) continue;
      const [a, b] = [cellAt(old, was), cellAt(fresh, at)];
      const id = fresh.table.columns[at];
      if (a === b || meaning(a, id) === meaning(b, id)) continue;
      changed.push({ column: nameOf(fresh.table, at), old: a, new: b });
    }
    return changed;
  }

  /** Columns, by their names, that only one side has; none where a side has no table. */
  compareTables(
    old: readonly Table[],
    fresh: readonly Table[],
  ): { readonly added: readonly string[]; readonly removed: readonly string[] } {
    if (old.length === 0 || fresh.length === 0) return { added: [], removed: [] };
    return { added: this.#without(fresh, old), removed: this.#without(old, fresh) };
  }

  #without(tables: readonly Table[], others: readonly Table[]): string[] {
    const known = new Set(others.flatMap((table) => [...this.#columnsOf(table).keys()]));
    const names = new Map<string, string>();
    for (const table of tables) {
      for (const [key, at] of this.#columnsOf(table)) {
        if (!known.has(key) && !names.has(key)) names.set(key, nameOf(table, at));
      }
    }
    return [...names.values()];
  }

  /** Keys of the columns of a table, each with its place; a second column of a name is let go. */
  #columnsOf(table: Table): ReadonlyMap<string, number> {
    let keys = this.#keys.get(table);
    if (keys === undefined) {
      const found = new Map<string, number>();
      const width = Math.max(table.columns.length, table.header?.length ?? 0);
      for (let at = 0; at < width; at++) {
        const key = keyOf(table, at);
        if (key !== undefined && !found.has(key)) found.set(key, at);
      }
      this.#keys.set(table, (keys = found));
    }
    return keys;
  }
}

/** The name of a column for people: the guidelines' own, or as written. */
function nameOf({ columns, header }: Table, at: number): string {
  const known = COLUMNS.find(({ id }) => id === columns[at]);
  return known?.name ?? header?.[at]?.trim() ?? `column ${at + 1}`;
}

/** `undefined` for a column without a name, which nothing tells from others. */
function keyOf({ columns, header }: Table, at: number): string | undefined {
  const id = columns[at];
  if (id !== undefined) return `${id} `;
  const name = header?.[at]?.trim().replaceAll(/\s+/g, ' ').toLowerCase();
  return name === '' ? undefined : name;
}

function cellAt({ cells }: TableRow, at: number): string {
  return withoutFormulaGuard(cells[at] ?? '').trim();
}

/** Hex may be written in several ways, which say the same. */
function meaning(cell: string, id: ColumnId | undefined): string {
  if (id === undefined || !HEX.has(id)) return cell;
  const digits = cell.replace(/^0x/i, '').replaceAll(/[\s:]/g, '').toLowerCase();
  return /^[\da-f]+$/.test(digits) ? digits.replace(/^0+(?=.)/, '') : cell;
}

const HEX: ReadonlySet<ColumnId> = new Set<ColumnId>([
  'precertificateHash',
  'certificateHash',
  'serial',
]);
