import { describe, expect, it } from 'vitest';
import type { Figures } from '../../src/impact/impact.ts';
import {
  explicit,
  integer,
  oid,
  sequence,
  simpleName,
  bitString,
  octetString,
  bytesOf,
} from '../support/der.ts';
import {
  extendedKeyUsage,
  policies,
  rawCertificate,
  sctList,
  serializedSct,
  validity,
} from '../support/raw-certificate.ts';
import { figuresOf } from './examined.ts';

const NOT_AFTER = Date.UTC(2026, 0, 1, 12, 0, 0) / 1000;

function until(...notAfters: string[]): Uint8Array[] {
  return notAfters.map((notAfter, i) =>
    rawCertificate({
      serial: integer(`01${i.toString(16).padStart(2, '0')}`),
      validity: validity('250101000000Z', notAfter),
    }),
  );
}

describe('expired and unexpired', () => {
  const certificates = until('260101120000Z');

  it.each([
    ['the second before notAfter', NOT_AFTER - 1, 0],
    ['the very second of notAfter, which is still valid', NOT_AFTER, 0],
    ['one second later', NOT_AFTER + 1, 1],
  ])('at %s', (_name, asOf, expired) => {
    expect(figuresOf(certificates, asOf).validity).toEqual({
      expired,
      unexpired: 1 - expired,
      revoked: null,
      remainingValid: null,
    });
  });

  it('counts a certificate whose notAfter cannot be read as neither', () => {
    const mixed = until('260101120000Z', 'never', '270101120000Z');
    expect(figuresOf(mixed, NOT_AFTER + 1).validity).toMatchObject({ expired: 1, unexpired: 1 });
  });

  it('is unknown, not 0, when no notAfter is known', () => {
    const unknown = { expired: null, unexpired: null, revoked: null, remainingValid: null };
    expect(figuresOf(until('never')).validity).toEqual(unknown);
    expect(figuresOf([]).validity).toEqual(unknown);
  });
});

describe('figures of no certificate', () => {
  it('are null or empty', () => {
    const figures = figuresOf([]);
    expect(figures.issuance).toEqual({
      notBefore: { first: null, last: null },
      sct: { first: null, last: null, certificates: 0 },
      histogram: [],
    });
    expect(figures.shared).toEqual([]);
    expect(figures.issuers).toEqual([]);
    expect(figures.certificates.total).toBe(0);
  });
});

describe('what all certificates share', () => {
  const make = (i: number, fields: Parameters<typeof rawCertificate>[0] = {}): Uint8Array =>
    rawCertificate({ serial: integer(`02${i.toString(16).padStart(4, '0')}`), ...fields });
  const sentences = (certificates: Uint8Array[]): string[] => figuresOf(certificates).shared;

  it('is said in a sentence each, and of two by “both”', () => {
    const extensions = [policies('2.23.140.1.2.1', '1.2.3'), sctList(serializedSct(1.7e12))];
    const alike = [1, 2, 3].map((i) => make(i, { extensions }));
    const all = (predicate: string): string => `All 3 examined certificates ${predicate}.`;
    expect(sentences(alike)).toEqual([
      all('were issued by CN=Issuer'),
      all('are DV certificates'),
      all('assert the policies 1.2.3, 2.23.140.1.2.1 (CA/B Forum DV)'),
      all('are signed with ecdsa-with-SHA256'),
      all('have EC secp256r1 keys'),
      all('have the notBefore 2025-01-01T00:00:00Z'),
      all('have embedded SCTs'),
      all('have expired'),
    ]);
    expect(sentences(alike.slice(1))[0]).toBe(
      'Both examined certificates were issued by CN=Issuer.',
    );
    expect(sentences(alike.slice(2)), 'one shares nothing with another').toEqual([]);
  });

  it('claims no more than can be read', () => {
    const explicitCurve = sequence(oid('1.2.840.10045.2.1'), sequence(integer('01')));
    const extensions = [sctList(bytesOf('ff'))];
    const publicKey = sequence(explicitCurve, bitString(bytesOf('04')));
    const odd = [1, 2].map((i) => make(i, { issuer: sequence(), extensions, publicKey }));
    const both = sentences(odd);
    expect(both).toContain('Both examined certificates were issued by an empty name.');
    expect(both).toContain('Both examined certificates have EC explicit keys.');
    expect(both.join(' '), 'an SCT list is there, though none can read it').not.toContain('SCT');
  });

  it('groups the digits of a thousand and more', () => {
    expect(sentences(Array.from({ length: 1234 }, (_, i) => make(i)))[0]).toBe(
      'All 1,234 examined certificates were issued by CN=Issuer.',
    );
  });

  it('is nothing where the certificates differ', () => {
    const other = make(2, {
      issuer: simpleName(['2.5.4.3', 'Other']),
      validity: validity('250102000000Z', '270101000000Z'),
      outerAlgorithm: sequence(oid('1.3.101.112')),
      publicKey: sequence(sequence(oid('1.3.101.112')), bitString(new Uint8Array(32))),
      extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.1'), sctList(serializedSct(1.7e12))],
    });
    expect(sentences([make(1, { extensions: [policies('1.2.3')] }), other])).toEqual([]);
  });

  it('is a notBefore only when every one of them has one', () => {
    const unreadable = make(2, { validity: validity('soon', '260101000000Z') });
    const about = (list: string[]): string[] =>
      list.filter((sentence) => sentence.includes('notBefore'));
    expect(about(sentences([make(1), unreadable]))).toEqual([]);
    expect(
      about(
        sentences([make(1), make(3, { validity: validity('250101235959Z', '260101000000Z') })]),
      ),
    ).toEqual(['Both examined certificates have a notBefore on 2025-01-01.']);
  });

  it('says of inferred validation types that they are, and of how many', () => {
    const tls = extendedKeyUsage('1.3.6.1.5.5.7.3.1');
    const inferred = [make(1, { extensions: [tls] }), make(2, { extensions: [tls] })];
    const known = make(3, { extensions: [policies('2.23.140.1.2.1')] });
    const about = (list: Uint8Array[]): string => sentences(list).find((s) => s.includes(' DV '))!;
    expect(about(inferred)).toBe(
      'Both examined certificates are DV certificates (inferred, not by policy OID).',
    );
    expect(about([...inferred, known])).toBe(
      'All 3 examined certificates are DV certificates (inferred for 2 of them, not by policy OID).',
    );
  });
});

