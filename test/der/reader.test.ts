import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DerReader,
  FLAW_INDEFINITE_LENGTH,
  FLAW_NON_MINIMAL_LENGTH,
  FLAW_OVERRUN,
  FLAW_TRUNCATED_HEADER,
} from '../../src/der/reader.ts';
import { bytesOf, element } from '../support/der.ts';

interface Expected {
  readonly tag: number;
  /** [contentStart, contentEnd, next] */
  readonly place: readonly [number, number, number];
  readonly flaws: number;
}

function readAt(bytes: Uint8Array, pos = 0, end = bytes.length): Expected {
  const der = new DerReader();
  der.bytes = bytes;
  expect(der.read(pos, end)).toBe(true);
  return { tag: der.tag, place: [der.contentStart, der.contentEnd, der.next], flaws: der.flaws };
}

const CASES: (Expected & { name: string; hex: string })[] = [
  { name: 'a short length', hex: '02 01 05', tag: 2, place: [2, 3, 3], flaws: 0 },
  { name: 'no content', hex: '05 00', tag: 5, place: [2, 2, 2], flaws: 0 },
  {
    name: 'a long length of one octet',
    hex: `04 81 80 ${'aa'.repeat(128)}`,
    tag: 4,
    place: [3, 131, 131],
    flaws: 0,
  },
  {
    name: 'a long length that would have been short',
    hex: '04 81 02 aa bb',
    tag: 4,
    place: [3, 5, 5],
    flaws: FLAW_NON_MINIMAL_LENGTH,
  },
  {
    name: 'a length with a leading zero octet',
    hex: `04 82 00 80 ${'aa'.repeat(128)}`,
    tag: 4,
    place: [4, 132, 132],
    flaws: FLAW_NON_MINIMAL_LENGTH,
  },
  {
    name: 'a length that reaches beyond the end',
    hex: '30 05 02 01 05',
    tag: 0x30,
    place: [2, 5, 5],
    flaws: FLAW_OVERRUN,
  },
  {
    name: 'a length of 2^32 + 1, which must not wrap around to 1',
    hex: '04 85 01 00 00 00 01 aa bb',
    tag: 4,
    place: [7, 9, 9],
    flaws: FLAW_OVERRUN,
  },
  {
    name: 'a length of 2^64 + 2, which must not wrap around to 2',
    hex: '04 89 01 00 00 00 00 00 00 00 02 aa bb cc',
    tag: 4,
    place: [11, 14, 14],
    flaws: FLAW_OVERRUN,
  },
  {
    name: 'a length of 126 octets, all ones',
    hex: `04 fe ${'ff'.repeat(126)} aa`,
    tag: 4,
    place: [128, 129, 129],
    flaws: FLAW_OVERRUN,
  },
  {
    name: 'more octets of length than there are',
    hex: '04 84 00 00 01',
    tag: 4,
    place: [5, 5, 5],
    flaws: FLAW_TRUNCATED_HEADER,
  },
  {
    name: 'an identifier without a length',
    hex: '30',
    tag: 0x30,
    place: [1, 1, 1],
    flaws: FLAW_TRUNCATED_HEADER,
  },
  { name: 'a high tag number', hex: '9f 81 01 01 aa', tag: 0x9f, place: [4, 5, 5], flaws: 0 },
  {
    name: 'a high tag number that never ends',
    hex: '9f 81 81 81',
    tag: 0x9f,
    place: [4, 4, 4],
    flaws: FLAW_TRUNCATED_HEADER,
  },
  {
    name: 'an indefinite length',
    hex: '30 80 02 01 05 00 00',
    tag: 0x30,
    place: [2, 5, 7],
    flaws: FLAW_INDEFINITE_LENGTH,
  },
  {
    name: 'an empty indefinite length',
    hex: '30 80 00 00',
    tag: 0x30,
    place: [2, 2, 4],
    flaws: FLAW_INDEFINITE_LENGTH,
  },
  {
    name: 'nested indefinite lengths, the outer one closed by the outer end',
    hex: '30 80 31 80 05 00 00 00 02 01 05 00 00 aa',
    tag: 0x30,
    place: [2, 11, 13],
    flaws: FLAW_INDEFINITE_LENGTH,
  },
  {
    name: 'an indefinite length around content that contains two zero octets',
    hex: '30 80 04 02 00 00 00 00',
    tag: 0x30,
    place: [2, 6, 8],
    flaws: FLAW_INDEFINITE_LENGTH,
  },
  {
    name: 'an indefinite length that is never closed',
    hex: '30 80 02 01 05',
    tag: 0x30,
    place: [2, 5, 5],
    flaws: FLAW_INDEFINITE_LENGTH | FLAW_OVERRUN,
  },
  {
    name: 'an indefinite length on a primitive',
    hex: '04 80 aa 00 00',
    tag: 4,
    place: [2, 5, 5],
    flaws: FLAW_INDEFINITE_LENGTH | FLAW_OVERRUN,
  },
];

describe('DerReader', () => {
  it.each(CASES)('reads $name', ({ hex, tag, place, flaws }) => {
    expect(readAt(bytesOf(hex))).toEqual({ tag, place, flaws });
  });

  it('reads inside its bounds only, whatever stands behind them', () => {
    const bytes = bytesOf('ff 02 03 01 02 03 ff');
    expect(readAt(bytes, 1, 4)).toEqual({ tag: 2, place: [3, 4, 4], flaws: FLAW_OVERRUN });
    expect(readAt(bytes, 1, 2)).toEqual({ tag: 2, place: [2, 2, 2], flaws: FLAW_TRUNCATED_HEADER });
  });

  it('says false and keeps its fields when nothing is left', () => {
    const der = new DerReader();
    der.bytes = bytesOf('02 01 05');
    der.read(0, 3);
    expect(der.read(3, 3)).toBe(false);
    expect([der.tag, der.contentStart, der.contentEnd, der.next]).toEqual([2, 2, 3, 3]);
    expect(der.readTag(0, 3, 0x30)).toBe(false);
  });

  it('gives up on indefinite lengths nested deeper than any certificate, without an exception', () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, i) => (i % 2 === 0 ? 0x30 : 0x80));
    expect(readAt(bytes).flaws).toBe(FLAW_INDEFINITE_LENGTH | FLAW_OVERRUN);
  });

  it('finds again whatever a DER writer wrote', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 255 }).filter((tag) => (tag & 0x1f) !== 0x1f),
        fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.constant(new Uint8Array(70_000))),
        fc.uint8Array({ maxLength: 5 }),
        (tag, content, behind) => {
          const written = element(tag, content);
          const read = readAt(Uint8Array.from([...written, ...behind]));
          const start = written.length - content.length;
          expect(read).toEqual({ tag, place: [start, written.length, written.length], flaws: 0 });
        },
      ),
      { numRuns: 300 },
    );
  });

  it('always advances, and never beyond the end, on arbitrary octets', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const der = new DerReader();
        der.bytes = bytes;
        for (let pos = 0; der.read(pos, bytes.length); pos = der.next) {
          expect(der.next).toBeGreaterThan(pos);
          expect(der.contentStart).toBeLessThanOrEqual(der.contentEnd);
          expect(der.contentEnd).toBeLessThanOrEqual(der.next);
          expect(der.next).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
