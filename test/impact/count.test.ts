import fc from 'fast-check';
import { expect, it } from 'vitest';
import { formatCount } from '../../src/impact/count.ts';

it('writes a count as Intl.NumberFormat does for en-US', () => {
  const truth = new Intl.NumberFormat('en-US');
  for (const count of [0, 999, 1000, 999_999, 1_000_000, Number.MAX_SAFE_INTEGER]) {
    expect(formatCount(count)).toBe(truth.format(count));
  }
  fc.assert(
    fc.property(fc.maxSafeNat(), (count) => {
      expect(formatCount(count)).toBe(truth.format(count));
    }),
  );
});
