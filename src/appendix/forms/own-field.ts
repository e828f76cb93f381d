/** Where a field of a line begins and ends. */
import { CLAIMED } from './form.ts';

/** Where the line begins after the marks of lists, quotes and table rows. */
export function lineLead(text: string): number {
  return LEAD.exec(text)?.[0].length ?? 0;
}

/** True when nothing else stands in the cell (or quotes, or between commas) that holds `[start, end)`. */
export function isOwnField(text: string, start: number, end: number): boolean {
  let before = start - 1;
  while (before >= 0 && start - before < MAX_PADDING && text.charAt(before) === ' ') before--;
  const left = before < 0 || BOUNDS.has(text.charAt(before)) || text.charAt(before) === ':';
  if (!left && start - before <= 2) return false;
  let after = end;
  while (after < text.length && after - end < MAX_PADDING && text.charAt(after) === ' ') after++;
  return after >= text.length || BOUNDS.has(text.charAt(after)) || after - end >= 2;
}

const LEAD = /^(?:[\s>|*+•–"'`<([{-]|\d{1,9}[.)](?=\s))*/;
const BOUNDS = new Set(Array.from(`,;|\t=/"'\`()[]<>${CLAIMED}`));
const MAX_PADDING = 64;