describe('figures of what is odd', () => {
  const keys = (certificates: Uint8Array[]): Figures['publicKeys'] =>
    figuresOf(certificates).publicKeys;

  it('keeps explicit curves of different sizes apart, in every order', () => {
    const explicitCurve = (prime: string): Uint8Array => {
      const domain = sequence(
        integer('01'),
        sequence(oid('1.2.840.10045.1.1'), integer(prime)),
        sequence(octetString(), octetString()),
        octetString(),
        integer('05'),
      );
      const publicKey = sequence(sequence(oid('1.2.840.10045.2.1'), domain), bitString());
      return rawCertificate({ publicKey });
    };
    const [small, large] = [explicitCurve('7f'), explicitCurve('7fff')];
    expect(keys([small, large])).toHaveLength(2);
    expect(keys([small, large])).toEqual(keys([large, small]));
  });

  it('tells -1 from 255 when it looks for shared serial numbers, and 00 ff from no octet of ff', () => {
    const shared = (...serials: string[]): number =>
      figuresOf(serials.map((hex) => rawCertificate({ serial: integer(hex) }))).problems.find(
        ({ code }) => code === 'shared-serial',
      )?.count ?? 0;
    expect(shared('ff', '00ff')).toBe(0);
    expect(shared('ff', 'ffff')).toBe(2);
    expect(shared('00ff', '0000ff')).toBe(2);
    expect(shared('80', '0080')).toBe(0);
    expect(shared(`00${'aa'.repeat(30)}`, `0000${'aa'.repeat(30)}`)).toBe(2);
    expect(shared('aa'.repeat(30), `00${'aa'.repeat(30)}`)).toBe(0);
  });

  it('does not reckon with an SCT of a time that is none', () => {
    const odd = rawCertificate({ extensions: [sctList(serializedSct(2n ** 64n - 1n))] });
    expect(figuresOf([odd]).issuance.sct).toEqual({ first: null, last: null, certificates: 0 });
  });

  it('reads a certificate without a subject or key, and counts it', () => {
    const broken = rawCertificate({ subject: new Uint8Array(0), publicKey: new Uint8Array(0) });
    const figures = figuresOf([broken]);
    expect(figures.publicKeys).toEqual([
      { algorithm: 'unreadable', bits: null, curve: null, count: 1 },
    ]);
    expect(figures.certificates.final).toBe(1);
  });

  it('tells RSASSA-PSS apart by its hash', () => {
    const pss = (...parameters: Uint8Array[]): Uint8Array => {
      const algorithm = sequence(oid('1.2.840.113549.1.1.10'), sequence(...parameters));
      return rawCertificate({ innerAlgorithm: algorithm, outerAlgorithm: algorithm });
    };
    const sha256 = explicit(0, sequence(oid('2.16.840.1.101.3.4.2.1'), bytesOf('05 00')));
    expect(figuresOf([pss(), pss(sha256)]).signatureAlgorithms.map(({ name }) => name)).toEqual([
      'RSASSA-PSS with SHA-1',
      'RSASSA-PSS with SHA-256',
    ]);
  });
});
