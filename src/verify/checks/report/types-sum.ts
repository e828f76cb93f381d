import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';
import { meaningOf } from '../../claims/meaning.ts';
import type { Listed } from '../../claims/listed.ts';
import { numberOf } from '../../claims/statements.ts';
import { isOfType } from '../../claims/type-names.ts';

const SUM: FindingKind = {
  code: 'report-types-sum',
  severity: 'warning',
  summary: 'The numbers of certificates by type do not add up to the total of the report.',
  rule: 'IRG 3.2 Impact: "Affected certificate types", "The total count of all certificates affected"',
  advice: 'Correct one of the numbers, or say what they are the numbers of.',
};

/** "DV: 5036, OV: 34, EV: 9" beside "5079". */
export const typesSum: ReportCheck = {
  kinds: [SUM],
  check({ claims, mentions, listed }, report) {
    const total = numberOf(claims, 'total');
    const parts = claims.filter(({ kind }) => kind === 'count-by-type');
    if (total === undefined || parts.length < 2) return;
    const counts = parts.map(({ value }) => value as { type: string; count: number });
    const isDivision = new Set(counts.map(({ type }) => type)).size === counts.length;
    const isExact = parts.every((part) => {
      const { bound, scope } = meaningOf(part);
      return bound === 'exactly' && scope === undefined;
    });
    if (!isDivision || !isExact) return;
    const sum = counts.reduce((all, { count }) => all + count, 0);
    // they may divide those that remain valid, or were revoked
    if (claims.some(({ value }) => value === sum) || mentions.numbers.has(sum)) return;
    // the list has certificates of a type that the report does not name
    if (isListed(counts, total.value, listed)) return;
    // in prose, beside the right total, they may be of a part; each is judged by itself
    const isInField = parts.every(({ inField }) => inField === true);
    if (!isInField && total.value === listed.impact.certificates.total) return;
    report(SUM, parts[0]!.line, {
      message: `${counts.map(({ type, count }) => `${formatCount(count)} ${type}`).join(' + ')} make ${formatCount(sum)}, and the total is ${formatCount(total.value)}`,
      expected: formatCount(total.value),
      actual: formatCount(sum),
    });
  },
};

function isListed(
  counts: readonly { readonly type: string; readonly count: number }[],
  total: number,
  { impact: { certificates, validationTypes } }: Listed,
): boolean {
  const listed = (name: string): number =>
    validationTypes
      .filter(({ type }) => isOfType(type, name))
      .reduce((sum, { count }) => sum + count, 0);
  return total === certificates.total && counts.every(({ type, count }) => listed(type) === count);
}
