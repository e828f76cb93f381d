import { describe, expect, it } from 'vitest';
import { csvHeader, csvRows } from '../../../src/appendix/write/csv.ts';
import { CertImpactError } from '../../../src/errors.ts';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { readRevocations } from '../../../src/pipeline/build/read-revocations.ts';
import { readReason } from '../../../src/pipeline/build/revocation-line.ts';
import { readRevocationHead } from '../../../src/pipeline/build/revocation-name.ts';
import { RevocationPolicy } from '../../../src/pipeline/build/revocation-policy.ts';
import type { Revocations } from '../../../src/pipeline/build/revocations.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { AS_OF, type Built, buildOf, textInput } from './building.ts';

const ca = await makeCa();
const otherCa = await makeCa('CN=Other CA, C=NL');
const certificate = await ca.issue({ serial: '0a01' });
const precertificate = await ca.issue({ serial: '0a01', precertificate: true });
const namesake = await otherCa.issue({ serial: '0a01' });
const second = await ca.issue({ serial: '0a02' });
const expired = await ca.issue({ serial: '0a03', notAfter: new Date('2025-03-31T23:59:59Z') });
const ALL = [certificate, precertificate, second, expired];

function read(content: string): Promise<Revocations> {
  return readRevocations(textInput('revoked.csv', content), AS_OF, new AbortController().signal);
}

interface With {
  readonly content?: string;
  readonly plannedDate?: string;
  readonly certificates?: readonly Uint8Array[];
}

/** The revocation columns by serial number, and what the list was told. */
async function cellsWith({ content, plannedDate, certificates = ALL }: With): Promise<{
  cells: Record<string, string[]>;
  built: Built;
  revocations: Revocations | undefined;
}> {
  const revocations = content === undefined ? undefined : await read(content);
  const policy = new RevocationPolicy({ revocations, plannedDate, asOf: AS_OF });
  const built = await buildOf([certificates], { policy });
  const cells = Object.fromEntries(
    built.rows.map((row) => [
      row.serial,
      [row.isRevoked, row.revocationDate, row.revocationReason],
    ]),
  );
  return { cells, built, revocations };
}

const NOTHING = ['', '', ''];
const NOT_APPLICABLE = ['N/A', 'N/A', 'N/A'];
const YES = ['Yes', '2025-03-20T10:00:00Z', 'superseded'];

