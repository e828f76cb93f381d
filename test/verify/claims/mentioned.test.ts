import { describe, expect, it } from 'vitest';
import { makeCa } from '../../support/make-certificate.ts';
import { type Listing, rowOf, tableOf, verify } from '../support.ts';

const ca = await makeCa();
const times = ['2025-03-01T09:00:00Z', '2025-03-02T12:00:00Z', '2025-03-03T17:30:00Z'];
const three = await Promise.all(
  times.map((time, at) =>
    ca.issue({ notBefore: new Date(time), serial: `7f0${at}`, policies: ['2.23.140.1.2.1'] }),
  ),
);
const listing: Listing = {
  files: { 'table.csv': tableOf(...three.map((der) => rowOf(der))) },
  certificates: three,
};

async function accusationsOf(report: string, list: Listing = listing): Promise<string[]> {
  const { findings } = await verify({ ...list, guideline: '2.0', report });
  return findings.findings
    .filter(({ file }) => file === 'report.md')
    .map(({ code }) => code)
    .sort();
}

const EXPIRED = { isRevoked: 'N/A', revocationDate: 'N/A', revocationReason: 'N/A' };
const IMPACT = '## Incident Report\n\n### Summary\n\nA wrong value.\n\n### Impact\n\n';

describe('a claim in prose that contradicts the list', () => {
  it.each([
    [
      'the number',
      'A total of 5 certificates were affected.',
      'It is 3 certificates that have the wrong value.',
      ['claim-count-differs'],
    ],
    [
      'the date',
      'The first affected certificate was issued on 2025-02-20.',
      'On 2025-03-01 the profile went into use.',
      ['claim-date-differs'],
    ],
  ])('is doubted where the report has %s elsewhere', async (_, claim, elsewhere, codes) => {
    expect(await accusationsOf(`${IMPACT}${claim}\n`)).toEqual(codes);
    expect(await accusationsOf(`${IMPACT}${claim}\n\n${elsewhere}\n`)).toEqual([]);
  });

  it('is doubted where the report has the other types elsewhere', async () => {
    const mixed = await ca.issue({ serial: '7f09', policies: ['2.23.140.1.2.2'] });
    const files = { 'table.csv': tableOf(rowOf(three[0]!), rowOf(mixed)) };
    const list = { files, certificates: [three[0]!, mixed] };
    const claim = `${IMPACT}The 2 affected certificates are OV certificates.\n`;
    expect(await accusationsOf(claim, list)).toEqual(['claim-types-differ']);
    expect(await accusationsOf(`${claim}\nOf DV certificates one.\n`, list)).toEqual([]);
  });

  it('is doubted where another number of its type is given, and not for that of another type', async () => {
    const mixed = await Promise.all(
      ['7f0a', '7f0b'].map((serial) => ca.issue({ serial, policies: ['2.23.140.1.2.2'] })),
    );
    const all = [...three, ...mixed];
    const list = {
      files: { 'table.csv': tableOf(...all.map((der) => rowOf(der))) },
      certificates: all,
    };
    const wrong = `${IMPACT}A total of 5 certificates were affected, 2 DV and 3 OV.\n`;
    const codes = ['claim-type-count-differs', 'claim-type-count-differs'];
    expect(await accusationsOf(wrong, list)).toEqual(codes);
    const right = 'The affected certificates are 3 DV and 2 OV certificates.';
    expect(await accusationsOf(`${wrong}\n${right}\n`, list)).toEqual([]);
  });

  it('is doubted of what was valid, which may have been so at another time', async () => {
    const expired = await Promise.all(
      ['7f0c', '7f0d'].map((serial) =>
        ca.issue({ serial, policies: ['2.23.140.1.2.1'], notAfter: new Date('2025-03-20') }),
      ),
    );
    const files = { 'table.csv': tableOf(...expired.map((der) => rowOf(der, undefined, EXPIRED))) };
    const list = { files, certificates: expired };
    const prose = `${IMPACT}2 certificates were affected. When we looked, 2 certificates were still valid.\n`;
    expect(await accusationsOf(prose, list)).toEqual([]);
    const field = `${IMPACT}- **Total number of certificates:** 2\n- **Total number of "remaining valid" certificates:** 2\n`;
    expect(await accusationsOf(field, list)).toContain('claim-remaining-valid-expired');
  });

  it('is not doubted in a field, which means what it says', async () => {
    const report = `${IMPACT}- **Total number of certificates:** 5\n\nIt is 3 certificates that have the wrong value.\n`;
    expect(await accusationsOf(report)).toContain('claim-count-differs');
  });

  it('is not doubted for what another claim says', async () => {
    const first = 'The first affected certificate was issued on 2025-02-20.';
    const last = 'The last affected certificate was issued on 2025-03-01 at 09:00 UTC.';
    expect(await accusationsOf(`${IMPACT}${first} ${last}\n`)).toEqual([
      'claim-date-differs',
      'claim-date-differs',
    ]);
  });
});
