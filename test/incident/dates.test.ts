import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

function start(
  date: string,
  before = '',
): { value: unknown; qualifier: string | null } | undefined {
  const { claims } = readClaims(`${before}- **Non-compliance start date:** ${date}\n`);
  const claim = claims.find(({ kind }) => kind === 'noncompliance-start');
  return claim && { value: claim.value, qualifier: claim.qualifier };
}

const WRITTEN: readonly (readonly [written: string, value: string])[] = [
  ['2025-05-30', '2025-05-30'],
  ['2026-2-6', '2026-02-06'],
  ['2025/05/30', '2025-05-30'],
  ['2025-05-30 00:00:11', '2025-05-30T00:00:11'],
  ['2025-05-30T00:00Z', '2025-05-30T00:00Z'],
  ['2025-09-19 – 09:51 UTC', '2025-09-19T09:51Z'],
  ['March 22, 2024, 15:02 UTC', '2024-03-22T15:02Z'],
  ['February 25, 2022', '2022-02-25'],
  ['May 27th, 2025', '2025-05-27'],
  ['22nd of December 2023', '2023-12-22'],
  ['the 4th of March 2024', '2024-03-04'],
  ['Monday, March 4, 2024', '2024-03-04'],
  ['3-Nov-2023', '2023-11-03'],
  ['06-Apr-2022 13:36 (Indian Time)', '2022-04-06T13:36+05:30'],
  ['29.04.2024', '2024-04-29'],
  ['11/13/2024', '2024-11-13'],
  ['13/11/2024', '2024-11-13'],
  ['Sept 2019', '2019-09'],
  ['12/2014', '2014-12'],
  ['1/29/2019 11:18:42 AM', '2019-01-29T11:18:42'],
  ['2024-06-10 15:20 UCT', '2024-06-10T15:20Z'],
  ['March 4th, 2024, 2:40PM MET', '2024-03-04T14:40+01:00'],
  ['2025-06-05 ~4 PM PDT', '2025-06-05T16:00-07:00'],
  ['2024-02-04, 13:34 UTC+1', '2024-02-04T13:34+01:00'],
  ['2024-02-04 13:34 UTC±00:00', '2024-02-04T13:34Z'],
  ['2024-02-04 13:34 (UTC+8)', '2024-02-04T13:34+08:00'],
  ['2024-02-04 13:34 CST', '2024-02-04T13:34'],
  ['23:59 11 Nov 2024', '2024-11-11T23:59'],
  ['04:41 UTC on February 12, 2026', '2026-02-12T04:41Z'],
  ['12 a.m. UTC on 1 May 2020', '2020-05-01T00:00Z'],
];

describe('a date', () => {
  it.each(WRITTEN)('written %s is %s', (written, value) => {
    expect(start(written)).toEqual({ value, qualifier: null });
  });

  it('that can be read in two ways keeps both', () => {
    expect(start('03/04/2024')).toEqual({ value: '2024-03-04', qualifier: 'or 2024-04-03' });
    const [claim] = readClaims('- **Non-compliance start date:** 03/04/2024\n').claims;
    expect(claim?.alternative).toBe('2024-04-03');
  });

  it('is read as the other dates of the report are written', () => {
    const before = 'The report came on 25/12/2023.\n\n';
    expect(start('03/04/2024', before)).toEqual({ value: '2024-04-03', qualifier: null });
  });

  it('without a year takes that of the date before it, and says so', () => {
    const before = 'On 2021-03-05 we received a report.\n\n';
    expect(start('April 6', before)).toEqual({ value: '2021-04-06', qualifier: 'year implied' });
    expect(start('April 6')).toBeUndefined();
  });

  it.each(['2024-02-30', '31.04.2024', '13/13/2024', '2024-13-01', '1.2.3.4', '99.99.2024', 'May'])(
    'is not %s',
    (written) => {
      expect(start(written)).toBeUndefined();
    },
  );
});