describe('the revocation columns', () => {
  it('stay empty where nothing is known, and are N/A for what has expired', async () => {
    const { cells, built } = await cellsWith({});
    expect(cells).toEqual({ '0a01': NOTHING, '0a02': NOTHING, '0a03': NOT_APPLICABLE });
    expect(built.account.revocation).toMatchObject({ empty: 2, expired: 1 });
  });

  it('are Planned with a planned date, but not for what has expired', async () => {
    const { cells } = await cellsWith({ plannedDate: '2025-04-05' });
    const planned = ['Planned', '2025-04-05', 'N/A'];
    expect(cells).toEqual({ '0a01': planned, '0a02': planned, '0a03': NOT_APPLICABLE });
  });

  it.each([
    ['its serial number', '0A:01'],
    ['its serial number with a prefix and a sign octet', '0x00000a01'],
    ['its serial number, kept from a spreadsheet', '"=""0A01"""'],
  ])('come from a list by %s', async (_, serial) => {
    const content = `Serial Number,Revoked At,Reason\n${serial},2025-03-20T10:00:00Z,superseded\n`;
    const { cells } = await cellsWith({ content });
    expect(cells).toEqual({ '0a01': YES, '0a02': NOTHING, '0a03': NOT_APPLICABLE });
  });

  it.each([
    ['certificate', certificate],
    ['precertificate', precertificate],
  ])('come from a list by the hash of its %s', async (_, der) => {
    const hash = fingerprintOf(der).toUpperCase();
    const content = `reason;SHA-256 fingerprint;revocation_date\n4;${hash};20 Mar 2025 10:00:00 GMT\n`;
    const { cells } = await cellsWith({ content });
    expect(cells['0a01']).toEqual(YES);
  });

  it('come from a list for what has expired since', async () => {
    const { cells } = await cellsWith({ content: 'serial,date\n0a03,2025-03-20\n' });
    expect(cells['0a03']).toEqual(['Yes', '2025-03-20', '']);
  });

  it('are Planned for a date that is ahead, and Delayed where the list says so', async () => {
    const content = 'serial,status,date\n0a01,,2025-04-05\n0a02,delayed,2025-04-06\n';
    const { cells } = await cellsWith({ content });
    expect(cells['0a01']).toEqual(['Planned', '2025-04-05', 'N/A']);
    expect(cells['0a02']).toEqual(['Delayed', '2025-04-06', 'N/A']);
  });

  it('are left empty where a serial number is that of two issuers, unless one is named', async () => {
    const certificates = [certificate, namesake];
    const head = 'serial,date,issuer\n';
    const both = await cellsWith({ content: `${head}0a01,2025-03-20,\n`, certificates });
    expect(both.built.rows.map(({ isRevoked }) => isRevoked)).toEqual(['', '']);
    expect(both.revocations).toMatchObject({
      troubled: 1,
      troubles: [{ line: 2, message: expect.stringContaining('several issuers') as string }],
    });
    // as X.509 tools write it, the other way round
    const content = `${head}0a01,2025-03-20,"C=NL, CN=Other CA"\n`;
    const one = await cellsWith({ content, certificates });
    const revoked = one.built.rows.filter(({ isRevoked }) => isRevoked === 'Yes');
    expect(revoked.map(({ certificateHash }) => certificateHash)).toEqual([
      fingerprintOf(namesake),
    ]);
    expect(one.revocations?.troubled).toBe(0);
  });

  it('are left empty where the list says two things', async () => {
    const content =
      'serial,date\n0a01,2025-03-20\n0a01,2025-03-21\n0a02,2025-03-20\n0a02,2025-03-20\n';
    const { cells, revocations } = await cellsWith({ content });
    expect(cells['0a01']).toEqual(NOTHING);
    expect(cells['0a02']![0]).toBe('Yes');
    expect(revocations?.troubles).toEqual([
      { line: 3, message: 'says something else than line 2 of the same certificate' },
    ]);
  });

  it('are left empty where the list says two things of one hash', async () => {
    const hash = fingerprintOf(second);
    const { cells, revocations } = await cellsWith({
      content: `sha256,date\n${hash},2025-03-20\n${hash},2025-03-21\n`,
    });
    expect(cells['0a02']).toEqual(NOTHING);
    expect(revocations?.troubles).toMatchObject([{ line: 3 }]);
  });

  it.each([
    ['has no date', 'serial,date,reason\n0a02,,superseded\n0a03,N/A,superseded\n'],
    ['has no date but a status', 'serial,status,date\n0a02,Yes,\n0a03,revoked,N/A\n'],
    ['has a date with two meanings', 'serial,date\n0a02,03/04/2025\n0a03,02/03/2025\n'],
    [
      'says two things',
      'serial,date\n0a02,2025-03-20\n0a02,2025-03-21\n0a03,2025-03-20\n0a03,2025-03-21\n',
    ],
  ])('are neither Planned nor N/A where the list %s', async (_, content) => {
    const { cells, built, revocations } = await cellsWith({ content, plannedDate: '2025-04-05' });
    expect(cells['0a01']![0]).toBe('Planned');
    expect(cells['0a02']).toEqual(NOTHING);
    expect(cells['0a03']).toEqual(NOTHING);
    expect(built.account.revocation).toMatchObject({ planned: 1, expired: 0, empty: 2 });
    expect(revocations?.troubled).toBe(2);
  });

  it('are Planned by the planned date where the list says so without a date', async () => {
    const content = 'serial,status,date\n0a02,Planned,\n';
    const { cells } = await cellsWith({ content, plannedDate: '2025-04-05' });
    expect(cells['0a02']).toEqual(['Planned', '2025-04-05', 'N/A']);
  });

  it('come from a table of the guidelines, too', async () => {
    const hash = fingerprintOf(second);
    const row = [
      'N/A',
      hash,
      '',
      '',
      '',
      '',
      'N/A',
      '',
      'Yes',
      '2025-03-20T10:00:00Z',
      'superseded',
    ];
    const { cells } = await cellsWith({ content: csvHeader([]) + csvRows([row]) });
    expect(cells['0a02']).toEqual(YES);
  });
});

