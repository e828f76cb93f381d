import { COLUMNS } from '../../../appendix/table/columns.ts';
import type { Table } from '../../../appendix/table/table.ts';
import type { FindingKind, TableCheck } from '../../check.ts';

const OUT_OF_ORDER: FindingKind = {
  code: 'column-order',
  severity: 'error',
  summary: 'The standard columns do not stand in the order of the guidelines.',
  rule: 'IRG 3.2 Appendix: "the standard fields defined above MUST appear first and in the order listed"',
  advice: 'Reorder the columns; `cert-impact build` writes them in order.',
};

const CUSTOM_FIRST: FindingKind = {
  code: 'custom-column-first',
  severity: 'error',
  summary: 'A custom column stands before or between the standard ones.',
  rule: 'IRG 3.2 Appendix: "custom fields MUST be appended as new columns to the right"',
  advice: 'Move the column to the right of "Revocation reason".',
};

/** Standard columns in their order, custom ones behind them. */
export const columnOrder: TableCheck = {
  kinds: [OUT_OF_ORDER, CUSTOM_FIRST],
  check(table, report) {
    const present = table.columns.filter((id) => id !== undefined);
    const standard = COLUMNS.map(({ id }) => id).filter((id) => present.includes(id));
    const found = present.filter((id, at) => present.indexOf(id) === at);
    const wrong = found.findIndex((id, at) => id !== standard[at]);
    if (wrong >= 0) {
      report(OUT_OF_ORDER, {
        message: 'the standard columns are not in the order of the guidelines',
        column: columnName(table, table.columns.indexOf(found[wrong])),
        expected: standard.map(name).join(', '),
        actual: found.map(name).join(', '),
      });
    }
    const last = table.columns.findLastIndex((id) => id !== undefined);
    const custom = table.columns.findIndex((id, at) => id === undefined && at < last);
    if (custom >= 0) {
      report(CUSTOM_FIRST, {
        message: `the custom column ${columnName(table, custom)} stands before a standard one`,
        column: columnName(table, custom),
      });
    }
  },
};

function name(id: string): string {
  return COLUMNS.find((column) => column.id === id)!.name;
}

function columnName({ header }: Table, at: number): string {
  const written = header?.[at]?.trim() ?? '';
  return written === '' ? `${at + 1}` : written;
}
