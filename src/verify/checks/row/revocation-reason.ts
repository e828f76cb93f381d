import { type TableRow, cellOf } from '../../../appendix/table/table.ts';
import type { DescribedCertificate } from '../../described-certificate.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { parseReason, parseStatus } from '../../cells/revocation.ts';
import type { FindingKind, RowCheck } from '../../check.ts';
import { mayWithhold } from '../../smime.ts';

const RULE =
  'IRG 3.2 Appendix: "The reasonCode corresponding with the certificate\'s entry on the CRL."';

const UNKNOWN: FindingKind = {
  code: 'revocation-reason-unknown',
  severity: 'error',
  summary: 'The reason of revocation is none that a CRL can give.',
  rule: 'RFC 5280 §5.3.1',
  advice:
    'Write the reasonCode of the CRL entry, such as "superseded"; an entry without one is "unspecified".',
};
const NOT_PERMITTED: FindingKind = {
  code: 'revocation-reason-not-permitted',
  severity: 'warning',
  summary:
    'The reason of revocation is one that the Baseline Requirements do not permit for TLS certificates.',
  rule: 'TLS BR §7.2.2',
  advice: 'See whether the CRL entry has that reason; if it has, that is an incident of its own.',
};
const NUMBER: FindingKind = {
  code: 'revocation-reason-number',
  severity: 'note',
  summary: 'The reason of revocation is given by its number.',
  rule: 'RFC 5280 §5.3.1',
  advice: 'Write its name, so that nobody has to look it up.',
};
const WITHOUT_REVOCATION: FindingKind = {
  code: 'reason-without-revocation',
  severity: 'note',
  summary:
    'There is a reason of revocation of a certificate that is not revoked: no CRL entry has it yet.',
  rule: RULE,
  advice: 'Write "N/A" until it is revoked, unless the reason is meant as planned.',
};

const MISSING: FindingKind = {
  code: 'revocation-reason-missing',
  severity: 'warning',
  summary: 'A certificate is said to be revoked, and the cell for the reason is empty.',
  rule: RULE,
  advice: 'Write the reasonCode of the CRL entry; of an entry without one, "unspecified".',
};

/** "Revocation reason" */
export const revocationReason: RowCheck = {
  kinds: [MISSING, UNKNOWN, NOT_PERMITTED, NUMBER, WITHOUT_REVOCATION],
  check({ row, certificate }, report) {
    const actual = cellOf(row, 'revocationReason');
    if (actual === undefined || !row.table.standard) return;
    const column = columnName(row.table, 'revocationReason');
    if (actual.trim() === '') {
      const isSaid = parseStatus(cellOf(row, 'isRevoked') ?? '') === 'Yes';
      if (!isSaid || mayWithhold(row, certificate)) return;
      report(MISSING, {
        message: 'the certificate is revoked, and no reason is given',
        column,
        actual,
      });
      return;
    }
    // "N/A" beside "Yes" will do: RFC 5280 §5.3.1 has "unspecified" be no reasonCode at all
    if (isAbsent(actual) || isWithheld(actual)) return;
    const where = { column, actual };
    const reason = parseReason(actual);
    if (reason === undefined) {
      report(UNKNOWN, { ...where, message: 'this is no reason that a CRL can give' });
      return;
    }
    const { name, permittedForTls, byNumber } = reason;
    if (!isRevoked(row)) {
      report(WITHOUT_REVOCATION, {
        ...where,
        message: `the reason ${name} is given although it is not revoked`,
        expected: 'N/A',
      });
    } else if (!permittedForTls && isTls(row, certificate)) {
      report(NOT_PERMITTED, { ...where, message: `${name} is not permitted for TLS certificates` });
    } else if (byNumber) {
      report(NUMBER, { ...where, message: 'the reason is given by its number', expected: name });
    }
  },
};

/** What is not said, or not understood, is a finding of its own. */
function isRevoked(row: TableRow): boolean {
  const cell = cellOf(row, 'isRevoked');
  if (cell === undefined) return true;
  const status = parseStatus(cell);
  return status === undefined || status === 'Yes';
}

/** Unknown certificates are taken for TLS, as nearly all are, unless their names are withheld. */
function isTls(row: TableRow, certificate: DescribedCertificate | undefined): boolean {
  if (certificate === undefined) return !mayWithhold(row, certificate);
  const { extendedKeyUsages, ca, dnsNames } = certificate;
  return (
    !ca &&
    (extendedKeyUsages.includes(SERVER_AUTH) ||
      (extendedKeyUsages.length === 0 && dnsNames.length > 0))
  );
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
