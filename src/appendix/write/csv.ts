import { type Options, stringify } from 'csv-stringify/sync';
import { COLUMNS } from '../table/columns.ts';
import { guardFormula } from './formula.ts';

/**
 * CRLF, as RFC 4180 §2.1 has it, spreadsheets and Python's csv write it, and every reader of CSV takes
 * it. Line ends inside of a cell are quoted, and stay.
 */
const OPTIONS: Options = { record_delimiter: 'windows', quote_record_delimiter: true };

/**
 * The header of the guidelines' table (IRG 3.2, Appendix), custom columns "to the right of the
 * 'Revocation reason' field".
 */
export function csvHeader(custom: readonly string[]): string {
  return csvRows([[...COLUMNS.map(({ name }) => name), ...custom]]);
}

/**
 * Rows of the table, no cell of which starts a formula.
 * @param rows cells in the order of `COLUMNS`, then those of the custom columns
 */
export function csvRows(rows: readonly (readonly string[])[]): string {
  return stringify(
    rows.map((cells) => cells.map(guardFormula)),
    OPTIONS,
  );
}
