import { describe, expect, it } from 'vitest';
import type { Figures, Impact } from '../../src/impact/impact.ts';
import { makeCa } from '../support/make-certificate.ts';
import { bundle, list, sample, sampleOf, samples } from './support/certificates.ts';
import { folderOf, runJson, SAMPLE } from './support/program.ts';

/** Design §6, which other programs rely on; a nested object with the names of its own fields. */
const FIGURES = {
  lines: ['total', 'blank', 'comment', 'header', 'invalid', 'listing'],
  entries: ['total', 'unique', 'duplicates'],
  outcomes: ['examined', 'notFound', 'unavailable', 'mismatched', 'unreadable', 'unresolvable'],
  certificates: ['total', 'final', 'presumed', 'notExamined', 'precertificates', 'pairs'],
  issuance: ['notBefore', 'sct', 'histogram'],
  issuers: ['name', 'count'],
  signatureAlgorithms: ['name', 'oid', 'count'],
  publicKeys: ['algorithm', 'bits', 'curve', 'count'],
  validationTypes: ['type', 'count', 'inferred'],
  policies: ['oid', 'name', 'count'],
  validity: ['expired', 'unexpired', 'revoked', 'remainingValid'],
  shared: undefined,
} as const;

const COUNTED = ['issuers', 'signatureAlgorithms', 'publicKeys', 'validationTypes'] as const;

function expectFigures(figures: Figures): void {
  for (const [name, fields] of Object.entries(FIGURES)) {
    const value: unknown = figures[name as keyof Figures];
    if (fields === undefined) continue;
    for (const one of Array.isArray(value) ? (value as object[]) : [value as object]) {
      expect(Object.keys(one), name).toEqual(fields);
    }
  }
  expect(Object.keys(figures.issuance.notBefore)).toEqual(['first', 'last']);
  expect(Object.keys(figures.issuance.sct)).toEqual(['first', 'last', 'certificates']);
  for (const bucket of figures.issuance.histogram) {
    expect(Object.keys(bucket)).toEqual(['from', 'to', 'count']);
  }
  for (const problem of figures.problems) expect(Object.keys(problem)).toEqual(['code', 'count']);
}

function expectSums({ lines, entries, outcomes, certificates, ...figures }: Figures): void {
  const { total, ...kinds } = lines;
  expect(total).toBe(sum(Object.values(kinds)));
  expect(entries.total).toBe(entries.unique + entries.duplicates);
  expect(entries.unique).toBe(sum(Object.values(outcomes)));
  const counted = certificates.final + certificates.presumed;
  expect(certificates.total).toBe(counted + certificates.notExamined);
  expect(certificates.notExamined).toBe(entries.unique - outcomes.examined);
  expect(outcomes.examined).toBe(certificates.final + certificates.precertificates);
  for (const name of COUNTED) {
    expect(sum(figures[name].map(({ count }) => count)), name).toBe(counted);
    expectSorted(figures[name].map(({ count }) => count));
  }
  expect(sum(figures.issuance.histogram.map(({ count }) => count))).toBe(counted);
  expect((figures.validity.expired ?? 0) + (figures.validity.unexpired ?? 0)).toBe(counted);
  // unknown, not guessed, while revocation is not checked (design §5.5)
  expect(figures.validity).toMatchObject({ revoked: null, remainingValid: null });
}

function expectSorted(counts: readonly number[]): void {
  expect(counts).toEqual([...counts].sort((a, b) => b - a));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function expectContract(impact: Impact): void {
  const names = ['asOf', 'guideline', ...Object.keys(FIGURES), 'groups', 'problems', 'unexamined'];
  expect(Object.keys(impact)).toEqual(names);
  expectFigures(impact);
  expectSums(impact);
  for (const group of impact.groups) {
    expect(Object.keys(group)).toEqual(['name', ...Object.keys(FIGURES), 'problems']);
    expectFigures(group);
    expectSums(group);
  }
  for (const entry of impact.unexamined) {
    expect(Object.keys(entry)).toEqual(['file', 'line', 'entry', 'outcome', 'reason']);
  }
}

describe('the JSON that other programs rely on', () => {
  it('has the fields of the design in their order, and adds up, for the sample', async () => {
    const { impact } = await runJson(SAMPLE);
    expectContract(impact);
    expect(impact).toMatchObject({
      asOf: '2026-11-01T00:00:00Z',
      guideline: '3.2',
      entries: { total: 30, unique: 30, duplicates: 0 },
      certificates: { total: 30, final: 18, presumed: 12, notExamined: 0 },
    });
    expect(impact.groups.map(({ name }) => name)).toEqual(['EV certificates', 'Precertificates']);
  });

  it('adds up for a list in which everything has gone wrong', async () => {
    const ca = await makeCa();
    const final = sampleOf(await ca.issue({ serial: '11', sctTimestamps: [1.7e12] }));
    const precertificate = sampleOf(await ca.issue({ serial: '11', precertificate: true }));
    const lone = sampleOf(await ca.issue({ serial: '12', precertificate: true }));
    const other = samples(3);
    const cwd = folderOf({
      'list.txt': [
        '# a comment',
        '## First problem',
        list([final, precertificate, other[0]!]),
        `${other[0]!.sha256.toUpperCase()} and some words`,
        'deadbeef',
        'da39a3ee5e6b4b0d3255bfef95601890afd80709',
        'https://crt.sh/?Identity=example.org',
        'https://crt.sh/?id=12345',
        '## Second problem',
        list([lone, other[0]!, other[1]!, sample(99)]),
        'words only',
      ].join('\n'),
      'bundle.pem': bundle([final, precertificate, lone, ...other]),
    });
    const { impact, status } = await runJson(['list.txt', '--from', 'bundle.pem'], { cwd });
    expectContract(impact);
    expect(status).toBe(3);
    expect(impact.groups).toHaveLength(2);
    expect(impact.entries).toEqual({ total: 9, unique: 7, duplicates: 2 });
    expect(impact.outcomes).toMatchObject({ examined: 5, notFound: 1, unresolvable: 1 });
    expect(impact.certificates).toEqual({
      total: 6,
      final: 3,
      presumed: 1,
      notExamined: 2,
      precertificates: 2,
      pairs: 1,
    });
  });

  it('adds up when nothing at all was obtained, and then knows nothing', async () => {
    const cwd = folderOf({ 'list.txt': list(samples(2)) });
    const { impact, status } = await runJson(['list.txt', '--offline', '--no-store'], { cwd });
    expectContract(impact);
    expect(status).toBe(3);
    expect(impact.outcomes).toMatchObject({ examined: 0, unavailable: 2 });
    expect(impact.issuance.notBefore).toEqual({ first: null, last: null });
    expect(impact.unexamined.map(({ line }) => line)).toEqual([1, 2]);
  });
});
