import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { readRevocations } from '../../../src/pipeline/build/read-revocations.ts';
import { RevocationPolicy } from '../../../src/pipeline/build/revocation-policy.ts';
import type { Revocations } from '../../../src/pipeline/build/revocations.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { AS_OF, type Built, buildOf, textInput } from './building.ts';

const ca = await makeCa();
const otherCa = await makeCa('CN=Other CA, C=NL');
/** 4097 and 1001 in decimal. */
const first = await ca.issue({ serial: '1001' });
const second = await ca.issue({ serial: '03e9' });
const letters = await ca.issue({ serial: '0a02' });
const expired = await ca.issue({ serial: '0a03', notAfter: new Date('2025-03-31T23:59:59Z') });

/** "Is revoked?" by serial number. */
async function statuses(
  lines: readonly string[],
  certificates: readonly Uint8Array[],
  plannedDate?: string,
): Promise<{ status: Record<string, string>; built: Built; revocations: Revocations }> {
  const input = textInput('revoked.csv', `${lines.join('\n')}\n`);
  const revocations = await readRevocations(input, AS_OF, new AbortController().signal);
  const policy = new RevocationPolicy({ revocations, plannedDate, asOf: AS_OF });
  const built = await buildOf([certificates], { policy });
  const status = Object.fromEntries(built.rows.map((row) => [row.serial, row.isRevoked]));
  return { status, built, revocations };
}

describe('a line of revocations', () => {
  it.each([
    ['a crt.sh link', (hash: string) => `https://crt.sh/?sha256=${hash}`],
    ['an older crt.sh link', (hash: string) => `http://crt.sh/?q=${hash.toUpperCase()}`],
    ['a link with options', (hash: string) => `https://crt.sh/?opt=ocsp&q=${hash}`],
    ['the hash', (hash: string) => hash],
  ])('names its certificate by %s', async (_, write) => {
    const lines = ['SHA-256,Date', `${write(fingerprintOf(letters))},2025-03-20`];
    const { status, revocations } = await statuses(lines, [letters, first]);
    expect(status).toEqual({ '0a02': 'Yes', '1001': '' });
    expect(revocations.troubled).toBe(0);
  });

  it.each(['https://crt.sh/?id=123', 'https://example.org/?sha256=', 'https://crt.sh/?q=ab'])(
    'names none by another link: %s',
    async (link) => {
      const lines = ['SHA-256,Date', `${link},2025-03-20`];
      const { revocations } = await statuses(lines, [letters]);
      expect(revocations).toMatchObject({ troubled: 1, unnamed: 1 });
    },
  );

  it('names its certificate by either where one column is for both', async () => {
    const lines = [
      'Serial Number or Fingerprint,Date',
      '0a02,2025-03-20',
      `${fingerprintOf(first)},2025-03-20`,
    ];
    const { status, revocations } = await statuses(lines, [letters, first]);
    expect(status).toEqual({ '0a02': 'Yes', '1001': 'Yes' });
    expect(revocations.troubled).toBe(0);
  });
});

describe('a serial number of decimal digits', () => {
  it('is that of the certificate that has it, in hex or in decimal', async () => {
    const lines = ['serial,date', '1001,2025-03-20'];
    expect((await statuses(lines, [first, letters])).status).toEqual({ '1001': 'Yes', '0a02': '' });
    expect((await statuses(lines, [second, letters])).status).toEqual({
      '03e9': 'Yes',
      '0a02': '',
    });
  });

  it('is of neither where one has it in hex and another in decimal', async () => {
    const lines = ['serial,date', '1001,2025-03-20'];
    const { status, revocations } = await statuses(lines, [first, second], '2025-04-05');
    expect(status).toEqual({ '1001': '', '03e9': '' });
    expect(revocations.troubles).toMatchObject([
      { line: 2, message: expect.stringContaining('1001 in hex and 03e9 in decimal') as string },
    ]);
    expect(revocations.unused().count).toBe(0);
  });

  it('is of the one whose issuer is named', async () => {
    const lines = ['serial,date,issuer', '1001,2025-03-20,"CN=Other CA,C=NL"'];
    const other = await otherCa.issue({ serial: '1001' });
    const { status, revocations } = await statuses(lines, [other, second]);
    expect(status).toEqual({ '1001': 'Yes', '03e9': '' });
    expect(revocations.troubled).toBe(0);
  });

  it('may be as long as serial numbers are, and longer', async () => {
    const serial = 'd0bd953d3cc217790825c7cc67e84707';
    const long = await ca.issue({ serial });
    const lines = ['serial,date', `${BigInt(`0x${serial}`)},2025-03-20`];
    expect((await statuses(lines, [long])).status).toEqual({ [serial]: 'Yes' });
    const endless = await statuses(['serial,date', `${'9'.repeat(900_000)},2025-03-20`], [long]);
    expect(endless.status).toEqual({ [serial]: '' });
  });
});

