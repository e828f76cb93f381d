/**
 * ASN.1 framing, one element at a time: tag, length, content. The libraries read a certificate whole
 * or not at all (one bad time, and asn1js throws; 1.6% of the corpus); what they refuse is exactly
 * what a person comes here to look at, so the frame is read without looking at what is inside.
 */
import { hexOf } from './inspection.ts';

export interface Element {
  /** 0 universal, 1 application, 2 context-specific, 3 private. */
  readonly tagClass: number;
  readonly tag: number;
  readonly constructed: boolean;
  /** The whole element, header included. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  /** What is wrong with the frame itself. */
  readonly problem?: string;
}

export const TAG = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  enumerated: 10,
  utf8String: 12,
  sequence: 16,
  set: 17,
  numericString: 18,
  printableString: 19,
  teletexString: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  visibleString: 26,
  universalString: 28,
  bmpString: 30,
} as const;

/** Nested indefinite lengths; DER has none, a certificate with a handful exists. */
const MAX_INDEFINITE_DEPTH = 16;

/** A parent with more children than this is cut: 100,000 NULLs fit into 200 kB. */
const MAX_CHILDREN = 50_000;

/** The element at the start of `bytes`; `undefined` where not even a header can be read. */
export function readElement(bytes: Uint8Array): Element | undefined {
  return readFrame(bytes, MAX_INDEFINITE_DEPTH);
}

/** The elements inside `parent`, as far as they can be framed, whatever its tag says. */
export function childrenOf(parent: Element): Element[] {
  return elementsIn(parent.content);
}

/** The elements in `bytes`, one after the other, as far as they can be framed. */
export function elementsIn(bytes: Uint8Array): Element[] {
  const elements: Element[] = [];
  let at = 0;
  while (at < bytes.length && elements.length < MAX_CHILDREN) {
    const element = readElement(bytes.subarray(at));
    if (element === undefined) break;
    elements.push(element);
    at += element.raw.length;
  }
  return elements;
}

/** The one element that `bytes` are. @throws {Error} when there is none, or more behind it */
export function expectElement(bytes: Uint8Array, tag?: number): Element {
  const element = readElement(bytes);
  if (element === undefined) throw new Error('no ASN.1 element');
  if (element.problem !== undefined) throw new Error(element.problem);
  if (element.raw.length < bytes.length) {
    throw new Error(`${bytes.length - element.raw.length} bytes after the element`);
  }
  return tag === undefined ? element : expectTag(element, tag);
}

/** The universal element itself. @throws {Error} when it is missing or another */
export function expectTag(element: Element | undefined, tag: number): Element {
  if (element === undefined) throw new Error(`${tagName(0, tag)} is missing`);
  if (!isUniversal(element, tag)) {
    throw new Error(`${nameOf(element)} where ${tagName(0, tag)} is expected`);
  }
  return element;
}

export function isUniversal(element: Element | undefined, tag: number): boolean {
  return element?.tagClass === 0 && element.tag === tag;
}

export function isContext(element: Element | undefined, tag: number): boolean {
  return element?.tagClass === 2 && element.tag === tag;
}

/** How the field writes a tag: `UTF8String`, `[3]`, `[APPLICATION 1]`. */
export function nameOf(element: Element): string {
  return tagName(element.tagClass, element.tag);
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

function readFrame(bytes: Uint8Array, depth: number): Element | undefined {
  const first = bytes[0];
  if (first === undefined) return undefined;
  let tag = first & 31;
  let at = 1;
  if (tag === 31) {
    tag = 0;
    for (;;) {
      const octet = bytes[at++];
      if (octet === undefined || tag > 0xffffff) return undefined;
      tag = tag * 128 + (octet & 127);
      if (octet < 128) break;
    }
  }
  const head = { tagClass: first >> 6, tag, constructed: (first & 32) !== 0 };
  const initial = bytes[at++];
  if (initial === undefined || initial === 0xff) return undefined;
  if (initial === 0x80) return readIndefinite(bytes, at, head, depth);
  let length = initial;
  if (initial > 0x80) {
    length = 0;
    for (let i = initial & 127; i > 0; i--)
      length = Math.min(length * 256 + (bytes[at++] ?? 0), 2 ** 40);
  }
  if (at > bytes.length) return undefined;
  const content = bytes.subarray(at, at + length);
  const element = { ...head, raw: bytes.subarray(0, at + length), content };
  if (content.length === length) return element;
  return { ...element, problem: `${length} bytes announced, ${content.length} there` };
}

/** X.690 §8.1.3.6: content up to an end-of-contents element. Not DER, found in certificates. */
function readIndefinite(
  bytes: Uint8Array,
  start: number,
  head: { tagClass: number; tag: number; constructed: boolean },
  depth: number,
): Element | undefined {
  if (depth === 0 || !head.constructed) return undefined;
  let at = start;
  for (;;) {
    const child = readFrame(bytes.subarray(at), depth - 1);
    if (child === undefined) {
      const problem = 'indefinite length without an end';
      return { ...head, raw: bytes, content: bytes.subarray(start), problem };
    }
    at += child.raw.length;
    if (child.tagClass === 0 && child.tag === 0 && child.content.length === 0) {
      return { ...head, raw: bytes.subarray(0, at), content: bytes.subarray(start, at - 2) };
    }
  }
}

function tagName(tagClass: number, tag: number): string {
  if (tagClass === 0) return UNIVERSAL_NAMES[tag] ?? `[UNIVERSAL ${tag}]`;
  if (tagClass === 1) return `[APPLICATION ${tag}]`;
  return tagClass === 2 ? `[${tag}]` : `[PRIVATE ${tag}]`;
}

const UNIVERSAL_NAMES: Readonly<Record<number, string>> = {
  0: 'END-OF-CONTENTS',
  1: 'BOOLEAN',
  2: 'INTEGER',
  3: 'BIT STRING',
  4: 'OCTET STRING',
  5: 'NULL',
  6: 'OBJECT IDENTIFIER',
  7: 'ObjectDescriptor',
  8: 'EXTERNAL',
  9: 'REAL',
  10: 'ENUMERATED',
  11: 'EMBEDDED PDV',
  12: 'UTF8String',
  13: 'RELATIVE-OID',
  16: 'SEQUENCE',
  17: 'SET',
  18: 'NumericString',
  19: 'PrintableString',
  20: 'TeletexString',
  21: 'VideotexString',
  22: 'IA5String',
  23: 'UTCTime',
  24: 'GeneralizedTime',
  25: 'GraphicString',
  26: 'VisibleString',
  27: 'GeneralString',
  28: 'UniversalString',
  29: 'CHARACTER STRING',
  30: 'BMPString',
};
