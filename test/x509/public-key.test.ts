import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { type PublicKey, decodePublicKey } from '../../src/x509/public-key.ts';
import { bitString, bytesOf, integer, octetString, oid, sequence } from '../support/der.ts';
import { rawCertificate } from '../support/raw-certificate.ts';

function decode(spki: Uint8Array): PublicKey {
  return decodePublicKey(spki, 0, spki.length);
}

/** What OpenSSL writes for a new key. */
function generated(...key: unknown[]): Uint8Array {
  const generate = generateKeyPairSync as unknown as (...key: unknown[]) => {
    publicKey: { export(options: object): Buffer };
  };
  return generate(...key).publicKey.export({ type: 'spki', format: 'der' });
}

function bareKey(algorithm: string): Uint8Array {
  return sequence(sequence(oid(algorithm)), bitString(new Uint8Array(32)));
}

const P256_PRIME = '00ffffffff00000001000000000000000000000000ffffffffffffffffffffffff';
const P256_ORDER = '00ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';

function explicitCurve(fieldType: string, prime: string, order: string): Uint8Array {
  const domain = sequence(
    integer('01'),
    sequence(oid(fieldType), integer(prime)),
    sequence(octetString(bytesOf('01')), octetString(bytesOf('02'))),
    octetString(bytesOf('04 01 02')),
    integer(order),
    integer('01'),
  );
  return sequence(sequence(oid('1.2.840.10045.2.1'), domain), bitString(new Uint8Array(65)));
}

describe('public keys that OpenSSL has made', () => {
  it.each([
    ['RSA 2048', generated('rsa', { modulusLength: 2048 }), 'RSA', 2048, null],
    ['RSA 1023', generated('rsa', { modulusLength: 1023 }), 'RSA', 1023, null],
    ['RSA-PSS', generated('rsa-pss', { modulusLength: 1024 }), 'RSASSA-PSS', 1024, null],
    [
      'RSA-PSS with parameters',
      generated('rsa-pss', { modulusLength: 1024, hashAlgorithm: 'sha256', saltLength: 32 }),
      'RSASSA-PSS',
      1024,
      null,
    ],
    ['P-256', generated('ec', { namedCurve: 'P-256' }), 'EC', 256, 'secp256r1'],
    ['P-521', generated('ec', { namedCurve: 'P-521' }), 'EC', 521, 'secp521r1'],
    ['secp256k1', generated('ec', { namedCurve: 'secp256k1' }), 'EC', 256, 'secp256k1'],
    [
      'P-384 with explicit parameters',
      generated('ec', { namedCurve: 'P-384', paramEncoding: 'explicit' }),
      'EC',
      384,
      'secp384r1',
    ],
    [
      'brainpool with explicit parameters',
      generated('ec', { namedCurve: 'brainpoolP256r1', paramEncoding: 'explicit' }),
      'EC',
      256,
      'explicit',
    ],
    ['DSA', generated('dsa', { modulusLength: 1024, divisorLength: 160 }), 'DSA', 1024, null],
    ['DH', generated('dh', { group: 'modp14' }), 'DH', 2048, null],
    ['Ed25519', generated('ed25519'), 'Ed25519', 256, null],
    ['Ed448', generated('ed448'), 'Ed448', 456, null],
    ['X25519', generated('x25519'), 'X25519', 256, null],
    ['X448', generated('x448'), 'X448', 448, null],
  ])('%s', (_name, spki, algorithm, bits, curve) => {
    expect(decode(spki)).toEqual({ algorithm, bits, curve });
    expect(readFacts(rawCertificate({ publicKey: spki })).problems).toEqual([]);
  });
});

describe('public keys by OID', () => {
  it.each([
    ['ML-DSA-44', '2.16.840.1.101.3.4.3.17'],
    ['ML-DSA-87', '2.16.840.1.101.3.4.3.19'],
    ['SLH-DSA-SHA2-128s', '2.16.840.1.101.3.4.3.20'],
    ['SLH-DSA-SHAKE-256f', '2.16.840.1.101.3.4.3.31'],
    ['ML-KEM-768', '2.16.840.1.101.3.4.4.2'],
    ['1.2.3.4.5', '1.2.3.4.5'],
  ])('%s', (algorithm, id) => {
    expect(decode(bareKey(id))).toEqual({ algorithm, bits: null, curve: null });
  });

  it('calls a named curve that it does not know by its OID', () => {
    const spki = sequence(sequence(oid('1.2.840.10045.2.1'), oid('1.2.3')), bitString());
    expect(decode(spki)).toEqual({ algorithm: 'EC', bits: null, curve: '1.2.3' });
  });
});

describe('elliptic curves with explicit parameters', () => {
  const PRIME_FIELD = '1.2.840.10045.1.1';

  it.each([
    ['prime and order of P-256', PRIME_FIELD, P256_PRIME, P256_ORDER, 256, 'secp256r1'],
    ['the prime of P-256, another order', PRIME_FIELD, P256_PRIME, '05', 256, 'explicit'],
    ['another prime', PRIME_FIELD, '7f', P256_ORDER, 7, 'explicit'],
  ])('%s', (_name, field, prime, order, bits, curve) => {
    expect(decode(explicitCurve(field, prime, order))).toEqual({ algorithm: 'EC', bits, curve });
  });

  it('knows no size of a binary field, and survives every truncation', () => {
    const binary = sequence(
      sequence(
        oid('1.2.840.10045.2.1'),
        sequence(integer('01'), sequence(oid('1.2.840.10045.1.2'))),
      ),
    );
    expect(decode(binary)).toEqual({ algorithm: 'EC', bits: null, curve: 'explicit' });
    const whole = explicitCurve(PRIME_FIELD, P256_PRIME, P256_ORDER);
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(whole.subarray(0, length))).not.toThrow();
    }
  });
});

describe('public keys that cannot be read', () => {
  it.each([
    ['nothing', sequence()],
    ['an OID that is cut', sequence(sequence(bytesOf('06 02 2a 86')), bitString())],
    ['an empty algorithm', sequence(sequence(), bitString())],
  ])('%s: null, and a problem', (_name, publicKey) => {
    const facts = readFacts(rawCertificate({ publicKey }));
    expect(facts.publicKey).toBeNull();
    expect(facts.problems.length).toBeGreaterThan(0);
    expect(facts.subject).toBe('CN=Subject');
  });

  it('gives an RSA key without a modulus no size', () => {
    const rsa = (key: Uint8Array): PublicKey =>
      decode(sequence(sequence(oid('1.2.840.113549.1.1.1'), bytesOf('05 00')), key));
    expect(rsa(bitString())).toEqual({ algorithm: 'RSA', bits: null, curve: null });
    expect(rsa(bitString(sequence()))).toEqual({ algorithm: 'RSA', bits: null, curve: null });
    expect(rsa(new Uint8Array(0))).toEqual({ algorithm: 'RSA', bits: null, curve: null });
  });
});
