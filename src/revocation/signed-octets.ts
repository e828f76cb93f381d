import { type KeyObject, constants, createPublicKey, verify } from 'node:crypto';
import { type SignatureAlgorithm, decodeSignatureAlgorithm } from '../x509/algorithm.ts';

/** What is signed, as it came, and the signature over it (RFC 5280 §4.1.1.3, §5.1.1.3). */
export interface SignedOctets {
  readonly signed: Uint8Array;
  /** The AlgorithmIdentifier's element. */
  readonly algorithm: Uint8Array;
  readonly signature: Uint8Array;
}

/** `unsupported`: the algorithm or the key is not one that can be checked here. */
export type SignatureCheck = 'verified' | 'wrong' | 'unsupported';

type KeyType = NonNullable<KeyObject['asymmetricKeyType']>;

interface Scheme {
  /** Of node:crypto; `null` where the algorithm hashes itself. */
  readonly digest: string | null;
  /** A signature is checked with a key of its own kind only: the OIDs may claim anything. */
  readonly keyTypes: readonly KeyType[];
}

const RSA: readonly KeyType[] = ['rsa'];
const EC: readonly KeyType[] = ['ec'];
const DSA: readonly KeyType[] = ['dsa'];

/**
 * By the algorithm's OID. MD2, MD4 and MD5 are left out on purpose: nothing is proved by a signature
 * over a hash that can be made to collide at will.
 */
const SCHEMES: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.5': { digest: 'sha1', keyTypes: RSA },
  '1.3.14.3.2.29': { digest: 'sha1', keyTypes: RSA },
  '1.2.840.113549.1.1.11': { digest: 'sha256', keyTypes: RSA },
  '1.2.840.113549.1.1.12': { digest: 'sha384', keyTypes: RSA },
  '1.2.840.113549.1.1.13': { digest: 'sha512', keyTypes: RSA },
  '1.2.840.113549.1.1.14': { digest: 'sha224', keyTypes: RSA },
  '2.16.840.1.101.3.4.3.14': { digest: 'sha3-256', keyTypes: RSA },
  '2.16.840.1.101.3.4.3.15': { digest: 'sha3-384', keyTypes: RSA },
  '2.16.840.1.101.3.4.3.16': { digest: 'sha3-512', keyTypes: RSA },
  '1.2.840.10045.4.1': { digest: 'sha1', keyTypes: EC },
  '1.2.840.10045.4.3.1': { digest: 'sha224', keyTypes: EC },
  '1.2.840.10045.4.3.2': { digest: 'sha256', keyTypes: EC },
  '1.2.840.10045.4.3.3': { digest: 'sha384', keyTypes: EC },
  '1.2.840.10045.4.3.4': { digest: 'sha512', keyTypes: EC },
  '2.16.840.1.101.3.4.3.10': { digest: 'sha3-256', keyTypes: EC },
  '2.16.840.1.101.3.4.3.11': { digest: 'sha3-384', keyTypes: EC },
  '2.16.840.1.101.3.4.3.12': { digest: 'sha3-512', keyTypes: EC },
  '1.2.840.10040.4.3': { digest: 'sha1', keyTypes: DSA },
  '2.16.840.1.101.3.4.3.1': { digest: 'sha224', keyTypes: DSA },
  '2.16.840.1.101.3.4.3.2': { digest: 'sha256', keyTypes: DSA },
  '1.3.101.112': { digest: null, keyTypes: ['ed25519'] },
  '1.3.101.113': { digest: null, keyTypes: ['ed448'] },
};

/** What RSASSA-PSS may be used with, by the names of `decodeSignatureAlgorithm`. */
const PSS_DIGESTS: Readonly<Record<string, string>> = {
  'SHA-1': 'sha1',
  'SHA-224': 'sha224',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
  'SHA3-256': 'sha3-256',
  'SHA3-384': 'sha3-384',
  'SHA3-512': 'sha3-512',
};

/** A key of RFC 4055 §1.2 may sign by RSASSA-PSS alone, one of rsaEncryption by both. */
const PSS_KEYS: readonly KeyType[] = ['rsa', 'rsa-pss'];

/**
 * Checks a signature with a SubjectPublicKeyInfo (DER), over the octets as they came: nothing is
 * decoded and encoded again.
 */
export function checkSignature(octets: SignedOctets, publicKey: Uint8Array): SignatureCheck {
  const { signed, signature } = octets;
  const algorithm = algorithmOf(octets);
  const scheme = schemeOf(algorithm);
  const key = tryPublicKey(publicKey);
  if (scheme === undefined || key?.asymmetricKeyType === undefined) return 'unsupported';
  if (!scheme.keyTypes.includes(key.asymmetricKeyType)) return 'wrong';
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const { pss } = algorithm;
  const material = pss === undefined ? key : { key, padding, saltLength: pss.saltLength };
  try {
    return verify(scheme.digest, signed, material, signature) ? 'verified' : 'wrong';
  } catch {
    // a curve, a digest or a restriction of the key that this OpenSSL does not go along with
    return 'unsupported';
  }
}

export function algorithmOf({ algorithm }: SignedOctets): SignatureAlgorithm {
  return decodeSignatureAlgorithm(algorithm, 0, algorithm.length);
}

/** It rests on SHA-1, for which chosen-prefix collisions have been made (Leurent and Peyrin, 2020). */
export function isWeak(algorithm: SignatureAlgorithm): boolean {
  return schemeOf(algorithm)?.digest === 'sha1';
}

function schemeOf({ oid, pss }: SignatureAlgorithm): Scheme | undefined {
  if (pss === undefined) return SCHEMES[oid];
  const digest = PSS_DIGESTS[pss.hash];
  // node:crypto takes the hash of MGF1 to be that of the message, as RFC 4055 §3.1 recommends
  if (digest === undefined || pss.mgfHash !== pss.hash || pss.saltLength < 0) return undefined;
  return { digest, keyTypes: PSS_KEYS };
}

function tryPublicKey(der: Uint8Array): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(der), format: 'der', type: 'spki' });
  } catch {
    return undefined;
  }
}