describe('a line that may be of any certificate', () => {
  const OTHERS = [letters, first, expired];

  it.each([
    ['no serial number', '1.23E+38,2025-03-20'],
    ['neither serial number nor hash', ',2025-03-20'],
  ])('keeps those that no line names from being Planned: %s', async (_, line) => {
    const lines = ['serial,date', '0a02,2025-03-20', line];
    const { status, built, revocations } = await statuses(lines, OTHERS, '2025-04-05');
    expect(status).toEqual({ '0a02': 'Yes', '1001': '', '0a03': 'N/A' });
    expect(built.account.revocation).toMatchObject({ planned: 0, empty: 1, doubtful: 1 });
    expect(revocations.unnamed).toBe(1);
  });

  it.each([
    ['is of no certificate here', 'ff,2025-03-20,'],
    ['names its certificate, and no date that is one', '0a02,soon,'],
    ['names its certificate, and no reason that is one', '0a02,2025-03-20,whatever'],
    ['says nothing of a revocation', 'Total: 1 line,,'],
  ])('is none that %s', async (_, line) => {
    const lines = ['serial,date,reason', line];
    const { status, built } = await statuses(lines, OTHERS, '2025-04-05');
    expect(status['1001']).toBe('Planned');
    expect(built.account.revocation.doubtful).toBe(0);
  });
});

describe('a revocation without a reason', () => {
  it('is N/A where the list says so, and empty and counted where it does not', async () => {
    const lines = ['serial,date,reason', '0a02,2025-03-20,n/a', '1001,2025-03-20,'];
    const { built } = await statuses(lines, [letters, first]);
    const cells = built.rows.map((row) => [row.serial, row.revocationReason]);
    expect(cells.sort()).toEqual([
      ['0a02', 'N/A'],
      ['1001', ''],
    ]);
    expect(built.account.revocation).toMatchObject({ listed: 2, withoutReason: 1 });
  });
});

describe('a revocation that is not within the validity', () => {
  it.each(['2020-03-20', '2031-03-20'])('is a trouble, and empty: %s', async (date) => {
    const lines = ['serial,date', `0a02,${date}`];
    const { status, revocations } = await statuses(lines, [letters], '2025-04-05');
    expect(status).toEqual({ '0a02': '' });
    expect(revocations.troubles).toMatchObject([{ line: 2 }]);
  });

  it('is not planned, either', async () => {
    const { status, built } = await statuses(
      ['serial,date', 'ff,2025-03-20'],
      [letters],
      '2031-03-20',
    );
    expect(status).toEqual({ '0a02': '' });
    expect(built.account.revocation).toMatchObject({ planned: 0, outlived: 1 });
  });
});

describe('a revocation that is planned', () => {
  it('has no reason, and is N/A once the certificate has expired', async () => {
    const lines = ['serial,date,reason', '0a02,2025-04-05,superseded', '0a03,2025-04-05,4'];
    const { built, revocations } = await statuses(lines, [letters, expired]);
    const cells = built.rows.map((row) => [row.isRevoked, row.revocationReason]);
    expect(cells.sort()).toEqual([
      ['N/A', 'N/A'],
      ['Planned', 'N/A'],
    ]);
    expect(revocations.troubled).toBe(0);
  });
});
