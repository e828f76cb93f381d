import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from '../../src/appendix/table/columns.ts';
import { csvHeader, csvRows } from '../../src/appendix/write/csv.ts';
import { integer } from '../support/der.ts';
import { makeCa } from '../support/make-certificate.ts';
import { extendedKeyUsage, rawCertificate } from '../support/raw-certificate.ts';
import { hasShared, sharedPath } from '../support/shared.ts';
import { type Sample, bundle, list, sample, sampleOf, samples } from './support/certificates.ts';
import { SAMPLE, folderOf, linesOf, run, start } from './support/program.ts';

const [A, B] = samples(2) as [Sample, Sample];
const OFFLINE = ['--offline', '--as-of', '2025-04-01'];

function rowsOf(text: string): string[][] {
  const [header, ...rows] = parse(text);
  expect(header?.slice(0, COLUMNS.length)).toEqual(COLUMNS.map(({ name }) => name));
  return rows;
}

describe('build', () => {
  it('makes the table of the sample appendix', async () => {
    const { status, stdout, stderr } = await run(['build', ...SAMPLE]);
    expect(status).toBe(0);
    const rows = rowsOf(stdout);
    expect(rows).toHaveLength(30);
    expect(stderr).toContain(
      'note: 30 rows: 18 certificates, 12 precertificates without certificate\n',
    );
    const [impact] = JSON.parse(`[${(await run([...SAMPLE, '--format', 'json'])).stdout}]`) as [
      { certificates: { total: number } },
    ];
    expect(impact.certificates.total).toBe(rows.length);
  });

  it('makes the same table of the list, of the certificates, and of the table itself', async () => {
    const listed = await run(['build', ...SAMPLE]);
    const bundled = await run([
      'build',
      'samples/certificates.pem',
      '--offline',
      ...SAMPLE.slice(3),
    ]);
    expect(bundled.stdout).toBe(listed.stdout);
    const cwd = folderOf({ 'table.csv': listed.stdout });
    const from = ['--from', join(process.cwd(), 'samples/certificates.pem'), ...SAMPLE.slice(3)];
    const again = await run(['build', 'table.csv', ...from], { cwd });
    expect(again.stdout).toBe(listed.stdout);
    expect(again.status).toBe(0);
    const piped = await run(['build', '-', ...from], { cwd, stdin: listed.stdout });
    expect(piped.stdout).toBe(listed.stdout);
  });

  it('makes a table in which verify finds nothing wrong', async () => {
    const cwd = folderOf({ 'table.csv': '' });
    const certificates = join(process.cwd(), 'samples/certificates.pem');
    const date = ['--as-of', '2026-11-01'];
    const build = ['build', certificates, '--offline', ...date, '--planned-date', '2026-11-20'];
    await run([...build, '-o', 'table.csv'], { cwd });
    const args = ['verify', 'table.csv', '--from', certificates, '--offline', ...date];
    const { stdout } = await run([...args, '--format', 'json'], { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ summary: { error: 0, warning: 0 } });
  });

  it('makes links on request, one to a certificate', async () => {
    const ca = await makeCa();
    const [final, precertificate] = await Promise.all([
      ca.issue(),
      ca.issue({ precertificate: true }),
    ]);
    const pair = [sampleOf(final), sampleOf(precertificate)];
    const cwd = folderOf({ 'all.pem': bundle([...pair, A]) });
    const { stdout, stderr } = await run(['build', 'all.pem', '--format', 'links', '--offline'], {
      cwd,
    });
    expect(linesOf(stdout).sort()).toEqual([pair[0]!.link, A.link].sort());
    expect(stderr).toBe('note: 2 links: 2 certificates\n');
  });

  it('chooses links from 10,000 certificates on, and says so', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => hashOf(n));
    const cwd = folderOf({ many: many.join('\n'), fewer: many.slice(1).join('\n') });
    const { stdout, stderr, status } = await run(['build', 'many', ...OFFLINE, '--quiet'], { cwd });
    expect(linesOf(stdout)).toEqual(many.map((hash) => `https://crt.sh/?sha256=${hash}`));
    expect(stderr).toBe('');
    expect(status).toBe(3);
    const said = await run(['build', 'many', ...OFFLINE], { cwd });
    expect(said.stderr).toContain('links, as the guidelines allow from 10,000 certificates on');
    const fewer = await run(['build', 'fewer', ...OFFLINE], { cwd });
    expect(rowsOf(fewer.stdout)).toHaveLength(9999);
  });

  it('says what was not obtained, gives it a row, and exits with 3', async () => {
    const cwd = folderOf({ list: list([A, B]), 'a.pem': A.pem });
    const { status, stdout, stderr } = await run(['build', 'list', '--from', 'a.pem'], { cwd });
    expect(status).toBe(3);
    expect(rowsOf(stdout).map((cells) => cells[1])).toEqual([A.sha256, B.sha256]);
    expect(stderr).toContain('note: 2 rows: 1 certificate, 1 not obtained\n');
    expect(stderr).toContain('only what the list says is written, unproved\n');
    expect(stderr).toContain(`list:2: ${B.sha256}: not found`);
  });

  it('fills the revocation columns from a list, and says which lines of it it could not use', async () => {
    const serial = (0x100000).toString(16);
    const cwd = folderOf({
      'all.pem': bundle([A, B]),
      'revoked.csv': `serial,date,reason\n${serial},2025-03-20,superseded\nzz,2025-03-20,\nff,2025-03-20,\n`,
    });
    const args = ['build', 'all.pem', ...OFFLINE, '--revocations', 'revoked.csv'];
    const { status, stdout, stderr } = await run(args, { cwd });
    expect(
      rowsOf(stdout)
        .map((cells) => cells.slice(8))
        .sort(),
    ).toEqual(
      [
        ['Yes', '2025-03-20', 'superseded'],
        ['', '', ''],
      ].sort(),
    );
    expect(stderr).toContain('note: revoked.csv:3: no serial number in hex: zz\n');
    expect(stderr).toContain(
      'revoked.csv: 1 revocation of no certificate here, the first: revoked.csv:4\n',
    );
    expect(stderr).toContain('the revocation columns of 1 row are empty and must be filled in');
    expect(status).toBe(3);
    const over = await run([...args, '-o', 'revoked.csv'], { cwd });
    expect(over.status).toBe(2);
    expect(over.stderr).toContain('the output would replace what it is made from');
    const planned = await run([...args, '--planned-date', '2025-04-05'], { cwd });
    expect(
      rowsOf(planned.stdout)
        .map((cells) => cells[8])
        .sort(),
    ).toEqual(['', 'Yes']);
    expect(planned.stderr).toContain(
      'revoked.csv: 1 line names no certificate that is understood, and may be of any: ' +
        '--planned-date is not written into 1 row\n',
    );
  });

  it('says which revocation cells of a table it does not carry over', async () => {
    const cells = ['N/A', A.sha256, ...Array.from({ length: 6 }, () => ''), 'No', '', ''];
    const cwd = folderOf({ 'a.pem': A.pem, 'table.csv': csvHeader([]) + csvRows([cells]) });
    const { stdout, stderr } = await run(['build', 'table.csv', '--from', 'a.pem', ...OFFLINE], {
      cwd,
    });
    expect(rowsOf(stdout)[0]?.slice(8)).toEqual(['', '', '']);
    expect(stderr).toContain('note: table.csv:2: "Is revoked?" permits no No\n');
    expect(stderr).toContain('note: revocation cells of 1 row that was read are not carried over');
  });

  it('withholds what may be personal data of what it could not obtain, unless asked', async () => {
    const subject = 'CN=Erika,E=erika@mail.example';
    const cells = ['N/A', A.sha256, subject, ...Array.from({ length: 8 }, () => '')];
    const cwd = folderOf({ 'table.csv': csvHeader([]) + csvRows([cells]) });
    const { stdout, stderr } = await run(['build', 'table.csv', ...OFFLINE], { cwd });
    expect(stdout).not.toContain('rika');
    expect(stderr).toContain(
      'note: of 1 certificate that could not be obtained and may be for S/MIME, only serial number ' +
        'and hashes are written; --no-redact-smime writes what the list says\n',
    );
    const all = await run(['build', 'table.csv', ...OFFLINE, '--no-redact-smime'], { cwd });
    expect(all.stdout).toContain(subject);
  });

  it('withholds what is in S/MIME certificates, unless asked for it', async () => {
    const person = sampleOf(
      rawCertificate({
        serial: integer('0c'),
        extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')],
      }),
    );
    const cwd = folderOf({ 'all.pem': person.pem });
    const { stdout, stderr } = await run(['build', 'all.pem', ...OFFLINE], { cwd });
    expect(rowsOf(stdout)[0]?.slice(1, 8)).toEqual([
      person.sha256,
      'REDACTED',
      'REDACTED',
      'REDACTED',
      'REDACTED',
      '0c',
      'REDACTED',
    ]);
    expect(stderr).toContain('of 1 S/MIME certificate only serial number and hashes are written');
    const all = await run(['build', 'all.pem', ...OFFLINE, '--no-redact-smime'], { cwd });
    expect(all.stdout).not.toContain('REDACTED');
  });

  it('takes further columns by name', async () => {
    const cwd = folderOf({ 'a.pem': A.pem });
    const args = ['build', 'a.pem', ...OFFLINE, '--columns', 'crtshlink, validationType', '--bom'];
    const { stdout } = await run(args, { cwd });
    expect(stdout.startsWith('\ufeffPrecertificate')).toBe(true);
    const [header, row] = parse(stdout, { bom: true });
    expect(header?.slice(11)).toEqual(['crtShLink', 'validationType']);
    expect(row?.slice(11)).toEqual([A.link, 'OV']);
  });

  it.each([
    [['--columns', 'colour'], '--columns knows no colour'],
    [['--planned-date', 'soon'], '--planned-date is no date: soon'],
    [['--planned-date', '03/04/2025'], '--planned-date is no date: 03/04/2025'],
    [['--planned-date', '2025-03-31'], '--planned-date has passed: 2025-03-31'],
    [['--revocations', 'none.csv'], 'none.csv: there is no such file'],
    [['--revocations', 'a.pem'], 'a.pem:1: no column is named for serial numbers'],
  ])('refuses %j', async (args, message) => {
    const cwd = folderOf({ 'a.pem': A.pem });
    const { status, stdout, stderr } = await run(['build', 'a.pem', ...OFFLINE, ...args], { cwd });
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  it('takes a planned date that is today', async () => {
    const cwd = folderOf({ 'a.pem': A.pem });
    const args = ['build', 'a.pem', '--offline', '--as-of', '2025-04-01T12:00Z'];
    const { stdout } = await run([...args, '--planned-date', '2025-04-01'], { cwd });
    expect(rowsOf(stdout)[0]?.slice(8)).toEqual(['Planned', '2025-04-01', 'N/A']);
  });

  it('does not replace what it reads', async () => {
    const cwd = folderOf({ 'a.pem': A.pem });
    const { status } = await run(['build', 'a.pem', '--offline', '-o', 'a.pem'], { cwd });
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, 'a.pem'), 'utf8')).toBe(A.pem);
  });

  it('has help that is ASCII', async () => {
    const { stdout } = await run(['build', '--help']);
    expect(stdout).toMatch(/^[\n -~]+$/);
    expect(linesOf(stdout).filter((line) => line.length > 100)).toEqual([]);
  });
});

