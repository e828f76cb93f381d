import { cellOf } from '../../../appendix/table/table.ts';
import { isOfCrl } from '../../../revocation/evidence.ts';
import { reasonName } from '../../../revocation/reason.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { wordEvidence } from '../../cells/evidence-words.ts';
import { parseReason, parseStatus } from '../../cells/revocation.ts';
import type { EvidenceCheck, FindingKind } from '../../check.ts';

const RULE =
  'IRG 3.2 Appendix: "The reasonCode corresponding with the certificate\'s entry on the CRL."';

const DIFFERS: FindingKind = {
  code: 'revocation-reason-differs',
  severity: 'error',
  summary:
    'The reason of revocation is another one than that of the entry on the CRL, or of other evidence.',
  rule: RULE,
  advice: 'Write the reasonCode of the CRL entry; an entry without one is "unspecified".',
};

/** "unspecified" is given by omission (RFC 5280 §5.3.1), on the CRL and in the table. */
const UNSPECIFIED = 'unspecified';

/** The reason beside "Yes". What is no reason is a finding of its own. */
export const reasonOnCrl: EvidenceCheck = {
  kinds: [DIFFERS],
  check({ row, status }, report) {
    if (status.status !== 'revoked') return;
    // whoever says that it is revoked need not know why
    if (status.reasonCode === null && !isOfCrl(status.crl)) return;
    const actual = cellOf(row, 'revocationReason');
    if (actual === undefined || isWithheld(actual)) return;
    if (parseStatus(cellOf(row, 'isRevoked') ?? '') !== 'Yes') return;
    const said = isAbsent(actual) ? UNSPECIFIED : parseReason(actual)?.name;
    const onCrl = status.reasonCode === null ? UNSPECIFIED : reasonName(status.reasonCode);
    // a code that is no reason has no name to write
    if (said === undefined || onCrl === null || said === onCrl) return;
    report(DIFFERS, {
      message: `${wordEvidence(status)} has ${onCrl}`,
      column: columnName(row.table, 'revocationReason'),
      expected: onCrl,
      actual,
    });
  },
};
