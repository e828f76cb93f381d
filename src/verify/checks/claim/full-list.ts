import { formatCount } from '../../../impact/count.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import { totalBounds } from '../../claims/listed.ts';
import { meaningOf } from '../../claims/meaning.ts';
import { holds, unchecked } from '../../claims/verdict.ts';

/** Whether the appendix lists all that the report counts; the report's own check finds what is missing. */
export const fullList: ClaimCheck = {
  kinds: [],
  of: ['full-list-in-appendix'],
  judge(claim, view) {
    const totals = view.claims.filter(({ kind }) => kind === 'total');
    const [total] = totals;
    const { low, high } = totalBounds(view.listed.impact);
    if (total === undefined || totals.length > 1) {
      return unchecked('the report gives no single number to compare the list with');
    }
    const claimed = total.value as number;
    if (low === high && high === claimed && claim.value === true) return holds(true);
    const explanation = `the report counts ${formatCount(claimed)}, and ${formatCount(high)} are listed`;
    const isShort = meaningOf(total).bound === 'exactly' && high < claimed;
    if (!isShort) return unchecked(explanation);
    return { verdict: 'differs', computed: false, difference: high - claimed, explanation };
  },
};
