import { decodeHex } from '../der/integer.ts';
import { tryDecodeOid } from '../der/oid.ts';
import { DerReader } from '../der/reader.ts';
import { OBJECT_IDENTIFIER, SEQUENCE, SET } from '../der/tags.ts';
import { decodeText, isIllFormedText, isTextTag } from '../der/text.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const UNEXPECTED_TAG = problemNumber('unexpected-tag');
const MISSING_FIELD = problemNumber('missing-field');
const ILL_FORMED_TEXT = problemNumber('ill-formed-text');
const EMPTY_RDN = problemNumber('empty-rdn');

/** The short names of RFC 4514 §3; every other attribute type is written in dotted decimal. */
const SHORT_NAMES = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.6', 'C'],
  ['2.5.4.9', 'STREET'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['0.9.2342.19200300.100.1.1', 'UID'],
]);

/** Checks the content of a Name, SEQUENCE OF SET OF AttributeTypeAndValue (RFC 5280 §4.1.2.4). */
export function checkName(der: DerReader, start: number, end: number, problems: ProblemLog): void {
  let pos = start;
  while (der.read(pos, end)) {
    problems.addFlaws(der.flaws, pos);
    if (der.tag !== SET) problems.add(UNEXPECTED_TAG, pos);
    const next = der.next;
    const setEnd = der.contentEnd;
    if (der.contentStart === setEnd) problems.add(EMPTY_RDN, pos);
    let at = der.contentStart;
    while (der.read(at, setEnd)) {
      problems.addFlaws(der.flaws, at);
      const attributeNext = der.next;
      if (der.tag !== SEQUENCE) problems.add(UNEXPECTED_TAG, at);
      else checkAttribute(der, der.contentStart, der.contentEnd, problems);
      at = attributeNext;
    }
    pos = next;
  }
}

function checkAttribute(der: DerReader, start: number, end: number, problems: ProblemLog): void {
  if (!der.readTag(start, end, OBJECT_IDENTIFIER)) {
    problems.add(UNEXPECTED_TAG, start);
    return;
  }
  problems.addFlaws(der.flaws, start);
  const valueAt = der.next;
  if (!der.read(valueAt, end)) {
    problems.add(MISSING_FIELD, valueAt);
    return;
  }
  problems.addFlaws(der.flaws, valueAt);
  if (isTextTag(der.tag) && isIllFormedText(der.tag, der.bytes, der.contentStart, der.contentEnd)) {
    problems.add(ILL_FORMED_TEXT, valueAt);
  }
}

/**
 * The Name whose element is `[start, end)` as a string of RFC 4514: the last RDN first, `+` inside
 * an RDN, special characters escaped with a backslash.
 *
 * Deviation from RFC 4514 §2.4: the value of an attribute type without short name is written as
 * text where it is text (`2.5.4.5=0100833019`), as the grammar of §3 permits and as pyca/cryptography
 * and the tables that CAs post do it; only a value that is no text is written as `#` and hex.
 */
export function decodeName(bytes: Uint8Array, start: number, end: number): string {
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return '';
  const nameEnd = der.contentEnd;
  const rdns: string[] = [];
  let pos = der.contentStart;
  while (der.read(pos, nameEnd)) {
    pos = der.next;
    const rdn = decodeRdn(der, der.contentStart, der.contentEnd);
    if (rdn !== '') rdns.push(rdn);
  }
  return rdns.reverse().join(',');
}

function decodeRdn(der: DerReader, start: number, end: number): string {
  const attributes: string[] = [];
  let pos = start;
  while (der.read(pos, end)) {
    pos = der.next;
    const attributeEnd = der.contentEnd;
    if (der.tag !== SEQUENCE) continue;
    if (!der.readTag(der.contentStart, attributeEnd, OBJECT_IDENTIFIER)) continue;
    const oid = tryDecodeOid(der.bytes, der.contentStart, der.contentEnd) ?? '?';
    const valueAt = der.next;
    const value = der.read(valueAt, attributeEnd)
      ? isTextTag(der.tag)
        ? escapeValue(decodeText(der.tag, der.bytes, der.contentStart, der.contentEnd))
        : `#${decodeHex(der.bytes, valueAt, der.next)}`
      : '';
    attributes.push(`${SHORT_NAMES.get(oid) ?? oid}=${value}`);
  }
  return attributes.join('+');
}

/** RFC 4514 §2.4. */
function escapeValue(text: string): string {
  let escaped = text.replaceAll(/["+,;<>\\]/g, String.raw`\$&`).replaceAll('\0', String.raw`\00`);
  if (escaped.startsWith('#') || escaped.startsWith(' ')) escaped = `\\${escaped}`;
  if (escaped.endsWith(' ') && escaped !== String.raw`\ `) escaped = `${escaped.slice(0, -1)}\\ `;
  return escaped;
}
