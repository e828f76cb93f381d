import { fileURLToPath } from 'node:url';
import { deserialize, serialize } from 'node:v8';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figures } from '../../src/impact/impact.ts';
import { Tally, type TallySnapshot } from '../../src/impact/tally.ts';
import { readFacts } from '../../src/x509/facts.ts';
import { makeCa } from '../support/make-certificate.ts';
import { readPem } from '../support/shared.ts';
import { POISON, rawCertificate } from '../support/raw-certificate.ts';
import { integer } from '../support/der.ts';
import { addAll, figuresOf, figuresOfTally, settle, tallyOf } from './examined.ts';

let certificates: Uint8Array[];
let expected: Figures;

beforeAll(async () => {
  const samples = readPem(
    fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)),
  );
  const [ca, other] = [await makeCa(), await makeCa('CN=Other CA, C=NL')];
  const serials = ['10', '11', '12', '13', '14', '15'];
  const made = await Promise.all(
    serials.flatMap((serial, i) => [
      ca.issue({ serial, precertificate: true }),
      ca.issue({
        serial,
        sctTimestamps: [Date.UTC(2025, 1, i + 1)],
        subject: `CN=${i % 3 === 0 ? 'example.org' : 'other'}`,
      }),
      ca.issue({ serial: `20${serial}`, precertificate: true }),
      // without SCTs: its digest is undecided until a precertificate of the same serial is there
      ca.issue({ serial: `20${serial}` }),
      other.issue({ serial, policies: [`1.2.${i}`] }),
    ]),
  );
  const odd = ['80', '00', 'ff', '00ff'].map((serial) =>
    rawCertificate({ serial: integer(serial), extensions: serial === '80' ? [POISON] : [] }),
  );
  certificates = [...samples, ...made, ...odd];
  expected = figuresOf(certificates);
});

describe('Tally', () => {
  it('has pairs, presumed certificates and shared serial numbers to tell orders apart', () => {
    expect(certificates.length).toBeGreaterThan(55);
    expect(expected.certificates.pairs).toBeGreaterThan(5);
    expect(expected.certificates.presumed).toBeGreaterThan(2);
    expect(expected.problems.map(({ code }) => code)).toContain('shared-serial');
  });

  it('adds a certificate once, however often it comes', () => {
    const tally = tallyOf([...certificates, ...certificates, ...certificates.slice(10)]);
    expect(tally.size).toBe(certificates.length);
    expect(figuresOfTally(tally)).toEqual(expected);
  });

  it('gives the same figures in every order', () => {
    fc.assert(
      fc.property(shuffled(), (order) => {
        expect(figuresOf(order)).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('merged of any parts, in any order, gives the figures of one tally of all', () => {
    const parts = fc.array(fc.nat({ max: 4 }), { minLength: 200, maxLength: 200 });
    fc.assert(
      fc.property(shuffled(), parts, fc.nat({ max: 4 }), (order, assigned, base) => {
        const tallies = Array.from({ length: 5 }, () => new Tally());
        // some are in two parts
        order.forEach((der, i) => {
          addAll(tallies[assigned[i]!]!, [der]);
          if (i % 7 === 0) addAll(tallies[assigned[i + 1]!]!, [der]);
        });
        const merged = tallies[base]!;
        for (const tally of tallies) merged.merge(tally);
        settle(merged, certificates);
        expect(merged.size).toBe(certificates.length);
        expect(figuresOfTally(merged)).toEqual(expected);
      }),
      { numRuns: 100 },
    );
  });

  it('is associative: parts merged first give the same', () => {
    const [a, b, c] = [0, 1, 2].map((part) => {
      const tally = new Tally();
      addAll(
        tally,
        certificates.filter((_, i) => i % 3 === part),
      );
      return tally;
    });
    b!.merge(c!);
    a!.merge(b!);
    settle(a!, certificates);
    expect(figuresOfTally(a!)).toEqual(expected);
  });

  it('merged with itself, or with an empty one, is what it was', () => {
    const tally = tallyOf(certificates);
    tally.merge(tally);
    tally.merge(new Tally());
    expect(tally.size).toBe(certificates.length);
    expect(figuresOfTally(tally)).toEqual(expected);
    const empty = new Tally();
    empty.merge(tally);
    expect(figuresOfTally(empty)).toEqual(expected);
  });

  it('is a value that can be kept as bytes, and go on from there', () => {
    const half = Math.floor(certificates.length / 2);
    const first = new Tally();
    addAll(first, certificates.slice(0, half));
    const bytes = serialize(first.snapshot());
    const second = new Tally(deserialize(bytes) as TallySnapshot);
    expect(second.size).toBe(half);
    addAll(second, certificates.slice(half - 5));
    settle(second, certificates);
    expect(figuresOfTally(second)).toEqual(expected);
  });

  it('merges with what was kept of others', () => {
    const tallies = [0, 1, 2].map((part) => {
      const tally = new Tally();
      addAll(
        tally,
        certificates.filter((_, i) => i % 3 === part || i % 5 === 0),
      );
      return new Tally(deserialize(serialize(tally.snapshot())) as TallySnapshot);
    });
    tallies[2]!.merge(tallies[0]!);
    tallies[2]!.merge(tallies[1]!);
    settle(tallies[2]!, certificates);
    expect(figuresOfTally(tallies[2]!)).toEqual(expected);
  });

  it('digests nothing of issuers that list no precertificate', () => {
    const tally = new Tally();
    const finals = certificates.filter((der) => !readFacts(der).precertificate);
    addAll(tally, finals);
    for (let row = 0; row < tally.size; row++) expect(tally.keys.isDigested(row)).toBe(false);
    expect(tally.undecided()).toHaveLength(0);
    // precertificates that come last leave the finals of their serial numbers undecided
    addAll(tally, certificates);
    expect(tally.undecided().length).toBeGreaterThan(5);
    settle(tally, certificates);
    expect(tally.undecided()).toHaveLength(0);
    expect(figuresOfTally(tally)).toEqual(expected);
  });

  it('takes over a digest that only the other one has computed', () => {
    const [digested, other] = [new Tally(), new Tally()];
    digested.digestAll = true;
    addAll(digested, certificates);
    addAll(other, certificates);
    other.merge(digested);
    expect(other.undecided()).toHaveLength(0);
    expect(figuresOfTally(other)).toEqual(expected);
  });

  it('holds thousands of rows in less than 300 octets each', () => {
    const many = Array.from({ length: 3000 }, (_, i) =>
      rawCertificate({ serial: integer((0x100000 + i).toString(16).padStart(8, '0')) }),
    );
    const tally = tallyOf(many);
    expect(tally.size).toBe(3000);
    expect(tally.byteLength / tally.size).toBeLessThan(300);
    expect(figuresOfTally(tally).issuers).toEqual([{ name: 'CN=Issuer', count: 3000 }]);
  });
});

function shuffled(): fc.Arbitrary<Uint8Array[]> {
  return fc.shuffledSubarray(certificates, {
    minLength: certificates.length,
    maxLength: certificates.length,
  });
}
