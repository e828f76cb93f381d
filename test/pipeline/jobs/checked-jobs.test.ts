import { describe, expect, it } from 'vitest';
import { run } from '../../../src/pipeline/run.ts';

describe('the number of threads', () => {
  it.each([0, -1, 1.5, NaN, 257])(
    'is refused by the library, too, where it is %s',
    async (jobs) => {
      const signal = new AbortController().signal;
      await expect(
        run({ appendices: [], sources: [], signal, now: () => 0, jobs }),
      ).rejects.toMatchObject({ code: 'bad-option' });
    },
  );
});
