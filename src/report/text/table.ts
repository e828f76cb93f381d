/** Tables as aligned columns for a terminal. */
import stringWidth from 'string-width';
import type { Column, Table } from '../tables/table.ts';
import { inlineText, paragraphText, TEXT_COLUMNS, wrapText } from './inline.ts';

/** Title, aligned rows with bars where there are any, and notes; at most `TEXT_COLUMNS` wide. */
export function tableText({ title, columns, rows, notes, bars }: Table): string {
  const cells = rows.map((row) => row.map(inlineText));
  const widths = columnWidths(columns, cells);
  const largest = Math.max(1, ...(bars ?? []));
  const lines = cells.flatMap((row, index) => {
    const drawn = rowLines(columns, widths, row);
    const bar = barText(bars?.[index] ?? 0, largest);
    return drawn.map((line, at) => (at === 0 ? line + bar : line).trimEnd());
  });
  const head = rowLines(
    columns,
    widths,
    columns.map(({ header }) => header),
  );
  const body = columns.length > 2 ? [...head.map((line) => line.trimEnd()), ...lines] : lines;
  return [title, ...body, ...notes.map((note) => paragraphText(note, INDENT))].join('\n');
}

const INDENT = '  ';
const GAP = '  ';

/** Columns that the longest bar takes. */
const BAR_COLUMNS = 40;

/** A text column that had to give way keeps at least this. */
const MIN_COLUMN = 8;

/** Natural widths; while they are too wide together, the widest text column gives way. */
function columnWidths(columns: readonly Column[], rows: readonly (readonly string[])[]): number[] {
  const headers = columns.length > 2;
  const widths = columns.map(({ header }, index) => {
    const cells = rows.map((row) => stringWidth(row[index] ?? ''));
    return Math.max(headers ? stringWidth(header) : 0, ...cells);
  });
  const available = TEXT_COLUMNS - INDENT.length - GAP.length * (columns.length - 1);
  for (let excess = sum(widths) - available; excess > 0; excess--) {
    const widest = Math.max(...widths.filter((_, index) => columns[index]?.align === 'left'));
    if (widest <= MIN_COLUMN) break;
    widths[widths.indexOf(widest)] = widest - 1;
  }
  return widths;
}

function rowLines(
  columns: readonly Column[],
  widths: readonly number[],
  row: readonly string[],
): string[] {
  const cells = row.map((cell, index) => wrapText(cell, widths[index] ?? TEXT_COLUMNS));
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, at) => {
    const parts = columns.map(({ align }, index) => {
      return pad(cells[index]?.[at] ?? '', widths[index] ?? 0, align);
    });
    return INDENT + parts.join(GAP);
  });
}

function pad(text: string, width: number, align: Column['align']): string {
  const space = ' '.repeat(Math.max(0, width - stringWidth(text)));
  return align === 'right' ? space + text : text + space;
}

/** Something, however little, for every bucket that is not empty. */
function barText(value: number, largest: number): string {
  if (value === 0) return '';
  return GAP + '█'.repeat(Math.max(1, Math.round((value / largest) * BAR_COLUMNS)));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
