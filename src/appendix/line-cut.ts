/** Where a line that is too long to be read at once can be cut without splitting a token. */

/** Where to cut `bytes[0..end)`: as late as can be, or 0 where all of it is one token. */
export function cutAt(bytes: Buffer, end: number): number {
  const near = Math.max(0, end - NEAR_BYTES);
  for (const isCut of CUTS) {
    for (let at = end - 1; at >= near; at--) {
      if (isCut(bytes, at)) return at + 1;
    }
  }
  for (let at = end - 1; at >= 0; at--) {
    if (isSeparator(bytes[at])) return at + 1;
  }
  return 0;
}

/** The first separator in `bytes[start..end)`, or `end`. */
export function separatorFrom(bytes: Buffer, start: number, end: number): number {
  let at = start;
  while (at < end && !isSeparator(bytes[at])) at++;
  return at;
}

function isSeparator(byte: number | undefined): boolean {
  return byte !== undefined && SEPARATORS.has(byte);
}

// The space in `AB CD EF …` is none: a word of up to 8 digits may be part of a group.
function isAfterLongWord(bytes: Buffer, at: number): boolean {
  for (let before = at - 1; before >= at - MAX_GROUP_DIGITS - 1; before--) {
    if (before < 0 || isSeparator(bytes[before])) return false;
  }
  return true;
}

const codes = (chars: string) => new Set(Buffer.from(chars));
const SPACE = 0x20;
const RECORD_ENDS = codes('}]');
const FIELD_BOUNDS = codes('"\'|\t');
const LIST_MARKS = codes(',;');
const SEPARATORS = codes(' \t\v\f,"\'<>|;}]');
const MAX_GROUP_DIGITS = 8;
/** A better place to cut is looked for so far back. */
const NEAR_BYTES = 4096;

/** Best first: what belongs together (a serial number and its certificate, a URL) stays so. */
const CUTS: readonly ((bytes: Buffer, at: number) => boolean)[] = [
  (bytes, at) => RECORD_ENDS.has(bytes[at] ?? 0),
  (bytes, at) => FIELD_BOUNDS.has(bytes[at] ?? 0) || bytes[at + 1] === LESS_THAN,
  (bytes, at) => LIST_MARKS.has(bytes[at] ?? 0) && bytes[at + 1] === SPACE,
  (bytes, at) => bytes[at] === SPACE && isAfterLongWord(bytes, at),
  (bytes, at) => LIST_MARKS.has(bytes[at] ?? 0),
];
const LESS_THAN = 0x3c;
