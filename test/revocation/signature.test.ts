import { generateKeyPairSync, getCurves } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { comparableName } from '../../src/revocation/comparable-name.ts';
import { CrlReader } from '../../src/revocation/crl-reader.ts';
import { type CrlSignature, verifyCrlSignature } from '../../src/revocation/verify-signature.ts';
import { bytesOf, oid, sequence, simpleName } from '../support/der.ts';
import {
  CERT_SIGN,
  type CrlCa,
  type Signer,
  ecKeys,
  ecdsa,
  makeCrlCa,
  rsa,
  rsaKeys,
  rsaPss,
  signer,
} from '../support/make-crl.ts';
import { issuersOf } from './checked.ts';

const SHA_1 = '1.3.14.3.2.26';
const SHA_256 = '2.16.840.1.101.3.4.2.1';
const SHA_384 = '2.16.840.1.101.3.4.2.2';
const SHA_512 = '2.16.840.1.101.3.4.2.3';
const RSA = '1.2.840.113549.1.1.';

function verify(der: Uint8Array, ...certificates: Uint8Array[]): CrlSignature {
  const crl = new CrlReader();
  crl.read(der);
  const name = comparableName(der, crl.issuerStart, crl.issuerEnd);
  return verifyCrlSignature(crl, name, issuersOf(certificates));
}

function named(id: string): Uint8Array {
  return sequence(oid(id));
}

const keys = rsaKeys();
const SIGNERS: [name: string, make: () => Signer][] = [
  ['sha1WithRSAEncryption', () => rsa('sha1', `${RSA}5`, keys)],
  ['sha224WithRSAEncryption', () => rsa('sha224', `${RSA}14`, keys)],
  ['sha256WithRSAEncryption', () => rsa('sha256', `${RSA}11`, keys)],
  ['sha384WithRSAEncryption', () => rsa('sha384', `${RSA}12`, keys)],
  ['sha512WithRSAEncryption', () => rsa('sha512', `${RSA}13`, keys)],
  ['RSASSA-PSS with SHA-1', () => rsaPss('sha1', SHA_1, 20, keys)],
  ['RSASSA-PSS with SHA-256', () => rsaPss('sha256', SHA_256, 32, keys)],
  ['RSASSA-PSS with SHA-384', () => rsaPss('sha384', SHA_384, 17, keys)],
  ['RSASSA-PSS with SHA-512', () => rsaPss('sha512', SHA_512, 0, keys)],
  ['ecdsa-with-SHA256', () => ecdsa()],
  ['ecdsa-with-SHA384', () => signer(named('1.2.840.10045.4.3.3'), ecKeys('secp384r1'), 'sha384')],
  ['ecdsa-with-SHA512', () => signer(named('1.2.840.10045.4.3.4'), ecKeys('secp521r1'), 'sha512')],
  ['Ed25519', () => signer(named('1.3.101.112'), generateKeyPairSync('ed25519'), null)],
  ['Ed448', () => signer(named('1.3.101.113'), generateKeyPairSync('ed448'), null)],
  [
    'dsa-with-sha256',
    () => {
      const pair = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
      return signer(named('2.16.840.1.101.3.4.3.2'), pair, 'sha256');
    },
  ],
];