describe('a list of revocations', () => {
  it('says of each line what is wrong with it, and goes on', async () => {
    const content = [
      'serial,sha256,date,reason',
      'xyz,,2025-03-20,',
      '0a02,1234,2025-03-20,',
      ',,2025-03-20,',
      '0a02,,03/04/2025,',
      '0a02,,,superseded',
      '0a02,,2025-03-20,lost',
      '"0a01\n",,2025-03-20,7',
      '0a03,,nonsense,',
    ].join('\r\n');
    const { cells, revocations } = await cellsWith({ content });
    expect(revocations?.troubles).toEqual([
      { line: 2, message: 'no serial number in hex: xyz' },
      { line: 3, message: 'no SHA-256 hash: 1234' },
      { line: 4, message: 'neither serial number nor hash' },
      { line: 5, message: 'no date that has one meaning: 03/04/2025' },
      { line: 6, message: 'no revocation date' },
      { line: 7, message: 'no CRL reason: lost' },
      { line: 8, message: 'no CRL reason: 7' },
      { line: 10, message: 'no date that has one meaning: nonsense' },
    ]);
    expect(cells['0a02']).toEqual(['Yes', '2025-03-20', '']);
  });

  it('counts the lines that are of no certificate here', async () => {
    const content = 'serial,date\n0a01,2025-03-20\nff,2025-03-20\nfe,2025-03-20\n';
    const { revocations } = await cellsWith({ content });
    expect(revocations?.unused()).toEqual({ count: 2, firstLine: 3 });
    expect(revocations?.troubled).toBe(0);
  });

  it.each([
    ['without a line', '\n'],
    ['without a serial number or a hash', 'name,date\na,b\n'],
    ['without a date', 'serial,reason\n01,superseded\n'],
    ['that holds no text', '%PDF-1.7\n'],
  ])('is refused %s', async (_, content) => {
    const error = await read(content).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CertImpactError);
    expect(error).toMatchObject({ code: 'bad-option', file: 'revoked.csv' });
  });

  it('is read in UTF-16, with a BOM, and with tabs', async () => {
    const content = 'Serial #\tRevocation date (UTC)\tReason code\n0a01\t2025-03-20 10:00:00\t4\n';
    const utf16 = Buffer.from(`\ufeff${content}`, 'utf16le');
    const input = textInput('revoked.csv', utf16);
    const revocations = await readRevocations(input, AS_OF, new AbortController().signal);
    expect(revocations.size).toBe(1);
    expect(revocations.find({ fingerprints: [], serial: '0a01', issuer: undefined })).toEqual(YES);
  });

  it('takes no SHA-1 and no hash of a key for the hash of the certificate', () => {
    const names = [
      'SHA-1 fingerprint',
      'Issuer key hash',
      'SPKI SHA256',
      'Certificate SHA-256 hash',
    ];
    expect(readRevocationHead(names).hashes).toEqual([3]);
  });
});

describe('a CRL reason', () => {
  it.each([
    ['superseded', 'superseded'],
    ['Key Compromise', 'keyCompromise'],
    ['PRIVILEGE_WITHDRAWN', 'privilegeWithdrawn'],
    ['4', 'superseded'],
    ['superseded (4)', 'superseded'],
    ['', ''],
    ['superseded (5)', undefined],
    ['7', undefined],
    ['42', undefined],
    ['because', undefined],
  ])('is told by name and number: %j', (text, reason) => {
    expect(readReason(text)).toBe(reason);
  });
});
