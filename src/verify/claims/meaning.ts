/** How a number or a date is meant, from the qualifier of its claim. */
import type { Claim } from '../../incident/claim.ts';
import { type ClaimedInstant, parseClaimed } from './claimed-instant.ts';

export type Bound = 'exactly' | 'about' | 'at least' | 'more than' | 'at most' | 'less than';

export interface Meaning {
  readonly bound: Bound;
  /** Of what it is said, where that is not all that is listed: "issue B", "in time". */
  readonly scope: string | undefined;
  readonly isYearImplied: boolean;
  /** The time that it is said of, as `parseClaimed` reads it; absent: that of the report. */
  readonly asOf?: ClaimedInstant;
}

const BOUNDS: ReadonlyMap<string, Bound> = new Map([
  ['approximately', 'about'],
  ['at least', 'at least'],
  ['since', 'at least'],
  ['more than', 'more than'],
  ['after', 'more than'],
  ['up to', 'at most'],
  ['until', 'at most'],
  ['less than', 'less than'],
  ['fewer than', 'less than'],
]);

/** "1.8 million", "1.7M", "26k": rounded by whoever wrote it. */
const ROUNDED = /\d\s?(?:million|thousand|[mk])\b/i;

/** Reads the qualifier; what is not of its vocabulary is a scope. */
export function meaningOf({ qualifier, quote, value }: Claim): Meaning {
  const rounded = typeof value === 'number' && ROUNDED.test(quote);
  let bound: Bound = rounded ? 'about' : 'exactly';
  let isYearImplied = false;
  let asOf: ClaimedInstant | undefined;
  const scopes: string[] = [];
  for (const part of qualifier === null ? [] : qualifier.split(', ')) {
    const known = BOUNDS.get(part);
    if (known !== undefined) bound = known;
    else if (part === 'year implied') isYearImplied = true;
    else if (part.startsWith(AS_OF) && parseClaimed(part.slice(AS_OF.length)) !== undefined)
      asOf = parseClaimed(part.slice(AS_OF.length));
    else if (part !== 'all' && part !== 'implied' && !part.startsWith('or ')) scopes.push(part);
  }
  return { bound, scope: scopes.join(', ') || undefined, isYearImplied, ...(asOf && { asOf }) };
}

const AS_OF = 'as of ';

/** What "approximately" leaves open. */
const ABOUT = 0.1;

/** Whether a number of certificates is as it was said to be. */
export function isMet(bound: Bound, claimed: number, actual: number): boolean {
  switch (bound) {
    case 'exactly':
      return actual === claimed;
    case 'about':
      return Math.abs(actual - claimed) <= ABOUT * claimed;
    case 'at least':
      return actual >= claimed;
    case 'more than':
      return actual > claimed;
    case 'at most':
      return actual <= claimed;
    case 'less than':
      return actual < claimed;
  }
}
