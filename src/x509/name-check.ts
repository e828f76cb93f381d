import { areAsciiWords, wordsBase, wordsOf } from '../der/octets.ts';
import { plainOidEnd, shortEnd } from '../der/plain.ts';
import { isReadableOid } from '../der/oid.ts';
import type { DerReader } from '../der/reader.ts';
import {
  CONSTRUCTED,
  GENERAL_STRING,
  IA5_STRING,
  NUMERIC_STRING,
  OBJECT_IDENTIFIER,
  PRINTABLE_STRING,
  SEQUENCE,
  SET,
  TELETEX_STRING,
  UTF8_STRING,
  VISIBLE_STRING,
} from '../der/tags.ts';
import { isIllFormedText, isTextTag } from '../der/text.ts';
import { attributeFeature, idAtFeature } from './features.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const UNEXPECTED_TAG = problemNumber('unexpected-tag');
const MISSING_FIELD = problemNumber('missing-field');
const ILL_FORMED_TEXT = problemNumber('ill-formed-text');
const EMPTY_RDN = problemNumber('empty-rdn');
const BAD_OID = problemNumber('bad-oid');

/**
 * Checks the content of a Name, SEQUENCE OF SET OF AttributeTypeAndValue (RFC 5280 §4.1.2.4), and
 * returns which attributes it has, as bits of `features.ts`.
 */
export function checkName(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
): number {
  const bytes = der.bytes;
  const words = wordsOf(bytes);
  const base = wordsBase;
  // the headers of plain RDNs are ASCII too, so that one look does for all their texts: with the
  // RDNs as words, 0.2 instead of 0.5 µs for the two names of a certificate (Node 20)
  const ascii = areAsciiWords(words, base + start, base + end);
  let features = 0;
  let pos = start;
  while (pos < end) {
    const at = base + pos;
    const octets = plainRdnOctets(words, at, base + end);
    if (octets > 0 && (ascii || areAsciiWords(words, at + TEXT, at + octets))) {
      features |= idAtFeature(words.getUint8(at + LAST_ARC));
      pos += octets;
      continue;
    }
    const oidEnd = endOfPlainOid(words, at, base + end) - base;
    if (oidEnd > 0) {
      features |= attributeFeature(bytes, pos + 6, oidEnd);
      pos += 2 + bytes[pos + 1]!;
      continue;
    }
    der.read(pos, end);
    const next = der.next;
    features |= checkRdn(der, pos, problems);
    pos = next;
  }
  return features;
}

/** Where the last octet of the OID and the text stand in a plain RDN. */
const LAST_ARC = 8;
const TEXT = 11;

/** The string types, as bits by their tags, in which nothing can be wrong with ASCII. */
const ASCII_TEXT =
  (1 << UTF8_STRING) |
  (1 << NUMERIC_STRING) |
  (1 << PRINTABLE_STRING) |
  (1 << TELETEX_STRING) |
  (1 << IA5_STRING) |
  (1 << VISIBLE_STRING) |
  (1 << GENERAL_STRING);

/**
 * The octets of an RDN at `pos` of one attribute of type 2.5.4.x with short lengths that fit exactly,
 * in which nothing can be wrong but its text; 0 for any other RDN. Nearly all are like that:
 * `31 L 30 L-2 06 03 55 04 x`, then a tag, `L-9` and the text, here of at least one octet.
 */
function plainRdnOctets(words: DataView, pos: number, end: number): number {
  if (pos + TEXT >= end) return 0;
  const headers = words.getInt32(pos);
  const length = (headers >> 16) & 0x7f;
  if (headers !== 0x31003000 + (length << 16) + length - 2) return 0;
  if (words.getInt32(pos + 4) !== 0x06035504 || pos + 2 + length > end) return 0;
  const value = words.getInt32(pos + LAST_ARC);
  if (((value >> 8) & 0xff) !== length - 9 || length < 10 || value < 0) return 0;
  const tag = (value >> 16) & 0xff;
  return tag < 32 && (ASCII_TEXT & (1 << tag)) !== 0 ? length + 2 : 0;
}

/**
 * The end of the OID in an RDN at `pos` of one attribute, with short definite lengths that fit
 * exactly and ASCII text, in which nothing can be wrong; 0 for any other RDN.
 */
function endOfPlainOid(words: DataView, pos: number, end: number): number {
  const next = shortEnd(words, pos, end, SET);
  if (next === 0 || shortEnd(words, pos + 2, next, SEQUENCE) !== next) return 0;
  const value = plainOidEnd(words, pos + 4, next);
  if (value === 0 || value >= next) return 0;
  const tag = words.getUint8(value);
  if (tag >= 32 || (ASCII_TEXT & (1 << tag)) === 0) return 0;
  if (shortEnd(words, value, next, tag) !== next) return 0;
  return areAsciiWords(words, value + 2, next) ? value : 0;
}

/** Checks the RelativeDistinguishedName at `pos`, on which `der` stands; returns its features. */
function checkRdn(der: DerReader, pos: number, problems: ProblemLog): number {
  if (der.flaws !== 0) problems.addFlaws(der.flaws, pos);
  if (der.tag !== SET) problems.add(UNEXPECTED_TAG, pos);
  const setEnd = der.contentEnd;
  if (der.contentStart === setEnd) problems.add(EMPTY_RDN, pos);
  let features = 0;
  let at = der.contentStart;
  while (der.read(at, setEnd)) {
    if (der.flaws !== 0) problems.addFlaws(der.flaws, at);
    const next = der.next;
    if (der.tag !== SEQUENCE) problems.add(UNEXPECTED_TAG, at);
    else features |= checkAttribute(der, der.contentStart, der.contentEnd, problems);
    at = next;
  }
  return features;
}

function checkAttribute(der: DerReader, start: number, end: number, problems: ProblemLog): number {
  if (!der.readTag(start, end, OBJECT_IDENTIFIER)) {
    problems.add(UNEXPECTED_TAG, start);
    return 0;
  }
  if (der.flaws !== 0) problems.addFlaws(der.flaws, start);
  if (!isReadableOid(der.bytes, der.contentStart, der.contentEnd)) problems.add(BAD_OID, start);
  const feature = attributeFeature(der.bytes, der.contentStart, der.contentEnd);
  const valueAt = der.next;
  if (!der.read(valueAt, end)) {
    problems.add(MISSING_FIELD, valueAt);
    return feature;
  }
  if (der.flaws !== 0) problems.addFlaws(der.flaws, valueAt);
  if (!isTextTag(der.tag)) return feature;
  if ((der.tag & CONSTRUCTED) !== 0) problems.add(UNEXPECTED_TAG, valueAt); // X.690 §10.2
  if (isIllFormedText(der.tag, der.bytes, der.contentStart, der.contentEnd)) {
    problems.add(ILL_FORMED_TEXT, valueAt);
  }
  return feature;
}
