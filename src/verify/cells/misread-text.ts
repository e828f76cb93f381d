/**
 * Programs read the octets of a string as different characters: T61String and strings of a wrong type as
 * UTF-8, Latin-1 or UTF-16, with U+FFFD for what they cannot read.
 */

/** True where both may be readings of the same octets. */
export function isSameOctets(a: string, b: string): boolean {
  if (a.length > MAX_LENGTH || b.length > MAX_LENGTH) return false;
  if (!NON_ASCII.test(a) && !NON_ASCII.test(b)) return false;
  const theirs = ENCODINGS.map((encode) => encode(b));
  return ENCODINGS.some((encode) => {
    const ours = encode(a);
    return theirs.some(
      (other) => ours !== undefined && other !== undefined && matches(ours, other),
    );
  });
}

/** Octets, one character each, and `UNREAD` for each U+FFFD; `undefined` where it has no such form. */
type Encode = (text: string) => string | undefined;

const ENCODINGS: readonly Encode[] = [
  (text) => pieces(text, (piece) => Buffer.from(piece, 'utf8').toString('latin1')),
  (text) => (BEYOND_LATIN1.test(text) ? undefined : pieces(text, (piece) => piece)),
  (text) => pieces(text, (piece) => Buffer.from(piece, 'utf16le').swap16().toString('latin1')),
];

function pieces(text: string, encode: (piece: string) => string): string {
  return text.split('\ufffd').map(encode).join(UNREAD);
}

/** One of the two has what the other could not read, which may be up to four octets each. */
function matches(a: string, b: string): boolean {
  if (a === b) return true;
  const [pattern, text] = a.includes(UNREAD) ? [a, b] : [b, a];
  if (!pattern.includes(UNREAD) || text.includes(UNREAD)) return false;
  const [first = '', ...rest] = pattern.split(UNREAD);
  if (!text.startsWith(first) || pattern.length - rest.length === 0) return false;
  let at = first.length;
  let gap = 0;
  for (const [index, piece] of rest.entries()) {
    gap += MAX_OCTETS;
    const isLast = index === rest.length - 1;
    if (piece === '' && !isLast) continue;
    const found = isLast ? text.length - piece.length : text.indexOf(piece, at);
    if (found < at || found - at > gap || !text.startsWith(piece, found)) return false;
    at = found + piece.length;
    gap = 0;
  }
  return at === text.length;
}

const UNREAD = '\ufffd';
const NON_ASCII = /[^\0-\x7f]/;
const BEYOND_LATIN1 = /[^\0-\xff\ufffd]/;
/** Of a character of UTF-8. */
const MAX_OCTETS = 4;
/** Longer values are no strings of a name. */
const MAX_LENGTH = 10_000;
