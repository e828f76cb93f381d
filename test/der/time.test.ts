import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GENERALIZED_TIME, UTC_TIME } from '../../src/der/tags.ts';
import {
  TIME_NOT_RFC5280,
  TIME_UNREADABLE,
  TimeReader,
  formatInstant,
} from '../../src/der/time.ts';

function read(tag: number, text: string): { instant: string | null; flaws: number } {
  const bytes = Buffer.from(text, 'latin1');
  const reader = new TimeReader();
  const seconds = reader.read(tag, bytes, 0, bytes.length);
  return { instant: formatInstant(seconds), flaws: reader.flaws };
}

const UTC = UTC_TIME;
const GEN = GENERALIZED_TIME;
const VISIBLE = 0x1a;

const STANDARD: [tag: number, text: string, instant: string][] = [
  [UTC, '250301123456Z', '2025-03-01T12:34:56Z'],
  [UTC, '491231235959Z', '2049-12-31T23:59:59Z'],
  [UTC, '500101000000Z', '1950-01-01T00:00:00Z'],
  [UTC, '000229000000Z', '2000-02-29T00:00:00Z'],
  [GEN, '20500101000000Z', '2050-01-01T00:00:00Z'],
  [GEN, '99991231235959Z', '9999-12-31T23:59:59Z'],
  [GEN, '19691231235959Z', '1969-12-31T23:59:59Z'],
  [GEN, '00000101000000Z', '0000-01-01T00:00:00Z'],
  [GEN, '00010101000000Z', '0001-01-01T00:00:00Z'],
  [GEN, '20240229000000Z', '2024-02-29T00:00:00Z'],
  // a leap second is the first second of the next minute
  [UTC, '161231235960Z', '2017-01-01T00:00:00Z'],
];

const NONSTANDARD: [name: string, tag: number, text: string, instant: string][] = [
  ['no seconds', UTC, '2503011234Z', '2025-03-01T12:34:00Z'],
  ['no seconds', GEN, '202503011234Z', '2025-03-01T12:34:00Z'],
  ['a date only', UTC, '250301Z', '2025-03-01T00:00:00Z'],
  ['no minutes', GEN, '2025030112Z', '2025-03-01T12:00:00Z'],
  ['a fraction', GEN, '20250301123456.789Z', '2025-03-01T12:34:56Z'],
  ['a fraction after a comma', GEN, '20250301123456,7Z', '2025-03-01T12:34:56Z'],
  ['a fraction of minutes', GEN, '202503011234.5Z', '2025-03-01T12:34:30Z'],
  ['a fraction in UTCTime', UTC, '250301123456.5Z', '2025-03-01T12:34:56Z'],
  ['a fraction of minutes in UTCTime', UTC, '2503011234.5Z', '2025-03-01T12:34:30Z'],
  ['an offset east', UTC, '250301123456+0100', '2025-03-01T11:34:56Z'],
  ['an offset west', UTC, '250301123456-0530', '2025-03-01T18:04:56Z'],
  ['an offset without seconds', UTC, '2503011234+0100', '2025-03-01T11:34:00Z'],
  ['an offset of hours', GEN, '20250301123456+01', '2025-03-01T11:34:56Z'],
  ['an offset over the new year', GEN, '20250101000000+0100', '2024-12-31T23:00:00Z'],
  ['an offset before year 0', GEN, '00000101000000+0100', '-000001-12-31T23:00:00Z'],
  ['no zone', UTC, '250301123456', '2025-03-01T12:34:56Z'],
  ['no zone', GEN, '20250301123456', '2025-03-01T12:34:56Z'],
  ['a two-digit year in GeneralizedTime', GEN, '250301123456Z', '2025-03-01T12:34:56Z'],
  ['a four-digit year in UTCTime', UTC, '20250301123456Z', '2025-03-01T12:34:56Z'],
  ['another type of string', VISIBLE, '20250301123456Z', '2025-03-01T12:34:56Z'],
];

