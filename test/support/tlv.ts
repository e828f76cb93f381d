/**
 * A certificate as a tree that can be changed anywhere and encoded again, so that all lengths around
 * a change fit. A third reader beside ours and the libraries', which shares nothing with either.
 */

/** How the length is written: DER's shortest form, with so many octets more, or indefinite. */
export type LengthForm = { readonly extraOctets: number } | 'indefinite';

export interface Tlv {
  /** The identifier octets. */
  id: Uint8Array;
  length: LengthForm;
  /** Stands before the children: the unused bits of a BIT STRING around an element. */
  prefix: Uint8Array;
  content: Uint8Array;
  /** Instead of `content`: of a constructed element, or what stands encoded in a string of octets. */
  children: Tlv[] | undefined;
}

const SHORTEST: LengthForm = { extraOctets: 0 };
const NOTHING = new Uint8Array(0);
const MAX_DEPTH = 40;

/** What stands in the octets of an extension, an SCT list or a key. */
const OPENED = [0x30, 0x03, 0x04, 0x05, 0x0a];

/** The element that is the whole of `bytes`; undefined when there is anything else. */
export function parseTlv(bytes: Uint8Array): Tlv | undefined {
  const found = bytes.length === 0 ? undefined : new Parser(false).one(bytes, 0, 0);
  return found?.next === bytes.length ? found.element : undefined;
}

/**
 * The element that `bytes` begin with. Where a length inside does not fit, the content of the element
 * around it stays octets.
 */
export function parseDamagedTlv(bytes: Uint8Array): Tlv | undefined {
  return bytes.length === 0 ? undefined : new Parser(true).one(bytes, 0, 0)?.element;
}

export function encodeTlv(element: Tlv): Uint8Array {
  const { children, prefix, length } = element;
  const body =
    children === undefined ? element.content : concat([prefix, ...children.map(encodeTlv)]);
  if (length === 'indefinite') {
    return concat([element.id, Uint8Array.of(0x80), body, Uint8Array.of(0, 0)]);
  }
  return concat([element.id, lengthOctets(body.length, length.extraOctets), body]);
}

/** A primitive element. */
export function primitive(tag: number, content: Uint8Array): Tlv {
  return {
    id: Uint8Array.of(tag),
    length: SHORTEST,
    prefix: NOTHING,
    content,
    children: undefined,
  };
}

export function constructed(tag: number, ...children: Tlv[]): Tlv {
  return { id: Uint8Array.of(tag), length: SHORTEST, prefix: NOTHING, content: NOTHING, children };
}

/** An element written out in full, as the functions of `der.ts` give it. */
export function encoded(bytes: Uint8Array): Tlv {
  const element = parseTlv(bytes);
  if (element === undefined) throw new Error('not one element');
  return element;
}

/** All elements of the tree, each before its children. */
export function allElements(root: Tlv): Tlv[] {
  return [root, ...(root.children ?? []).flatMap(allElements)];
}

export function tagOf(element: Tlv | undefined): number {
  return element?.id[0] ?? -1;
}

/** The content octets, whether or not there are elements in them. */
export function contentOf(element: Tlv): Uint8Array {
  return element.children === undefined
    ? element.content
    : concat([element.prefix, ...element.children.map(encodeTlv)]);
}

interface Found {
  readonly element: Tlv;
  readonly next: number;
}

class Parser {
  readonly #lenient: boolean;

  constructor(lenient: boolean) {
    this.#lenient = lenient;
  }

  one(bytes: Uint8Array, pos: number, depth: number): Found | undefined {
    let at = pos + 1;
    if ((bytes[pos]! & 0x1f) === 0x1f) while (at < bytes.length && bytes[at++]! >= 0x80);
    const id = bytes.slice(pos, at);
    const first = bytes[at++];
    if (first === undefined || depth > MAX_DEPTH) return undefined;
    const isConstructed = (id[0]! & 0x20) !== 0;
    if (first === 0x80) return isConstructed ? this.#indefinite(bytes, id, at, depth) : undefined;
    let octets = 0;
    let length = first;
    if (first > 0x80) {
      octets = first & 0x7f;
      if (octets > 6) return undefined;
      length = bytes.subarray(at, at + octets).reduce((sum, octet) => sum * 256 + octet, 0);
      at += octets;
    }
    if (at + length > bytes.length) return undefined;
    const content = bytes.slice(at, at + length);
    const extraOctets = octets - (lengthOctets(length, 0).length - 1);
    const children = isConstructed ? this.#all(content, depth + 1) : undefined;
    if (isConstructed && children === undefined && !this.#lenient) return undefined;
    const element: Tlv = { id, length: { extraOctets }, prefix: NOTHING, content, children };
    if (!isConstructed) this.#openString(element, depth);
    return { element, next: at + length };
  }

  #all(bytes: Uint8Array, depth: number): Tlv[] | undefined {
    const elements: Tlv[] = [];
    for (let pos = 0; pos < bytes.length;) {
      const found = this.one(bytes, pos, depth);
      if (found === undefined) return undefined;
      elements.push(found.element);
      pos = found.next;
    }
    return elements;
  }

  #indefinite(bytes: Uint8Array, id: Uint8Array, at: number, depth: number): Found | undefined {
    const children: Tlv[] = [];
    while (bytes[at] !== 0 || bytes[at + 1] !== 0) {
      const found = at < bytes.length ? this.one(bytes, at, depth + 1) : undefined;
      if (found === undefined) return undefined;
      children.push(found.element);
      at = found.next;
    }
    const element: Tlv = { id, length: 'indefinite', prefix: NOTHING, content: NOTHING, children };
    return { element, next: at + 2 };
  }

  /** An OCTET STRING, or a BIT STRING without unused bits, around one element of the usual types. */
  #openString(element: Tlv, depth: number): void {
    const tag = element.id[0];
    const skipped = tag === 0x04 ? 0 : tag === 0x03 && element.content[0] === 0 ? 1 : -1;
    if (skipped < 0 || element.content.length < skipped + 2) return;
    const inner = this.#all(element.content.subarray(skipped), depth + 1);
    if (inner?.length !== 1 || !OPENED.includes(tagOf(inner[0]))) return;
    element.prefix = element.content.slice(0, skipped);
    element.children = inner;
  }
}

function lengthOctets(length: number, extraOctets: number): Uint8Array {
  if (length < 0x80 && extraOctets === 0) return Uint8Array.of(length);
  const hex = length.toString(16);
  const digits = hex.length % 2 === 0 ? hex : `0${hex}`;
  const shortest = length < 0x80 ? 0 : digits.length / 2;
  const padded = digits.padStart((shortest + extraOctets) * 2, '0');
  const octets = Buffer.from(padded, 'hex');
  return concat([Uint8Array.of(0x80 | octets.length), octets]);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
