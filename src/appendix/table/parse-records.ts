/** Records of CSV -> their cells. */
import { parse } from 'csv-parse/sync';
import { withoutTextFormula } from './cell-text.ts';

/**
 * The cells of each record, padding around them and the quotes left out, and `="…"`, with which people
 * keep a spreadsheet from reading digits as a number. A record that csv-parse refuses is cut at every
 * delimiter.
 */
export function parseRecords(records: readonly string[], delimiter: string): string[][] {
  if (records.length === 0) return [];
  const rows = tryParse(records.join('\n'), delimiter);
  if (rows?.length === records.length) return rows.map(withoutTextFormulas);
  return records.map((record) => {
    const [row, ...more] = tryParse(record, delimiter) ?? [];
    const cells = row === undefined || more.length > 0 ? cutRecord(record, delimiter) : row;
    return withoutTextFormulas(cells);
  });
}

/** Cuts a record at every delimiter, also in quotes, and leaves the quotes out. */
export function cutRecord(record: string, delimiter: string): string[] {
  return record.split(delimiter).map((cell) => cell.trim().replace(QUOTES_AROUND, ''));
}

function withoutTextFormulas(cells: string[]): string[] {
  cells.forEach((cell, at) => {
    if (cell.startsWith('="')) cells[at] = withoutTextFormula(cell);
  });
  return cells;
}

function tryParse(text: string, delimiter: string): string[][] | undefined {
  try {
    return parse(text, {
      delimiter,
      record_delimiter: '\n',
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
    });
  } catch {
    return undefined;
  }
}

const QUOTES_AROUND = /^"+|"+$/g;
