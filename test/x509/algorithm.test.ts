import { describe, expect, it } from 'vitest';
import {
  type SignatureAlgorithm,
  decodeSignatureAlgorithm,
  signatureAlgorithmLabel,
} from '../../src/x509/algorithm.ts';
import { readFacts } from '../../src/x509/facts.ts';
import { bytesOf, explicit, integer, oid, sequence } from '../support/der.ts';
import { rawCertificate } from '../support/raw-certificate.ts';

const PSS = '1.2.840.113549.1.1.10';
const SHA256 = '2.16.840.1.101.3.4.2.1';
const SHA512 = '2.16.840.1.101.3.4.2.3';
const MGF1 = '1.2.840.113549.1.1.8';
const NULL = bytesOf('05 00');

function decode(algorithm: Uint8Array): SignatureAlgorithm {
  return decodeSignatureAlgorithm(algorithm, 0, algorithm.length);
}

function pss(...parameters: Uint8Array[]): Uint8Array {
  return sequence(oid(PSS), sequence(...parameters));
}

function hash(id: string): Uint8Array {
  return sequence(oid(id), NULL);
}

describe('signature algorithms', () => {
  it.each([
    ['1.2.840.113549.1.1.5', 'sha1WithRSAEncryption'],
    ['1.2.840.113549.1.1.11', 'sha256WithRSAEncryption'],
    ['1.2.840.10045.4.3.3', 'ecdsa-with-SHA384'],
    ['1.2.840.10040.4.3', 'dsa-with-sha1'],
    ['1.3.101.112', 'Ed25519'],
    ['1.3.101.113', 'Ed448'],
    ['2.16.840.1.101.3.4.3.18', 'ML-DSA-65'],
    ['2.16.840.1.101.3.4.3.31', 'SLH-DSA-SHAKE-256f'],
    ['1.3.6.1.5.5.7.6.45', 'MLDSA65-ECDSA-P256-SHA512'],
    ['1.2.3.4', '1.2.3.4'],
  ])('calls %s %s', (id, name) => {
    expect(decode(sequence(oid(id), NULL))).toEqual({ oid: id, name });
  });

  it.each([
    ['empty parameters: the defaults of RFC 4055', pss(), 'SHA-1', 'SHA-1', 20],
    [
      'all parameters',
      pss(
        explicit(0, hash(SHA256)),
        explicit(1, sequence(oid(MGF1), hash(SHA256))),
        explicit(2, integer('20')),
      ),
      'SHA-256',
      'SHA-256',
      32,
    ],
    ['a hash only', pss(explicit(0, hash(SHA512))), 'SHA-512', 'SHA-1', 20],
    [
      'a mask generation function only',
      pss(explicit(1, sequence(oid(MGF1), hash(SHA512)))),
      'SHA-1',
      'SHA-512',
      20,
    ],
    ['a salt only', pss(explicit(2, integer('00ff'))), 'SHA-1', 'SHA-1', 255],
    ['a trailer field', pss(explicit(3, integer('01'))), 'SHA-1', 'SHA-1', 20],
    ['a hash that is not known', pss(explicit(0, hash('1.2.3'))), '1.2.3', 'SHA-1', 20],
    ['a hash that cannot be read', pss(explicit(0, NULL)), '?', 'SHA-1', 20],
  ])('reads RSASSA-PSS with %s', (_name, algorithm, hashName, mgfHash, saltLength) => {
    expect(decode(algorithm)).toEqual({
      oid: PSS,
      name: 'RSASSA-PSS',
      pss: { hash: hashName, mgfHash, saltLength },
    });
  });

  it('reads RSASSA-PSS without parameters, and tells PSS apart by hash in its label', () => {
    expect(decode(sequence(oid(PSS)))).toEqual({ oid: PSS, name: 'RSASSA-PSS' });
    expect(signatureAlgorithmLabel(decode(sequence(oid(PSS))))).toBe('RSASSA-PSS');
    expect(signatureAlgorithmLabel(decode(pss(explicit(0, hash(SHA256)))))).toBe(
      'RSASSA-PSS with SHA-256',
    );
  });

  it('takes the algorithm outside of the TBSCertificate, and reports that the two differ', () => {
    const facts = readFacts(
      rawCertificate({ outerAlgorithm: sequence(oid('1.2.840.113549.1.1.11'), NULL) }),
    );
    expect(facts.signatureAlgorithm?.name).toBe('sha256WithRSAEncryption');
    expect(facts.problems.map(({ code }) => code)).toEqual(['signature-algorithm-mismatch']);
  });

  it.each([
    ['without an OID', sequence()],
    ['with an OID that is cut', sequence(bytesOf('06 02 2a 86'))],
    ['with an empty OID', sequence(bytesOf('06 00'))],
  ])('an algorithm %s is null, and a problem', (_name, algorithm) => {
    const facts = readFacts(
      rawCertificate({ innerAlgorithm: algorithm, outerAlgorithm: algorithm }),
    );
    expect(facts.signatureAlgorithm).toBeNull();
    expect(facts.problems.length).toBeGreaterThan(0);
  });

  it('reads an OID of another type, as far as its octets are one, and reports it', () => {
    const algorithm = sequence(bytesOf('02 03 2b 65 70'));
    const facts = readFacts(
      rawCertificate({ innerAlgorithm: algorithm, outerAlgorithm: algorithm }),
    );
    expect(facts.signatureAlgorithm?.name).toBe('Ed25519');
    expect(facts.problems.map(({ code }) => code)).toEqual(['unexpected-tag']);
  });
});
