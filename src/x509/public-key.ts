import { decodeHex, integerBitLength } from '../der/integer.ts';
import { isOid, tryDecodeOid } from '../der/oid.ts';
import { DerReader } from '../der/reader.ts';
import { INTEGER, OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts';
import { namedCurve, publicKeyAlgorithmName } from './algorithm-name.ts';
import { readAlgorithmOid } from './algorithm.ts';

/** A certificate's public key. */
export interface PublicKey {
  /** `RSA`, `EC`, `Ed25519`, `ML-DSA-65`, …, or the OID; `''` when it cannot be read. */
  readonly algorithm: string;
  /** The modulus of RSA, the prime p of DSA and DH, the field of an elliptic curve; else null. */
  readonly bits: number | null;
  /** The name or OID of the curve, or `explicit`; null for all but EC. */
  readonly curve: string | null;
}

const UNREADABLE: PublicKey = { algorithm: '', bits: null, curve: null };

const PKCS_1 = Uint8Array.of(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01);
const ID_EA_RSA = Uint8Array.of(0x55, 0x08, 0x01, 0x01);

/** Keys of the Edwards and Montgomery curves have but one size (RFC 8410). */
const FIXED_BITS: Readonly<Record<string, number>> = {
  Ed25519: 256,
  X25519: 256,
  Ed448: 456,
  X448: 448,
};

/** Explicit parameters of these are named, told by the prime and the order (SEC 1 §C.2). */
const EXPLICIT_CURVES: readonly { name: string; bits: number; prime: string; order: string }[] = [
  {
    name: 'secp256r1',
    bits: 256,
    prime: 'ffffffff00000001000000000000000000000000ffffffffffffffffffffffff',
    order: 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551',
  },
  {
    name: 'secp384r1',
    bits: 384,
    prime: `${'f'.repeat(63)}effffffff0000000000000000ffffffff`,
    order: `${'f'.repeat(48)}c7634d81f4372ddf581a0db248b0a77aecec196accc52973`,
  },
  {
    name: 'secp521r1',
    bits: 521,
    prime: `01${'f'.repeat(130)}`,
    order: `01${'f'.repeat(64)}fa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409`,
  },
];

/** Decodes the SubjectPublicKeyInfo whose element is `[start, end)` (RFC 5280 §4.1.2.7). */
export function decodePublicKey(bytes: Uint8Array, start: number, end: number): PublicKey {
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return UNREADABLE;
  const infoEnd = der.contentEnd;
  const algorithmStart = der.contentStart;
  if (!der.read(algorithmStart, infoEnd)) return UNREADABLE;
  const algorithmEnd = der.next;
  const bits = modulusBits(der, algorithmEnd, infoEnd);
  return decodeKeyAlgorithm(bytes, algorithmStart, algorithmEnd, bits);
}

/**
 * What the AlgorithmIdentifier `[start, end)` of a key says of it.
 * @param modulus bits of the modulus, which only RSA keys have
 */
export function decodeKeyAlgorithm(
  bytes: Uint8Array,
  start: number,
  end: number,
  modulus: number | null,
): PublicKey {
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return UNREADABLE;
  const algorithmEnd = der.contentEnd;
  const oid = readAlgorithmOid(der, start, end);
  if (oid === undefined) return UNREADABLE;
  const parameters = der.next;
  const algorithm = publicKeyAlgorithmName(oid);
  if (algorithm === 'EC' || algorithm === 'ECDH') {
    return { algorithm, ...decodeCurve(der, parameters, algorithmEnd) };
  }
  if (algorithm === 'DSA' || algorithm === 'DH') {
    return { algorithm, bits: firstIntegerBits(der, parameters, algorithmEnd), curve: null };
  }
  if (algorithm.startsWith('RSA')) return { algorithm, bits: modulus, curve: null };
  return { algorithm, bits: FIXED_BITS[algorithm] ?? null, curve: null };
}

/** True for the AlgorithmIdentifier of an RSA key. */
export function isRsaAlgorithm(algorithm: Uint8Array): boolean {
  const der = new DerReader();
  der.bytes = algorithm;
  if (!der.read(0, algorithm.length) || !der.read(der.contentStart, der.contentEnd)) return false;
  return isRsaKeyOid(algorithm, der.contentStart, der.contentEnd);
}

/** True for the OIDs (content octets) of RSA keys: 1.2.840.113549.1.1.x and 2.5.8.1.1. */
function isRsaKeyOid(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 9
    ? isOid(bytes, start, end - 1, PKCS_1)
    : isOid(bytes, start, end, ID_EA_RSA);
}

/**
 * The bits of the modulus of RSAPublicKey ::= SEQUENCE { modulus INTEGER, … } inside the BIT STRING
 * at `start` (RFC 3279 §2.3.1).
 */
export function modulusBits(der: DerReader, start: number, end: number): number | null {
  if (!der.read(start, end)) return null;
  return firstIntegerBits(der, der.contentStart + 1, der.contentEnd);
}

function firstIntegerBits(der: DerReader, start: number, end: number): number | null {
  if (!der.read(start, end) || !der.read(der.contentStart, der.contentEnd)) return null;
  return integerBitLength(der.bytes, der.contentStart, der.contentEnd);
}

/** ECParameters: a named curve, or the explicit form that RFC 5480 §2.1.1 forbids. */
function decodeCurve(
  der: DerReader,
  start: number,
  end: number,
): { bits: number | null; curve: string | null } {
  if (!der.read(start, end)) return { bits: null, curve: null };
  if (der.tag === OBJECT_IDENTIFIER) {
    const oid = tryDecodeOid(der.bytes, der.contentStart, der.contentEnd);
    if (oid === undefined) return { bits: null, curve: null };
    const { name, bits } = namedCurve(oid);
    return { bits, curve: name };
  }
  return der.tag === SEQUENCE
    ? decodeExplicitCurve(der, der.contentStart, der.contentEnd)
    : { bits: null, curve: null };
}

/** SpecifiedECDomain: version, fieldID { type, prime }, curve, base, order, cofactor. */
function decodeExplicitCurve(
  der: DerReader,
  start: number,
  end: number,
): { bits: number | null; curve: string } {
  const unknown = { bits: null, curve: 'explicit' };
  if (!der.read(start, end) || !der.read(der.next, end)) return unknown;
  const afterField = der.next;
  const fieldEnd = der.contentEnd;
  if (!der.read(der.contentStart, fieldEnd)) return unknown;
  if (!der.readTag(der.next, fieldEnd, INTEGER)) return unknown; // a prime field, not a binary one
  const bits = integerBitLength(der.bytes, der.contentStart, der.contentEnd);
  const prime = unsignedHex(der);
  if (!der.read(afterField, end) || !der.read(der.next, end)) return { bits, curve: 'explicit' };
  if (!der.readTag(der.next, end, INTEGER)) return { bits, curve: 'explicit' };
  const order = unsignedHex(der);
  const known = EXPLICIT_CURVES.find((curve) => curve.prime === prime && curve.order === order);
  return { bits, curve: known?.name ?? 'explicit' };
}

function unsignedHex(der: DerReader): string {
  let at = der.contentStart;
  while (at < der.contentEnd - 1 && der.bytes[at] === 0) at++;
  return decodeHex(der.bytes, at, der.contentEnd);
}
