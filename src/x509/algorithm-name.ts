/**
 * Names of algorithms by OID, as their specifications spell them; an algorithm that is not here is
 * called by its OID.
 */

/** RFC 3279, 4055, 5758, 8410, 9881, 9909 and the vendors' arcs that certificates carry. */
const SIGNATURES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.3': 'md4WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.2.840.113549.1.1.15': 'sha512-224WithRSAEncryption',
  '1.2.840.113549.1.1.16': 'sha512-256WithRSAEncryption',
  '1.3.14.3.2.29': 'sha1WithRSA(OIW)',
  '1.3.14.3.2.3': 'md5WithRSA(OIW)',
  '1.3.14.3.2.27': 'dsaWithSHA1(OIW)',
  '1.3.14.3.2.13': 'dsaWithSHA(OIW)',
  '1.3.14.3.2.15': 'shaWithRSA(OIW)',
  '1.2.840.10040.4.3': 'dsa-with-sha1',
  '2.16.840.1.101.3.4.3.1': 'dsa-with-sha224',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-sha256',
  '2.16.840.1.101.3.4.3.3': 'dsa-with-sha384',
  '2.16.840.1.101.3.4.3.4': 'dsa-with-sha512',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '2.16.840.1.101.3.4.3.9': 'ecdsa-with-sha3-224',
  '2.16.840.1.101.3.4.3.10': 'ecdsa-with-sha3-256',
  '2.16.840.1.101.3.4.3.11': 'ecdsa-with-sha3-384',
  '2.16.840.1.101.3.4.3.12': 'ecdsa-with-sha3-512',
  '2.16.840.1.101.3.4.3.13': 'rsa-with-sha3-224',
  '2.16.840.1.101.3.4.3.14': 'rsa-with-sha3-256',
  '2.16.840.1.101.3.4.3.15': 'rsa-with-sha3-384',
  '2.16.840.1.101.3.4.3.16': 'rsa-with-sha3-512',
  '1.2.156.10197.1.501': 'SM2-with-SM3',
  '1.2.643.2.2.3': 'GOST2001',
  '1.2.643.7.1.1.3.2': 'GOST2012-256',
  '1.2.643.7.1.1.3.3': 'GOST2012-512',
  // RFC 8692
  ...numbered('1.3.6.1.5.5.7.6.', 30, [
    'RSASSA-PSS-SHAKE128',
    'RSASSA-PSS-SHAKE256',
    'ECDSA-SHAKE128',
    'ECDSA-SHAKE256',
  ]),
};

/** Algorithms whose one OID names both the key and the signature. */
const KEYS_AND_SIGNATURES: Readonly<Record<string, string>> = {
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  ...numbered('2.16.840.1.101.3.4.3.', 17, ['ML-DSA-44', 'ML-DSA-65', 'ML-DSA-87']),
  ...numbered('2.16.840.1.101.3.4.3.', 20, slhDsa('SLH-DSA-')),
  ...numbered('2.16.840.1.101.3.4.3.', 32, [
    'HashML-DSA-44-with-SHA512',
    'HashML-DSA-65-with-SHA512',
    'HashML-DSA-87-with-SHA512',
  ]),
  ...numbered('2.16.840.1.101.3.4.3.', 35, [
    'HashSLH-DSA-SHA2-128s-with-SHA256',
    'HashSLH-DSA-SHA2-128f-with-SHA256',
    'HashSLH-DSA-SHA2-192s-with-SHA512',
    'HashSLH-DSA-SHA2-192f-with-SHA512',
    'HashSLH-DSA-SHA2-256s-with-SHA512',
    'HashSLH-DSA-SHA2-256f-with-SHA512',
    'HashSLH-DSA-SHAKE-128s-with-SHAKE128',
    'HashSLH-DSA-SHAKE-128f-with-SHAKE128',
    'HashSLH-DSA-SHAKE-192s-with-SHAKE256',
    'HashSLH-DSA-SHAKE-192f-with-SHAKE256',
    'HashSLH-DSA-SHAKE-256s-with-SHAKE256',
    'HashSLH-DSA-SHAKE-256f-with-SHAKE256',
  ]),
  // draft-ietf-lamps-pq-composite-sigs-19 §6
  ...numbered('1.3.6.1.5.5.7.6.', 37, [
    'MLDSA44-RSA2048-PSS-SHA256',
    'MLDSA44-RSA2048-PKCS15-SHA256',
    'MLDSA44-Ed25519-SHA512',
    'MLDSA44-ECDSA-P256-SHA256',
    'MLDSA65-RSA3072-PSS-SHA512',
    'MLDSA65-RSA3072-PKCS15-SHA512',
    'MLDSA65-RSA4096-PSS-SHA512',
    'MLDSA65-RSA4096-PKCS15-SHA512',
    'MLDSA65-ECDSA-P256-SHA512',
    'MLDSA65-ECDSA-P384-SHA512',
    'MLDSA65-ECDSA-brainpoolP256r1-SHA512',
    'MLDSA65-Ed25519-SHA512',
    'MLDSA87-ECDSA-P384-SHA512',
    'MLDSA87-ECDSA-brainpoolP384r1-SHA512',
    'MLDSA87-Ed448-SHAKE256',
    'MLDSA87-RSA3072-PSS-SHA512',
    'MLDSA87-RSA4096-PSS-SHA512',
    'MLDSA87-ECDSA-P521-SHA512',
  ]),
};

