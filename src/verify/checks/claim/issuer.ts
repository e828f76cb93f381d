import type { Claim } from '../../../incident/claim.ts';
import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import { type ClaimView, isComplete, isExamined } from '../../claims/listed.ts';
import { isMet, meaningOf } from '../../claims/meaning.ts';
import { isAlgorithm, isComparable, isNamed } from '../../claims/names.ts';
import { holds, holdsWithin, type Judgement, unchecked } from '../../claims/verdict.ts';

const RULE =
  'IRG 3.2 Impact: "whether the affected objects share features (such as issuance time, signature algorithm, or validation type)"';

const ISSUER: FindingKind = {
  code: 'claim-issuer-differs',
  severity: 'warning',
  summary: 'No certificate listed was issued by the issuer that the report names.',
  rule: RULE,
  advice: 'Correct the name, or add the certificates of this issuer to the list.',
};
const ALGORITHM: FindingKind = {
  code: 'claim-algorithm-differs',
  severity: 'warning',
  summary: 'No certificate listed is signed with the algorithm that the report names.',
  rule: RULE,
  advice: 'Correct the name of the algorithm.',
};

/** Who issued the certificates, how many of them, and with which algorithm. */
export const issuer: ClaimCheck = {
  kinds: [ISSUER, ALGORITHM],
  of: ['issuer', 'count-by-issuer', 'signature-algorithm'],
  judge(claim, view) {
    if (claim.kind === 'count-by-issuer') return judgeCount(claim, view);
    const { issuers, signatureAlgorithms } = view.listed.impact;
    const { scope } = meaningOf(claim);
    const named = claim.value as string;
    const isIssuer = claim.kind === 'issuer';
    const all = isIssuer ? issuers : signatureAlgorithms;
    const of = all.filter(({ name }) => (isIssuer ? isNamed : isAlgorithm)(name, named));
    if (of.length > 0) return judgePart(of, view, isIssuer);
    if (!isComparable(named)) return unchecked('it is no name that certificates have');
    const [most] = all;
    if (most === undefined) return unchecked('no certificate could be examined');
    const explanation = isIssuer
      ? `none of those listed was issued by it; ${countText(most)}`
      : `none of those listed is signed with it; ${countText(most)}`;
    // in passing, reports name issuers and algorithms that are not affected
    const isLabelled = claim.inField === true || (!isIssuer && isOnlyAlgorithm(claim, view));
    const isMeant = isLabelled && scope === undefined;
    if (!isMeant || !isComplete(view) || !isExamined(view.listed))
      return unchecked(explanation, most.name);
    const detail = { message: explanation, expected: most.name, actual: claim.quote };
    const finding = { kind: isIssuer ? ISSUER : ALGORITHM, detail };
    return { verdict: 'differs', computed: most.name, explanation, finding };
  },
};

/** "Signature algorithm: …", "signed with …", where the report names no other. */
function isOnlyAlgorithm({ quote }: Claim, { claims }: ClaimView): boolean {
  const named = claims.filter(({ kind }) => kind === 'signature-algorithm');
  return named.length === 1 && SIGNED_WITH.test(quote);
}

const SIGNED_WITH = /\b(?:signature algorithm|signed (?:with|using))\b/i;

interface Counted {
  readonly name: string;
  readonly count: number;
}

function judgePart(of: readonly Counted[], view: ClaimView, isIssuer: boolean): Judgement {
  const { total, notExamined } = view.listed.impact.certificates;
  const count = sumOf(of);
  const examined = total - notExamined;
  const [{ name }] = of as [Counted];
  if (count === examined && of.length === 1) return holds(name);
  const what = isIssuer ? 'were issued by it' : 'are signed with it';
  return holdsWithin(name, `${formatCount(count)} of ${formatCount(examined)} ${what}`);
}

/** Reports name the issuers that they count by links of crt.sh, which no certificate has. */
function judgeCount(claim: Claim, view: ClaimView): Judgement {
  const { issuer: named, count } = claim.value as { issuer: string; count: number };
  const { bound } = meaningOf(claim);
  if (!isComparable(named)) return unchecked('it is no name that certificates have');
  const actual = sumOf(view.listed.impact.issuers.filter(({ name }) => isNamed(name, named)));
  const computed = { issuer: named, count: actual };
  const explanation = `${formatCount(actual)} of those listed were issued by it`;
  if (actual === count && bound === 'exactly') return holds(computed);
  if (!isMet(bound, count, actual)) return unchecked(explanation, computed);
  return holdsWithin(computed, explanation, actual - count);
}

function sumOf(counted: readonly Counted[]): number {
  return counted.reduce((sum, { count }) => sum + count, 0);
}

function countText({ name, count }: Counted): string {
  return `${formatCount(count)} ${count === 1 ? 'has' : 'have'} ${name}`;
}
