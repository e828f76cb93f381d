import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppendixLine, Entry, LineKind } from '../../src/appendix/line.ts';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts';
import type { OutcomeCounts } from '../../src/impact/impact.ts';
import { Examiner } from '../../src/pipeline/examiner.ts';
import { Ledger } from '../../src/pipeline/ledger.ts';
import { ListAdder } from '../../src/pipeline/listing.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { samples } from '../cli/support/certificates.ts';

const CERTIFICATES = samples(12);
const FAILURES = ['notFound', 'unavailable', 'mismatched', 'unreadable'] as const;

const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.nat(CERTIFICATES.length - 1).map((number): Entry => {
    return { form: 'fingerprint', fingerprint: CERTIFICATES[number]!.sha256 };
  }),
  fc.nat(8).map((id): Entry => ({ form: 'crt.sh?id', crtShId: String(id) })),
  fc.nat(3).map((serial): Entry => ({ form: 'serial', serial: `0${serial}` })),
);

const line: fc.Arbitrary<Omit<AppendixLine, 'number'>> = fc.oneof(
  fc
    .array(entry, { minLength: 1, maxLength: 3 })
    .map((entries) => ({ kind: 'listing' as const, entries, problems: [] })),
  fc
    .constantFrom<LineKind>('blank', 'comment')
    .map((kind) => ({ kind, entries: [], problems: [] })),
  fc.constantFrom('truncated-hash' as const, 'text' as const).map((code) => ({
    kind: 'invalid' as const,
    entries: [],
    problems: [{ code, text: 'x', message: 'y' }],
  })),
  fc.constantFrom('One', 'Two', 'Three').map((heading) => ({
    kind: 'header' as const,
    entries: [],
    problems: [],
    heading,
  })),
);

const lists = fc.array(
  fc.record({ file: fc.constantFrom('a', 'b'), lines: fc.array(line, { maxLength: 25 }) }),
  { maxLength: 3 },
);

/** What becomes of each certificate and id, by a number that fast-check draws. */
const fates = fc.array(fc.nat(4), { minLength: 24, maxLength: 24 });

function settled(
  all: readonly { file: string; lines: readonly Omit<AppendixLine, 'number'>[] }[],
  fate: readonly number[],
) {
  const ledger = new Ledger();
  const examiner = new Examiner();
  examiner.tally.digestAll = true;
  for (const { file, lines } of all) {
    let group = ledger.group(file);
    lines.forEach((one, index) => {
      if (one.heading !== undefined) group = ledger.group(file, one.heading);
      ledger.addLine(group, { number: index + 1, ...one });
    });
  }
  for (const listed of ledger.ids) {
    const number = Number(listed.id);
    const failure = FAILURES[fate[number]!];
    if (failure !== undefined) ledger.settleId(listed, failure, 'reason');
    else settle(ledger.resolveId(listed, CERTIFICATES[number]!.sha256), number);
  }
  for (const row of ledger.rowsOf(['pending'])) settle(row, numberOf(ledger.fingerprints.at(row)));
  return { ledger, examiner };

  function settle(row: number, number: number): void {
    if (ledger.outcomeOf(row) !== 'pending') return;
    const failure = FAILURES[fate[12 + number]!];
    if (failure !== undefined) ledger.settle(row, failure, 'reason');
    else {
      const { der } = CERTIFICATES[number]!;
      const examined = examiner.examine(ledger.fingerprints.bytesAt(row), der);
      if (!(examined instanceof Promise)) ledger.settle(row, examined.outcome, examined.reason);
    }
  }
}

function numberOf(sha256: Fingerprint): number {
  return CERTIFICATES.findIndex((one) => one.sha256 === sha256);
}

function sum(counts: OutcomeCounts): number {
  return Object.values<number>({ ...counts }).reduce((total, count) => total + count, 0);
}

describe('the account of whatever is listed', () => {
  it('adds up, for all lists together and for each', async () => {
    await fc.assert(
      fc.asyncProperty(lists, fates, async (all, fate) => {
        const { ledger, examiner } = settled(all, fate);
        const run = {
          ledger,
          examiner,
          notes: { textLines: 0, firstTextLine: '' },
          sources: [],
          siblings: undefined,
          unsettled: 0,
        };
        // throws where an equation of the design does not hold
        const impact = await makeImpact(run, 0, '3.2');
        const whole = all.flatMap(({ lines }) => lines);
        expect(impact.lines.total).toBe(whole.length);
        expect(impact.entries.total).toBe(whole.flatMap(({ entries }) => entries).length);
        expect(sum(impact.outcomes)).toBe(impact.entries.unique);
        // what the ledger has counted on the way
        expect(ledger.listed).toBe(impact.entries.unique);
        for (const [outcome, count] of Object.entries(impact.outcomes)) {
          expect(ledger.count(outcome as keyof OutcomeCounts)).toBe(count);
        }
        for (const list of impact.groups) {
          // a list of nothing but rejected lines is there too
          expect(list.entries.total + list.lines.invalid).toBeGreaterThan(0);
          expect(list.entries.unique).toBeLessThanOrEqual(impact.entries.unique);
          expect(list.certificates.total).toBeLessThanOrEqual(impact.certificates.total);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is made of its groups: lines and entries are theirs together', () => {
    fc.assert(
      fc.property(lists, fates, (all, fate) => {
        const { ledger, examiner } = settled(all, fate);
        const adder = new ListAdder(ledger, examiner.tally);
        const parts = ledger.groups.map((one) => adder.addUp([one]).listing);
        const { listing } = adder.addUp(ledger.groups);
        const total = (of: (part: typeof listing) => number): number =>
          parts.reduce((count, part) => count + of(part), 0);
        expect(listing.lines.total).toBe(total(({ lines }) => lines.total));
        expect(listing.entries.total).toBe(total(({ entries }) => entries.total));
        expect(listing.entries.unique).toBeLessThanOrEqual(total(({ entries }) => entries.unique));
        expect(listing.outcomes.unresolvable).toBe(total(({ outcomes }) => outcomes.unresolvable));
      }),
      { numRuns: 200 },
    );
  });

  it('counts each distinct certificate once, by a plain second count', () => {
    fc.assert(
      fc.property(lists, fates, (all, fate) => {
        const { ledger, examiner } = settled(all, fate);
        const adder = new ListAdder(ledger, examiner.tally);
        const { listing } = adder.addUp(ledger.groups);
        const keys = all.flatMap(({ lines }, list) =>
          lines.flatMap(({ entries }, at) =>
            entries.map(({ fingerprint, crtShId, serial }, place) => {
              if (fingerprint !== undefined) return fingerprint;
              if (crtShId === undefined) return `${serial ?? ''} ${list} ${at} ${place}`;
              const number = Number(crtShId);
              const found = FAILURES[fate[number]!] === undefined;
              return found ? CERTIFICATES[number]!.sha256 : `id ${crtShId}`;
            }),
          ),
        );
        expect(listing.entries.unique).toBe(new Set(keys).size);
        expect(listing.entries.duplicates).toBe(keys.length - new Set(keys).size);
      }),
      { numRuns: 300 },
    );
  });
});
