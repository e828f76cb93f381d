/** ASN.1 strings and object identifiers as text. */
import { type Element, TAG } from './element.ts';
import { hexOf } from './inspection.ts';

export interface Decoded {
  readonly text: string;
  /** How the bytes break the rules of their own string type. */
  readonly problem?: string;
}

/** An OID of more octets than this is an attack on the quadratic cost of its long numbers. */
const MAX_OID_OCTETS = 256;

const PRINTABLE = /^[A-Za-z0-9 '()+,\-./:=?]*$/;
const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of a string of any ASN.1 type, also wrongly encoded; `undefined` when it is no string. */
export function decodeString(element: Element): Decoded | undefined {
  if (element.tagClass !== 0) return undefined;
  const { content } = element;
  switch (element.tag) {
    case TAG.utf8String:
      return decodeUtf8(content);
    case TAG.printableString:
      return flag(latin1(content), PRINTABLE, 'characters that PrintableString does not have');
    case TAG.numericString:
      return flag(latin1(content), /^[0-9 ]*$/, 'characters that NumericString does not have');
    case TAG.ia5String:
    case TAG.visibleString:
      return flag(latin1(content), /^[\0-\x7f]*$/, 'bytes above 0x7f, read as Latin-1');
    case TAG.teletexString:
      return { text: latin1(content) };
    case TAG.bmpString:
      return decodeBmp(content);
    case TAG.universalString:
      return decodeUniversal(content);
    default:
      return undefined;
  }
}

/** Bytes as Latin-1, one character a byte: what IA5String context tags hold when they break the rule. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

export function decodeUtf8(bytes: Uint8Array): Decoded {
  try {
    return { text: UTF8.decode(bytes) };
  } catch {
    return { text: latin1(bytes), problem: 'not UTF-8, read as Latin-1' };
  }
}

/** The dotted form of an OBJECT IDENTIFIER's content octets. @throws {Error} when they are none */
export function decodeOid(content: Uint8Array): string {
  const dotted = tryOid(content);
  if (dotted === undefined)
    throw new Error(`object identifier ${hexOf(content.subarray(0, 32))} has no end`);
  return dotted;
}

export function tryOid(content: Uint8Array): string | undefined {
  if (content.length === 0 || content.length > MAX_OID_OCTETS) return undefined;
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 127);
    if (octet < 128) {
      arcs.push(arc);
      arc = 0n;
    }
  }
  const first = arcs.shift();
  if (first === undefined || (content.at(-1) ?? 0) >= 128) return undefined;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...arcs].join('.');
}

function flag(text: string, allowed: RegExp, problem: string): Decoded {
  return allowed.test(text) ? { text } : { text, problem };
}

function decodeBmp(bytes: Uint8Array): Decoded {
  const even = Buffer.from(bytes.subarray(0, bytes.length & ~1)).swap16();
  const text = even.toString('utf16le');
  return bytes.length % 2 === 0 ? { text } : { text, problem: 'BMPString with an odd octet' };
}

function decodeUniversal(bytes: Uint8Array): Decoded {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let text = '';
  let wrong = view.length % 4 !== 0;
  for (let i = 0; i + 4 <= view.length; i += 4) {
    const point = view.readUInt32BE(i);
    wrong ||= point > 0x10ffff;
    text += point > 0x10ffff ? '\ufffd' : String.fromCodePoint(point);
  }
  return wrong ? { text, problem: 'UniversalString with impossible characters' } : { text };
}
