import { cellOf } from '../../../appendix/table/table.ts';
import { isAbsent } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { parseInstant } from '../../cells/written-instant.ts';
import type { FindingKind, RowCheck } from '../../check.ts';

const LOCAL: FindingKind = {
  code: 'date-local-form',
  severity: 'note',
  summary: 'Dates of a column have the form that people of some country write.',
  rule: null,
  advice: 'Write dates as ISO 8601 in UTC, such as 2025-07-17T00:00:00Z: nobody can misread them.',
  perColumn: true,
};

/** Dates with day or month first; what they say of the order of those that can be read either way. */
export const dateForm: RowCheck = {
  kinds: [LOCAL],
  check({ row, settleOrder }, report) {
    for (const id of ['notBefore', 'notAfter', 'revocationDate'] as const) {
      const actual = cellOf(row, id);
      if (actual === undefined || YEAR_FIRST.test(actual) || isAbsent(actual)) continue;
      const [reading, ...others] = parseInstant(actual)?.readings ?? [];
      if (reading === undefined || reading.order === 'year first') continue;
      const column = columnName(row.table, id);
      // a year of two digits in front is seldom meant
      const isSure = others.every(({ order }) => order === 'year first');
      if (isSure) settleOrder(column, reading.order);
      report(LOCAL, { message: 'this is a date in a local form', column, actual });
    }
  },
};

/** Nearly all, and not worth a closer look. */
const YEAR_FIRST = /^\d{4}-\d\d-\d\d/;
