import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';
import { numberOf } from '../../claims/statements.ts';

const ABOVE: FindingKind = {
  code: 'report-remaining-above-total',
  severity: 'error',
  summary: 'More certificates are said to remain valid than there are.',
  rule: 'IRG 3.2 Impact: "The total count of certificates affected by the issue(s) described in this Incident Report, minus expired and revoked certificates."',
  advice: 'Correct one of the two numbers.',
};

/** What remains valid is a part of the total. */
export const remainingAboveTotal: ReportCheck = {
  kinds: [ABOVE],
  check({ claims }, report) {
    const total = numberOf(claims, 'total');
    const remaining = numberOf(claims, 'remaining-valid');
    if (total === undefined || remaining === undefined || remaining.value <= total.value) return;
    // prose tells of other certificates, too
    if (remaining.inField !== true && total.inField !== true) return;
    report(ABOVE, remaining.line, {
      message: `the report says that ${formatCount(remaining.value)} remain valid, and that ${formatCount(total.value)} are affected`,
      expected: `at most ${formatCount(total.value)}`,
      actual: remaining.quote,
    });
  },
};
