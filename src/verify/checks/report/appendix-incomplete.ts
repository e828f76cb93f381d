import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';
import { totalBounds } from '../../claims/listed.ts';
import { otherCount } from '../../claims/other-counts.ts';
import { numberOf } from '../../claims/statements.ts';

const SHORT: FindingKind = {
  code: 'report-appendix-incomplete',
  severity: 'error',
  summary:
    'The report says that the appendix lists all affected certificates, and it lists fewer than the total.',
  rule: 'IRG 3.2 Impact: "the full corpus of affected certificates are disclosed in the Appendix"',
  advice: 'Add the certificates that are missing, or correct the total.',
};

/** "3 – Full list, see appendix", of a list that is shorter than the total. */
export const appendixIncomplete: ReportCheck = {
  kinds: [SHORT],
  check(view, report) {
    const { claims, mentions, listed } = view;
    const full = claims.find(
      ({ kind, value }) => kind === 'full-list-in-appendix' && value === true,
    );
    const total = numberOf(claims, 'total');
    const { high } = totalBounds(listed.impact);
    if (full === undefined || total === undefined || total.value <= high) return;
    // what is counted twice is not missing, and of two numbers the other may be the total
    if (otherCount(total.value, view) !== undefined) return;
    if (total.inField !== true && mentions.numbers.has(high)) return;
    const missing = total.value - high;
    report(SHORT, full.line, {
      message: `${formatCount(missing)} of ${formatCount(total.value)} certificates ${missing === 1 ? 'is' : 'are'} not listed`,
      expected: formatCount(total.value),
      actual: formatCount(high),
    });
  },
};