const UNREADABLE: [name: string, tag: number, text: string][] = [
  ['31 February', UTC, '250231000000Z'],
  ['29 February of a common year', GEN, '19000229000000Z'],
  ['31 April', UTC, '250431000000Z'],
  ['month 0', UTC, '250001000000Z'],
  ['month 13', UTC, '251301000000Z'],
  ['day 0', UTC, '250300000000Z'],
  ['hour 24', UTC, '250301240000Z'],
  ['minute 60', UTC, '250301006000Z'],
  ['second 61', UTC, '250301000061Z'],
  ['a lower-case z', UTC, '250301123456z'],
  ['an embedded NUL', UTC, '2503011234\x00\x00Z'],
  ['a NUL behind', UTC, '250301123456Z\x00'],
  ['a space before', UTC, ' 250301123456Z'],
  ['letters', UTC, 'garbagegarbag'],
  ['a sign in the digits', UTC, '25-301123456Z'],
  ['a year and a month', UTC, '2503Z'],
  ['an odd number of digits', UTC, '25030112345Z'],
  ['sixteen digits', GEN, '2025030112345678Z'],
  ['an offset of 24 hours', UTC, '250301123456+2400'],
  ['an offset of 60 minutes', UTC, '250301123456+0060'],
  ['half an offset', UTC, '250301123456+010'],
  ['an offset and Z', UTC, '250301123456+0100Z'],
  ['nothing', UTC, ''],
  ['Z alone', GEN, 'Z'],
  ['Arabic digits', GEN, Buffer.from('٢٠٢٥').toString('latin1')],
];

describe('TimeReader', () => {
  it.each(STANDARD)('reads tag %d %s in a form of RFC 5280', (tag, text, instant) => {
    expect(read(tag, text)).toEqual({ instant, flaws: 0 });
  });

  it.each(NONSTANDARD)('reads and reports %s (tag %d, %s)', (_name, tag, text, instant) => {
    expect(read(tag, text)).toEqual({ instant, flaws: TIME_NOT_RFC5280 });
  });

  it.each(UNREADABLE)('knows no time for %s', (_name, tag, text) => {
    const { instant, flaws } = read(tag, text);
    expect(instant).toBeNull();
    expect(flaws & TIME_UNREADABLE).toBe(TIME_UNREADABLE);
  });

  it('agrees with Date on every second of four thousand years, in both forms', () => {
    fc.assert(
      fc.property(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), (seconds) => {
        const iso = new Date(seconds * 1000).toISOString();
        const digits = iso.slice(0, 19).replaceAll(/[-T:]/g, '');
        expect(read(GEN, `${digits}Z`)).toEqual({ instant: `${iso.slice(0, 19)}Z`, flaws: 0 });
        const year = Number(iso.slice(0, 4));
        if (year < 1950 || year > 2049) return;
        expect(read(UTC, `${digits.slice(2)}Z`).instant).toBe(`${iso.slice(0, 19)}Z`);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads inside its bounds only', () => {
    const bytes = Buffer.from('xx250301123456Z99');
    const reader = new TimeReader();
    expect(formatInstant(reader.read(UTC, bytes, 2, 15))).toBe('2025-03-01T12:34:56Z');
    expect(reader.read(UTC, bytes, 2, 6)).toBeNaN();
  });

  it('says unreadable or gives a time on arbitrary octets', () => {
    const octet = fc.oneof(fc.integer({ min: 0x2b, max: 0x3a }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 20 }), fc.constantFrom(UTC, GEN), (octets, tag) => {
        const reader = new TimeReader();
        const seconds = reader.read(tag, Uint8Array.from(octets), 0, octets.length);
        expect(Number.isNaN(seconds)).toBe((reader.flaws & TIME_UNREADABLE) !== 0);
        formatInstant(seconds);
      }),
      { numRuns: 5000 },
    );
  });
});
