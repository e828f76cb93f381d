/** What people and spreadsheets put around the contents of a cell. */

/** True for a cell that says that there is nothing: empty, `N/A`, `-`, `none`. */
export function isPlaceholder(cell: string): boolean {
  return cell.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(cell);
}

/** True for words that there is no such certificate: `N/A (no precertificate)`, `not logged`. */
export function saysNoCertificate(cell: string): boolean {
  if (cell.length > MAX_WORDS || !NEGATION.test(cell)) return false;
  const words = cell.toLowerCase().match(WORD) ?? [];
  return words.every((word) => WORDS.has(word));
}

/**
 * A cell without what a spreadsheet marks text with: a leading apostrophe, or `="…"` around it, with
 * which people keep it from reading digits as a number.
 */
export function withoutTextMark(cell: string): string {
  const first = cell.charCodeAt(0);
  if (first === EQUALS) return withoutTextFormula(cell);
  return first === APOSTROPHE && !cell.endsWith("'") ? cell.slice(1) : cell;
}

/** What `="…"` is to a spreadsheet; any other cell as it is. */
export function withoutTextFormula(cell: string): string {
  return TEXT_FORMULA.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell;
}

/** True for 64 hex digits and nothing else. */
export function isBareHash(cell: string): boolean {
  return cell.length === 64 && HEX.test(cell);
}

const MAX_WORDS = 80;
const NEGATION = /^[\s"'(]*(?:n\/a|no|not|none|never)\b/i;
const WORD = /[\p{L}\d]+/gu;
/** `found` and `known` are not among these: the certificate may be there. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'n a no not none never logged issued ct pre precert precerts precertificate precertificates ' +
    'cert certs certificate certificates final leaf exist exists submitted to in of the was were ' +
    'is has been such there any for this log logs yet created signed'
  ).split(' '),
);
const EQUALS = 0x3d;
const APOSTROPHE = 0x27;
const MAX_PLACEHOLDER = 16;
const PLACEHOLDER =
  /^[\s"']*(?:n\.?\s?\/?\s?a\.?|none|nil|null|not (?:applicable|available)|redacted|withheld|unknown|tbd|[-–—.?]*)[\s"']*$/i;
const TEXT_FORMULA = /^="((?:[^"]|"")*)"$/;
const HEX = /^[0-9a-f]+$/i;
