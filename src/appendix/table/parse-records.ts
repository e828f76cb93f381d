/** Records of CSV -> their cells. */
import { parse } from 'csv-parse/sync';

/**
 * The cells of each record, padding around them and the quotes left out. A record that csv-parse
 * refuses is cut at every delimiter.
 */
export function parseRecords(records: readonly string[], delimiter: string): string[][] {
  if (records.length === 0) return [];
  const rows = tryParse(records.join('\n'), delimiter);
  if (rows?.length === records.length) return rows;
  return records.map((record) => {
    const [row, ...more] = tryParse(record, delimiter) ?? [];
    return row === undefined || more.length > 0 ? cutRecord(record, delimiter) : row;
  });
}

/** Cuts a record at every delimiter, also in quotes, and leaves the quotes out. */
export function cutRecord(record: string, delimiter: string): string[] {
  return record.split(delimiter).map((cell) => cell.trim().replace(QUOTES_AROUND, ''));
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
