/** A table about a model, before it is known where it will stand. */
import { formatCount, plural, say, type Sentence } from '../sentence.ts';

export interface Table {
  readonly title: string;
  readonly columns: readonly Column[];
  /** Each as long as `columns`. */
  readonly rows: readonly (readonly Sentence[])[];
  /** What a reader must know about the rows: over how many, what was left out. */
  readonly notes: readonly Sentence[];
  /** One value a row, where a picture tells more than the numbers. */
  readonly bars?: readonly number[];
}

export interface Column {
  readonly header: string;
  /** Numbers stand to the right. */
  readonly align: 'left' | 'right';
}

export function textColumn(header: string): Column {
  return { header, align: 'left' };
}

export function countColumn(header: string): Column {
  return { header, align: 'right' };
}

/** A figure in a cell; unknown is said, never shown as 0. */
export function countCell(count: number | null, unknown = 'not known'): Sentence {
  return [count === null ? unknown : formatCount(count)];
}

/** The first rows, and a last one that says how many were left out ("… and 12 more issuers"). */
export function cutRows<Item>(
  items: readonly Item[],
  most: number,
  noun: readonly [singular: string, plural: string],
  row: (item: Item) => readonly Sentence[],
): (readonly Sentence[])[] {
  const rows = items.slice(0, most).map(row);
  const hidden = items.length - rows.length;
  if (hidden === 0) return rows;
  const width = rows[0]?.length ?? 1;
  const more = say`… and ${plural(hidden, `more ${noun[0]}`, `more ${noun[1]}`)}`;
  return [...rows, [more, ...Array.from({ length: width - 1 }, (): Sentence => [])]];
}
