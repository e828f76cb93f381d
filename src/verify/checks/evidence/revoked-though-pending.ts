import { cellOf } from '../../../appendix/table/table.ts';
import { columnName } from '../../cells/columns.ts';
import { wordDate, wordEvidence } from '../../cells/evidence-words.ts';
import { parseStatus } from '../../cells/revocation.ts';
import type { EvidenceCheck, FindingKind } from '../../check.ts';

const PENDING: FindingKind = {
  code: 'revoked-though-pending',
  severity: 'warning',
  summary: '"Is revoked?" says "Planned" or "Delayed" of a certificate that is revoked.',
  rule: 'IRG 3.2 Appendix: "Yes", "Planned", "Delayed", or "N/A" (for expired)',
  advice:
    'Write "Yes", with date and reason of the CRL entry; the table may have been right when it was made.',
};
const NOT_APPLICABLE: FindingKind = {
  code: 'revoked-though-not-applicable',
  severity: 'note',
  summary: '"Is revoked?" says "N/A" of a certificate that was revoked, and has expired.',
  rule: 'IRG 3.2 Appendix: "Yes", "Planned", "Delayed", or "N/A" (for expired)',
  advice:
    'Write "Yes", with date and reason of the CRL entry, if it was revoked before it expired.',
};

/** Revoked by the evidence, and not by the table. */
export const revokedThoughPending: EvidenceCheck = {
  kinds: [PENDING, NOT_APPLICABLE],
  check({ row, status }, report) {
    if (status.status !== 'revoked') return;
    const actual = cellOf(row, 'isRevoked');
    const said = parseStatus(actual ?? '');
    if (actual === undefined || said === undefined || said === 'Yes') return;
    // what is "N/A" and has not expired is a finding of its own
    if (said === 'N/A' && !status.expired) return;
    const date = status.date === null ? '' : ` since ${wordDate(status) ?? ''}`;
    report(said === 'N/A' ? NOT_APPLICABLE : PENDING, {
      message: `it is revoked${date}, as ${wordEvidence(status)} says`,
      column: columnName(row.table, 'isRevoked'),
      expected: 'Yes',
      actual,
    });
  },
};
