import { describe, expect, it } from 'vitest';
import { bytesOf } from './der.ts';

export type Shape = (n: number) => Uint8Array;

/** Four times the octets may take this many times as long; quadratic time would take 16. */
const MAX_RATIO = 8;
const ATTEMPTS = 5;
/** Below this, a measurement is the clock's and the collector's, not ours. */
const MIN_MS = 2;

/** `unit` over and over again, `n` octets. */
export function repeated(hex: string, n: number): Uint8Array {
  const unit = bytesOf(hex);
  return Uint8Array.from({ length: n - (n % unit.length) }, (_, i) => unit[i % unit.length]!);
}

/** Compares each shape with one of four times as many octets. */
export function describeLinearTime(
  shapes: readonly (readonly [name: string, shape: Shape, n: number])[],
  milliseconds: (bytes: Uint8Array) => number,
): void {
  describe('time grows with the octets, not with their square', () => {
    it.each(shapes)('%s', { timeout: 120_000 }, (_name, shape, n) => {
      const [small, large] = [shape(n), shape(4 * n)];
      const ratios: number[] = [];
      for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
        const [short, long] = [milliseconds(small), milliseconds(large)];
        const ratio = long / Math.max(short, MIN_MS);
        if (ratio <= MAX_RATIO) return;
        ratios.push(ratio);
      }
      expect.fail(
        `4 times the octets took ${ratios.map((r) => r.toFixed(1)).join(', ')} times as long`,
      );
    });
  });
}
