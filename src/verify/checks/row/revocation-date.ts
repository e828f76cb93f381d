import { cellOf } from '../../../appendix/table/table.ts';
import { formatInstant } from '../../../der/time.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { rangeOf } from '../../cells/instant.ts';
import type { RevocationStatus } from '../../cells/revocation.ts';
import { notBeforeOf, readRevocation } from '../../cells/revocation-row.ts';
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
const WITHOUT_STATUS: FindingKind = {
  code: 'revocation-date-although-expired',
  severity: 'warning',
  summary: '"Is revoked?" says "N/A" and there is a date of revocation.',
  rule: RULE,
  advice: 'Write "Yes", or "N/A" in all three cells.',
};

/** "Revocation date", measured against as-of and notBefore; a day alone is given the benefit of the doubt. */
export const revocationDate: RowCheck = {
  kinds: [MISSING, UNREADABLE, TOO_EARLY, IN_FUTURE, IN_PAST, WITHOUT_STATUS],
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
    const notBefore = notBeforeOf(row, certificate);
    const found = date.readings.map((reading) =>
      contradiction({ ...date, readings: [reading] }, status, notBefore, terms.asOf),
    );
    // one that is right in one of its readings may be meant so
    if (found[0] === undefined || found.includes(undefined)) return;
    const [kind, message, expected] = found[0];
    report(kind, { message, column, expected, actual });
  },
};

type Contradiction = readonly [kind: FindingKind, message: string, expected: string];

function contradiction(
  date: WrittenInstant,
  status: RevocationStatus | undefined,
  notBefore: number | undefined,
  asOf: number,
): Contradiction | undefined {
  const { first, last } = rangeOf(date);
  if (notBefore !== undefined && last < notBefore) {
    const expected = `not before ${formatInstant(notBefore) ?? ''}`;
    return [TOO_EARLY, 'the revocation is dated before the certificate', expected];
  }
  if (status === 'Yes' && first > asOf) {
    const expected = `not after ${formatInstant(asOf) ?? ''}`;
    return [IN_FUTURE, 'the certificate is revoked, and the date is in the future', expected];
  }
  if ((status === 'Planned' || status === 'Delayed') && last < asOf) {
    const expected = `after ${formatInstant(asOf) ?? ''}`;
    return [IN_PAST, `the certificate is "${status}", and the date has passed`, expected];
  }
  return undefined;
}
