import type { Claim } from '../../../incident/claim.ts';
import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import { type Bounds, type ClaimView, isComplete, totalBounds } from '../../claims/listed.ts';
import { isMet, meaningOf, type Meaning } from '../../claims/meaning.ts';
import { listOf, otherCount } from '../../claims/other-counts.ts';
import { holds, holdsWithin, type Judgement, unchecked } from '../../claims/verdict.ts';

const RULE =
  'IRG 3.2: "accurately disclose the impact of the incident"; Impact: "The total count of all certificates affected"';

const TWICE: FindingKind = {
  code: 'claim-counts-twice',
  severity: 'error',
  summary:
    'The number in the report counts certificates more than once: it is the number of lines, of entries, or of precertificates and certificates together.',
  rule: `${RULE}; Definitions: "'certificate' on this page refers to a final certificate, distinct from a precertificate"`,
  advice: 'Correct the number; it is that of distinct final certificates.',
};
const PART: FindingKind = {
  code: 'claim-counts-part',
  severity: 'warning',
  summary:
    'The number in the report leaves certificates out that are listed: it is that of a part of them.',
  rule: `${RULE}; TLS BR §7.1.2.9: a precertificate is evidence of its certificate`,
  advice: 'Correct the number, or say what it is the number of.',
};
const DIFFERS: FindingKind = {
  code: 'claim-count-differs',
  severity: 'error',
  summary: 'The number in the report is not that of the certificates listed.',
  rule: RULE,
  advice: 'Correct the number or the list, and say how they came to differ.',
};
const MORE: FindingKind = {
  code: 'claim-more-than-listed',
  severity: 'note',
  summary:
    'The report counts more certificates than are listed, and does not say that the list is complete.',
  rule: 'IRG 3.2 Impact: "Minimally, this set of certificates MUST be disclosed in the Appendix", of those remaining valid',
  advice: 'Make sure that only certificates which have expired are left out.',
};

/** How many certificates there are, how many final ones, how many precertificates. */
export const count: ClaimCheck = {
  kinds: [TWICE, PART, DIFFERS, MORE],
  of: ['total', 'finals', 'precertificates'],
  judge(claim, view) {
    const claimed = claim.value as number;
    const meaning = meaningOf(claim);
    const bounds = boundsOf(claim.kind, view);
    const scoped = judgeScope(claim, view, meaning);
    if (scoped !== undefined) return scoped;
    const computed = computedOf(claim.kind, view);
    const difference = computed - claimed;
    if (isMet(meaning.bound, claimed, computed)) {
      const isSure = bounds.low === bounds.high || claim.kind !== 'total';
      if (isSure && meaning.bound === 'exactly') return holds(computed);
      const sure = isSure ? '' : '; not all could be examined';
      return holdsWithin(computed, `${formatCount(computed)} are listed${sure}`, difference);
    }
    if (isWithin(meaning, claimed, bounds)) {
      const found = onlyFound(claim, view);
      if (found !== undefined) return { ...found, computed, difference };
      return unchecked('it depends on certificates that could not be examined', computed);
    }
    const reconciled = reconcile(claim, view, claimed - bounds.high);
    if (reconciled !== undefined) return reconciled;
    return judgeDifference(claim, view, meaning, claimed > bounds.high);
  },
};

/** What can be said of a number that is of some part, or one of several. */
function judgeScope(claim: Claim, view: ClaimView, meaning: Meaning): Judgement | undefined {
  const { impact } = view.listed;
  const claimed = claim.value as number;
  const { total, final, precertificates } = impact.certificates;
  if (meaning.scope?.includes('including pre') === true && claimed === final + precertificates) {
    return holdsWithin(claimed, 'precertificates included, as it says');
  }
  const list = listOf(claimed, impact);
  const others = view.claims.filter(({ kind }) => kind === claim.kind);
  const isOne = others.length === 1 && meaning.scope === undefined;
  if (isOne || claim.kind !== 'total') {
    return meaning.scope === undefined ? undefined : unchecked(scopeText(meaning));
  }
  if (claimed === total) return holds(total);
  if (list !== undefined) return holdsWithin(claimed, `of the list ${list}`);
  const sum = others.reduce((all, { value }) => all + (value as number), 0);
  if (sum === total)
    return holdsWithin(claimed, `the ${others.length} numbers make ${formatCount(total)} together`);
  if (meaning.scope !== undefined) return unchecked(scopeText(meaning), total);
  return unchecked(
    'the report gives several numbers, and does not say which is that of the list',
    total,
  );
}

