import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildZip } from '../sources/zip-builder.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { type Finished, folderOf, run, type RunOptions } from './support/program.ts';

const TWO = samples(2);

/** One line that says what is wrong, one with the next thing to try, nothing else anywhere. */
function expectRefusal({ status, stdout, stderr }: Finished, what: string | RegExp): void {
  expect(stderr).toMatch(/^cert-impact: [^\n]+\nhint: [^\n]+\n$/);
  expect(stderr.split('\n')[0]).toMatch(what);
  expect(stdout).toBe('');
  expect(status).toBe(2);
}

async function refuses(
  args: readonly string[],
  what: string | RegExp,
  options: RunOptions = {},
): Promise<void> {
  const cwd = options.cwd ?? folderOf();
  const before = readdirSync(cwd).sort();
  expectRefusal(await run([...args, '-o', 'out'], { cwd, ...options }), what);
  expect(readdirSync(cwd).sort()).toEqual(before);
}

const PICTURE = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489',
  'hex',
);

describe('what cannot be read', () => {
  const files: [what: string, content: string | Uint8Array, says: RegExp][] = [
    ['an empty file', '', /x: the file is empty/],
    ['a file of blanks', ' \n\r\n\t\n', /x: the file is empty/],
    ['an empty gzip', gzipSync(''), /x: the file is empty/],
    ['a picture', PICTURE, /x: .*(binary|not a text)/],
    ['a gzipped picture', gzipSync(PICTURE), /x: .*(binary|not a text)/],
    [
      'one damaged certificate',
      TWO[0]!.pem.replace(/\n.{10}/, '\n!!!!!!!!!!'),
      /x:1: no certificate is in here \(/,
    ],
    ['zeros', Buffer.alloc(100_000), /x: .*(binary|not a text)/],
    ['words', 'Dear all,\nplease find attached\n', /x: no certificate is listed here/],
    ['comments only', '# nothing\n// here\n', /x: no certificate is listed here/],
    [
      'a list of what is no hash',
      'deadbeef\ncafe\n',
      /x:1: no certificate can be read from this list/,
    ],
    ['gzip cut short', gzipSync(list(samples(200))).subarray(0, 2000), /x: gzip: /],
    ['gzip that is none further on', Buffer.from('1f8b0800000000000003ffff', 'hex'), /x: gzip: /],
    [
      'a zip without certificates',
      buildZip([{ name: 'a.txt', bytes: Buffer.from('hi') }]),
      /x: no certificate is in here/,
    ],
    [
      'a key instead of a certificate',
      '-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMGByqGSM49AgEG\n-----END PRIVATE KEY-----\n',
      /x:2: no certificate can be read from this list/,
    ],
  ];

  it.each(files)('refuses %s, from a file and from standard input', async (_, content, says) => {
    await Promise.all([
      refuses(['x', '--offline'], says, { cwd: folderOf({ x: content }) }),
      refuses(['facts', '-'], new RegExp(says.source.replace('x:', 'standard input:')), {
        stdin: content,
      }),
    ]);
  });

  it('refuses what is not there, as an appendix and as a source', async () => {
    const cwd = folderOf({ list: list(TWO) });
    await refuses(['missing.txt'], /missing\.txt: there is no such file/, { cwd });
    await refuses(['list', 'missing.txt'], /missing\.txt: there is no such file/, { cwd });
    await refuses(['list/deeper'], /list\/deeper: there is no such file/, { cwd });
    await refuses(['list', '--from', 'missing'], /missing: no such file/, { cwd });
    await refuses(['verifi', 'x'], /verifi: there is no such file/, { cwd });
  });

  it('refuses a folder without certificates', async () => {
    const cwd = folderOf({ 'in/readme.txt': 'nothing here' });
    mkdirSync(join(cwd, 'empty'));
    await refuses(['in'], /in: no certificate is in here/, { cwd });
    await refuses(['empty'], /empty: no certificate is in here/, { cwd });
    await refuses(['facts', 'empty'], /empty: no certificate is in here/, { cwd });
  });

  it('refuses a list of which one file is empty, whatever the others hold', async () => {
    const cwd = folderOf({ list: list(TWO), 'all.pem': bundle(TWO), empty: '' });
    await refuses(['list', 'empty', '--from', 'all.pem'], /empty: the file is empty/, { cwd });
  });

  // permissions mean nothing to root: the program then runs as nobody
  const uid = process.getuid?.() === 0 ? 65534 : undefined;

  it.skipIf(process.platform === 'win32')('refuses what it may not read', async (context) => {
    const cwd = folderOf({ list: list(TWO), 'all.pem': bundle(TWO), 'in/x.pem': bundle(TWO) });
    chmodSync(cwd, 0o777);
    const options = { cwd, ...(uid !== undefined && { uid }) };
    const works = await run(['list', '--from', 'all.pem'], options).catch(() => undefined);
    if (works?.status !== 0) context.skip('this machine does not let nobody run the program');
    for (const name of ['list', 'all.pem', 'in']) chmodSync(join(cwd, name), 0);
    await refuses(['list'], /list: the file cannot be read/, options);
    await refuses(['in'], /in: /, options);
    await refuses(['facts', 'all.pem'], /all\.pem: the file cannot be read/, options);
    chmodSync(join(cwd, 'list'), 0o644);
    await refuses(['list', '--from', 'all.pem'], /all\.pem: cannot be read/, options);
    chmodSync(cwd, 0o555);
    writeFileSync(join(cwd, 'all.pem'), bundle(TWO));
    chmodSync(join(cwd, 'all.pem'), 0o644);
    await refuses(['list', '--from', 'all.pem'], /cannot be written to/, options);
    chmodSync(cwd, 0o777);
  });
});
