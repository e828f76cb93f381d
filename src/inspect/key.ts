/** SubjectPublicKeyInfo: what kind of key, how strong, and its numbers. */
import { ECParameters, type SpecifiedECDomain } from '@peculiar/asn1-ecc';
import { RSAPublicKey } from '@peculiar/asn1-rsa';
import { BIT_STRING, INTEGER } from '../der/tags.ts';
import { decodePublicKey, type PublicKey } from '../x509/public-key.ts';
import { type Algorithm, hasParameters, parameterItems, readAlgorithm } from './algorithm.ts';
import { childrenOf, type Element, expectTag, readElement } from './element.ts';
import { hexItem, type Item, reasonOf, textItem } from './inspection.ts';
import { namedOid } from './oids/oid-names.ts';
import { bitsOf, integerOf } from './primitive.ts';
import { parseSchema } from './schema.ts';

type NumberReader = (bits: Uint8Array, algorithm: Algorithm, key: PublicKey) => Item[];

/** By `PublicKey.algorithm`. */
const NUMBERS: Readonly<Record<string, NumberReader>> = {
  RSA: rsaNumbers,
  'RSAES-OAEP': rsaNumbers,
  'RSASSA-PSS': rsaPssNumbers,
  EC: ecNumbers,
  ECDH: ecNumbers,
  DSA: dsaNumbers,
};

/** What NIST and X9.62 call the curves of SEC 2. */
const CURVE_ALIASES: Readonly<Record<string, string>> = {
  secp192r1: 'P-192, prime192v1',
  secp224r1: 'P-224',
  secp256r1: 'P-256, prime256v1',
  secp384r1: 'P-384',
  secp521r1: 'P-521',
};

export function keyItems(publicKey: Element): Item[] {
  const [identifier, bitString] = childrenOf(publicKey);
  if (identifier === undefined) throw new Error('no algorithm');
  const algorithm = readAlgorithm(identifier);
  const bits = bitsOf(expectTag(bitString, BIT_STRING));
  const key = decodePublicKey(publicKey.raw, 0, publicKey.raw.length);
  const head = [{ label: 'algorithm', value: namedOid(algorithm.oid) }];
  if (key.bits !== null) head.push({ label: 'size', value: `${key.bits} bits` });
  try {
    return [...head, ...(NUMBERS[key.algorithm] ?? otherNumbers)(bits, algorithm, key)];
  } catch (error) {
    const reason = { label: 'not decoded', value: reasonOf(error) };
    return [...head, reason, ...otherNumbers(bits, algorithm)];
  }
}

function rsaNumbers(bits: Uint8Array): Item[] {
  const { modulus, publicExponent } = parseSchema(bits, RSAPublicKey);
  return [
    exponentItem(new Uint8Array(publicExponent)),
    hexItem('modulus', withoutLeadingZeros(new Uint8Array(modulus))),
  ];
}

/** In decimal and hex while a person can take it in, as bytes when longer. */
function exponentItem(content: Uint8Array): Item {
  if (content.length === 0 || content.length > 8) return hexItem('exponent', content);
  const value = integerOf(content);
  return {
    label: 'exponent',
    value: value < 10n ? `${value}` : `${value} (0x${value.toString(16)})`,
  };
}

/** RFC 4055 §1.2: a key without parameters may sign with any. */
function rsaPssNumbers(bits: Uint8Array, algorithm: Algorithm): Item[] {
  const restriction: Item = hasParameters(algorithm)
    ? { label: 'restricted to', items: parameterItems(algorithm) }
    : { label: 'restricted to', value: 'any parameters' };
  return [...rsaNumbers(bits), restriction];
}

function ecNumbers(bits: Uint8Array, { parameters }: Algorithm, key: PublicKey): Item[] {
  if (parameters === undefined) throw new Error('no curve');
  const { namedCurve, specifiedCurve } = parseSchema(parameters.raw, ECParameters);
  const point = hexItem('point', bits, POINT_FORMS[bits[0] ?? -1] ?? 'not a point of X9.62');
  const name = key.curve ?? 'implicit';
  const curve = textItem('curve', name, CURVE_ALIASES[name]);
  if (specifiedCurve !== undefined) return [curve, ...specifiedNumbers(specifiedCurve), point];
  return [namedCurve === undefined ? curve : { ...curve, oid: namedCurve }, point];
}

const POINT_FORMS: Readonly<Record<number, string>> = {
  2: 'compressed, y even',
  3: 'compressed, y odd',
  4: 'uncompressed',
};

/** Explicit parameters: forbidden by RFC 5480 §2.1.1 and a way to forge (CVE-2020-0601). */
function specifiedNumbers({ fieldID, curve, base, order }: SpecifiedECDomain): Item[] {
  const field = readElement(new Uint8Array(fieldID.parameters));
  const note = 'RFC 5480 §2.1.1 requires a named curve';
  const items: Item[] = [{ label: 'parameters', value: 'explicit', note }];
  if (field?.tag === INTEGER) items.push(hexItem('prime', withoutLeadingZeros(field.content)));
  items.push(
    hexItem('a', new Uint8Array(curve.a)),
    hexItem('b', new Uint8Array(curve.b)),
    hexItem('generator', new Uint8Array(base.buffer)),
    hexItem('order', withoutLeadingZeros(new Uint8Array(order))),
  );
  return items;
}

/** RFC 3279 §2.3.2, for which the library has no schema. */
function dsaNumbers(bits: Uint8Array, { parameters }: Algorithm): Item[] {
  const y = expectTag(readElement(bits), INTEGER);
  const numbers = parameters === undefined ? [] : childrenOf(parameters);
  const items = ['p', 'q', 'g'].flatMap((label, i) => {
    const number = numbers[i];
    return number === undefined ? [] : [hexItem(label, withoutLeadingZeros(number.content))];
  });
  if (items.length < 3)
    items.push({ label: 'parameters', value: "inherited from the issuer's key" });
  return [hexItem('y', withoutLeadingZeros(y.content)), ...items];
}

function otherNumbers(bits: Uint8Array, algorithm: Algorithm): Item[] {
  const key = [{ label: 'length', value: `${bits.length} bytes` }, hexItem('key', bits)];
  if (!hasParameters(algorithm)) return key;
  return [...key, { label: 'parameters', items: parameterItems(algorithm) }];
}

function withoutLeadingZeros(octets: Uint8Array): Uint8Array {
  const first = octets.findIndex((octet) => octet !== 0);
  return first < 0 ? octets.subarray(octets.length) : octets.subarray(first);
}
