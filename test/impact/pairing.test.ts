import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import type { Pairing } from '../../src/impact/pairing.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { readFacts } from '../../src/x509/facts.ts';
import { TbsDigester } from '../../src/x509/precertificate.ts';
import { type LeafOptions, type TestCa, makeCa } from '../support/make-certificate.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { transformedTbs } from '../support/transformed-tbs.ts';
import { figuresOf, pairingOf } from './examined.ts';

const SCTS = { sctTimestamps: [Date.UTC(2025, 2, 1), Date.UTC(2025, 2, 2)] };
const PRE = { precertificate: true };

let ca: TestCa;
let otherCa: TestCa;

beforeAll(async () => {
  ca = await makeCa();
  otherCa = await makeCa('CN=Other CA, C=NL');
});

function issue(...all: LeafOptions[]): Promise<Uint8Array[]> {
  return Promise.all(all.map((options) => ca.issue(options)));
}

/** final, presumed, precertificates, pairs, sharingSerial */
function counts(certificates: Uint8Array[]): number[] {
  const p = pairingOf(certificates);
  expect(p.counted).toHaveLength(p.final + p.presumed);
  return [p.final, p.presumed, p.precertificates, p.pairs, p.sharingSerial];
}

function digestOf(der: Uint8Array): string {
  const reader = new CertificateReader();
  reader.read(der);
  return Buffer.from(new TbsDigester().digest(reader)).toString('hex');
}

