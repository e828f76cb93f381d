/** What people and spreadsheets put around the contents of a cell. */

/** True for a cell that says that there is nothing: empty, `N/A`, `-`, `none`. */
export function isPlaceholder(cell: string): boolean {
  return cell.length <= MAX_PLACEHOLDER && PLACEHOLDER.test(cell);
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

const EQUALS = 0x3d;
const APOSTROPHE = 0x27;
const MAX_PLACEHOLDER = 16;
const PLACEHOLDER =
  /^[\s"']*(?:n\.?\s?\/?\s?a\.?|none|nil|null|not (?:applicable|available)|redacted|withheld|unknown|tbd|[-–—.?]*)[\s"']*$/i;
const TEXT_FORMULA = /^="((?:[^"]|"")*)"$/;
const HEX = /^[0-9a-f]+$/i;
