/** The contents of primitive elements as text and numbers. */
import { tryDecodeOid } from '../der/oid.ts';
import { NUMERIC_STRING, PRINTABLE_STRING } from '../der/tags.ts';
import { decodeLatin1, decodeText, isIllFormedText, isTextTag } from '../der/text.ts';
import { type Element, nameOf } from './element.ts';
import { bounded, hexOf, MAX_HEX_BYTES } from './inspection.ts';

interface Decoded {
  readonly text: string;
  /** How the octets break the rules of their own string type. */
  readonly problem?: string;
}

/** X.680 §41.4 and table 9; what else they hold is common, and worth seeing. */
const ALPHABETS: Readonly<Record<number, RegExp>> = {
  [PRINTABLE_STRING]: /^[A-Za-z0-9 '()+,\-./:=?]*$/,
  [NUMERIC_STRING]: /^[0-9 ]*$/,
};

/** The text of a string of any ASN.1 type, also wrongly encoded; `undefined` when it is no string. */
export function decodeString(element: Element): Decoded | undefined {
  const { tag, content } = element;
  if (!isTextTag(tag)) return undefined;
  const text = decodeText(tag, content, 0, content.length);
  const lost = text.includes('\ufffd');
  const allowed = ALPHABETS[tag]?.test(text) ?? true;
  if (allowed && !lost && !isIllFormedText(tag, content, 0, content.length)) return { text };
  const octets = lost ? `: ${hexOf(content.subarray(0, MAX_HEX_BYTES))}` : '';
  return { text, problem: `characters that ${nameOf(element)} does not have${octets}` };
}

/** The text of an element, as Latin-1 where it is of no string type. */
export function textOf(element: Element): string {
  return decodeString(element)?.text ?? latin1(element.content);
}

/** Bytes as Latin-1, one character a byte: what IA5String context tags hold when they break the rule. */
export function latin1(bytes: Uint8Array): string {
  return decodeLatin1(bytes, 0, bytes.length);
}

/** The dotted form of an OBJECT IDENTIFIER's content octets. @throws {Error} when they are none */
export function decodeOid(content: Uint8Array): string {
  const dotted = tryOid(content);
  if (dotted !== undefined) return dotted;
  throw new Error(`${bounded(hexOf(content))} is no object identifier`);
}

export function tryOid(content: Uint8Array): string | undefined {
  return tryDecodeOid(content, 0, content.length);
}

/** The integer that the content octets are, signed; any length. */
export function integerOf(content: Uint8Array): bigint {
  if (content.length === 0) return 0n;
  return BigInt.asIntN(content.length * 8, BigInt(`0x${hexOf(content)}`));
}

/** The content of a BIT STRING behind its octet of unused bits. */
export function bitsOf(element: Element): Uint8Array {
  return element.content.subarray(1);
}
