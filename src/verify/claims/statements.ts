/** What a report states in so many words: one number, one date. */
import type { Claim, ClaimKind } from '../../incident/claim.ts';
import { type ClaimedInstant, parseClaimed } from './claimed-instant.ts';
import { meaningOf } from './meaning.ts';

/** The only claim of its kind, when it is meant exactly and of everything. */
export function exactly(claims: readonly Claim[], kind: ClaimKind): Claim | undefined {
  const of = claims.filter((claim) => claim.kind === kind);
  const [claim] = of;
  if (claim === undefined || of.length > 1) return undefined;
  const { bound, scope } = meaningOf(claim);
  return bound === 'exactly' && scope === undefined ? claim : undefined;
}

export function numberOf(
  claims: readonly Claim[],
  kind: ClaimKind,
): (Claim & { readonly value: number }) | undefined {
  const claim = exactly(claims, kind);
  return typeof claim?.value === 'number' ? { ...claim, value: claim.value } : undefined;
}

/** A date that can be read in one way only, with its claim. */
export function dateOf(
  claims: readonly Claim[],
  kind: ClaimKind,
): { readonly claim: Claim; readonly written: string; readonly at: ClaimedInstant } | undefined {
  const claim = exactly(claims, kind);
  if (claim === undefined || typeof claim.value !== 'string' || claim.alternative !== undefined) {
    return undefined;
  }
  const at = parseClaimed(claim.value);
  return at && { claim, written: claim.value, at };
}

/** Whether one is surely after the other: both may be of a day, and in zones that are not stated. */
export function isAfter(one: ClaimedInstant, other: ClaimedInstant): boolean {
  // one hand has written both: where neither has a zone, it is the same
  const slack = one.isZoned === other.isZoned ? 0 : HALF_A_DAY;
  return one.start - slack >= other.end;
}

const HALF_A_DAY = 14 * 3600;
