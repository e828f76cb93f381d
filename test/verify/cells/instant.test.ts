import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareInstant } from '../../../src/verify/cells/instant.ts';
import { parseInstant } from '../../../src/verify/cells/written-instant.ts';

const MIDNIGHT = Date.UTC(2025, 6, 17) / 1000;
const NIGHT = Date.UTC(2025, 6, 17, 1, 2, 3) / 1000;

describe('a date beside an instant', () => {
  it.each([
    '2025-07-17T01:02:03Z',
    '2025-07-17T01:02:03.000Z',
    '2025-07-17T01:02:03+00:00',
    '2025-07-17 01:02:03 UTC',
    '2025-07-17 01:02:03 +0000 UTC',
    '2025-07-17 01:02:03',
    '2025-07-17T03:02:03+02:00',
    '2025-07-16 18:02:03-0700',
    '2025-07-17 01:02',
    '2025-07-17',
    '2025/07/17 01:02:03',
    'Jul 17 01:02:03 2025 GMT',
    'Thu Jul 17 01:02:03 UTC 2025',
    'Thu, 17 Jul 2025 01:02:03 +0000',
    'Thu, 17 Jul 2025 03:02:03 +0200',
    '17.07.2025',
    '17.07.2025 01:02:03',
    '17.07.2025 1.02.03',
    '17-07-2025 01:02:03',
    '17-Jul-2025 01:02:03',
    '17-Jul-25',
    'July 17, 2025',
    '17. Juli 2025',
    '17 juillet 2025',
    '17 juil. 2025 01:02:03',
    '17 de julio de 2025',
    '17 luglio 2025',
    '17 lug 2025',
    '17 de julho de 2025',
    '17 juli 2025 01:02:03 UTC',
    'July 17th, 2025 1:02 AM',
    '7/17/2025 1:02 AM',
    '7/17/2025 1:02:03 AM',
    '2025-07-17 03:02:03 CEST',
    '2025-07-17 03:02:03 (UTC+02:00)',
    '20250717010203Z',
    '250717010203Z',
    '20250717',
    '1752714123',
    '1752714123000',
    '45855.0430902778',
    '45855',
    '"2025-07-17"',
  ])('agrees: %s', (cell) => {
    const expected = cell.startsWith('7/') ? 'order' : 'equal';
    const comparison = compareInstant(cell, NIGHT);
    expect(
      comparison.kind === expected || comparison.kind === 'equal',
      JSON.stringify(comparison),
    ).toBe(true);
  });

  it('agrees where only one order of day and month is a date', () => {
    expect(compareInstant('7/17/2025 1:02 AM', NIGHT)).toEqual({ kind: 'equal' });
    expect(compareInstant('17/7/2025 01:02', NIGHT)).toEqual({ kind: 'equal' });
  });

  it.each([
    ['2025-07-17 03:02:03', 'UTC+02:00'],
    ['2025-07-16 18:02', 'UTC-07:00'],
    ['17.07.2025 06:32:03', 'UTC+05:30'],
    ['Jul 17 2025 9:02:03 AM', 'UTC+08:00'],
    ['2025-07-16', 'UTC-02:00'],
  ])('agrees in another zone only, and says which: %s', (cell, offset) => {
    expect(compareInstant(cell, NIGHT)).toEqual({ kind: 'zone', offset });
  });

  it.each([
    ['2025-17-07', 'day first'],
    ['07.17.2025', 'equal'],
    ['03/04/2025', 'different'],
  ])('tells day and month apart: %s', (cell, expected) => {
    const comparison = compareInstant(cell, NIGHT);
    // where only one reading is a date, that is meant
    if (expected === 'day first') expect(['equal', 'order']).toContain(comparison.kind);
    else expect(comparison.kind).toBe(expected);
  });

  it('takes the day after the last second of a day for that of a zone in the east', () => {
    const end = Date.UTC(2027, 0, 3, 23, 59, 59) / 1000;
    expect(compareInstant('2027-01-04', end)).toEqual({ kind: 'zone', offset: 'UTC+01:00' });
    expect(compareInstant('2027-01-05', end)).toEqual({ kind: 'different' });
  });

  it.each(['25-07-17', '25/07/17', '25.07.17'])(
    'tries a year of two digits in front: %s',
    (cell) => {
      expect(compareInstant(cell, NIGHT)).toEqual({ kind: 'order', order: 'year first' });
      expect(compareInstant('17/07/25', NIGHT)).toEqual({ kind: 'equal' });
    },
  );

  it('reads the year first where it stands first', () => {
    const march = Date.UTC(2026, 2, 4, 23, 30, 15) / 1000;
    expect(compareInstant('2026/03/04 23:30:15', march)).toEqual({ kind: 'equal' });
    expect(compareInstant('2026/03/04', march)).toEqual({ kind: 'equal' });
    expect(compareInstant('2026/04/03', march)).toEqual({ kind: 'order', order: 'day first' });
  });

  it('does not choose between two dates with slashes', () => {
    const april = Date.UTC(2025, 3, 3) / 1000;
    const march = Date.UTC(2025, 2, 4) / 1000;
    expect(compareInstant('03/04/2025', march)).toEqual({ kind: 'order', order: 'month first' });
    expect(compareInstant('04/03/2025', march)).toEqual({ kind: 'order', order: 'day first' });
    expect(compareInstant('03/03/2025', april)).toEqual({ kind: 'different' });
    expect(compareInstant('04.03.2025', march)).toEqual({ kind: 'equal' });
    expect(compareInstant('03.04.2025', march)).toEqual({ kind: 'order', order: 'month first' });
  });

  it.each([
    '2025-07-18T01:02:03Z',
    '2025-07-17T03:02:03Z',
    '2025-07-15',
    '2025-07-17T01:02:04Z',
    '2024-07-17 01:02:03',
  ])('differs: %s', (cell) => {
    expect(compareInstant(cell, NIGHT)).toEqual({ kind: 'different' });
  });

  it.each([
    'soon',
    '2025-02-30',
    '2025-13-13',
    '25:00',
    '',
    'N/A',
    '17',
    '2025-07-17T25:00:00Z',
    '2025-07-17 01:02:03 Mars',
    '13:00 PM 2025-07-17',
    '1e9',
    '9'.repeat(100_000),
    `2025-07-17 ${' '.repeat(100_000)}`,
  ])('is no date: %.30s', (cell) => {
    const trimmed = cell.trim();
    if (trimmed !== '2025-07-17')
      expect(compareInstant(cell, MIDNIGHT)).toEqual({ kind: 'unreadable' });
  });

  it('reads 24:00 as the end of a day', () => {
    expect(compareInstant('2025-07-16 24:00 UTC', MIDNIGHT)).toEqual({ kind: 'equal' });
  });

  it('agrees with every instant as programs write it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        const date = new Date(seconds * 1000);
        const iso = date.toISOString();
        for (const cell of [
          iso,
          iso.slice(0, 10),
          iso.slice(0, 19).replace('T', ' '),
          date.toUTCString(),
        ]) {
          expect(compareInstant(cell, seconds), cell).toEqual({ kind: 'equal' });
        }
      }),
    );
  });

  it('never throws, whatever the cell', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), (cell) => {
        parseInstant(cell);
      }),
    );
    const alphabet = fc.constantFrom(...Array.from('0123456789-/.: ,TZ+apmAPMJulGMTUC'));
    fc.assert(
      fc.property(fc.string({ unit: alphabet, maxLength: 40 }), (cell) => {
        parseInstant(cell);
      }),
    );
  });
});

describe('the months', () => {
  it.each([
    ['1. März 2026', 3],
    ['1. Dez. 2026', 12],
    ['1er août 2026', 8],
    ['1 fevrier 2026', 2],
    ['1 de enero de 2026', 1],
    ['1 dic 2026', 12],
    ['1º ottobre 2026', 10],
    ['1 gennaio 2026', 1],
    ['1 de setembro de 2026', 9],
    ['1 maart 2026', 3],
    ['1 mei 2026', 5],
    ['1-Okt-2026', 10],
  ])('are known in other languages: %s', (cell, month) => {
    expect(parseInstant(cell)?.readings[0]?.start).toBe(Date.UTC(2026, month - 1, 1) / 1000);
  });

  it('are no other words', () => {
    expect(parseInstant('1 of 2026')).toBeUndefined();
    expect(parseInstant('17 constructor 2025')).toBeUndefined();
    expect(parseInstant('17 Montag 2025')).toBeUndefined();
  });
});
