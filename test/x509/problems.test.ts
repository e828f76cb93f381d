import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { PROBLEM_CODES } from '../../src/x509/problem.ts';
import { PROBLEM_CASES } from './problem-cases.ts';
import { bytesOf, concat, integer, sequence, simpleName, text } from '../support/der.ts';
import {
  ECDSA_SHA256,
  CA_CONSTRAINTS,
  POISON,
  policies,
  rawCertificate,
  subjectAltName,
  validity,
} from '../support/raw-certificate.ts';

describe('problems', () => {
  it.each(PROBLEM_CASES)('$name: $codes', ({ fields, codes, at }) => {
    const der = rawCertificate(fields);
    const { problems, subject } = readFacts(der);
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect(subject).toBe('CN=Subject');
    const there = Buffer.from(der.subarray(problems[0]!.offset)).toString('hex');
    expect(there.startsWith(at), there.slice(0, 20)).toBe(true);
  });

  it('has none for a good certificate, with or without extensions', () => {
    expect(readFacts(rawCertificate()).problems).toEqual([]);
    const extensions = [POISON, policies('1.2.3'), CA_CONSTRAINTS];
    expect(readFacts(rawCertificate({ extensions })).problems).toEqual([]);
  });

  it.each([
    ['nothing', ''],
    ['one octet', '30'],
    ['text', Buffer.from('-----BEGIN CERTIFICATE-----').toString('hex')],
    ['an INTEGER', '02 01 05'],
    ['an empty SEQUENCE', '30 00'],
    ['a SEQUENCE of an INTEGER', '30 03 02 01 05'],
    ['an empty TBSCertificate', '30 02 30 00'],
  ])('not-a-certificate for %s, with every fact unknown', (_name, hex) => {
    const der = bytesOf(hex);
    const facts = readFacts(der);
    expect(facts.problems.map(({ code }) => code)).toContain('not-a-certificate');
    expect([facts.issuer, facts.subject, facts.serial, facts.notBefore]).toEqual(
      Array(4).fill(null),
    );
    expect([facts.signatureAlgorithm, facts.publicKey]).toEqual([null, null]);
    const reader = new CertificateReader();
    reader.read(der);
    expect(reader.readable).toBe(false);
  });

  it('reads a certificate in indefinite lengths and says so', () => {
    const tbs = concat(
      integer('05'),
      ECDSA_SHA256,
      simpleName(['2.5.4.3', 'I']),
      validity('250101000000Z', '260101000000Z'),
    );
    const end = bytesOf('00 00');
    const der = concat(
      bytesOf('30 80 30 80'),
      tbs,
      simpleName(['2.5.4.3', 'S']),
      sequence(),
      end,
      ECDSA_SHA256,
      bytesOf('03 01 00'),
      end,
    );
    const facts = readFacts(der);
    expect(facts.subject).toBe('CN=S');
    expect(facts.problems.filter(({ code }) => code === 'indefinite-length')).toEqual([
      { code: 'indefinite-length', offset: 0 },
      { code: 'indefinite-length', offset: 2 },
    ]);
  });

  it('counts offsets from the first octet of the certificate, wherever it stands', () => {
    const der = rawCertificate({ serial: integer('00') });
    const reader = new CertificateReader();
    reader.read(concat(new Uint8Array(100), der, new Uint8Array(50)), 100, 100 + der.length);
    expect(reader.problems.list(reader.start)).toEqual(readFacts(der).problems);
  });

  it('keeps at most 32 of them, in the order of their places', () => {
    const names = Array.from({ length: 500 }, () => bytesOf('89 00'));
    const { problems } = readFacts(rawCertificate({ extensions: [subjectAltName(...names)] }));
    expect(problems).toHaveLength(32);
    expect(problems.map(({ offset }) => offset)).toEqual(
      problems.map(({ offset }) => offset).sort((a, b) => a - b),
    );
  });

  it('forgets the certificate before', () => {
    const reader = new CertificateReader();
    reader.read(rawCertificate({ serial: integer('00'), extensions: [POISON, CA_CONSTRAINTS] }));
    reader.read(rawCertificate());
    expect([
      reader.problems.count,
      reader.extensions.isPrecertificate,
      reader.extensions.isCa,
    ]).toEqual([0, false, false]);
    reader.read(bytesOf('30 00'));
    expect([reader.readable, reader.issuerEnd, reader.notAfter]).toEqual([false, 0, NaN]);
  });

  it('fits the bits that the statistic of problems has for them', () => {
    expect(PROBLEM_CODES.length).toBeLessThanOrEqual(31);
    expect(new Set(PROBLEM_CODES).size).toBe(PROBLEM_CODES.length);
  });

  it.each([
    [
      'a CRL',
      sequence(
        ...[integer('01'), ECDSA_SHA256, simpleName(['2.5.4.3', 'CA'])],
        ...[text(0x17, '260101000000Z'), text(0x17, '260201000000Z')],
      ),
    ],
    [
      'a certificate request',
      sequence(
        ...[integer('00'), simpleName(['2.5.4.3', 'a.example'])],
        ...[sequence(ECDSA_SHA256, bytesOf('03 01 00')), bytesOf('a0 00')],
      ),
    ],
  ])('does not take %s for a certificate', (_, tbs) => {
    const reader = new CertificateReader();
    reader.read(sequence(tbs, ECDSA_SHA256, bytesOf('03 01 00')));
    expect(reader.readable).toBe(false);
    expect(reader.problems.list(0).map(({ code }) => code)).toContain('not-a-certificate');
  });
});