describe('build that is stopped', () => {
  it.each(['SIGINT', 'SIGKILL'] as const)(
    'leaves no table and no temporary rows: %s',
    async (signal) => {
      const cwd = folderOf({
        'all.pem': bundle(samples(20_000)),
        'out.csv': 'before',
        'tmp/keep': '',
      });
      const args = ['build', 'all.pem', ...OFFLINE, '--format', 'csv', '-o', 'out.csv'];
      const running = start(args, { cwd, env: { TMPDIR: join(cwd, 'tmp') } });
      await grown(cwd, running);
      running.kill(signal);
      const { status, stdout } = await running.finished;
      expect(stdout).toBe('');
      expect(status).toBe(signal === 'SIGINT' ? 130 : null);
      expect(readFileSync(join(cwd, 'out.csv'), 'utf8')).toBe('before');
      expect(readdirSync(join(cwd, 'tmp'))).toEqual(['keep']);
      const left = readdirSync(cwd).filter((name) => name.endsWith('.part'));
      // what is killed cannot tidy up, but it has not touched the table
      expect(left).toHaveLength(signal === 'SIGINT' ? 0 : 1);
    },
  );

  /** Waits until part of the table is written. */
  async function grown(folder: string, running: ReturnType<typeof start>): Promise<void> {
    while (running.exitCode === null) {
      const part = readdirSync(folder).find((name) => name.endsWith('.part'));
      if (part !== undefined && statSync(join(folder, part)).size > 10_000) return;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
  }
});

describe('build of many certificates', () => {
  it('keeps within its memory at 100,000', async () => {
    const count = 100_000;
    const cwd = folderOf({
      'rss.cjs':
        "process.on('exit', () => require('fs').writeFileSync('rss', `${process.resourceUsage().maxRSS}`))",
    });
    for (let at = 0; at < count; at += 10_000) {
      const part = Array.from({ length: 10_000 }, (_, index) => sample(at + index));
      writeFileSync(join(cwd, 'all.pem'), bundle(part), { flag: 'a' });
    }
    const args = ['build', 'all.pem', ...OFFLINE, '--format', 'csv', '-o', 'out.csv'];
    const env = { NODE_OPTIONS: '--require ./rss.cjs' };
    const { status, stderr } = await run(args, { cwd, env });
    expect(stderr).toContain('note: 100,000 rows: 100,000 certificates\n');
    expect(status).toBe(0);
    const kibibytes = Number(readFileSync(join(cwd, 'rss'), 'utf8'));
    expect(kibibytes).toBeLessThan(300 * 1024);
  }, 180_000);
});

describe.skipIf(!hasShared('corpus/pairs.pem'))('build of the shared pairs', () => {
  it('gives the same table when it is read back', async () => {
    const pairs = sharedPath('corpus/pairs.pem');
    const cwd = folderOf();
    expect((await run(['build', pairs, ...OFFLINE, '-o', 'a.csv'], { cwd })).status).toBe(0);
    const args = ['build', 'a.csv', '--from', pairs, ...OFFLINE, '-o', 'b.csv'];
    expect((await run(args, { cwd })).status).toBe(0);
    const [a, b] = ['a.csv', 'b.csv'].map((name) => readFileSync(join(cwd, name), 'utf8'));
    expect(b).toBe(a);
    expect(rowsOf(a!).some((cells) => !cells.slice(0, 2).includes('N/A'))).toBe(true);
  });
});

/** Hashes in the order of their numbers. */
function hashOf(number: number): string {
  return number.toString(16).padStart(8, '0').padEnd(64, '5a');
}
