import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Figures } from '../../src/impact/impact.ts';
import { pair } from '../../src/impact/pairing.ts';
import { signatureAlgorithmLabel } from '../../src/x509/algorithm.ts';
import { type CertificateFacts, readFacts } from '../../src/x509/facts.ts';
import { makeCa } from '../support/make-certificate.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { AS_OF, allRows, figuresOfTally, rowOf, tallyOf } from './examined.ts';

/** The figures, and the facts of the certificates that they count. */
function examine(certificates: readonly Uint8Array[]): {
  figures: Figures;
  facts: CertificateFacts[];
} {
  const tally = tallyOf(certificates);
  const byRow = new Map(certificates.map((der) => [rowOf(tally, der), der]));
  const { counted } = pair(tally.keys, allRows(tally));
  return {
    figures: figuresOfTally(tally),
    facts: Array.from(counted, (row) => readFacts(byRow.get(row)!)),
  };
}

/** Counts by key, as the sorted lines `key count`. */
function count(keys: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].map(([key, n]) => `${key} ${n}`).sort();
}

function lines<T extends { count: number }>(
  list: readonly T[],
  key: (item: T) => string,
): string[] {
  return list.map((item) => `${key(item)} ${item.count}`).sort();
}

/** First and last of instants, by time. */
function range(instants: readonly (string | null)[]): [string | null, string | null] {
  const known = instants.filter((instant) => instant !== null);
  const sorted = known.sort((a, b) => Date.parse(a) - Date.parse(b));
  return [sorted[0] ?? null, sorted.at(-1) ?? null];
}

function earliestSct({ scts }: CertificateFacts): string | null {
  const times = scts.map(({ timestamp }) => Date.parse(timestamp)).filter((t) => !Number.isNaN(t));
  if (times.length === 0) return null;
  return `${new Date(Math.min(...times)).toISOString().slice(0, 19)}Z`;
}

function keyOf({ publicKey }: CertificateFacts): string {
  const key = publicKey ?? { algorithm: 'unreadable', bits: null, curve: null };
  return `${key.algorithm} ${key.bits} ${key.curve}`;
}

function expectRecounted(figures: Figures, facts: readonly CertificateFacts[]): void {
  const { certificates, issuance } = figures;
  expect(certificates.final + certificates.presumed).toBe(facts.length);
  expect(lines(figures.issuers, ({ name }) => name)).toEqual(
    count(facts.map((f) => f.issuer ?? '')),
  );
  expect(lines(figures.signatureAlgorithms, ({ name, oid }) => `${name} ${oid}`)).toEqual(
    count(
      facts.map(({ signatureAlgorithm: s }) =>
        s === null ? 'unreadable ' : `${signatureAlgorithmLabel(s)} ${s.oid}`,
      ),
    ),
  );
  expect(lines(figures.publicKeys, (k) => `${k.algorithm} ${k.bits} ${k.curve}`)).toEqual(
    count(facts.map(keyOf)),
  );
  expect(lines(figures.validationTypes, ({ type }) => type)).toEqual(
    count(facts.map((f) => f.validationType)),
  );
  for (const { type, inferred } of figures.validationTypes) {
    const guessed = facts.filter((f) => f.validationType === type && f.validationTypeInferred);
    expect(inferred).toBe(type === 'unknown' ? 0 : guessed.length);
  }
  expect(lines(figures.policies, ({ oid }) => oid)).toEqual(
    count(facts.flatMap((f) => [...new Set(f.policies)])),
  );
  const [first, last] = range(facts.map((f) => f.notBefore));
  expect(issuance.notBefore).toEqual({ first, last });
  const [firstSct, lastSct] = range(facts.map(earliestSct));
  const logged = facts.filter((f) => earliestSct(f) !== null).length;
  expect(issuance.sct).toEqual({ first: firstSct, last: lastSct, certificates: logged });
  for (const { from, to, count: n } of issuance.histogram) {
    const inside = facts.filter(({ notBefore }) => {
      const time = Date.parse(notBefore ?? '');
      return time >= Date.parse(from) && time < Date.parse(to);
    });
    expect(n, from).toBe(inside.length);
  }
  const expired = facts.filter((f) => Date.parse(f.notAfter ?? '') / 1000 < AS_OF).length;
  const unexpired = facts.filter((f) => Date.parse(f.notAfter ?? '') / 1000 >= AS_OF).length;
  expect(figures.validity).toEqual({ expired, unexpired, revoked: null, remainingValid: null });
  expect(
    lines(
      figures.problems.filter(({ code }) => code !== 'shared-serial'),
      ({ code }) => code,
    ),
  ).toEqual(count(facts.flatMap((f) => [...new Set(f.problems.map(({ code }) => code))])));
}

function expectSorted(list: readonly { count: number }[], name: (i: number) => string): void {
  for (let i = 1; i < list.length; i++) {
    const [before, after] = [list[i - 1]!.count, list[i]!.count];
    if (before < after || (before === after && name(i - 1) > name(i))) {
      expect.fail(`${name(i - 1)} (${before}) stands before ${name(i)} (${after})`);
    }
  }
}

describe('the figures are what a plain recount of the facts gives', () => {
  const samples = readPem(
    fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)),
  );
  let made: Uint8Array[];

  beforeAll(async () => {
    const ca = await makeCa();
    made = await Promise.all([
      ca.issue({ sctTimestamps: [1_740_800_000_999, 1_740_800_000_001] }),
      ca.issue({ precertificate: true }),
      ca.issue({ precertificate: true, serial: '22' }),
      ca.issue({ serial: '23', policies: ['2.23.140.1.2.2', '1.2.3', '1.2.3'] }),
    ]);
  });

  it('for the sample certificates and those of our own CA', () => {
    const { figures, facts } = examine([...samples, ...made]);
    expectRecounted(figures, facts);
    expect(figures.certificates).toMatchObject({ presumed: expect.any(Number) as number });
  });

  it.skipIf(!hasShared('corpus/real.pem')).each(['real.pem', 'other.pem'])(
    'for all of the corpus: %s',
    (file) => {
      const { figures, facts } = examine(readPem(sharedPath(`corpus/${file}`)));
      expect(facts.length).toBeGreaterThan(5000);
      expectRecounted(figures, facts);
      expectSorted(figures.issuers, (i) => figures.issuers[i]!.name);
      expectSorted(figures.policies, (i) => figures.policies[i]!.oid);
      expectSorted(figures.validationTypes, (i) => figures.validationTypes[i]!.type);
      expectSorted(figures.problems, (i) => figures.problems[i]!.code);
      expectSorted(figures.signatureAlgorithms, (i) => figures.signatureAlgorithms[i]!.name);
    },
  );
});
