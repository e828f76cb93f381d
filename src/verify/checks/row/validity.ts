import { cellOf } from '../../../appendix/table/table.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { compareInstant } from '../../cells/instant.ts';
import type { FindingKind, Report, RowCheck, RowView } from '../../check.ts';

type DateColumn = 'notBefore' | 'notAfter';

const RULE = 'IRG 3.2 Appendix: "The notBefore field of the certificate.", "The notAfter field …"';

const DIFFERENT: Record<DateColumn, FindingKind> = {
  notBefore: {
    code: 'not-before-differs',
    severity: 'error',
    summary: 'The date is not the notBefore of the certificate.',
    rule: 'IRG 3.2 Appendix: "The notBefore field of the certificate."',
    advice: 'Take it from the certificate; it is not the time of issuance, nor that of an SCT.',
  },
  notAfter: {
    code: 'not-after-differs',
    severity: 'error',
    summary: 'The date is not the notAfter of the certificate.',
    rule: 'IRG 3.2 Appendix: "The notAfter field of the certificate."',
    advice: 'Take it from the certificate.',
  },
};

const OTHER_ZONE: FindingKind = {
  code: 'date-other-zone',
  severity: 'warning',
  summary:
    'A date agrees with the certificate only in another time zone than UTC, which is not written.',
  rule: RULE,
  advice: 'Write dates in UTC, such as 2025-07-17T00:00:00Z, or write the offset.',
};

const OTHER_ORDER: FindingKind = {
  code: 'date-other-order',
  severity: 'warning',
  summary:
    'Dates of a column agree with their certificates only when day and month are read in one of two orders, and no other date of it shows which is meant.',
  rule: RULE,
  advice: 'Write dates as ISO 8601, such as 2025-07-04.',
  perColumn: true,
};

const UNREADABLE: FindingKind = {
  code: 'date-unreadable',
  severity: 'warning',
  summary: 'A cell for notBefore or notAfter holds no date that is understood.',
  rule: RULE,
  advice: 'Write dates as ISO 8601 in UTC, such as 2025-07-17T00:00:00Z.',
};

/** notBefore and notAfter, in whatever form; a day alone agrees with every time of it. */
export const validity: RowCheck = {
  kinds: [DIFFERENT.notBefore, DIFFERENT.notAfter, OTHER_ZONE, OTHER_ORDER, UNREADABLE],
  check(view, report) {
    checkDate(view, 'notBefore', report);
    checkDate(view, 'notAfter', report);
  },
};

function checkDate({ row, certificate }: RowView, column: DateColumn, report: Report): void {
  const actual = cellOf(row, column);
  const expected = certificate?.[column];
  if (expected === undefined || expected === null || actual === expected) return;
  if (actual === undefined || isAbsent(actual) || isWithheld(actual)) return;
  const comparison = compareInstant(actual, Date.parse(expected) / 1000);
  const where = { column: columnName(row.table, column), expected, actual };
  switch (comparison.kind) {
    case 'equal':
      return;
    case 'zone':
      report(OTHER_ZONE, { ...where, message: `agrees only when read as ${comparison.offset}` });
      return;
    case 'order':
      report(OTHER_ORDER, {
        ...where,
        message: `agrees only when read ${comparison.order}`,
        order: comparison.order,
      });
      return;
    case 'unreadable':
      report(UNREADABLE, { ...where, message: 'the date is not understood' });
      return;
    case 'different':
      report(DIFFERENT[column], {
        ...where,
        message: `the date is not the ${column} of the certificate`,
      });
  }
}
