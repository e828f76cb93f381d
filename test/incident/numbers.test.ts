import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

function total(written: string): [unknown, string | null] | undefined {
  const { claims } = readClaims(`- **Total number of certificates:** ${written}\n`);
  const claim = claims.find(({ kind }) => kind === 'total');
  return claim && [claim.value, claim.qualifier];
}

const WRITTEN: readonly (readonly [written: string, value: number, qualifier?: string])[] = [
  ['5079', 5079],
  ['5,079', 5079],
  ['2.601', 2601],
  ["2'601", 2601],
  ['5 079', 5079],
  ['5\u00a0079', 5079],
  ['3,048,289', 3_048_289],
  ['1.234.567', 1_234_567],
  ['12,34,567', 1_234_567],
  ['１２', 12],
  ['1.8 million', 1_800_000],
  ['> 1.8million', 1_800_000, 'more than'],
  ['&gt; 1.8million', 1_800_000, 'more than'],
  ['over 1.7M', 1_700_000, 'more than'],
  ['5k', 5000],
  ['approximately 26,668', 26_668, 'approximately'],
  ['~ 300', 300, 'approximately'],
  ['at least 31', 31, 'at least'],
  ['fewer than 200', 200, 'fewer than'],
  ['less than 40', 40, 'less than'],
  ['up to 500', 500, 'up to'],
  ['zero', 0],
  ['none', 0],
  ['twelve', 12],
  ['Twenty', 20],
  ['twenty-one', 21],
  ['three (3) TLS certificates', 3],
  ['7 (with 1 expired)', 7],
  ['8 (4 pre and 4 leaf)', 8],
  ['150 Certificates were referenced by 68 reports', 150],
  ['As of 2024-05-05, 17', 17],
  ['**36**', 36],
];

const CASES = WRITTEN.map(
  ([written, value, qualifier]) => [written, value, qualifier ?? null] as const,
);

describe('a number of certificates', () => {
  it.each(CASES)('written %s is %i %s', (written, value, qualifier) => {
    expect(total(written)).toEqual([value, qualifier]);
  });

  it.each(['99999999999999999999', '1.2.3.4', '2024-05-05', '50%', 'many', 'bug'])(
    'is not %s',
    (written) => {
      expect(total(written)).toBeUndefined();
    },
  );
});
