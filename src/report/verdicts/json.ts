/** Verdicts as JSON: the contract of `verify --report --format json`, fields in the order that stands there. */
import type { JudgedClaim } from '../../verify/claims/verdict.ts';

export function orderedClaim(claim: JudgedClaim): JudgedClaim {
  const { kind, value, qualifier, quote, line, verdict, computed, difference, explanation } = claim;
  return { kind, value, qualifier, quote, line, verdict, computed, difference, explanation };
}
