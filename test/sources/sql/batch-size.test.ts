import { describe, expect, it } from 'vitest';
import { BatchSize } from '../../../src/sources/sql/batch-size.ts';

describe('the size of a batch', () => {
  it('halves with each failure, down to one', () => {
    const batch = new BatchSize(200);
    const sizes = Array.from({ length: 9 }, () => {
      batch.failed(batch.size);
      return batch.size;
    });
    expect(sizes).toEqual([100, 50, 25, 12, 6, 3, 1, 1, 1]);
  });

  it('grows again after successes, up to where it began', () => {
    const batch = new BatchSize(200);
    for (let i = 0; i < 4; i++) batch.failed(batch.size);
    const sizes = Array.from({ length: 18 }, () => {
      batch.succeeded();
      return batch.size;
    });
    expect(sizes.slice(0, 6)).toEqual([12, 12, 24, 24, 24, 48]);
    expect(sizes.at(-1)).toBe(200);
  });

  it('is halved once by two connections that fail at once', () => {
    const batch = new BatchSize(200);
    batch.failed(200);
    batch.failed(200);
    expect(batch.size).toBe(100);
  });
});
