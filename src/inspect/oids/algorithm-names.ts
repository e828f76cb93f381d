/** Public keys, signatures, hashes and curves, by the names that their standards give them. */

export const ALGORITHM_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.1.1': 'RSA',
  '1.2.840.113549.1.1.2': 'md2WithRSAEncryption',
  '1.2.840.113549.1.1.3': 'md4WithRSAEncryption',
  '1.2.840.113549.1.1.4': 'md5WithRSAEncryption',
  '1.2.840.113549.1.1.5': 'sha1WithRSAEncryption',
  '1.2.840.113549.1.1.7': 'RSAES-OAEP',
  '1.2.840.113549.1.1.8': 'MGF1',
  '1.2.840.113549.1.1.9': 'pSpecified',
  '1.2.840.113549.1.1.10': 'RSASSA-PSS',
  '1.2.840.113549.1.1.11': 'sha256WithRSAEncryption',
  '1.2.840.113549.1.1.12': 'sha384WithRSAEncryption',
  '1.2.840.113549.1.1.13': 'sha512WithRSAEncryption',
  '1.2.840.113549.1.1.14': 'sha224WithRSAEncryption',
  '1.2.840.113549.1.1.15': 'sha512-224WithRSAEncryption',
  '1.2.840.113549.1.1.16': 'sha512-256WithRSAEncryption',
  '2.16.840.1.101.3.4.3.13': 'sha3-224WithRSAEncryption',
  '2.16.840.1.101.3.4.3.14': 'sha3-256WithRSAEncryption',
  '2.16.840.1.101.3.4.3.15': 'sha3-384WithRSAEncryption',
  '2.16.840.1.101.3.4.3.16': 'sha3-512WithRSAEncryption',
  '1.3.14.3.2.3': 'md5WithRSA (OIW)',
  '1.3.14.3.2.13': 'dsaWithSHA (OIW)',
  '1.3.14.3.2.15': 'shaWithRSASignature (OIW)',
  '1.3.14.3.2.27': 'dsaWithSHA1 (OIW)',
  '1.3.14.3.2.29': 'sha1WithRSASignature (OIW)',
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10040.4.3': 'dsa-with-sha1',
  '2.16.840.1.101.3.4.3.1': 'dsa-with-sha224',
  '2.16.840.1.101.3.4.3.2': 'dsa-with-sha256',
  '1.2.840.10046.2.1': 'Diffie-Hellman (X9.42)',
  '1.2.840.10045.2.1': 'EC',
  '1.3.132.1.12': 'ECDH',
  '1.2.840.10045.4.1': 'ecdsa-with-SHA1',
  '1.2.840.10045.4.3.1': 'ecdsa-with-SHA224',
  '1.2.840.10045.4.3.2': 'ecdsa-with-SHA256',
  '1.2.840.10045.4.3.3': 'ecdsa-with-SHA384',
  '1.2.840.10045.4.3.4': 'ecdsa-with-SHA512',
  '2.16.840.1.101.3.4.3.9': 'ecdsa-with-SHA3-224',
  '2.16.840.1.101.3.4.3.10': 'ecdsa-with-SHA3-256',
  '2.16.840.1.101.3.4.3.11': 'ecdsa-with-SHA3-384',
  '2.16.840.1.101.3.4.3.12': 'ecdsa-with-SHA3-512',
  '1.3.6.1.5.5.7.6.30': 'RSASSA-PSS-SHAKE128',
  '1.3.6.1.5.5.7.6.31': 'RSASSA-PSS-SHAKE256',
  '1.3.6.1.5.5.7.6.32': 'ECDSA-SHAKE128',
  '1.3.6.1.5.5.7.6.33': 'ECDSA-SHAKE256',
  '1.3.101.110': 'X25519',
  '1.3.101.111': 'X448',
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
  '1.2.643.2.2.3': 'GOST R 34.10-2001 with GOST R 34.11-94',
  '1.2.643.2.2.19': 'GOST R 34.10-2001',
  '1.2.643.7.1.1.1.1': 'GOST R 34.10-2012 (256 bits)',
  '1.2.643.7.1.1.1.2': 'GOST R 34.10-2012 (512 bits)',
  '1.2.643.7.1.1.3.2': 'GOST R 34.10-2012 with GOST R 34.11-2012 (256 bits)',
  '1.2.643.7.1.1.3.3': 'GOST R 34.10-2012 with GOST R 34.11-2012 (512 bits)',
  '1.2.156.10197.1.301': 'SM2',
  '1.2.156.10197.1.501': 'SM2-with-SM3',
  '1.2.840.113549.2.2': 'MD2',
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.5': 'SHA-512/224',
  '2.16.840.1.101.3.4.2.6': 'SHA-512/256',
  '2.16.840.1.101.3.4.2.8': 'SHA3-256',
  '2.16.840.1.101.3.4.2.9': 'SHA3-384',
  '2.16.840.1.101.3.4.2.10': 'SHA3-512',
  '2.16.840.1.101.3.4.2.11': 'SHAKE128',
  '2.16.840.1.101.3.4.2.12': 'SHAKE256',
  ...postQuantumNames(),
};

