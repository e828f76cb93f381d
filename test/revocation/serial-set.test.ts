import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import { bytesOf } from '../support/der.ts';
import { Random } from '../support/random.ts';

/** Content octets of an INTEGER as the number that they are. */
function valueOf(octets: Uint8Array): bigint {
  const hex = Buffer.from(octets).toString('hex');
  return hex === '' ? 0n : BigInt.asIntN(octets.length * 8, BigInt(`0x${hex}`));
}

describe('a set of serial numbers', () => {
  it('numbers them in the order of their first appearance', () => {
    const set = new SerialSet();
    expect(['05', '06', '05', '07', '06'].map((hex) => set.add(bytesOf(hex)))).toEqual([
      0, 1, 0, 2, 1,
    ]);
    expect(set.size).toBe(3);
    expect(set.rowOf(bytesOf('07'))).toBe(2);
    expect(set.rowOf(bytesOf('08'))).toBe(-1);
  });

  it('takes the octets of a part of an array', () => {
    const set = new SerialSet();
    set.add(bytesOf('01 02 03 04'), 1, 3);
    expect(set.rowOf(bytesOf('02 03'))).toBe(0);
    expect(set.rowOf(bytesOf('00 01 00 02 03'), 2, 5)).toBe(0);
  });

  it('compares them as integers, whatever octets repeat the sign', () => {
    const octets = fc.array(fc.constantFrom(0, 0, 1, 0x7f, 0x80, 0xff, 0xff), { maxLength: 40 });
    fc.assert(
      fc.property(octets, octets, (a, b) => {
        const [x, y] = [Uint8Array.from([0, ...a]), Uint8Array.from([0xff, ...b])];
        for (const [one, other] of [
          [Uint8Array.from(a), Uint8Array.from(b)],
          [Uint8Array.from(a), x],
          [y, Uint8Array.from(b)],
          [x, y],
        ] as const) {
          if (one.length === 0 || other.length === 0) continue;
          const set = new SerialSet();
          set.add(one);
          expect(set.rowOf(other) === 0).toBe(valueOf(one) === valueOf(other));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps long ones by their hash, apart from a short one that is that hash', () => {
    const set = new SerialSet();
    const long = Uint8Array.from({ length: 5000 }, (_, i) => 1 + (i % 100));
    const longer = Uint8Array.from([1, ...long]);
    expect([set.add(long), set.add(longer), set.add(long)]).toEqual([0, 1, 0]);
    expect(set.rowOf(Uint8Array.from([0, 0, ...long]))).toBe(0);
    expect(set.rowOf(long.subarray(1))).toBe(-1);
  });

  it('finds a hundred thousand again, and none else', () => {
    const set = new SerialSet();
    const random = new Random(1);
    const serials = new Map<string, number>();
    for (let i = 0; i < 100_000; i++) {
      const octets = random.octets(1 + random.below(21));
      const key = valueOf(octets).toString();
      const row = set.add(octets);
      expect(row).toBe(serials.get(key) ?? serials.size);
      serials.set(key, row);
    }
    expect(set.size).toBe(serials.size);
    for (let i = 0; i < 100_000; i++) {
      const octets = random.octets(1 + random.below(21));
      expect(set.rowOf(octets)).toBe(serials.get(valueOf(octets).toString()) ?? -1);
    }
    expect(set.byteLength).toBeLessThan(60 * set.size);
  });

  it('is as quick with serial numbers that count up, or differ in one octet', () => {
    const quick = (octetsOf: (i: number) => Uint8Array): number => {
      const set = new SerialSet();
      const started = performance.now();
      for (let i = 0; i < 65_536; i++) set.add(octetsOf(i));
      return performance.now() - started;
    };
    const random = new Random(2);
    const chance = quick(() => random.octets(16));
    const up = quick((i) => Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, i >> 8, i));
    const first = quick((i) => Uint8Array.of(1, i >> 8, i, ...new Uint8Array(16)));
    expect(Math.max(up, first)).toBeLessThan(20 * chance + 100);
  });
});
