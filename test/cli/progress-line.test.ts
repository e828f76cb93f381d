import { describe, expect, it } from 'vitest';
import { Pace } from '../../src/cli/pace.ts';
import { type Speed, progressLine } from '../../src/cli/progress-line.ts';
import { viewOf } from './support/run-view.ts';

const UNKNOWN: Speed = { rate: undefined, secondsLeft: undefined };

const READING = viewOf({
  phase: 'reading',
  lines: 1234567,
  bytesRead: 45_999,
  bytesTotal: 100_000,
});
const OBTAINING = viewOf({
  phase: 'obtaining',
  listed: 30_000,
  examined: 12_341,
  notFound: 3,
  unreadable: 1,
});

describe('the progress line', () => {
  it('says how many lines of a list are read, and which part of its bytes', () => {
    expect(progressLine(READING, UNKNOWN, 79)).toBe('reading the list: 1,234,567 lines (45%)');
    const speed = { rate: undefined, secondsLeft: 3 };
    expect(progressLine(READING, speed, 79)).toBe(
      'reading the list: 1,234,567 lines (45%), 3 s left',
    );
  });

  it('gives no part of a list whose length nobody knows', () => {
    const view = viewOf({ phase: 'reading', lines: 12, bytesRead: 900 });
    expect(progressLine(view, UNKNOWN, 79)).toBe('reading the list: 12 lines');
  });

  it('counts certificates where these stand in the list', () => {
    const view = viewOf({ phase: 'reading', lines: 2000, examined: 1999, unreadable: 1 });
    expect(progressLine(view, { rate: 123_456, secondsLeft: undefined }, 79)).toBe(
      'reading the list: 1,999 certificates, 120,000/s, 1 unreadable',
    );
  });

  it('says how many are done, how fast, how long it takes, and what was not examined', () => {
    expect(progressLine(OBTAINING, { rate: 1021, secondsLeft: 17.3 }, 120)).toBe(
      '12,345 of 30,000 certificates (41%), 1,000/s, 17 s left, 3 not found, 1 unreadable',
    );
  });

  it.each([
    [80, '12,345 of 30,000 (41%), 1,000/s, 17 s left, 3 not found, 1 unreadable'],
    [68, '12,345 of 30,000 (41%), 17 s left, 3 not found, 1 unreadable'],
    [59, '12,345 of 30,000 (41%), 17 s left, 4 not examined'],
    [40, '12,345 of 30,000 (41%), 4 not examined'],
    [30, '12,345 of 30,000 (41%)'],
    [10, '12,345 of '],
    [1, '1'],
  ])('leaves out what says least when there are %i columns', (width, line) => {
    expect(progressLine(OBTAINING, { rate: 1021, secondsLeft: 17.3 }, width)).toBe(line);
  });

  it('says 100% only of all', () => {
    const view = viewOf({ phase: 'obtaining', listed: 100_000, examined: 99_999 });
    expect(progressLine(view, UNKNOWN, 79)).toContain('(99%)');
  });

  it.each([
    [0.2, '1 s left'],
    [59, '59 s left'],
    [61, '1 min left'],
    [3590, '1 h 0 min left'],
    [7300, '2 h 2 min left'],
    [3_000_000, '35 days left'],
  ])('words %d seconds as %s', (secondsLeft, words) => {
    expect(progressLine(OBTAINING, { rate: undefined, secondsLeft }, 200)).toContain(words);
  });

  it('says what comes after all have been obtained', () => {
    const pairing = viewOf({ phase: 'pairing' });
    expect(progressLine(pairing, UNKNOWN, 79)).toBe('comparing precertificates with certificates');
    const figures = viewOf({ phase: 'figures', examined: 12_345 });
    expect(progressLine(figures, UNKNOWN, 79)).toBe('making the figures of 12,345 certificates');
    for (const view of [pairing, figures]) {
      expect(progressLine(view, UNKNOWN, 30).length).toBeLessThan(31);
    }
  });
});

describe('the pace', () => {
  it('is not told before it means something', () => {
    const pace = new Pace();
    expect(pace.measure(0, 0)).toBeUndefined();
    expect(pace.measure(1000, 500)).toBeUndefined();
    expect(pace.measure(2000, 1000)).toBe(500);
  });

  it('is that of the last seconds', () => {
    const pace = new Pace();
    for (let second = 0; second <= 20; second++) pace.measure(second * 1000, second * 1000);
    let rate: number | undefined;
    for (let second = 21; second <= 60; second++) {
      rate = pace.measure(second * 1000, 20_000 + (second - 20));
    }
    expect(rate).toBe(1);
  });

  it('is steady with one certificate a second', () => {
    const pace = new Pace();
    for (let at = 0; at <= 60_000; at += 100) {
      const rate = pace.measure(at, Math.floor(at / 1000));
      if (at > 15_000) expect(Math.abs(rate! - 1)).toBeLessThan(0.1);
    }
  });

  it('is unknown while nothing comes', () => {
    const pace = new Pace();
    pace.measure(0, 7);
    expect(pace.measure(30_000, 7)).toBeUndefined();
  });
});
