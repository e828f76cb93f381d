import { cellOf } from '../../../appendix/table/table.ts';
import { formatInstant } from '../../../der/time.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { rangeOf } from '../../cells/instant.ts';
import type { RevocationStatus } from '../../cells/revocation.ts';
import { notAfterOf, notBeforeOf, readRevocation } from '../../cells/revocation-row.ts';
import type { WrittenInstant } from '../../cells/written-instant.ts';
import type { FindingKind, RowCheck } from '../../check.ts';
import { mayWithhold } from '../../smime.ts';

const RULE = 'IRG 3.2 Appendix: "Actual Date, Planned Date, or "N/A""';

const MISSING: FindingKind = {
  code: 'revocation-date-missing',
  severity: 'error',
  summary: 'A certificate is said to be revoked, or to be revoked in future, and not when.',
  rule: RULE,
  advice: 'Give the date from the CRL, or the planned one.',
};
const UNREADABLE: FindingKind = {
  code: 'revocation-date-unreadable',
  severity: 'warning',
  summary: 'A cell for the date of revocation holds no date that is understood.',
  rule: RULE,
  advice: 'Write dates as ISO 8601 in UTC, such as 2025-07-17T00:00:00Z.',
};
const TOO_EARLY: FindingKind = {
  code: 'revocation-before-not-before',
  severity: 'error',
  summary: 'The date of revocation is before the notBefore of the certificate.',
  rule: RULE,
  advice:
    'Look for exchanged dates; a revocation may be dated back, but not before the certificate.',
};
const IN_FUTURE: FindingKind = {
  code: 'revoked-in-future',
  severity: 'error',
  summary: '"Is revoked?" says "Yes" and the date of revocation has not come yet.',
  rule: RULE,
  advice: 'Write "Planned", or the actual date.',
};
const IN_PAST: FindingKind = {
  code: 'planned-in-past',
  severity: 'warning',
  summary: 'The date of a planned or delayed revocation has passed.',
  rule: RULE,
  advice: 'Write "Yes" and the actual date, or "Delayed" and the new one.',
};
const AFTER_EXPIRY: FindingKind = {
  code: 'revocation-after-not-after',
  severity: 'warning',
  summary: 'The date of revocation is after the notAfter of the certificate.',
  rule: 'IRG 3.2 Appendix: "N/A" (for expired); RFC 5280 §3.3',
  advice:
    'Look for exchanged dates; a certificate that expires before it is revoked is "N/A" from then on.',
};
const WITHOUT_STATUS: FindingKind = {
  code: 'revocation-date-although-expired',
  severity: 'warning',
  summary: '"Is revoked?" says "N/A" and there is a date of revocation.',
  rule: RULE,
  advice: 'Write "Yes", or "N/A" in all three cells.',
};

/** "Revocation date", measured against as-of, notBefore and notAfter; a day alone is given the benefit of the doubt. */
export const revocationDate: RowCheck = {
  kinds: [MISSING, UNREADABLE, TOO_EARLY, IN_FUTURE, IN_PAST, AFTER_EXPIRY, WITHOUT_STATUS],
  check({ row, certificate, terms }, report) {
    const actual = cellOf(row, 'revocationDate');
    if (actual === undefined || !row.table.standard) return;
    const { status, date } = readRevocation(row);
    const column = columnName(row.table, 'revocationDate');
    if (isAbsent(actual) || isWithheld(actual)) {
      if (status === undefined || status === 'N/A' || mayWithhold(row, certificate)) return;
      report(MISSING, {
        message: `the certificate is "${status}", and no date is given`,
        column,
        actual,
      });
      return;
    }
    if (date === undefined) {
      report(UNREADABLE, { message: 'the date is not understood', column, actual });
      return;
    }
    if (status === 'N/A') {
      report(WITHOUT_STATUS, {
        message: 'there is a date although "N/A"',
        column,
        expected: 'N/A',
        actual,
      });
      return;
    }
    const validity = {
      notBefore: notBeforeOf(row, certificate),
      notAfter: notAfterOf(row, certificate),
    };
    const readings = ISO_DATE.test(actual) ? date.readings.slice(0, 1) : date.readings;
    const found = readings.map((reading) =>
      contradiction({ ...date, readings: [reading] }, status, validity, terms.asOf),
    );
    // one that is right in one of its readings may be meant so
    if (found[0] === undefined || found.includes(undefined)) return;
    const [kind, message, expected] = found[0];
    report(kind, { message, column, expected, actual });
  },
};

interface Validity {
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
}

/** Nobody means 2025-03-01 by 2025-01-03. */
const ISO_DATE = /^\s*\d{4}-\d\d-\d\d/;

type Contradiction = readonly [kind: FindingKind, message: string, expected: string];

function contradiction(
  date: WrittenInstant,
  status: RevocationStatus | undefined,
  { notBefore, notAfter }: Validity,
  asOf: number,
): Contradiction | undefined {
  const { first, last } = rangeOf(date);
  const isPending = status === 'Planned' || status === 'Delayed';
  // one that is dated ahead may be revoked before its validity begins
  const isAhead = isPending && notBefore !== undefined && notBefore > asOf;
  if (notBefore !== undefined && last < notBefore && !isAhead) {
    const expected = `not before ${formatInstant(notBefore) ?? ''}`;
    return [TOO_EARLY, 'the revocation is dated before the certificate', expected];
  }
  if (status === 'Yes' && first > asOf) {
    const expected = `not after ${formatInstant(asOf) ?? ''}`;
    return [IN_FUTURE, 'the certificate is revoked, and the date is in the future', expected];
  }
  if (isPending && last < asOf) {
    const expected = `after ${formatInstant(asOf) ?? ''}`;
    return [IN_PAST, `the certificate is "${status}", and the date has passed`, expected];
  }
  // of one that has expired, "Is revoked?" is the finding
  const isOver = isPending && notAfter !== undefined && notAfter < asOf;
  if (notAfter !== undefined && first > notAfter && !isOver) {
    const expected = `not after ${formatInstant(notAfter) ?? ''}`;
    return [AFTER_EXPIRY, 'the certificate expires before this date', expected];
  }
  return undefined;
}
