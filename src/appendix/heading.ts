/** Headings, which name the list that follows: IRG 1.0 asks for "one list per distinct problem". */

/** The title that a line is, in any of the styles that reports use; `undefined` for other lines. */
export function headingOf(text: string): string | undefined {
  if (text.length > MAX_HEADING) return undefined;
  const title = text.startsWith('#')
    ? hashTitle(text)
    : (enclosedTitle(text) ?? bracketTitle(text) ?? htmlTitle(text) ?? introduction(text));
  if (title === undefined || !LETTER.test(title)) return undefined;
  return title;
}

/** The title in `1. Problem A` or `2) Problem B`, if it is of words; only an entry below makes it one. */
export function numberedTitle(text: string): string | undefined {
  if (text.length > MAX_HEADING) return undefined;
  const title = NUMBERED.exec(text)?.[1];
  return title !== undefined && LETTER.test(title) ? plainTitle(title) : undefined;
}

/** True for the line below a title: `====` or `----`. */
export function isUnderline(text: string): boolean {
  return SETEXT.test(text);
}

/** True for a line that only separates or encloses: `---`, `|---|:-:|`, `+----+`, a code fence. */
export function isRule(text: string): boolean {
  return RULE.test(text) || isTableRule(text) || FENCE.test(text);
}

/** True for the rule below the head of a table. */
export function isTableRule(text: string): boolean {
  return TABLE_RULE.test(text) && text.includes('-') && /[|+]/.test(text);
}

/** The words of a title without its emphasis, closing marks and colon. */
export function plainTitle(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && EMPHASIS.has(text.charAt(start))) start++;
  while (end > start && (EMPHASIS.has(text.charAt(end - 1)) || text.charAt(end - 1) === ':')) end--;
  return text.slice(start, end);
}

// `## Title`, `## Title ##`
function hashTitle(text: string): string | undefined {
  const marks = HASHES.exec(text)?.[0];
  if (marks === undefined) return undefined;
  let end = text.length;
  while (text.charAt(end - 1) === '#') end--;
  return plainTitle(text.slice(marks.length, end).trim());
}

// `**Title**`, `**Title**:`, `__Title__`, `== Title ==`
function enclosedTitle(text: string): string | undefined {
  const line = withoutMarker(text);
  const mark = line.slice(0, 2);
  if (!ENCLOSERS.has(mark)) return undefined;
  const bare = line.endsWith(':') ? line.slice(0, -1).trimEnd() : line;
  if (bare.length < 5 || !bare.endsWith(mark)) return undefined;
  const title = bare.slice(2, -2);
  return title.includes(mark) && mark !== '==' ? undefined : plainTitle(title);
}

// `[Title]`
function bracketTitle(text: string): string | undefined {
  const title = BRACKETED.exec(text)?.[1]?.trim();
  return title === undefined || PLACEHOLDER.test(title) ? undefined : plainTitle(title);
}

// `<h3>Title</h3>`
function htmlTitle(text: string): string | undefined {
  if (!HTML_HEADING.test(text)) return undefined;
  return plainTitle(text.replace(TAG, ' ').trim());
}

// `Serial Numbers:`, `Additionally, upon scanning our certificate store we identified:`
function introduction(text: string): string | undefined {
  const bare = plainEnd(text);
  return bare.endsWith(':') ? plainTitle(withoutMarker(bare)) : undefined;
}

function withoutMarker(text: string): string {
  return text.replace(MARKER, '');
}

// `**Serial Numbers:**` ends with a colon too.
function plainEnd(text: string): string {
  let end = text.length;
  while (end > 0 && EMPHASIS.has(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Longer than this, a line is a paragraph. */
const MAX_HEADING = 300;
const ENCLOSERS = new Set(['**', '__', '==']);
const EMPHASIS = new Set(['*', '_', '=', ' ', '\t', '`']);
const LETTER = /\p{L}/u;
const HASHES = /^#{1,6}\s+/;
const MARKER = /^(?:[-*+>]\s+|\d{1,9}[.)]\s+)/;
/** Words: no host name, attribute or quoted value is a title. */
const NUMBERED = /^\d{1,9}[.)]\s+((?:[\p{L}\p{N}\s,:&()/'’"“”–—-]|\.$)+)$/u;
const BRACKETED = /^\[([^[\]{}<>|"'`,;=]{2,})\]$/;
const PLACEHOLDER = /^(?:n\/?a|none|null|nil|tbd|unknown|redacted|snip(?:ped)?|true|false)$/i;
const SETEXT = /^(?:={2,}|-{2,})$/;
const RULE = /^[-=|:+*_~\s]{2,}$/;
const TABLE_RULE = /^[-:|+\s]{3,}$/;
const FENCE = /^(?:```|~~~)[\w+-]*$/;
const HTML_HEADING = /^<h[1-6][\s>]/i;
const TAG = /<[^<>]*>/g;