describe('pairing of precertificates and final certificates', () => {
  it('counts a pair once, whatever the order', async () => {
    const [final, pre] = await issue(SCTS, PRE);
    expect(counts([final!, pre!])).toEqual([1, 0, 1, 1, 0]);
    expect(counts([pre!, final!])).toEqual([1, 0, 1, 1, 0]);
  });

  it('says of each precertificate which certificate counts for it', async () => {
    const [final, pre, lone] = await issue(SCTS, PRE, { ...PRE, serial: '7b02' });
    const same = await ca.issue({ ...PRE, serial: '7b02' });
    expect([...pairingOf([lone!, pre!, final!, same]).countedFor]).toEqual([0, 2, 0]);
    expect([...pairingOf([final!]).countedFor]).toEqual([]);
  });

  it('pairs wherever the CT extension stands, and with a final without SCTs', async () => {
    const [final, first, bare] = await issue(SCTS, { ...PRE, ctFirst: true }, {});
    expect(counts([final!, first!])).toEqual([1, 0, 1, 1, 0]);
    expect(counts([first!, bare!])).toEqual([1, 0, 1, 1, 0]);
  });

  it('presumes a certificate for a precertificate whose final is not there', async () => {
    expect(counts(await issue(PRE))).toEqual([0, 1, 1, 0, 0]);
    expect(counts(await issue(PRE, { ...SCTS, serial: '7b02' }))).toEqual([1, 1, 1, 0, 0]);
  });

  it('presumes one certificate for two precertificates with equal TBSCertificates', async () => {
    // ECDSA signatures differ, so that the two have different fingerprints
    const [a, b] = await issue(PRE, PRE);
    expect(fingerprintOf(a!)).not.toBe(fingerprintOf(b!));
    expect(counts([a!, b!])).toEqual([0, 1, 2, 0, 0]);
  });

  const altered: [name: string, LeafOptions][] = [
    ['subject', { subject: 'CN=example.com' }],
    ['notBefore by a second', { notBefore: new Date('2025-03-01T00:00:01Z') }],
    ['notAfter by a second', { notAfter: new Date('2025-05-30T23:59:58Z') }],
    ['a name', { dnsNames: ['example.com'] }],
    ['a name more', { dnsNames: ['example.org', 'example.com'] }],
    ['the policy', { policies: ['2.23.140.1.2.2'] }],
  ];

  it.each(altered)(
    'takes a final that differs in %s for another certificate',
    async (_name, change) => {
      const certificates = await issue({ ...SCTS, ...change }, PRE);
      expect(counts(certificates)).toEqual([1, 1, 1, 0, 2]);
      const { certificates: figures, problems } = figuresOf(certificates);
      expect(figures).toMatchObject({ total: 2, final: 1, presumed: 1, pairs: 0 });
      expect(problems).toContainEqual({ code: 'shared-serial', count: 2 });
    },
  );

  it('finds nothing in equal serial numbers of different issuers', async () => {
    const certificates = [
      await ca.issue(SCTS),
      await otherCa.issue(SCTS),
      await otherCa.issue(PRE),
    ];
    expect(counts(certificates)).toEqual([2, 0, 1, 1, 0]);
    expect(figuresOf(certificates).problems).toEqual([]);
  });

  it('counts two finals of one precertificate twice, and reports their serial number', async () => {
    const [a, b, pre] = await issue(SCTS, { sctTimestamps: [Date.UTC(2025, 2, 3)] }, PRE);
    expect(counts([a!, b!, pre!])).toEqual([2, 0, 1, 1, 2]);
  });

  it('gives the same figures in every order', async () => {
    const certificates = await issue(
      SCTS,
      PRE,
      PRE,
      { ...PRE, serial: '05' },
      { serial: '05', subject: 'CN=x' },
    );
    const expected = figuresOf(certificates);
    fc.assert(
      fc.property(
        fc.shuffledSubarray(certificates, { minLength: certificates.length }),
        (order) => {
          expect(figuresOf(order)).toEqual(expected);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('computes the digest that asn1js computes by parsing and encoding again', async () => {
    const all = await issue(
      SCTS,
      PRE,
      {},
      { ...SCTS, ctFirst: true },
      { ...PRE, dnsNames: Array.from({ length: 300 }, (_, i) => `${i}.example.org`) },
    );
    for (const der of [...all, ca.certificate])
      expect(digestOf(der)).toBe(transformedTbs(der).digest);
  });
});

describe.skipIf(!hasShared('corpus/pairs.pem'))('pairing of the shared pairs', () => {
  const pairs = hasShared('corpus/pairs.pem') ? readPem(sharedPath('corpus/pairs.pem')) : [];

  it('has the digest of asn1js and pairs what it pairs', () => {
    const theirs = new Map(pairs.map((der) => [fingerprintOf(der), transformedTbs(der)]));
    for (const der of pairs) expect(digestOf(der)).toBe(theirs.get(fingerprintOf(der))!.digest);
    const all = [...theirs.values()];
    const finals = all.filter(({ isPrecertificate }) => !isPrecertificate);
    const pres = all.filter(({ isPrecertificate }) => isPrecertificate);
    const finalDigests = new Set(finals.map(({ digest }) => digest));
    const presDigests = new Set(pres.map(({ digest }) => digest));
    const paired = [...presDigests].filter((digest) => finalDigests.has(digest)).length;
    const result: Pairing = pairingOf(pairs);
    expect(paired).toBeGreaterThan(4);
    expect(presDigests.size - paired).toBeGreaterThan(0);
    expect(result).toMatchObject({
      final: finals.length,
      precertificates: pres.length,
      pairs: paired,
      presumed: presDigests.size - paired,
    });
  });

  it('finds the serial numbers that several counted certificates of an issuer share', () => {
    const distinct = new Map(pairs.map((der) => [fingerprintOf(der), der]));
    const counted = new Map<string, string>();
    const finals = new Set<string>();
    for (const [sha256, der] of distinct) {
      const { digest, isPrecertificate } = transformedTbs(der);
      if (!isPrecertificate) finals.add(digest);
      counted.set(isPrecertificate ? `pre ${digest}` : sha256, keyOf(der));
    }
    for (const digest of finals) counted.delete(`pre ${digest}`);
    const keys = [...counted.values()];
    const shared = keys.filter((key) => keys.filter((other) => other === key).length > 1);
    expect(pairingOf(pairs).sharingSerial).toBe(shared.length);
  });
});

function keyOf(der: Uint8Array): string {
  const { issuer, serial } = readFacts(der);
  return `${issuer} ${serial}`;
}
