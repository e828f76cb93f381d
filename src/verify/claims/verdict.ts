/** What becomes of a claim that is held against what is listed. */
import type { ClaimKind, ClaimValue } from '../../incident/claim.ts';
import type { Detail, FindingKind } from '../check.ts';

/**
 * - `holds`: it is what is listed; `holds-within`: so it is within what was stated ("approximately", by
 *   day, in another zone, by a scope);
 * - `differs`: it is not; `explained`: it is the figure of something else ("26,641 is the number of lines");
 * - `unchecked`: what is listed cannot tell; `not-understood`: a field whose text says nothing to compare.
 */
export const VERDICTS = [
  'holds',
  'holds-within',
  'differs',
  'explained',
  'unchecked',
  'not-understood',
] as const;

export type Verdict = (typeof VERDICTS)[number];

/** A claim with its verdict: the contract of `verify --report --format json`. */
export interface JudgedClaim {
  /** `null` for a field of the template that was not understood. */
  readonly kind: ClaimKind | null;
  readonly value: ClaimValue | null;
  readonly qualifier: string | null;
  readonly quote: string;
  readonly line: number;
  readonly verdict: Verdict;
  /** What is listed comes to; `null` where it cannot tell. */
  readonly computed: ClaimValue | null;
  /** Computed minus claimed: a number, or how long, such as `+2 d 03:00:00`. */
  readonly difference: number | string | null;
  /** For people: lower case, no full stop. */
  readonly explanation: string | null;
}

/** A report's claims, one after the other as it states them. */
export interface JudgedReport {
  readonly file: string;
  readonly claims: readonly JudgedClaim[];
}

/** What a check says of one claim. */
export interface Judgement extends Pick<JudgedClaim, 'verdict'> {
  readonly computed?: ClaimValue | null;
  readonly difference?: number | string | null;
  readonly explanation?: string;
  readonly finding?: { readonly kind: FindingKind; readonly detail: Detail };
}

/** It is what is listed. */
export function holds(computed: ClaimValue, explanation?: string): Judgement {
  return { verdict: 'holds', computed, ...(explanation !== undefined && { explanation }) };
}

/** It is what is listed within what was stated. */
export function holdsWithin(
  computed: ClaimValue | null,
  explanation: string,
  difference?: number | string,
): Judgement {
  return { verdict: 'holds-within', computed, explanation, difference: difference ?? null };
}

/** What is listed cannot tell. */
export function unchecked(explanation: string, computed: ClaimValue | null = null): Judgement {
  return { verdict: 'unchecked', computed, explanation };
}
