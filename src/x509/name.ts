import { decodeHex } from '../der/integer.ts';
import { tryDecodeOid } from '../der/oid.ts';
import { DerReader } from '../der/reader.ts';
import { OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts';
import { decodeText, isTextTag } from '../der/text.ts';

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
  // 0.05 µs for the test instead of 1 µs for replacing nothing (Node 20)
  let escaped = !SPECIAL.test(text)
    ? text
    : text.replaceAll(/["+,;<>\\]/g, String.raw`\$&`).replaceAll('\0', String.raw`\00`);
  if (escaped.startsWith('#') || escaped.startsWith(' ')) escaped = `\\${escaped}`;
  if (escaped.endsWith(' ') && escaped !== String.raw`\ `) escaped = `${escaped.slice(0, -1)}\\ `;
  return escaped;
}

const SPECIAL = /["+,;<>\\\0]/;
