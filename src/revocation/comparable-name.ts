import { decodeHex } from '../der/integer.ts';
import { DerReader } from '../der/reader.ts';
import { OBJECT_IDENTIFIER, SEQUENCE, SET } from '../der/tags.ts';
import { decodeText, isTextTag } from '../der/text.ts';

/**
 * The Name whose element is `[start, end)` as a string that is equal for names that match by
 * RFC 5280 §7.1: text of any string type without regard to case and to white space at the ends and
 * between words; other values and types octet for octet; attributes of an RDN in any order. What is no
 * Name equals the same octets only.
 */
export function comparableName(bytes: Uint8Array, start: number, end: number): string {
  const rdns = readRdns(bytes, start, end);
  return rdns === undefined ? `der ${decodeHex(bytes, start, end)}` : JSON.stringify(rdns);
}

function readRdns(bytes: Uint8Array, start: number, end: number): string[][] | undefined {
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.readTag(start, end, SEQUENCE) || der.next !== end) return undefined;
  const rdns: string[][] = [];
  const { contentEnd } = der;
  for (let pos = der.contentStart; der.read(pos, contentEnd);) {
    const { next, tag, flaws } = der;
    const rdn = readRdn(der, der.contentStart, der.contentEnd);
    if (rdn === undefined || tag !== SET || flaws !== 0) return undefined;
    rdns.push(rdn);
    pos = next;
  }
  return rdns;
}

function readRdn(der: DerReader, start: number, end: number): string[] | undefined {
  const attributes: string[] = [];
  for (let pos = start; der.read(pos, end);) {
    const { next, tag, flaws, contentEnd, bytes } = der;
    if (tag !== SEQUENCE || flaws !== 0) return undefined;
    if (!der.readTag(der.contentStart, contentEnd, OBJECT_IDENTIFIER)) return undefined;
    const type = decodeHex(bytes, der.contentStart, der.contentEnd);
    const valueAt = der.next;
    if (!der.read(valueAt, contentEnd) || der.next !== contentEnd) return undefined;
    const value = isTextTag(der.tag)
      ? ` ${prepare(decodeText(der.tag, bytes, der.contentStart, der.contentEnd))}`
      : decodeHex(bytes, valueAt, contentEnd);
    attributes.push(`${type}=${value}`);
    pos = next;
  }
  return attributes.sort();
}

/** The string preparation of RFC 4518 as far as names of CAs need it: NFKC, case, white space. */
function prepare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}
