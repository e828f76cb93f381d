/** Shared by the tests of tables: rows with known contents, and what is read of them in short. */
import type { AppendixLine } from '../../../src/appendix/line.ts';
import { COLUMNS } from '../../../src/appendix/table/columns.ts';
import { entryText } from '../reading.ts';

export const HEADER: readonly string[] = COLUMNS.map(({ name }) => name);

export function hashOf(n: number): string {
  return ((n + 1) * 0x9e3779b1).toString(16).padStart(16, 'c').repeat(4).slice(0, 64);
}

/** A row of the guidelines' table, with both hashes, one or the other, by its number. */
export function standardRow(n: number): string[] {
  return [
    n % 3 === 1 ? 'N/A' : hashOf(2 * n),
    n % 3 === 2 ? 'N/A' : hashOf(2 * n + 1),
    `CN=host${n}.example,O="Acme; Inc",C=US`,
    'CN=CA 1,O=Trust\\, Inc.,C=US',
    '2025-07-17T00:00:00Z',
    '2026-04-14T23:59:59Z',
    `0a${(n + 4096).toString(16)}b0c0d0e0f1011`.padEnd(20, 'e'),
    `host${n}.example,www.host${n}.example`,
    'Yes',
    '2025-07-18T17:23:31Z',
    'superseded',
  ];
}

export interface Writing {
  readonly delimiter?: string;
  readonly lineEnd?: string;
  readonly quoteAll?: boolean;
}

export function csv(
  rows: readonly (readonly string[])[],
  { delimiter = ',', lineEnd = '\n', quoteAll = false }: Writing = {},
): string {
  return rows
    .map((row) => row.map((cell) => quoted(cell, delimiter, quoteAll)).join(delimiter) + lineEnd)
    .join('');
}

function quoted(cell: string, delimiter: string, always: boolean): string {
  const needed = cell.includes(delimiter) || /["\r\n]/.test(cell);
  return always || needed ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Every entry of a table, as `form fingerprint serial`, in an order of their own. */
export function entriesOf(lines: readonly AppendixLine[]): string[] {
  return lines.flatMap(({ entries }) => entries.map(entryText)).sort();
}

/** What `standardRow` lists. */
export function expectedEntries(rows: readonly (readonly string[])[]): string[] {
  return rows
    .flatMap((row) =>
      row
        .slice(0, 2)
        .flatMap((cell) => (cell === 'N/A' ? [] : [`table ${cell} serial=${row[6]!}`])),
    )
    .sort();
}
