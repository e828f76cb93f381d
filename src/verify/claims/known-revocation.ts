/** Where what is known of revocation comes in, for the claims on it. */
import { formatCount } from '../../impact/count.ts';
import type { Claim } from '../../incident/claim.ts';
import type { FindingKind } from '../check.ts';
import { type ClaimView, isComplete, isExamined, totalBounds } from './listed.ts';
import { type Bound, isMet, meaningOf } from './meaning.ts';
import { standingAt } from './standing.ts';
import { holds, holdsWithin, type Judgement } from './verdict.ts';

export const TOO_FEW_VALID: FindingKind = {
  code: 'claim-remaining-valid-not-revoked',
  severity: 'error',
  summary:
    'The report says that fewer certificates remain valid than are neither expired nor revoked by the evidence.',
  rule: 'IRG 3.2 Impact: "minus expired and revoked certificates"',
  advice: 'Revocation and expiry only lessen the number: look which certificates were missed.',
};
export const TOO_MANY_REVOKED: FindingKind = {
  code: 'claim-revoked-not-on-crl',
  severity: 'warning',
  summary:
    'The report says that more certificates are revoked than can be: the evidence shows too many that are not.',
  rule: 'RFC 5280 §5.3.1: a revoked certificate stays on the CRL at least until it has expired',
  advice: 'Look at the certificates that the Impact shows as not revoked.',
};

export const REVOKED_BEFORE: FindingKind = {
  code: 'claim-remaining-valid-revoked',
  severity: 'warning',
  summary:
    'The report says that more certificates remain valid than were neither expired nor revoked when it was posted, by the dates of the evidence.',
  rule: 'IRG 3.2 Impact: "minus expired and revoked certificates"',
  advice: 'Say as of when the number is meant, or correct it.',
};
export const TOO_FEW_REVOKED: FindingKind = {
  code: 'claim-revoked-more',
  severity: 'warning',
  summary:
    'The report says that fewer certificates are revoked than were when it was posted, by the dates of the evidence.',
  rule: 'RFC 5280 §5.1.2.6: the date on which the revocation occurred',
  advice: 'Say as of when the number is meant, or correct it.',
};

/**
 * A verdict that stayed open, or rests on the appendix's own word, once revocation has been checked: it
 * holds when the number is that of the Impact. As certificates are only ever revoked and expire after a report is posted, a number
 * that this cannot bring about differs, and so does one that the dates of revocation contradict; of any other the verdict stays open and shows both.
 */
export function byRevocation(claim: Claim, view: ClaimView, open: Judgement): Judgement {
  const { validity, revocation } = view.listed.impact;
  const isRevoked = claim.kind === 'revoked';
  const known = isRevoked
    ? validity.revoked
    : claim.kind === 'remaining-valid'
      ? validity.remainingValid
      : null;
  const isOpen = open.verdict === 'unchecked' || open.verdict === 'holds-within';
  if (known === null || !isOpen) return open;
  const claimed = claim.value as number;
  const { bound } = meaningOf(claim);
  const doubt = (isRevoked ? revocation?.statuses.unknown : revocation?.remainingUnknown) ?? 0;
  const isSure = doubt === 0 && isExamined(view.listed);
  if (isSure && isMet(bound, claimed, known)) return holds(known, 'by their revocation');
  const then = byDates(claim, view, open);
  if (then !== undefined) return then;
  const contradicted = isRevoked ? tooMany(claim, view, bound) : tooFew(claim, view, bound);
  if (contradicted !== undefined) return contradicted;
  if (open.verdict === 'holds-within') {
    return { ...open, explanation: 'by the column "Is revoked?" of the appendix' };
  }
  return {
    ...open,
    computed: known,
    difference: known - claimed,
    explanation: isSure
      ? 'certificates may have been revoked since the report was posted'
      : `it is at least ${formatCount(known)}: of some certificates it is not known`,
  };
}

/** What the dates of revocation and expiry come to at the time of the report. */
function byDates(claim: Claim, view: ClaimView, open: Judgement): Judgement | undefined {
  const { bound, asOf } = meaningOf(claim);
  const standing = standingAt(view, asOf);
  if (standing === undefined) return undefined;
  const claimed = claim.value as number;
  const { kind } = claim;
  const { low, high } = standing[kind === 'revoked' ? 'revoked' : 'remaining'];
  if (low === high && isMet(bound, claimed, low)) {
    const text = 'by the dates of their revocation and expiry';
    return bound === 'exactly' ? holds(low, text) : holdsWithin(low, text, low - claimed);
  }
  // prose tells how many were revoked at other times, too: in a timeline, within 24 hours
  if (claim.inField !== true) return undefined;
  const isUpper = bound === 'at most' || bound === 'less than';
  const isLower = bound === 'at least' || bound === 'more than';
  if (kind === 'revoked') {
    if (isLower || claimed >= low || isMet(bound, claimed, low)) return undefined;
    const explanation = `at least ${formatCount(low)} were revoked by then`;
    return differs(claim, low, TOO_FEW_REVOKED, explanation, `at least ${formatCount(low)}`);
  }
  if (isUpper || claimed <= high || isMet(bound, claimed, high)) return undefined;
  if (open.verdict === 'holds-within') return undefined;
  const explanation = `at most ${formatCount(high)} were neither expired nor revoked by then`;
  return differs(claim, high, REVOKED_BEFORE, explanation, `at most ${formatCount(high)}`);
}

/** What was still valid then may have been revoked by the time that is claimed. */
function isMeasuredBefore({ listed: { impact, reportedAt } }: ClaimView): boolean {
  return reportedAt !== undefined && Date.parse(impact.asOf) / 1000 < reportedAt;
}

function tooFew(claim: Claim, view: ClaimView, bound: Bound): Judgement | undefined {
  const { revocation, validity } = view.listed.impact;
  if (revocation === undefined || isMeasuredBefore(view)) return undefined;
  const claimed = claim.value as number;
  const known = validity.remainingValid!;
  const isLower = bound === 'at least' || bound === 'more than';
  if (isLower || known <= claimed || isMet(bound, claimed, known)) return undefined;
  const explanation = `${formatCount(known)} ${known === 1 ? 'is' : 'are'} neither expired nor revoked, and when the report was posted there were no fewer`;
  return differs(claim, known, TOO_FEW_VALID, explanation, `at least ${formatCount(known)}`);
}

function tooMany(claim: Claim, view: ClaimView, bound: Bound): Judgement | undefined {
  const { revocation } = view.listed.impact;
  // what an incomplete list leaves out may be revoked
  if (revocation === undefined || isMeasuredBefore(view) || !isComplete(view)) return undefined;
  const claimed = claim.value as number;
  const most = totalBounds(view.listed.impact).high - revocation.statuses.notRevoked;
  const isUpper = bound === 'at most' || bound === 'less than';
  if (isUpper || claimed <= most || isMet(bound, claimed, most)) return undefined;
  const explanation = `at most ${formatCount(most)} of those listed can be revoked`;
  return differs(claim, most, TOO_MANY_REVOKED, explanation, `at most ${formatCount(most)}`);
}

function differs(
  { value, quote }: Claim,
  computed: number,
  kind: FindingKind,
  explanation: string,
  expected: string,
): Judgement {
  return {
    verdict: 'differs',
    computed,
    difference: computed - (value as number),
    explanation,
    finding: { kind, detail: { message: explanation, expected, actual: quote } },
  };
}
