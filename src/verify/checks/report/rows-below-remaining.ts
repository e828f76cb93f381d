import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';
import { totalBounds } from '../../claims/listed.ts';
import { numberOf } from '../../claims/statements.ts';

const FEWER: FindingKind = {
  code: 'report-rows-below-remaining',
  severity: 'error',
  summary: 'Fewer certificates are listed than are said to remain valid.',
  rule: 'IRG 3.2 Impact: "Minimally, this set of certificates MUST be disclosed in the Appendix section of this report."',
  advice: 'Add the certificates that are missing to the appendix.',
};

/** Those that remain valid have to be listed. */
export const rowsBelowRemaining: ReportCheck = {
  kinds: [FEWER],
  check({ claims, mentions, listed }, report) {
    const remaining = numberOf(claims, 'remaining-valid');
    const { low, high } = totalBounds(listed.impact);
    if (remaining === undefined || remaining.value <= high) return;
    // prose tells of other certificates, too
    if (remaining.inField !== true && mentions.numbers.has(high)) return;
    report(FEWER, remaining.line, {
      message: `the report says that ${formatCount(remaining.value)} remain valid, and ${low < high ? 'at most ' : ''}${formatCount(high)} are listed`,
      expected: `at least ${formatCount(remaining.value)} listed`,
      actual: formatCount(high),
    });
  },
};
