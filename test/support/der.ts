/** DER as a test writes it: a second implementation that shares nothing with `src/der`. */

/** One element with the shortest definite length. */
export function element(tag: number, ...content: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  return new Uint8Array(Buffer.concat([Buffer.of(tag), lengthOctets(body.length), body]));
}

export function sequence(...content: Uint8Array[]): Uint8Array {
  return element(0x30, ...content);
}

export function set(...content: Uint8Array[]): Uint8Array {
  return element(0x31, ...content);
}

/** `[number]`, constructed. */
export function explicit(number: number, ...content: Uint8Array[]): Uint8Array {
  return element(0xa0 | number, ...content);
}

/** The content octets are taken as they stand: an INTEGER may be wrong on purpose. */
export function integer(hex: string): Uint8Array {
  return element(0x02, bytesOf(hex));
}

export function octetString(...content: Uint8Array[]): Uint8Array {
  return element(0x04, ...content);
}

/** A BIT STRING without unused bits. */
export function bitString(...content: Uint8Array[]): Uint8Array {
  return element(0x03, Uint8Array.of(0), ...content);
}

export function oid(dotted: string): Uint8Array {
  const [first, second, ...rest] = dotted.split('.').map(BigInt);
  return element(0x06, ...[first! * 40n + second!, ...rest].map(base128));
}

export function text(tag: number, value: string, encoding: BufferEncoding = 'utf8'): Uint8Array {
  return element(tag, Buffer.from(value, encoding));
}

export function bytesOf(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

export function concat(...parts: Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** AttributeTypeAndValue. */
export function attribute(type: string, value: Uint8Array): Uint8Array {
  return sequence(oid(type), value);
}

/** A Name of RDNs with one attribute each, UTF8String values. */
export function simpleName(...attributes: [type: string, value: string][]): Uint8Array {
  return sequence(...attributes.map(([type, value]) => set(attribute(type, text(0x0c, value)))));
}

function lengthOctets(length: number): Buffer {
  if (length < 128) return Buffer.of(length);
  const hex = length.toString(16);
  const octets = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  return Buffer.concat([Buffer.of(0x80 | octets.length), octets]);
}

function base128(arc: bigint): Uint8Array {
  const octets = [Number(arc & 0x7fn)];
  for (let left = arc >> 7n; left > 0n; left >>= 7n) octets.unshift(Number(left & 0x7fn) | 0x80);
  return Uint8Array.from(octets);
}
