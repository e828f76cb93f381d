/** How many of those listed remained valid, and were revoked, when a report says so. */
import { reasonCodeOf } from '../../revocation/reason.ts';
import type { ClaimedInstant } from './claimed-instant.ts';
import type { Bounds, ClaimView } from './listed.ts';

/** At least and at most. */
export interface Standing {
  readonly remaining: Bounds;
  readonly revoked: Bounds;
}

/**
 * By the dates of revocation and of expiry, a day more or less; `undefined` where revocation was not
 * checked, or it is not known of when the report speaks, or only evidence of before is at hand.
 */
export function standingAt(
  { listed }: ClaimView,
  claimed: ClaimedInstant | undefined,
): Standing | undefined {
  const { impact, reportedAt, eachStanding } = listed;
  const start = claimed?.start ?? reportedAt;
  if (impact.revocation === undefined || start === undefined) return undefined;
  const from = start - DAY;
  const until = (claimed?.end ?? start) + DAY;
  const measured = Date.parse(impact.asOf) / 1000;
  if (start > measured) return undefined;
  const { notExamined } = impact.certificates;
  const remaining = { low: 0, high: notExamined };
  const revoked = { low: 0, high: notExamined };
  eachStanding((notAfter, status) => {
    const isRevoked = status?.status === 'revoked';
    const date = isRevoked ? (status.date ?? NaN) : NaN;
    // revoked for a lost key, a date may be that of the loss (BR §7.2.2)
    const wasRevoked = date < from && status?.reasonCode !== KEY_COMPROMISE;
    const mayBeRevoked = isRevoked ? !(date >= until) : status?.status !== 'notRevoked';
    if (wasRevoked) revoked.low++;
    if (mayBeRevoked) revoked.high++;
    if (!(notAfter < from) && !wasRevoked) remaining.high++;
    if (notAfter >= until && !mayBeRevoked) remaining.low++;
  });
  return { remaining, revoked };
}

/** Reports say days, and are posted some time after they are written. */
const DAY = 86_400;
const KEY_COMPROMISE = reasonCodeOf('keyCompromise');