export const CURVE_NAMES: Readonly<
  Record<string, { readonly name: string; readonly bits: number }>
> = {
  '1.2.840.10045.3.1.1': { name: 'P-192 (secp192r1, prime192v1)', bits: 192 },
  '1.3.132.0.33': { name: 'P-224 (secp224r1)', bits: 224 },
  '1.2.840.10045.3.1.7': { name: 'P-256 (secp256r1, prime256v1)', bits: 256 },
  '1.3.132.0.34': { name: 'P-384 (secp384r1)', bits: 384 },
  '1.3.132.0.35': { name: 'P-521 (secp521r1)', bits: 521 },
  '1.3.132.0.10': { name: 'secp256k1', bits: 256 },
  '1.3.132.0.6': { name: 'secp112r1', bits: 112 },
  '1.3.132.0.7': { name: 'secp112r2', bits: 112 },
  '1.3.132.0.28': { name: 'secp128r1', bits: 128 },
  '1.3.132.0.8': { name: 'secp160r1', bits: 160 },
  '1.3.132.0.9': { name: 'secp160k1', bits: 160 },
  '1.3.132.0.30': { name: 'secp160r2', bits: 160 },
  '1.3.132.0.31': { name: 'secp192k1', bits: 192 },
  '1.3.132.0.32': { name: 'secp224k1', bits: 224 },
  '1.3.132.0.1': { name: 'sect163k1', bits: 163 },
  '1.3.132.0.15': { name: 'sect163r2', bits: 163 },
  '1.3.132.0.26': { name: 'sect233k1', bits: 233 },
  '1.3.132.0.27': { name: 'sect233r1', bits: 233 },
  '1.3.132.0.16': { name: 'sect283k1', bits: 283 },
  '1.3.132.0.17': { name: 'sect283r1', bits: 283 },
  '1.3.132.0.36': { name: 'sect409k1', bits: 409 },
  '1.3.132.0.37': { name: 'sect409r1', bits: 409 },
  '1.3.132.0.38': { name: 'sect571k1', bits: 571 },
  '1.3.132.0.39': { name: 'sect571r1', bits: 571 },
  '1.3.36.3.3.2.8.1.1.7': { name: 'brainpoolP256r1', bits: 256 },
  '1.3.36.3.3.2.8.1.1.11': { name: 'brainpoolP384r1', bits: 384 },
  '1.3.36.3.3.2.8.1.1.13': { name: 'brainpoolP512r1', bits: 512 },
  '1.2.156.10197.1.301': { name: 'SM2 (sm2p256v1)', bits: 256 },
};

/** NIST's registry (FIPS 203, 204, 205), in the order of its arcs. */
function postQuantumNames(): Record<string, string> {
  const arc = '2.16.840.1.101.3.4';
  const names: Record<string, string> = {};
  for (const [i, size] of [44, 65, 87].entries()) {
    names[`${arc}.3.${17 + i}`] = `ML-DSA-${size}`;
    names[`${arc}.3.${32 + i}`] = `HashML-DSA-${size}-SHA512`;
  }
  for (const [i, size] of [512, 768, 1024].entries()) names[`${arc}.4.${1 + i}`] = `ML-KEM-${size}`;
  const slh = ['SHA2', 'SHAKE'].flatMap((hash) =>
    ['128s', '128f', '192s', '192f', '256s', '256f'].map((size) => `SLH-DSA-${hash}-${size}`),
  );
  const prehash = ['SHA256', 'SHA256', 'SHA512', 'SHA512', 'SHA512', 'SHA512'];
  prehash.push('SHAKE128', 'SHAKE128', 'SHAKE256', 'SHAKE256', 'SHAKE256', 'SHAKE256');
  for (const [i, name] of slh.entries()) {
    names[`${arc}.3.${20 + i}`] = name;
    names[`${arc}.3.${35 + i}`] = `Hash${name}-${prehash[i] ?? ''}`;
  }
  return names;
}
