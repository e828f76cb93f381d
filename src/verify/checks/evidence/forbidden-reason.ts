import { reasonName } from '../../../revocation/reason.ts';
import { columnName } from '../../cells/columns.ts';
import { wordEvidence } from '../../cells/evidence-words.ts';
import { parseReason } from '../../cells/revocation.ts';
import type { EvidenceCheck, FindingKind } from '../../check.ts';

const FORBIDDEN: FindingKind = {
  code: 'crl-reason-not-permitted',
  severity: 'warning',
  summary:
    'The entry on the CRL has a reason that the Baseline Requirements do not permit for TLS certificates.',
  rule: 'TLS BR §7.2.2',
  advice: 'This is an incident of its own, whatever the table says.',
};

/**
 * The reason that the CRL gives, of a TLS certificate; `certificateHold` leaves the status unknown. The CA's
 * own list is no CRL, nor is what contradicts one.
 */
export const forbiddenReason: EvidenceCheck = {
  kinds: [FORBIDDEN],
  check({ row, status, tls }, report) {
    if (!tls || !status.hasRevocation || status.reasonCode === null) return;
    if (status.why === 'contradicted' || status.crl?.source.kind === 'list') return;
    const name = reasonName(status.reasonCode);
    if (name !== null && parseReason(name)?.permittedForTls === true) return;
    report(FORBIDDEN, {
      message: `${wordEvidence(status)} gives the reason ${name ?? `code ${status.reasonCode}`}`,
      column: columnName(row.table, 'revocationReason'),
      actual: name ?? String(status.reasonCode),
    });
  },
};
