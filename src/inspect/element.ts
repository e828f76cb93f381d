/**
 * Elements as values, for reading by a person's rules instead of at speed: `DerReader`'s places as
 * views. What the libraries refuse is what a person comes here to look at, so everything that can
 * be framed is, whatever is inside.
 */
import { decodeHex } from '../der/integer.ts';
import {
  DerReader,
  FLAW_INDEFINITE_LENGTH,
  FLAW_OVERRUN,
  FLAW_TRUNCATED_HEADER,
} from '../der/reader.ts';
import * as tags from '../der/tags.ts';

export interface Element {
  /** The first identifier octet, as in `der/tags.ts`. */
  readonly tag: number;
  /** The whole element, header included. */
  readonly raw: Uint8Array;
  readonly content: Uint8Array;
  /** As in `DerReader`. */
  readonly flaws: number;
}

/** X.690 §8.1.2.4: the number of the tag stands in the octets behind. */
const HIGH_TAG = 0x1f;

/** A parent with more children than this is cut: 100,000 NULLs fit into 200 kB. */
const MAX_CHILDREN = 50_000;

/** The element at the start of `bytes`; `undefined` when there are none. */
export function readElement(bytes: Uint8Array): Element | undefined {
  return elementsIn(bytes, 1)[0];
}

/** The elements in `bytes`, one after the other; the last may be cut. */
export function elementsIn(bytes: Uint8Array, limit = MAX_CHILDREN): Element[] {
  const der = new DerReader();
  der.bytes = bytes;
  const elements: Element[] = [];
  for (let pos = 0; elements.length < limit && der.read(pos, bytes.length); pos = der.next) {
    const { tag, flaws, contentStart, contentEnd, next } = der;
    const content = bytes.subarray(contentStart, contentEnd);
    elements.push({ tag, raw: bytes.subarray(pos, next), content, flaws });
  }
  return elements;
}

/** The elements inside `parent`, whatever its tag says. */
export function childrenOf(parent: Element): Element[] {
  return elementsIn(parent.content);
}

/** The one element that `bytes` are. @throws {Error} when there is none, or more behind it */
export function expectElement(bytes: Uint8Array, tag?: number): Element {
  const element = readElement(bytes);
  if (element === undefined) throw new Error('no ASN.1 element');
  const problem = frameProblem(element);
  if (problem !== undefined) throw new Error(problem);
  const rest = bytes.length - element.raw.length;
  if (rest > 0) throw new Error(`${rest} bytes after the element`);
  return tag === undefined ? element : expectTag(element, tag);
}

/** The element itself. @throws {Error} when it is missing or another */
export function expectTag(element: Element | undefined, tag: number): Element {
  if (element === undefined) throw new Error(`${tagName(tag)} is missing`);
  if (element.tag !== tag) {
    throw new Error(`${nameOf(element)} where ${tagName(tag)} is expected`);
  }
  return element;
}

/** Whether it is `[number]`, constructed or not. */
export function isContext(element: Element, number: number): boolean {
  return (element.tag & ~tags.CONSTRUCTED) === tags.contextPrimitive(number);
}

/** What keeps the element from being whole. */
export function frameProblem({ tag, raw, content, flaws }: Element): string | undefined {
  if ((flaws & FLAW_TRUNCATED_HEADER) !== 0) return 'the bytes end in its header';
  if ((flaws & FLAW_OVERRUN) === 0) return undefined;
  if ((flaws & FLAW_INDEFINITE_LENGTH) !== 0) return 'indefinite length without an end';
  const header = raw.length - content.length;
  const length = Number(`0x${decodeHex(raw, header === 2 ? 1 : 2, header)}`);
  const isPlain = (tag & HIGH_TAG) !== HIGH_TAG && Number.isSafeInteger(length);
  return `${isPlain ? length : 'more'} bytes announced, ${content.length} there`;
}

/** How the field writes a tag: `UTF8String`, `[3]`, `[APPLICATION 1]`. */
export function nameOf({ tag, raw }: Element): string {
  if ((tag & HIGH_TAG) !== HIGH_TAG) return tagName(tag);
  const octets = raw.subarray(1, 1 + MAX_TAG_OCTETS);
  const last = octets.findIndex((octet) => octet < 0x80);
  const number = octets.subarray(0, last + 1).reduce((sum, octet) => sum * 128 + (octet & 127), 0);
  return numbered(tag, number);
}

/** X.690 §8.1.2.4 has no end; four octets number more types than anyone has. */
const MAX_TAG_OCTETS = 4;

function tagName(tag: number): string {
  const name = UNIVERSAL_NAMES.get(tag & ~tags.CONSTRUCTED);
  return name ?? numbered(tag, tag & HIGH_TAG);
}

function numbered(tag: number, number: number): string {
  const tagClass = ['UNIVERSAL ', 'APPLICATION ', '', 'PRIVATE '][tag >> 6] ?? '';
  return `[${tagClass}${number}]`;
}

const UNIVERSAL_NAMES: ReadonlyMap<number, string> = new Map([
  [0, 'END-OF-CONTENTS'],
  [tags.BOOLEAN, 'BOOLEAN'],
  [tags.INTEGER, 'INTEGER'],
  [tags.BIT_STRING, 'BIT STRING'],
  [tags.OCTET_STRING, 'OCTET STRING'],
  [tags.NULL, 'NULL'],
  [tags.OBJECT_IDENTIFIER, 'OBJECT IDENTIFIER'],
  [10, 'ENUMERATED'],
  [tags.UTF8_STRING, 'UTF8String'],
  [13, 'RELATIVE-OID'],
  [tags.SEQUENCE & ~tags.CONSTRUCTED, 'SEQUENCE'],
  [tags.SET & ~tags.CONSTRUCTED, 'SET'],
  [tags.NUMERIC_STRING, 'NumericString'],
  [tags.PRINTABLE_STRING, 'PrintableString'],
  [tags.TELETEX_STRING, 'TeletexString'],
  [tags.IA5_STRING, 'IA5String'],
  [tags.UTC_TIME, 'UTCTime'],
  [tags.GENERALIZED_TIME, 'GeneralizedTime'],
  [tags.VISIBLE_STRING, 'VisibleString'],
  [tags.GENERAL_STRING, 'GeneralString'],
  [tags.UNIVERSAL_STRING, 'UniversalString'],
  [tags.BMP_STRING, 'BMPString'],
]);
