import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogram } from '../../src/impact/histogram.ts';
import type { HistogramBucket } from '../../src/impact/impact.ts';
import type { Notes } from '../../src/impact/statistic.ts';

const HOUR = 3600;
const DAY = 86_400;

function at(iso: string): number {
  return Date.parse(iso) / 1000;
}

function make(...times: number[]): HistogramBucket[] {
  const known = times.filter((time) => !Number.isNaN(time));
  const [first, last] = [Math.min(...known), Math.max(...known)];
  const forEach = (visit: (note: number) => void): void => {
    times.forEach((time) => {
      visit(time);
    });
  };
  const notes = { count: times.length, forEach } as Notes;
  return known.length === 0 ? histogram(notes, NaN, NaN) : histogram(notes, first, last);
}

function bounds(buckets: readonly HistogramBucket[]): string[] {
  return [...buckets.map(({ from }) => from), buckets.at(-1)!.to];
}

describe('histogram', () => {
  it('is empty when no notBefore is known', () => {
    expect(make()).toEqual([]);
    expect(make(NaN, NaN)).toEqual([]);
  });

  it('puts the first second of an hour into that hour, and the last into it too', () => {
    const hour = at('2025-03-01T10:00:00Z');
    expect(make(hour, hour + 3599, hour + 3600, NaN)).toEqual([
      { from: '2025-03-01T10:00:00Z', to: '2025-03-01T11:00:00Z', count: 2 },
      { from: '2025-03-01T11:00:00Z', to: '2025-03-01T12:00:00Z', count: 1 },
    ]);
  });

  it.each([
    [0, HOUR],
    [2 * DAY - 1, HOUR],
    [2 * DAY, DAY],
    [62 * DAY - 1, DAY],
    [62 * DAY, 7 * DAY],
    [62 * 7 * DAY - 1, 7 * DAY],
  ])('cuts a span of %d seconds into buckets of %d', (span, width) => {
    const start = at('2025-03-05T12:34:56Z');
    for (const { from, to } of make(start, start + span)) expect(at(to) - at(from)).toBe(width);
  });

  it('cuts longer spans into months', () => {
    const start = at('2024-01-31T23:59:59Z');
    const buckets = make(start, start + 1, start + 62 * 7 * DAY);
    expect(bounds(buckets).slice(0, 4)).toEqual([
      '2024-01-01T00:00:00Z',
      '2024-02-01T00:00:00Z',
      '2024-03-01T00:00:00Z',
      '2024-04-01T00:00:00Z',
    ]);
    expect(buckets.map(({ count }) => count).slice(0, 3)).toEqual([1, 1, 0]);
  });

  it('begins weeks on Monday, 00:00 UTC', () => {
    const sunday = at('2025-03-02T23:59:59Z');
    const buckets = make(sunday, sunday + 1, sunday + 100 * DAY);
    expect(buckets[0]).toEqual({
      from: '2025-02-24T00:00:00Z',
      to: '2025-03-03T00:00:00Z',
      count: 1,
    });
    expect(buckets[1]).toMatchObject({ from: '2025-03-03T00:00:00Z', count: 1 });
    for (const { from } of buckets) expect(new Date(from).getUTCDay()).toBe(1);
    const old = make(at('1960-01-01T00:00:00Z'), at('1960-06-01T00:00:00Z'));
    for (const { from } of old) expect(new Date(from).getUTCDay()).toBe(1);
  });

  it('leaves empty months out when certificates lie ages apart', () => {
    const buckets = make(
      at('0001-01-15T00:00:00Z'),
      at('2025-03-15T00:00:00Z'),
      at('9999-12-31T23:59:59Z'),
    );
    expect(buckets).toEqual([
      { from: '0001-01-01T00:00:00Z', to: '0001-02-01T00:00:00Z', count: 1 },
      { from: '2025-03-01T00:00:00Z', to: '2025-04-01T00:00:00Z', count: 1 },
      { from: '9999-12-01T00:00:00Z', to: '+010000-01-01T00:00:00Z', count: 1 },
    ]);
  });

  it('knows the months before the year 0', () => {
    const [first] = make(at('-000001-12-31T23:00:00Z'), at('2025-01-01T00:00:00Z'));
    expect(first).toEqual({
      from: '-000001-12-01T00:00:00Z',
      to: '0000-01-01T00:00:00Z',
      count: 1,
    });
  });

  it('counts every time once, in the bucket that holds it, without gaps in a short span', () => {
    const time = fc.integer({ min: at('1970-01-01T00:00:00Z'), max: at('2040-01-01T00:00:00Z') });
    const times = fc.tuple(
      time,
      fc.array(fc.integer({ min: 0, max: 600 * DAY }), { maxLength: 60 }),
    );
    fc.assert(
      fc.property(times, fc.constantFrom(1, 10, 300), ([base, offsets], divisor) => {
        const all = [base, ...offsets.map((offset) => base + Math.floor(offset / divisor))];
        const buckets = make(...all);
        buckets.forEach(({ from, to, count }, i) => {
          expect(count).toBe(all.filter((t) => t >= at(from) && t < at(to)).length);
          if (i > 0) expect(from).toBe(buckets[i - 1]!.to);
        });
        expect(buckets.reduce((sum, { count }) => sum + count, 0)).toBe(all.length);
        expect(buckets[0]!.count).toBeGreaterThan(0);
        expect(buckets.at(-1)!.count).toBeGreaterThan(0);
      }),
    );
  });
});
