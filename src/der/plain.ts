import { OBJECT_IDENTIFIER } from './tags.ts';

/**
 * Looks at elements that are as most are: a tag of one octet, a definite and minimal length of up to
 * three, content that fits. A caller that has a plain path for them saves the calls and the five
 * fields of `DerReader.read`, and reads everything else with that.
 *
 * Positions are those in the DataView of `wordsOf`; header octets are looked at four at a time.
 */

/** The position behind the element at `pos` when it has this tag and is plain; 0 otherwise. */
export function plainEnd(words: DataView, pos: number, end: number, tag: number): number {
  if (pos + 4 > end) return shortEnd(words, pos, end, tag);
  const header = words.getInt32(pos);
  if (header >>> 24 !== tag) return 0;
  let next = pos + 2;
  const short = (header >> 16) & 0xff;
  if (short < 0x80) next += short;
  else if (short === 0x82 && (header & 0xff00) !== 0) next += 2 + (header & 0xffff);
  else if (short === 0x81 && (header & 0x8000) !== 0) next += 1 + ((header >> 8) & 0xff);
  else return 0;
  return next <= end ? next : 0;
}

/** Where the content of a plain element begins. */
export function plainStart(words: DataView, pos: number): number {
  const short = words.getUint8(pos + 1);
  return short < 0x80 ? pos + 2 : pos + 2 + (short & 0x7f);
}

/** As `plainEnd`, but for a length of one octet: the content begins at `pos + 2`. */
export function shortEnd(words: DataView, pos: number, end: number, tag: number): number {
  if (pos + 2 > end) return 0;
  const header = words.getUint16(pos);
  const next = pos + 2 + (header & 0x7f);
  return (header & 0xff80) === tag << 8 && next <= end ? next : 0;
}

/** The position behind a readable OBJECT IDENTIFIER at `pos` of a length of one octet; 0 otherwise. */
export function plainOidEnd(words: DataView, pos: number, end: number): number {
  const next = shortEnd(words, pos, end, OBJECT_IDENTIFIER);
  return next > pos + 2 && words.getUint8(next - 1) < 0x80 ? next : 0;
}

/**
 * The position behind a SEQUENCE at `pos` in which a readable OBJECT IDENTIFIER stands first, both
 * with lengths of one octet; 0 otherwise.
 */
export function plainOidSequenceEnd(words: DataView, pos: number, end: number): number {
  if (pos + 5 > end) return 0;
  const headers = words.getInt32(pos);
  const length = (headers >> 16) & 0x7f;
  const oidLength = headers & 0x7f;
  const next = pos + 2 + length;
  if ((headers & 0xff80ff80) !== OID_IN_SEQUENCE || next > end) return 0;
  if (oidLength === 0 || oidLength + 2 > length) return 0;
  return words.getUint8(pos + 3 + oidLength) < 0x80 ? next : 0;
}

/** The two headers without the seven bits of each short length. */
const OID_IN_SEQUENCE = 0x30000600;
