import { cellOf } from '../../../appendix/table/table.ts';
import { hasToList } from '../../../revocation/absence.ts';
import { columnName } from '../../cells/columns.ts';
import { wordEvidence } from '../../cells/evidence-words.ts';
import { rangeOf } from '../../cells/instant.ts';
import { readRevocation } from '../../cells/revocation-row.ts';
import type { EvidenceCheck, FindingKind } from '../../check.ts';

const NOT_ON_CRL: FindingKind = {
  code: 'revoked-not-on-crl',
  severity: 'error',
  summary:
    '"Is revoked?" says "Yes", and a verified CRL that is fresh and about the certificate does not list it.',
  rule: 'RFC 5280 §3.3, §5; TLS BR §4.9.7: a CRL within 24 hours',
  advice: 'Write "Planned" or "Delayed", or see why the CRL does not list it.',
};

const UNDATED: FindingKind = {
  code: 'revoked-undated-not-on-crl',
  severity: 'warning',
  summary:
    '"Is revoked?" says "Yes" without a date that can be read, and the evidence of revocation does not list it.',
  rule: 'IRG 3.2 Appendix: "Actual Date, Planned Date, or "N/A""; RFC 5280 §3.3, §5',
  advice: 'Write the date, from which it can be told whether the CRL should list it.',
};

/** Revoked by the table alone. A CRL that need not list it yet proves nothing. */
export const notOnCrl: EvidenceCheck = {
  kinds: [NOT_ON_CRL, UNDATED],
  check({ row, status }, report) {
    if (status.status !== 'notRevoked' || status.hasRevocation) return;
    const { status: said, date } = readRevocation(row);
    if (said !== 'Yes') return;
    const thisUpdate = Date.parse(status.crl?.thisUpdate ?? '') / 1000;
    if (date !== undefined && !hasToList(thisUpdate, rangeOf(date).last)) return;
    report(date === undefined ? UNDATED : NOT_ON_CRL, {
      message: `${wordEvidence(status)} does not list it`,
      column: columnName(row.table, 'isRevoked'),
      actual: cellOf(row, 'isRevoked'),
    });
  },
};
