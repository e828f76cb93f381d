import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CertificateFacts, readFacts } from '../../src/x509/facts.ts';
import { readPem } from '../support/shared.ts';

const samples = readPem(fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)))
  .sort((a, b) => a.length - b.length)
  .filter((_, i, all) => i % Math.ceil(all.length / 12) === 0);

const MAX_PROBLEMS = 32;

/** Facts hold nothing that the certificate does not: hex doubles it, escapes at most double that. */
function expectBounded(facts: CertificateFacts, octets: number): void {
  expect(facts.problems.length).toBeLessThanOrEqual(MAX_PROBLEMS);
  for (const { offset } of facts.problems) {
    if (offset < 0 || offset > octets) throw new Error(`a problem at ${offset} of ${octets}`);
  }
  const size = JSON.stringify(facts).length;
  if (size > 6000 + 20 * octets)
    throw new Error(`${size} characters of facts from ${octets} octets`);
}

/** What cannot be read is null, and where something is null a problem says why. */
function expectExplained(facts: CertificateFacts): void {
  const unknown = Object.entries(facts).filter(([, value]) => value === null);
  if (unknown.length > 0 && facts.problems.length === 0) {
    throw new Error(`${unknown.map(([field]) => field).join()} without a problem`);
  }
}

function read(der: Uint8Array): CertificateFacts {
  const facts = readFacts(der);
  expectBounded(facts, der.length);
  expectExplained(facts);
  return facts;
}

describe('damaged certificates', () => {
  it('starts from a dozen real ones that are whole', () => {
    expect(samples.length).toBeGreaterThanOrEqual(10);
    for (const der of samples) expect(readFacts(der).problems).toEqual([]);
  });

  it('every truncation gives facts and problems, never an exception', { timeout: 120_000 }, () => {
    for (const der of samples) {
      for (let length = 0; length < der.length; length++) {
        const { problems } = read(der.subarray(0, length));
        if (problems.length === 0) throw new Error(`no problem when cut to ${length}`);
      }
    }
  });

  const changes: [name: string, change: (octet: number) => number][] = [
    ['its lowest bit turned', (octet) => octet ^ 0x01],
    ['its highest bit turned', (octet) => octet ^ 0x80],
    ['all of its bits turned', (octet) => octet ^ 0xff],
    ['30 in its place', () => 0x30],
  ];

  it.each(changes)(
    'every octet with %s gives facts or problems, never an exception',
    { timeout: 120_000 },
    (_name, change) => {
      for (const der of samples) {
        const damaged = Uint8Array.from(der);
        for (let i = 0; i < der.length; i++) {
          damaged[i] = change(der[i]!);
          read(damaged);
          damaged[i] = der[i]!;
        }
      }
    },
  );

  it('any octets at all give facts or problems', () => {
    const tags = fc.constantFrom(0x30, 0x31, 0x02, 0x06, 0x03, 0x04, 0x17, 0x80, 0xa0, 0xa3, 0x00);
    const octet = fc.oneof(tags, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 120 }), (octets) => {
        read(Uint8Array.from(octets));
      }),
      { numRuns: 20_000 },
    );
  });

  it('any octets in the place of any part of a certificate give facts or problems', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat({ max: 40 }),
        fc.uint8Array({ maxLength: 40 }),
        (der, where, removed, inserted) => {
          const at = Math.floor(where * der.length);
          read(
            Uint8Array.from([...der.subarray(0, at), ...inserted, ...der.subarray(at + removed)]),
          );
        },
      ),
      { numRuns: 5000 },
    );
  });
});