describe('the signature of a CRL', () => {
  it.each(SIGNERS)('is verified, or found wrong: %s', (algorithm, make) => {
    const ca = makeCrlCa({ signer: make() });
    const der = ca.crl({ entries: [{ serial: '7b01' }] });
    expect(verify(der, ca.certificate)).toMatchObject({
      state: 'verified',
      algorithm,
      weak: /SHA-1|sha1/.test(algorithm),
    });
    for (const at of [60, der.length >> 1, der.length - 3]) {
      const damaged = Uint8Array.from(der);
      damaged[at]! ^= 1;
      expect(verify(damaged, ca.certificate).state).not.toBe('verified');
    }
  });

  it.skipIf(!getCurves().includes('brainpoolP256r1'))(
    'is verified on the Brainpool curves, where OpenSSL has them',
    () => {
      const own = signer(named('1.2.840.10045.4.3.2'), ecKeys('brainpoolP256r1'), 'sha256');
      const ca = makeCrlCa({ signer: own });
      expect(verify(ca.crl(), ca.certificate).state).toBe('verified');
    },
  );

  it('is verified with keys that are for RSASSA-PSS alone, as far as they allow it', () => {
    const pair = generateKeyPairSync('rsa-pss', {
      modulusLength: 2048,
      hashAlgorithm: 'sha256',
      mgf1HashAlgorithm: 'sha256',
    });
    const ca = makeCrlCa({ signer: rsaPss('sha256', SHA_256, 32, pair) });
    expect(verify(ca.crl(), ca.certificate).state).toBe('verified');
    const other = rsaPss('sha384', SHA_384, 48, keys);
    const mixed = { ...other, publicKey: ca.signer.publicKey };
    const odd = makeCrlCa({ signer: mixed });
    expect(verify(odd.crl(), odd.certificate).state).not.toBe('verified');
  });

  it('is verified in BER as well, over the octets as they came', () => {
    const own = ecdsa();
    // non-minimal length inside of what is signed
    const padded = simpleName(['2.5.4.3', 'Test CA']);
    const name = Uint8Array.from([0x30, 0x81, ...padded.subarray(1)]);
    const ca = makeCrlCa({ signer: own, name });
    expect(verify(ca.crl(), ca.certificate).state).toBe('verified');
  });

  it.each<[name: string, make: () => Signer]>([
    ['MD5', () => rsa('md5', `${RSA}4`, keys)],
    ['another hash in MGF1', () => rsaPss('sha256', SHA_256, 32, keys, SHA_1)],
    ['an unknown algorithm', () => ({ ...ecdsa(), algorithm: named('1.2.3.4') })],
    ['an algorithm that cannot be read', () => ({ ...ecdsa(), algorithm: bytesOf('30 02 05 00') })],
  ])('is unsupported with %s', (_name, make) => {
    const ca = makeCrlCa({ signer: make() });
    expect(verify(ca.crl(), ca.certificate).state).toBe('unsupported');
  });

  it('is wrong with a key of another kind than the algorithm is for', () => {
    const own = rsa('sha256', `${RSA}11`, keys);
    const confused = { ...own, algorithm: named('1.2.840.10045.4.3.2') };
    const ca = makeCrlCa({ signer: confused });
    expect(verify(ca.crl(), ca.certificate).state).toBe('wrong');
  });

  it('is wrong where the two algorithms differ, even when it is good for one of them', () => {
    const ca = makeCrlCa({ signer: rsa('sha256', `${RSA}11`, keys) });
    const der = ca.crl();
    const at = Buffer.from(der).lastIndexOf(Buffer.from(ca.signer.algorithm));
    const other = Uint8Array.from(der);
    // the parameters NULL of the outer one become an empty OCTET STRING
    other[at + ca.signer.algorithm.length - 2] = 0x04;
    expect(verify(other, ca.certificate).state).toBe('wrong');
  });

  it('is wrong without a signature', () => {
    const ca = makeCrlCa();
    const der = ca.crl();
    const crl = new CrlReader();
    crl.read(der);
    expect(verify(der.subarray(0, crl.signatureStart), ca.certificate).state).toBe('wrong');
  });
});

describe('the issuer of a CRL', () => {
  const ca = makeCrlCa();
  const renewed = makeCrlCa();

  it('is not known without a certificate of its name', () => {
    const other = makeCrlCa({ name: 'Other CA', signer: ca.signer });
    expect(verify(ca.crl(), other.certificate).state).toBe('no-issuer');
    expect(verify(ca.crl(), ca.crl(), new Uint8Array(0)).state).toBe('no-issuer');
  });

  it('is found among all keys of its name, whichever identifier the CRL names', () => {
    const all = [ca.certificate, renewed.certificate];
    const stateOf = (by: CrlCa, keyId: string | null): unknown =>
      verify(by.crl({ keyId }), ...all).state;
    for (const by of [ca, renewed]) {
      for (const keyId of [ca.keyId, renewed.keyId, null, '00']) {
        expect(stateOf(by, keyId)).toBe('verified');
      }
    }
  });

  it('is the one whose key has verified it', () => {
    const signature = verify(renewed.crl(), ca.certificate, renewed.certificate);
    if (signature.state !== 'verified') throw new Error(signature.state);
    expect(signature.issuer.keyIds).toEqual(new Set([renewed.keyId]));
    expect(signature.issuer.publicKey).toEqual(renewed.signer.publicKey);
  });

  it('must be allowed to sign CRLs by one of its certificates', () => {
    const forbidden = makeCrlCa({ signer: ca.signer, keyUsage: CERT_SIGN });
    expect(verify(ca.crl(), forbidden.certificate).state).toBe('no-crl-sign');
    expect(verify(ca.crl(), forbidden.certificate, ca.certificate).state).toBe('verified');
    for (const keyUsage of ['00', '', '07 02']) {
      const odd = makeCrlCa({ signer: ca.signer, keyUsage });
      const state = keyUsage === '07 02' ? 'verified' : 'no-crl-sign';
      expect(verify(ca.crl(), odd.certificate).state).toBe(state);
    }
  });

  it('is nobody when the name is empty', () => {
    const nobody = makeCrlCa({ name: sequence() });
    expect(verify(nobody.crl(), nobody.certificate).state).toBe('no-issuer');
  });

  it('is not sought among more keys than a few', () => {
    const forged = Array.from({ length: 40 }, () => makeCrlCa({ keyId: null }).certificate);
    expect(verify(ca.crl({ keyId: null }), ...forged, ca.certificate).state).toBe('wrong');
    expect(verify(ca.crl(), ...forged, ca.certificate).state).toBe('verified');
  });
});
