import type { Claim } from '../../../incident/claim.ts';
import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import {
  REVOKED_BEFORE,
  TOO_FEW_REVOKED,
  TOO_FEW_VALID,
  TOO_MANY_REVOKED,
  byRevocation,
} from '../../claims/known-revocation.ts';
import { type ClaimView, isComplete, isExamined, totalBounds } from '../../claims/listed.ts';
import type { ClaimedInstant } from '../../claims/claimed-instant.ts';
import { isMet, meaningOf } from '../../claims/meaning.ts';
import { holds, holdsWithin, type Judgement, unchecked } from '../../claims/verdict.ts';

const RULE =
  'IRG 3.2 Impact: "The total count of certificates affected by the issue(s) described in this Incident Report, minus expired and revoked certificates."';

const TOO_MANY: FindingKind = {
  code: 'claim-remaining-valid-expired',
  severity: 'error',
  summary:
    'The report says that more certificates remain valid than had not expired when it was posted.',
  rule: RULE,
  advice: 'Take those that have expired out of the number.',
};
const COLUMN: FindingKind = {
  code: 'claim-revocation-column-differs',
  severity: 'note',
  summary:
    'The number of certificates that remain valid is not that which the column "Is revoked?" of the appendix comes to.',
  rule: RULE,
  advice: 'Bring the report and the appendix to the same time.',
};
const EXPIRED: FindingKind = {
  code: 'claim-expired-differs',
  severity: 'warning',
  summary: 'The number of expired certificates is not that of those listed.',
  rule: 'IRG 3.2 Impact: "including expired and revoked certificates"; RFC 5280 §4.1.2.5',
  advice: 'Correct the number, or say as of when it is meant.',
};

/** How many remain valid, have expired, are revoked. What is known of revocation comes in by `byRevocation`. */
export const status: ClaimCheck = {
  kinds: [
    ...[TOO_MANY, COLUMN, EXPIRED],
    ...[TOO_FEW_VALID, TOO_MANY_REVOKED, REVOKED_BEFORE, TOO_FEW_REVOKED],
  ],
  of: ['remaining-valid', 'expired', 'revoked', 'not-revoked'],
  judge(claim, view) {
    const { scope } = meaningOf(claim);
    if (scope !== undefined) return unchecked(`meant of "${scope}", which the list does not show`);
    if (claim.kind === 'expired') return judgeExpired(claim, view);
    const judgement =
      claim.kind === 'remaining-valid' ? judgeRemaining(claim, view) : judgeRevoked(claim, view);
    return byRevocation(claim, view, judgement);
  },
};

/** Revoked, or not revoked in time. */
function judgeRevoked(claim: Claim, view: ClaimView): Judgement {
  const { marks } = view.listed;
  const marked = claim.kind === 'revoked' ? marks.yes : marks.pending;
  if (isMarked(view) && marked === claim.value) return holdsWithin(marked, BY_COLUMN);
  return unchecked(isMarked(view) ? columnText(marked) : NOT_ASKED, isMarked(view) ? marked : null);
}

const NOT_ASKED = 'whether certificates are revoked was not checked';
const BY_COLUMN = `by the column "Is revoked?" of the appendix; ${NOT_ASKED}`;

function columnText(marked: number): string {
  return `by the column "Is revoked?" of the appendix it is ${formatCount(marked)}; ${NOT_ASKED}`;
}

/** Whether every certificate has a row that says what is with it. */
function isMarked({ listed: { marks, impact } }: ClaimView): boolean {
  const { rows, yes, pending, notApplicable } = marks;
  return rows > 0 && rows === yes + pending + notApplicable && impact.certificates.total === rows;
}

