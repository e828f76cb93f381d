/** SubjectPublicKeyInfo: what kind of key, how strong, and its numbers. */
import { ECParameters, type SpecifiedECDomain } from '@peculiar/asn1-ecc';
import { RSAPublicKey } from '@peculiar/asn1-rsa';
import { type Algorithm, pssItems, readAlgorithm } from './algorithm.ts';
import {
  bitsOf,
  childrenOf,
  type Element,
  expectTag,
  isUniversal,
  readElement,
  TAG,
} from './element.ts';
import { hexItem, hexOf, integerItem, type Item, reasonOf } from './inspection.ts';
import { ALGORITHM_NAMES, CURVE_NAMES } from './oids/algorithm-names.ts';
import { namedOid } from './oids/oid-names.ts';
import { parseSchema } from './schema.ts';
import { structureItems } from './structure.ts';

type KeyReader = (bits: Uint8Array, algorithm: Algorithm) => Item[];

const KEY_READERS: Readonly<Record<string, KeyReader>> = {
  '1.2.840.113549.1.1.1': rsaItems,
  '1.2.840.113549.1.1.7': rsaItems,
  '1.2.840.113549.1.1.10': rsaPssItems,
  '1.2.840.10045.2.1': ecItems,
  '1.3.132.1.12': ecItems,
  '1.2.840.10040.4.1': dsaItems,
};

export function keyItems(publicKey: Element): Item[] {
  const [identifier, bitString] = childrenOf(publicKey);
  if (identifier === undefined) throw new Error('no algorithm');
  const algorithm = readAlgorithm(identifier);
  const head: Item = {
    label: 'algorithm',
    value: namedOid(ALGORITHM_NAMES, algorithm.oid),
  };
  const bits = bitsOf(expectTag(bitString, TAG.bitString));
  const read = KEY_READERS[algorithm.oid] ?? otherItems;
  try {
    return [head, ...read(bits, algorithm)];
  } catch (error) {
    return [head, { label: 'not decoded', value: reasonOf(error) }, ...otherItems(bits, algorithm)];
  }
}

/** The algorithm and size in one phrase, for a summary: `RSA 2048`, `EC P-256`. */
export function keySummary(publicKey: Element): string {
  const items = keyItems(publicKey);
  const find = (label: string) => items.find((item) => item.label === label)?.value;
  const name = (find('algorithm') ?? '').replace(/ \([\d.]+\)$/, '');
  const curve = find('curve')?.replace(/ \(.*$/, '');
  if (find('not decoded') !== undefined) return `${name}, not decoded`;
  const size = curve ?? find('size')?.replace(/ bits.*$/, '');
  return size === undefined ? name : `${name} ${size}`;
}

function rsaItems(bits: Uint8Array): Item[] {
  const { modulus, publicExponent } = parseSchema(bits, RSAPublicKey);
  const octets = withoutLeadingZeros(new Uint8Array(modulus));
  return [
    { label: 'size', value: `${bitLength(octets)} bits` },
    integerItem('exponent', new Uint8Array(publicExponent)),
    hexItem('modulus', octets),
  ];
}

function rsaPssItems(bits: Uint8Array, { parameters }: Algorithm): Item[] {
  const items = rsaItems(bits);
  if (parameters === undefined || isUniversal(parameters, TAG.null)) {
    return [...items, { label: 'restricted to', value: 'any parameters' }];
  }
  return [...items, { label: 'restricted to', items: pssItems(parameters.raw) }];
}

function ecItems(bits: Uint8Array, { parameters }: Algorithm): Item[] {
  if (parameters === undefined) throw new Error('no curve');
  const { namedCurve, specifiedCurve } = parseSchema(parameters.raw, ECParameters);
  const point = hexItem('point', bits, POINT_FORMS[bits[0] ?? -1] ?? 'not a point of X9.62');
  if (specifiedCurve !== undefined) return [...specifiedItems(specifiedCurve), point];
  if (namedCurve === undefined) return [{ label: 'curve', value: 'implicit' }, point];
  const known = CURVE_NAMES[namedCurve];
  const curve = { label: 'curve', oid: namedCurve, value: known?.name ?? namedCurve };
  if (known === undefined) return [curve, point];
  return [curve, { label: 'size', value: `${known.bits} bits` }, point];
}

const POINT_FORMS: Readonly<Record<number, string>> = {
  2: 'compressed, y even',
  3: 'compressed, y odd',
  4: 'uncompressed',
};

/** Explicit parameters: forbidden by RFC 5480 §2.1.1 and a way to forge (CVE-2020-0601). */
function specifiedItems({ fieldID, curve, base, order }: SpecifiedECDomain): Item[] {
  const field = readElement(new Uint8Array(fieldID.parameters));
  const prime = field === undefined ? undefined : withoutLeadingZeros(field.content);
  const items: Item[] = [
    {
      label: 'curve',
      value: 'explicit parameters',
      note: 'RFC 5480 §2.1.1 requires a named curve',
    },
  ];
  if (prime !== undefined && isUniversal(field, TAG.integer)) {
    items.push({ label: 'size', value: `${bitLength(prime)} bits` }, hexItem('prime', prime));
  }
  items.push(
    hexItem('a', new Uint8Array(curve.a)),
    hexItem('b', new Uint8Array(curve.b)),
    hexItem('generator', new Uint8Array(base.buffer)),
    hexItem('order', withoutLeadingZeros(new Uint8Array(order))),
  );
  return items;
}

function dsaItems(bits: Uint8Array, { parameters }: Algorithm): Item[] {
  const y = expectTag(readElement(bits), TAG.integer).content;
  const numbers = parameters === undefined ? [] : childrenOf(parameters).map((n) => n.content);
  const [p, q, g] = numbers.map(withoutLeadingZeros);
  if (p === undefined || q === undefined || g === undefined) {
    return [{ label: 'parameters', value: "inherited from the issuer's key" }, hexItem('y', y)];
  }
  return [
    { label: 'size', value: `${bitLength(p)} bits`, note: `subgroup of ${bitLength(q)} bits` },
    hexItem('y', withoutLeadingZeros(y)),
    hexItem('p', p),
    hexItem('q', q),
    hexItem('g', g),
  ];
}

function otherItems(bits: Uint8Array, { parameters }: Algorithm): Item[] {
  const items: Item[] = [{ label: 'size', value: `${bits.length} bytes` }, hexItem('key', bits)];
  if (parameters !== undefined && hexOf(parameters.raw) !== '0500') {
    items.push({ label: 'parameters', items: structureItems(parameters.raw) });
  }
  return items;
}

function withoutLeadingZeros(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  return first < 0 ? octets.subarray(octets.length) : octets.subarray(first);
}

function bitLength(octets: Uint8Array): number {
  const [first] = octets;
  return first === undefined ? 0 : octets.length * 8 - Math.clz32(first) + 24;
}
