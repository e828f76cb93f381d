/** Runs of letters and digits in a line, and groups of bytes that belong together. */

/** One word, or several hex words with the same separator between them. */
export interface HexRun {
  /** Half-open range of the text, `0x` included. */
  readonly start: number;
  readonly end: number;
  /** As written, without `0x` and separators. */
  readonly digits: string;
  /** How many letters of it are no hex digits. */
  readonly strangers: number;
  readonly hasDigit: boolean;
  readonly hasLetter: boolean;
  readonly prefixed: boolean;
  readonly grouped: boolean;
}

export function isAlphanumeric(code: number): boolean {
  return code < 128 && KINDS[code] !== BOUND;
}

/** The word that starts at `start`. */
export function hexWordAt(text: string, start: number): HexRun {
  const prefixed = text.charAt(start) === '0' && isX(text, start + 1);
  let strangers = 0;
  let hasDigit = false;
  let hasLetter = false;
  let end = prefixed ? start + 2 : start;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    const kind = code < 128 ? KINDS[code] : BOUND;
    if (kind === BOUND) break;
    if (kind === DIGIT) hasDigit = true;
    else if (kind === HEX_LETTER) hasLetter = true;
    else strangers++;
  }
  const digits = text.slice(prefixed ? start + 2 : start, end);
  if (digits === '') strangers++;
  return { start, end, digits, strangers, hasDigit, hasLetter, prefixed, grouped: false };
}

/**
 * The group that starts at `start`: at least three hex words of 2, 4 or 8 digits each, with one
 * colon, hyphen or space between any two.
 */
export function hexGroupAt(text: string, start: number): HexRun | undefined {
  const width = hexWidth(text, start);
  if (width !== 2 && width !== 4 && width !== 8) return undefined;
  const separator = text.charAt(start + width);
  if (separator !== ':' && separator !== '-' && separator !== ' ') return undefined;
  let groups = 1;
  let end = start + width;
  while (text.charAt(end) === separator && hexWidth(text, end + 1) === width) {
    groups++;
    end += 1 + width;
  }
  if (groups < 3) return undefined;
  const digits = text.slice(start, end).replaceAll(separator, '');
  return {
    start,
    end,
    digits,
    strangers: 0,
    hasDigit: /[0-9]/.test(digits),
    hasLetter: /[a-f]/i.test(digits),
    prefixed: false,
    grouped: true,
  };
}

// How many hex digits the word at `start` has, or 0 for any other word and for more than 8.
function hexWidth(text: string, start: number): number {
  for (let width = 0; width <= 8; width++) {
    const code = text.charCodeAt(start + width);
    const kind = code < 128 ? KINDS[code] : BOUND;
    if (kind === BOUND) return width;
    if (kind === OTHER_LETTER) return 0;
  }
  return 0;
}

function isX(text: string, at: number): boolean {
  return (text.charCodeAt(at) | 32) === 0x78;
}

const BOUND = 0;
const DIGIT = 1;
const HEX_LETTER = 2;
const OTHER_LETTER = 3;

/** What each ASCII character is to a run. */
const KINDS = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  if (/[0-9]/.test(char)) return DIGIT;
  if (/[a-f]/i.test(char)) return HEX_LETTER;
  return /[g-z]/i.test(char) ? OTHER_LETTER : BOUND;
});