function judgeRemaining(claim: Claim, view: ClaimView): Judgement {
  const claimed = claim.value as number;
  const { bound, asOf } = meaningOf(claim);
  const { marks, impact } = view.listed;
  const unexpired = examined(view) - expiredAround(view, asOf).low;
  const isTimed = asOf !== undefined;
  const most = unexpired + (totalBounds(impact).high - examined(view));
  const isLower = bound !== 'at most' && bound !== 'less than';
  const { high } = totalBounds(impact);
  const isAbove = (limit: number): boolean =>
    isLower && claimed > limit && !(bound === 'about' && isMet(bound, claimed, limit));
  if (isAbove(high)) {
    // the check of the rows below the remaining valid ones says it
    const explanation = `only ${formatCount(high)} are listed, and those that remain valid have to be`;
    return { verdict: 'differs', computed: high, difference: high - claimed, explanation };
  }
  if (isAbove(most) && (isTimed || view.listed.reportedAt !== undefined)) {
    const explanation = `at most ${formatCount(most)} had not expired ${isTimed ? 'at the time that it says' : 'when the report was posted'}`;
    const detail = {
      message: explanation,
      expected: `at most ${formatCount(most)}`,
      actual: claim.quote,
    };
    // prose tells how many were valid at other times, too
    if (claim.inField !== true && claimed <= high && !isTimed) return unchecked(explanation, most);
    const finding = { kind: TOO_MANY, detail };
    return { verdict: 'differs', computed: most, difference: most - claimed, explanation, finding };
  }
  if (most === 0 && claimed === 0) return holds(0, 'all have expired');
  // the column is of the time of the list
  if (!isMarked(view) || isTimed) return unchecked(NOT_ASKED);
  if (isMet(bound, claimed, marks.pending)) return holdsWithin(marks.pending, BY_COLUMN);
  const explanation = columnText(marks.pending);
  const values = { expected: formatCount(marks.pending), actual: claim.quote };
  const isOnly = view.claims.filter(({ kind }) => kind === 'remaining-valid').length === 1;
  return {
    verdict: 'unchecked',
    computed: marks.pending,
    difference: marks.pending - claimed,
    explanation,
    ...(isOnly && {
      finding: {
        kind: COLUMN,
        detail: {
          message: `the report says ${formatCount(claimed)}, and the appendix marks ${formatCount(marks.pending)} as neither revoked nor expired`,
          ...values,
        },
      },
    }),
  };
}

function judgeExpired(claim: Claim, view: ClaimView): Judgement {
  const claimed = claim.value as number;
  const { bound, asOf } = meaningOf(claim);
  const { low, at, high } = expiredAround(view, asOf);
  const isKnown = asOf !== undefined || view.listed.impact.validity.expired !== null;
  const expired = isKnown ? at : null;
  if (expired !== null && isExamined(view.listed) && isMet(bound, claimed, expired)) {
    return holds(expired);
  }
  if (isMet(bound, claimed, low) || isMet(bound, claimed, high)) {
    return holdsWithin(isMet(bound, claimed, low) ? low : high, 'by day');
  }
  const others = view.claims.filter(({ kind }) => kind === 'expired');
  if (others.length > 1) {
    const sum = others.reduce((all, { value }) => all + (value as number), 0);
    const numbers = `the ${others.length} numbers`;
    if (sum >= low && sum <= high) {
      return holdsWithin(sum, `${numbers} make ${formatCount(sum)} together`);
    }
    return unchecked(`${numbers} are of parts, or of several times`, expired);
  }
  const isMore = claimed > high;
  if (examined(view) === 0) return unchecked('no certificate could be examined');
  if (asOf === undefined && view.listed.reportedAt === undefined && !isMore) {
    return unchecked('it is not known when the report was posted; --as-of says it', expired);
  }
  if (bound !== 'exactly' || !isExamined(view.listed) || (isMore && !isComplete(view))) {
    return unchecked(`${formatCount(high)} of those listed have expired`, expired);
  }
  const explanation = `${formatCount(isMore ? high : low)} of those listed ${isMore ? 'have expired' : asOf === undefined ? 'had expired when the report was posted' : 'had expired at the time that it says'}`;
  const detail = {
    message: explanation,
    expected: formatCount(isMore ? high : low),
    actual: claim.quote,
  };
  const difference = (isMore ? high : low) - claimed;
  const finding = { kind: EXPIRED, detail };
  return { verdict: 'differs', computed: isMore ? high : low, difference, explanation, finding };
}

/** The report may have been written a day before or after the time that is given for it. */
const DAY = 86_400;

function expiredAround(
  view: ClaimView,
  asOf: ClaimedInstant | undefined,
): Record<'low' | 'at' | 'high', number> {
  const { reportedAt, impact } = view.listed;
  const at = asOf?.start ?? reportedAt ?? Date.parse(impact.asOf) / 1000;
  // "as of 2022" is as long as a year
  const end = asOf?.end ?? at;
  let [low, expired, high] = [0, 0, 0];
  view.listed.eachIssued((_, __, notAfter) => {
    if (notAfter < at - DAY) low++;
    if (notAfter < at) expired++;
    if (notAfter < end + DAY) high++;
  });
  return { low, at: expired, high };
}

function examined({ listed: { impact } }: ClaimView): number {
  return impact.certificates.total - impact.certificates.notExamined;
}
