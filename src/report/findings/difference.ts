/** Two values beside each other, cut so that their difference is not what is cut off. */
import { MAX_FOREIGN_TEXT } from '../limits.ts';

/** What is kept of the common beginning. */
const CONTEXT = 40;

/**
 * What is expected and what stands there. Where one is longer than what a person is shown, and they begin
 * alike for long, both begin shortly before they differ.
 */
export function differingParts(
  expected: string,
  actual: string,
): [expected: string, actual: string] {
  if (Math.max(expected.length, actual.length) <= MAX_FOREIGN_TEXT) return [expected, actual];
  const start = commonLength(expected, actual) - CONTEXT;
  // the whole of one may be the beginning of the other
  if (start < CONTEXT) return [expected, actual];
  return [from(expected, start), from(actual, start)];
}

function commonLength(a: string, b: string): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a.charCodeAt(length) === b.charCodeAt(length)) length++;
  return length;
}

function from(text: string, start: number): string {
  const splitsPair = text.charCodeAt(start) >= 0xdc00 && text.charCodeAt(start) <= 0xdfff;
  return `… ${text.slice(splitsPair ? start + 1 : start)}`;
}
