/** Base64 as it really stands in files: broken, indented, quoted, escaped. The slow, exact way. */

const SKIP = 0x40;
const OTHER = 0xff;

/** By byte: below 64 a digit of base64, `SKIP` for what may stand between digits, else `OTHER`. */
const DIGITS = new Uint8Array(256).fill(OTHER);
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
for (let value = 0; value < ALPHABET.length; value++) DIGITS[ALPHABET.charCodeAt(value)] = value;
// a double quote stands at either end of each line of a PEM in a program's source
for (const blank of '\t\n\v\f\r "') DIGITS[blank.charCodeAt(0)] = SKIP;

const NEWLINE = 0x0a;
const SLASH = 0x2f;
const EQUALS = 0x3d;
const BACKSLASH = 0x5c;

export interface Base64Run {
  /** The digits alone, without padding. */
  readonly digits: string;
  /** Just behind the last byte taken: what stands there is no base64, or `limit` digits are had. */
  readonly end: number;
  readonly newlines: number;
}

// grows to the longest run; used within one synchronous call only
let scratch = Buffer.allocUnsafeSlow(1 << 12);

/**
 * Gathers base64 digits from `start`, at most `limit` of them, over white space, over line breaks
 * escaped as in CSV and JSON (`\n`, `\r`), and over `\/`; then the padding.
 */
export function gatherBase64(
  bytes: Uint8Array,
  start: number,
  end: number,
  limit = Infinity,
): Base64Run {
  const most = Math.min(limit, end - start);
  if (scratch.length < most) scratch = Buffer.allocUnsafeSlow(most * 2);
  const out = scratch;
  let count = 0;
  let newlines = 0;
  let at = start;
  while (at < end && count < limit) {
    const byte = bytes[at]!;
    const digit = DIGITS[byte]!;
    if (digit < SKIP) {
      out[count++] = byte;
      at++;
    } else if (digit === SKIP) {
      if (byte === NEWLINE) newlines++;
      at++;
    } else if (byte === BACKSLASH) {
      const length = escapeLength(bytes, at, end);
      if (length === 0) break;
      at += length;
    } else break;
  }
  // padding may stand behind a line break of its own
  for (let ahead = at; ahead < end; ahead++) {
    const byte = bytes[ahead]!;
    if (byte === EQUALS) {
      for (; at < ahead; at++) if (bytes[at] === NEWLINE) newlines++;
      at = ahead + 1;
    } else if (DIGITS[byte] !== SKIP) break;
  }
  return { digits: out.toString('latin1', 0, count), end: at, newlines };
}

/** The first position from `start` that is neither white space nor an escaped line break. */
export function skipBlank(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    if (DIGITS[bytes[at]!] === SKIP) at++;
    else if (bytes[at] === BACKSLASH && bytes[at + 1] !== SLASH) {
      const length = escapeLength(bytes, at, end);
      if (length === 0) break;
      at += length;
    } else break;
  }
  return at;
}

export function isBase64Digit(byte: number | undefined): boolean {
  return byte !== undefined && DIGITS[byte]! < SKIP;
}

/** Length of `\n`, `\r`, `\t`, however often escaped, or of the backslash of `\/`; 0 for others. */
function escapeLength(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === BACKSLASH) at++;
  const letter = bytes[at];
  if (letter === 0x6e || letter === 0x72 || letter === 0x74) return at + 1 - start;
  if (letter === SLASH || letter === NEWLINE || letter === 0x0d) return at - start;
  return 0;
}