const KEYS: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '2.5.8.1.1': 'RSA', // X.509's own id-ea-rsa, before PKCS #1
  '1.2.840.113549.1.1.7': 'RSAES-OAEP',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.10040.4.1': 'DSA',
  '1.3.14.3.2.12': 'DSA(OIW)',
  '1.2.840.10045.2.1': 'EC',
  '1.3.132.1.12': 'ECDH',
  '1.2.840.113549.1.3.1': 'DH',
  '1.2.840.10046.2.1': 'DH',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.2.156.10197.1.301': 'SM2',
  '1.2.643.2.2.19': 'GOST2001',
  '1.2.643.7.1.1.1.1': 'GOST2012-256',
  '1.2.643.7.1.1.1.2': 'GOST2012-512',
  ...numbered('2.16.840.1.101.3.4.4.', 1, ['ML-KEM-512', 'ML-KEM-768', 'ML-KEM-1024']),
};

/** Curve name and size of its field in bits, by OID (SEC 2, RFC 5639, GM/T 0003). */
const CURVES: Readonly<Record<string, readonly [name: string, bits: number]>> = {
  '1.2.840.10045.3.1.1': ['secp192r1', 192],
  '1.2.840.10045.3.1.7': ['secp256r1', 256],
  '1.3.132.0.33': ['secp224r1', 224],
  '1.3.132.0.34': ['secp384r1', 384],
  '1.3.132.0.35': ['secp521r1', 521],
  '1.3.132.0.8': ['secp160r1', 160],
  '1.3.132.0.9': ['secp160k1', 160],
  '1.3.132.0.30': ['secp160r2', 160],
  '1.3.132.0.31': ['secp192k1', 192],
  '1.3.132.0.32': ['secp224k1', 224],
  '1.3.132.0.10': ['secp256k1', 256],
  '1.3.132.0.6': ['secp112r1', 112],
  '1.3.132.0.7': ['secp112r2', 112],
  '1.3.132.0.28': ['secp128r1', 128],
  '1.3.132.0.29': ['secp128r2', 128],
  '1.3.132.0.4': ['sect113r1', 113],
  '1.3.132.0.5': ['sect113r2', 113],
  '1.3.132.0.22': ['sect131r1', 131],
  '1.3.132.0.23': ['sect131r2', 131],
  '1.3.132.0.1': ['sect163k1', 163],
  '1.3.132.0.2': ['sect163r1', 163],
  '1.3.132.0.15': ['sect163r2', 163],
  '1.3.132.0.24': ['sect193r1', 193],
  '1.3.132.0.25': ['sect193r2', 193],
  '1.3.132.0.26': ['sect233k1', 233],
  '1.3.132.0.27': ['sect233r1', 233],
  '1.3.132.0.3': ['sect239k1', 239],
  '1.3.132.0.16': ['sect283k1', 283],
  '1.3.132.0.17': ['sect283r1', 283],
  '1.3.132.0.36': ['sect409k1', 409],
  '1.3.132.0.37': ['sect409r1', 409],
  '1.3.132.0.38': ['sect571k1', 571],
  '1.3.132.0.39': ['sect571r1', 571],
  '1.3.36.3.3.2.8.1.1.3': ['brainpoolP192r1', 192],
  '1.3.36.3.3.2.8.1.1.5': ['brainpoolP224r1', 224],
  '1.3.36.3.3.2.8.1.1.7': ['brainpoolP256r1', 256],
  '1.3.36.3.3.2.8.1.1.9': ['brainpoolP320r1', 320],
  '1.3.36.3.3.2.8.1.1.11': ['brainpoolP384r1', 384],
  '1.3.36.3.3.2.8.1.1.13': ['brainpoolP512r1', 512],
  '1.2.156.10197.1.301': ['sm2p256v1', 256],
};

/** Hash functions and what else the parameters of RSASSA-PSS name. */
const HASHES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.8': 'MGF1',
  '1.2.840.113549.1.1.9': 'pSpecified',
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  ...numbered('2.16.840.1.101.3.4.2.', 1, [
    'SHA-256',
    'SHA-384',
    'SHA-512',
    'SHA-224',
    'SHA-512/224',
    'SHA-512/256',
    'SHA3-224',
    'SHA3-256',
    'SHA3-384',
    'SHA3-512',
    'SHAKE128',
    'SHAKE256',
  ]),
};

export function signatureAlgorithmName(oid: string): string {
  return SIGNATURES[oid] ?? KEYS_AND_SIGNATURES[oid] ?? oid;
}

export function publicKeyAlgorithmName(oid: string): string {
  // a signature's OID in a key's place is a mistake that is seen; its name says more than its OID
  return KEYS[oid] ?? KEYS_AND_SIGNATURES[oid] ?? SIGNATURES[oid] ?? oid;
}

export function hashName(oid: string): string {
  return HASHES[oid] ?? oid;
}

/** The name of an algorithm of any kind, also of a hash function or a curve; `null` when unknown. */
export function algorithmName(oid: string): string | null {
  const name = SIGNATURES[oid] ?? KEYS_AND_SIGNATURES[oid] ?? KEYS[oid] ?? HASHES[oid];
  return name ?? CURVES[oid]?.[0] ?? null;
}

/** The name and field size of a named curve; the OID and `null` for an unknown one. */
export function namedCurve(oid: string): { name: string; bits: number | null } {
  const [name, bits] = CURVES[oid] ?? [oid, null];
  return { name, bits };
}

function numbered(arc: string, first: number, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name, i) => [`${arc}${first + i}`, name]));
}

function slhDsa(prefix: string): string[] {
  return ['SHA2', 'SHAKE'].flatMap((hash) =>
    ['128s', '128f', '192s', '192f', '256s', '256f'].map((set) => `${prefix}${hash}-${set}`),
  );
}
