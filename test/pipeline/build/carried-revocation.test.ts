import { describe, expect, it } from 'vitest';
import { csvHeader, csvRows } from '../../../src/appendix/write/csv.ts';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { RevocationPolicy } from '../../../src/pipeline/build/revocation-policy.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { AS_OF, type Built, buildOf, localSource } from './building.ts';

const ca = await makeCa();
const valid = await ca.issue({ serial: '0b01' });
const expired = await ca.issue({ serial: '0b02', notAfter: new Date('2025-03-31T23:59:59Z') });

type Cells = readonly [string, string, string];

interface Carried {
  readonly cells: string[];
  readonly account: Built['account'];
}

/** Measured against 2025-04-01. */
async function carried(
  written: Cells,
  der = valid,
  plannedDate?: string,
  obtained = true,
): Promise<Carried> {
  const { text, account } = await built([[fingerprintOf(der), written]], plannedDate, obtained);
  const [row] = text;
  return { cells: row!, account };
}

async function built(
  rows: readonly (readonly [string, Cells])[],
  plannedDate?: string,
  obtained = true,
): Promise<{ text: string[][]; account: Built['account'] }> {
  const times = ['2025-03-01T00:00:00Z', '2025-05-30T00:00:00Z'];
  const cells = rows.map(([hash, written]) => [
    ...['N/A', hash, '', '', ...times, '', 'a.example', ...written],
  ]);
  const { rows: found, account } = await buildOf([csvHeader([]) + csvRows(cells)], {
    from: obtained ? [await localSource([valid, expired])] : [],
    policy: new RevocationPolicy({ plannedDate, asOf: AS_OF }),
  });
  const text = found.map((row) => [row.isRevoked, row.revocationDate, row.revocationReason]);
  return { text, account };
}

describe('revocation cells of a table that is read', () => {
  it.each<[Cells]>([
    [['Yes', '2025-03-20', 'superseded']],
    [['Yes', '2025-03-20T10:00:00Z', 'N/A']],
    [['Yes', '2025-03-20', '']],
    // of the day on which it is measured, in whatever time zone
    [['Yes', '2025-04-01', 'unspecified']],
    [['Yes', '2025-03-20', 'cACompromise']],
    [['Planned', '2025-04-05', 'N/A']],
    [['Delayed', '2025-04-05', '']],
  ])('stay as they are where they are right: %j', async (cells) => {
    expect(await carried(cells)).toMatchObject({ cells, account: { faulty: 0 } });
  });

  it.each<[Cells, Cells]>([
    [
      ['yes', '2025-03-20T12:00:00+02:00', '4'],
      ['Yes', '2025-03-20T10:00:00Z', 'superseded'],
    ],
    [
      ['YES ', '20 Mar 2025', 'Key Compromise (1)'],
      ['Yes', '2025-03-20', 'keyCompromise'],
    ],
    [
      ['planned', '05.04.2025', 'n/a'],
      ['Planned', '2025-04-05', 'N/A'],
    ],
  ])('are written as the guidelines have it where they say it otherwise: %j', async (cells, as) => {
    expect(await carried(cells)).toMatchObject({ cells: as, account: { faulty: 0 } });
  });

  it.each<[Cells, Cells, string]>([
    [['No', '', ''], ['', '', ''], '"Is revoked?" permits no No'],
    [['No', '2025-04-05', '4'], ['', '', ''], '"Is revoked?" permits no No'],
    [['N/A', 'N/A', 'N/A'], ['', '', ''], '"Is revoked?" is N/A of a certificate not expired'],
    [['mistake', '', ''], ['', '', ''], '"Is revoked?" permits no mistake'],
    [
      ['TRUE', '2025-03-20', '4'],
      ['', '2025-03-20', 'superseded'],
      '"Is revoked?" permits no TRUE',
    ],
    [['', '2025-03-20', ''], ['', '2025-03-20', ''], 'nothing in "Is revoked?"'],
    [
      ['Yes', '05/06/2025', '4'],
      ['Yes', '', 'superseded'],
      'no date that has one meaning: 05/06/2025',
    ],
    [['Yes', '', '4'], ['Yes', '', 'superseded'], 'Yes without a date'],
    [['Yes', 'N/A', 'N/A'], ['Yes', '', 'N/A'], 'Yes without a date'],
    [['Yes', '2025-04-05', ''], ['Yes', '', ''], 'Yes with a date that is ahead: 2025-04-05'],
    [['Yes', '2024-03-20', ''], ['Yes', '', ''], 'a revocation before the certificate: 2024-03-20'],
    [['Yes', '2025-03-20', 'mistake'], ['Yes', '2025-03-20', ''], 'no CRL reason: mistake'],
    [['Yes', '2025-03-20', '7'], ['Yes', '2025-03-20', ''], 'no CRL reason: 7'],
    [
      ['Planned', '2025-04-05', 'superseded'],
      ['Planned', '2025-04-05', 'N/A'],
      'a reason although Planned: superseded',
    ],
    [['Yes', '2025-12-01', ''], ['Yes', '', ''], 'Yes with a date that is ahead: 2025-12-01'],
  ])('are left empty where they are not, and a note says so: %j', async (cells, as, message) => {
    const { cells: found, account } = await carried(cells);
    expect(found).toEqual(as);
    expect(account).toMatchObject({ faulty: 1, faults: [{ place: 'list.csv:2', message }] });
  });

  it('make room for the planned date where they say that nothing is revoked', async () => {
    for (const status of ['No', 'N/A']) {
      const { cells } = await carried([status, '', ''], valid, '2025-04-05');
      expect(cells).toEqual(['Planned', '2025-04-05', 'N/A']);
    }
    expect((await carried(['Revoked', '', ''], valid, '2025-04-05')).cells).toEqual(['', '', '']);
  });

  it('are N/A of what has expired, unless it was revoked', async () => {
    for (const status of ['N/A', 'Planned', 'No', 'mistake']) {
      const { cells } = await carried([status, '', ''], expired);
      expect(cells).toEqual(['N/A', 'N/A', 'N/A']);
    }
    const { cells } = await carried(['yes', '2025-03-20', '4'], expired);
    expect(cells).toEqual(['Yes', '2025-03-20', 'superseded']);
  });

  it('are held against what the row says of a certificate that could not be obtained', async () => {
    const { cells, account } = await carried(['N/A', 'N/A', 'N/A'], valid, undefined, false);
    expect(cells).toEqual(['', '', '']);
    expect(account.faulty).toBe(1);
    const early = await carried(['Yes', '2024-03-20', ''], valid, undefined, false);
    expect(early.cells).toEqual(['Yes', '', '']);
  });

  it('are counted, and the first few named', async () => {
    const rows = Array.from(
      { length: 12 },
      (_, n) => [n.toString(16).padStart(64, 'a'), ['No', '', ''] as Cells] as const,
    );
    const { account } = await built(rows);
    expect(account.faulty).toBe(12);
    expect(account.faults.map(({ place }) => place)).toEqual(
      [2, 3, 4, 5, 6].map((line) => `list.csv:${line}`),
    );
  });
});
