import { cellOf } from '../../../appendix/table/table.ts';
import { formatInstant } from '../../../der/time.ts';
import { columnName } from '../../cells/columns.ts';
import { REVOCATION_STATUSES, parseStatus } from '../../cells/revocation.ts';
import { notAfterOf } from '../../cells/revocation-row.ts';
import type { FindingKind, RowCheck } from '../../check.ts';
import { mayWithhold } from '../../smime.ts';

const RULE = 'IRG 3.2 Appendix: "Yes", "Planned", "Delayed", or "N/A" (for expired)';

const EMPTY: FindingKind = {
  code: 'revocation-status-missing',
  severity: 'warning',
  summary: 'Nothing stands in "Is revoked?".',
  rule: RULE,
  advice: 'Write one of the four values.',
};
const NOT_PERMITTED: FindingKind = {
  code: 'revocation-status-not-permitted',
  severity: 'error',
  summary: '"Is revoked?" holds something else than the four permitted values.',
  rule: RULE,
  advice:
    'There is no "No": a certificate that is to be revoked is "Planned", or "Delayed" beyond the deadline.',
};
const UNEXPIRED: FindingKind = {
  code: 'not-applicable-unexpired',
  severity: 'error',
  summary:
    '"Is revoked?" says "N/A", which is for expired certificates, of one that is not expired.',
  rule: RULE,
  advice: 'Write "Yes", "Planned" or "Delayed".',
};
const EXPIRED: FindingKind = {
  code: 'expired-still-pending',
  severity: 'warning',
  summary: 'A certificate that has expired is said to be revoked in future.',
  rule: RULE,
  advice: 'Write "N/A", or "Yes" if it was revoked before it expired.',
};

/** "Is revoked?" */
export const revocationStatus: RowCheck = {
  kinds: [EMPTY, NOT_PERMITTED, UNEXPIRED, EXPIRED],
  check({ row, certificate, terms }, report) {
    const actual = cellOf(row, 'isRevoked');
    if (actual === undefined || !row.table.standard || terms.guideline !== '3.2') return;
    const column = columnName(row.table, 'isRevoked');
    const permitted = REVOCATION_STATUSES.join(', ');
    if (/^[\s"'\-–]*$/.test(actual)) {
      if (mayWithhold(row, certificate)) return;
      report(EMPTY, {
        message: 'it is not said whether it is revoked',
        column,
        expected: permitted,
      });
      return;
    }
    const status = parseStatus(actual);
    if (status === undefined) {
      report(NOT_PERMITTED, {
        message: 'this is none of the permitted values',
        column,
        expected: permitted,
        actual,
      });
      return;
    }
    if (status === 'Yes') return;
    const notAfter = notAfterOf(row, certificate);
    if (notAfter === undefined) return;
    const where = { column, actual };
    if (status === 'N/A' && notAfter >= terms.asOf) {
      report(UNEXPIRED, {
        ...where,
        message: `the certificate is valid until ${formatInstant(notAfter) ?? ''}`,
        expected: 'Yes, Planned, Delayed',
      });
    } else if (status !== 'N/A' && notAfter < terms.asOf) {
      report(EXPIRED, {
        ...where,
        message: `the certificate has expired on ${formatInstant(notAfter) ?? ''}`,
        expected: 'N/A',
      });
    }
  },
};
