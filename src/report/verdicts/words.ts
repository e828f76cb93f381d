/** Verdicts in words, for people. */
import type { JudgedClaim, Verdict } from '../../verify/claims/verdict.ts';
import { kindTitle, valueText } from '../claims/words.ts';
import { formatCount } from '../sentence.ts';

export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  holds: 'holds',
  'holds-within': 'holds as stated',
  differs: 'differs',
  explained: 'is something else',
  unchecked: 'cannot be checked',
  'not-understood': 'not understood',
};

/** "Certificates in total: 5,079 (at least)"; the text of a field that was not understood. */
export function claimText({ kind, value, qualifier, quote }: JudgedClaim): string {
  if (kind === null || value === null) return quote;
  const meant = qualifier === null ? '' : ` (${qualifier})`;
  return `${kindTitle(kind)}: ${valueText(value)}${meant}`;
}

/** What is listed, beside what was claimed; empty where that is the same. */
export function computedText({ computed, value, difference }: JudgedClaim): string {
  if (computed === null) return '';
  const text = valueText(computed);
  if (value !== null && text === valueText(value)) return '';
  return difference === null || difference === 0 ? text : `${text} (${signed(difference)})`;
}

function signed(difference: number | string): string {
  if (typeof difference === 'string') return difference;
  return `${difference < 0 ? '-' : '+'}${formatCount(Math.abs(difference))}`;
}
