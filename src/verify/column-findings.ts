import type { Table } from '../appendix/table/table.ts';
import type { DayOrder } from './cells/written-instant.ts';
import type { Detail, FindingKind, Place } from './check.ts';
import type { FindingLog } from './finding-log.ts';

interface Told {
  readonly kind: FindingKind;
  readonly place: Place;
  readonly detail: Detail;
  count: number;
}

interface Column {
  /** Orders of day and month that some date of it can only be read in. */
  readonly orders: Set<DayOrder>;
  readonly told: Map<string, Told>;
}

/**
 * Findings that are told once a column, where its first one stands: ten thousand dates in one form of
 * writing are one thing to say.
 */
export class ColumnFindings {
  readonly #columns = new Map<Table, Map<string, Column>>();

  /** Notes that a date of the column can be read in this order only. */
  settle(table: Table, column: string, order: DayOrder): void {
    this.#columnOf(table, column).orders.add(order);
  }

  add(table: Table, kind: FindingKind, place: Place, detail: Detail): void {
    const { told } = this.#columnOf(table, detail.column ?? '');
    const key = `${kind.code} ${detail.order ?? ''}`;
    const before = told.get(key);
    if (before !== undefined) before.count++;
    else told.set(key, { kind, place, detail, count: 1 });
  }

  /** Enters what is left once every row is known: an order that other dates settle is no finding. */
  finish(log: FindingLog): void {
    for (const columns of this.#columns.values()) {
      for (const { orders, told } of columns.values()) {
        for (const { kind, place, detail, count } of told.values()) {
          const isSettled =
            detail.order !== undefined && orders.size === 1 && orders.has(detail.order);
          if (!isSettled) log.add(kind, place, { ...detail, message: counted(detail, count) });
        }
      }
    }
    this.#columns.clear();
  }

  #columnOf(table: Table, name: string): Column {
    let columns = this.#columns.get(table);
    if (columns === undefined) this.#columns.set(table, (columns = new Map<string, Column>()));
    let column = columns.get(name);
    if (column === undefined) columns.set(name, (column = { orders: new Set(), told: new Map() }));
    return column;
  }
}

function counted({ message }: Detail, count: number): string {
  return count === 1 ? message : `${message}; ${count - 1} more in this column`;
}
