/** True when the octets `[start, end)` and `[otherStart, otherEnd)` of the same bytes are equal. */
export function sameOctets(
  bytes: Uint8Array,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): boolean {
  const length = end - start;
  if (length !== otherEnd - otherStart) return false;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[otherStart + i]) return false;
  return true;
}

/** True when `[start, end)`, four octets or more, and as many octets at `other` are equal. */
export function sameWords(words: DataView, start: number, end: number, other: number): boolean {
  const last = end - 4;
  const distance = other - start;
  if (words.getInt32(last) !== words.getInt32(last + distance)) return false;
  for (let at = start; at < last; at += 4) {
    if (words.getInt32(at) !== words.getInt32(at + distance)) return false;
  }
  return true;
}

/** True when every octet is below 128. */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  const words = wordsOf(bytes);
  return areAsciiWords(words, wordsBase + start, wordsBase + end);
}

/** The same where the DataView of `wordsOf` is at hand; the positions are those in it. */
export function areAsciiWords(words: DataView, start: number, end: number): boolean {
  let octets = 0;
  let at = start;
  if (end - start < 4) {
    for (; at < end; at++) octets |= words.getUint8(at);
    return octets < 0x80;
  }
  // the last word overlaps the one before it: no octets are left over
  const last = end - 4;
  octets = words.getInt32(last);
  for (; at < last - 4; at += 8) octets |= words.getInt32(at) | words.getInt32(at + 4);
  if (at < last) octets |= words.getInt32(at);
  return (octets & 0x80808080) === 0;
}

let wordedBytes: Uint8Array = new Uint8Array(0);
let wordedBuffer: ArrayBufferLike = wordedBytes.buffer;
let words: DataView = new DataView(wordedBuffer);
/** Where in the DataView of the last `wordsOf` its bytes begin. */
export let wordsBase = 0;

/**
 * A DataView on the whole buffer that `bytes` lies in, to read four octets at a time: the position
 * `at` in `bytes` is `bytes.byteOffset + at` in it. What lies behind `bytes` can be read through it
 * too, so that positions are to be checked before.
 *
 * Certificates that lie in one buffer share it; one made for each costs 80 ns (Node 20).
 */
export function wordsOf(bytes: Uint8Array): DataView {
  if (bytes !== wordedBytes) {
    wordedBytes = bytes;
    wordsBase = bytes.byteOffset;
    if (bytes.buffer !== wordedBuffer) {
      wordedBuffer = bytes.buffer;
      words = new DataView(wordedBuffer);
    }
  }
  return words;
}
