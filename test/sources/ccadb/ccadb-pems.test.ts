import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { parseCcadbPems, readCcadbPems } from '../../../src/sources/ccadb/ccadb-pems.ts';
import type { ScanItem } from '../../../src/sources/scan/scan-item.ts';
import { NEVER, fakeDer, pem, temporaryFolder } from '../material.ts';
import { reportOf, rowOf } from './report.ts';

const DERS = Array.from({ length: 600 }, (_, seed) => fakeDer(seed, 600));
const [A, B] = DERS as [Buffer, Buffer];

async function parseAll(text: string, pieceBytes = 1 << 16): Promise<ScanItem[]> {
  const bytes = Buffer.from(text);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    pieces.push(bytes.subarray(at, at + pieceBytes));
  }
  const items: ScanItem[] = [];
  for await (const batch of parseCcadbPems(pieces, 'report.csv', NEVER)) {
    expect(batch.length).toBeLessThanOrEqual(256);
    items.push(...batch);
  }
  return items;
}

function ders(items: readonly ScanItem[]): string[] {
  return items.flatMap((item) => (item.kind === 'certificate' ? [fingerprintOf(item.der)] : []));
}

describe("CCADB's report of certificates in PEM", () => {
  it('gives every certificate, with the line of its row', async () => {
    const items = await parseAll(reportOf(DERS));
    expect(ders(items)).toEqual(DERS.map(fingerprintOf));
    const lines = reportOf(DERS).split('\n');
    for (const { line } of items.slice(0, 20)) expect(lines[line - 1]).toContain('BEGIN');
  });

  it.each([1, 7, 1_000])('is read in pieces of %d bytes', async (pieceBytes) => {
    expect(ders(await parseAll(reportOf([A, B]), pieceBytes))).toHaveLength(2);
  });

  it.each([
    ['a byte order mark', `\ufeff${reportOf([A, B])}`],
    ['line ends of Windows', reportOf([A, B]).replaceAll('\n', '\r\n')],
    [
      'the columns the other way round',
      `"X.509 Certificate (PEM)","SHA-256 Fingerprint"\n"${pem(A).trim()}","${fingerprintOf(A)}"\n"${pem(B).trim()}","${fingerprintOf(B)}"`,
    ],
    [
      'further columns',
      `"Owner","SHA-256 Fingerprint","X.509 Certificate (PEM)"\n"x, y","${fingerprintOf(A)}","${pem(A)}"\n"",${fingerprintOf(B)},"'${pem(B).trim()}'"\n`,
    ],
  ])('is read with %s', async (_name, text) => {
    expect(ders(await parseAll(text))).toEqual([A, B].map(fingerprintOf));
  });

  it('tells which rows are damaged, and goes on behind them', async () => {
    const text = [
      reportOf([A]).trimEnd(),
      `"${fingerprintOf(A)}","${pem(B)}"`,
      `"","${pem(B)}"`,
      `"${fingerprintOf(B)}",""`,
      `"${fingerprintOf(B)}"`,
      `"${fingerprintOf(B)}","-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----"`,
      rowOf(B),
    ].join('\n');
    const items = await parseAll(text);
    expect(items.map((item) => (item.kind === 'damaged' ? item.reason : 'certificate'))).toEqual([
      'certificate',
      'the certificate has another SHA-256 than its row says',
      'no SHA-256 in its column',
      'no certificate in its column',
      'no certificate in its column',
      'no certificate in its column',
      'certificate',
    ]);
  });

  it('that is cut off gives what is before, and says so', async () => {
    const whole = reportOf(DERS.slice(0, 20));
    for (let length = 60; length < whole.length; length += 397) {
      const items = await parseAll(whole.slice(0, length));
      expect(items.filter(({ kind }) => kind === 'damaged').length).toBeLessThanOrEqual(1);
      const rows = whole.slice(0, length).split('-----END CERTIFICATE-----"').length - 1;
      expect(ders(items)).toHaveLength(rows);
    }
  });

  it('with a quote that is never closed takes no memory for it', async () => {
    const text = `${reportOf([A])}"${'a'.repeat(5 << 20)}`;
    const items = await parseAll(text);
    expect(items.at(-1)).toMatchObject({
      kind: 'damaged',
      reason: 'the CSV breaks off or is damaged here',
    });
  });

  it.each(['', '\n\n', 'a,b\n1,2\n', '<html>', '"SHA-256 Fingerprint","PEM"\n', '"'])(
    'is not %j',
    async (text) => {
      await expect(parseAll(text)).rejects.toMatchObject({
        code: 'no-certificates',
        file: 'report.csv',
      });
    },
  );

  it('is read from a file, and a file that is not there is said to be so', async () => {
    const file = join(temporaryFolder(), 'report.csv');
    writeFileSync(file, reportOf(DERS));
    const items: ScanItem[] = [];
    for await (const batch of readCcadbPems(file, NEVER)) items.push(...batch);
    expect(items).toHaveLength(600);
    const none = readCcadbPems(`${file}x`, NEVER);
    await expect(none.next()).rejects.toMatchObject({ code: 'file-not-found' });
    const folder = readCcadbPems(temporaryFolder(), NEVER);
    await expect(folder.next()).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('stops when it is aborted', async () => {
    const abort = new AbortController();
    const items = parseCcadbPems([Buffer.from(reportOf(DERS))], 'report.csv', abort.signal);
    await items.next();
    abort.abort(new Error('enough'));
    await expect(items.next()).rejects.toThrow('enough');
  });
});