function scopeText({ scope }: Meaning): string {
  return `meant of "${scope ?? ''}", which the list does not show`;
}

/** Final certificates may be known by their precertificates only, and precertificates need not be listed. */
function boundsOf(kind: Claim['kind'], { listed: { impact } }: ClaimView): Bounds {
  const { final, presumed, notExamined, precertificates } = impact.certificates;
  const { low, high } = totalBounds(impact);
  if (kind === 'total') return { low, high };
  if (kind === 'finals') return { low: final, high: final + presumed + notExamined };
  return { low: precertificates, high: precertificates + notExamined };
}

/**
 * The number of those that could be had. What could not may be their precertificates, so that this is told,
 * and not found fault with.
 */
function onlyFound(
  { kind, value }: Claim,
  { listed: { impact } }: ClaimView,
): Judgement | undefined {
  const { final, presumed, notExamined } = impact.certificates;
  if (kind !== 'total' || value !== final + presumed) return undefined;
  const more = formatCount(notExamined);
  const explanation = `${formatCount(value)} is the number of certificates that could be had; ${more} more are listed, if they are not precertificates of these`;
  return { verdict: 'explained', explanation };
}

function computedOf(kind: Claim['kind'], { listed: { impact } }: ClaimView): number {
  const { total, final, precertificates } = impact.certificates;
  return kind === 'total' ? total : kind === 'finals' ? final : precertificates;
}

function isWithin({ bound }: Meaning, claimed: number, { low, high }: Bounds): boolean {
  if (low === high) return false;
  return isMet(bound, claimed, low) || (claimed >= low && claimed <= high);
}

/** Certificates that the report says have expired need not be listed. */
function reconcile({ kind }: Claim, view: ClaimView, missing: number): Judgement | undefined {
  if (kind !== 'total' || missing <= 0) return undefined;
  const { total } = view.listed.impact.certificates;
  const left = view.claims.filter((claim) => claim.kind === 'expired');
  if (!left.some(({ value }) => value === missing)) return undefined;
  return holdsWithin(
    total,
    `with the ${formatCount(missing)} that the report says have expired`,
    -missing,
  );
}

function judgeDifference(
  claim: Claim,
  view: ClaimView,
  { bound }: Meaning,
  isMore: boolean,
): Judgement {
  const claimed = claim.value as number;
  const computed = computedOf(claim.kind, view);
  const found = { computed, difference: computed - claimed };
  const other =
    bound === 'exactly' && claim.kind === 'total' ? otherCount(claimed, view) : undefined;
  const are = `${formatCount(computed)} ${NOUNS[claim.kind] ?? 'certificates'} ${computed === 1 ? 'is' : 'are'} listed`;
  const values = { expected: formatCount(computed), actual: claim.quote };
  const finding = (kind: FindingKind, message: string): NonNullable<Judgement['finding']> => ({
    kind,
    detail: { message, ...values },
  });
  if (other !== undefined && (other.kind === 'twice' || !isMore)) {
    const explanation = `${formatCount(claimed)} is ${other.what}; ${are}`;
    const kind = other.kind === 'twice' ? TWICE : PART;
    return { verdict: 'explained', ...found, explanation, finding: finding(kind, explanation) };
  }
  if (isMore && (claim.kind !== 'total' || !isComplete(view))) {
    const explanation = `${are}; what has expired may be left out of the list`;
    if (claim.kind !== 'total') return unchecked(are, computed);
    return { verdict: 'unchecked', ...found, explanation, finding: finding(MORE, explanation) };
  }
  const explanation = `the report says ${formatCount(claimed)}, and ${are}`;
  return { verdict: 'differs', ...found, explanation: are, finding: finding(DIFFERS, explanation) };
}

const NOUNS: Partial<Record<Claim['kind'], string>> = {
  finals: 'final certificates',
  precertificates: 'precertificates',
};
