import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildZip } from '../sources/zip-builder.ts';
import { bundle, samples } from './support/certificates.ts';
import { folderOf, run } from './support/program.ts';

const FOUR = samples(4);
const NOBODY = 65_534;

describe('store import', () => {
  it('counts what is listed twice once, in one file as in several', async () => {
    const both = ['a.pem', 'b.pem'].map((name) => ({ name, bytes: Buffer.from(bundle(FOUR)) }));
    const cwd = folderOf({ 'all.pem': bundle(FOUR), 'twice.zip': buildZip(both) });
    const take = (...names: string[]) =>
      run(['store', 'import', ...names, '--store', 's'], { cwd });
    expect((await take('all.pem', 'all.pem')).stdout).toBe(
      '4 certificates: 4 new, 0 known before; 4 further copies of them\n',
    );
    expect((await take('twice.zip')).stdout).toBe(
      '4 certificates: 0 new, 4 known before; 4 further copies of them\n',
    );
  });

  it('says of each place without a certificate that it has none, and not that it is damaged', async () => {
    const cwd = folderOf({
      'random.bin': Buffer.from(
        Array.from({ length: 5000 }, (_, i) => (i * i * 31 + 7 * i) & 0xff),
      ),
      'key.pem': '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      'none.zip': buildZip([{ name: 'notes.txt', bytes: Buffer.from('x') }]),
      empty: '',
    });
    mkdirSync(join(cwd, 'folder'));
    const names = ['random.bin', 'key.pem', 'none.zip', 'empty', 'folder'];
    const { status, stdout, stderr } = await run(['store', 'import', ...names, '--store', 's'], {
      cwd,
    });
    const nothing = 'no certificate is in here';
    expect(stderr).toBe(
      `note: random.bin: ${nothing}\nnote: key.pem: ${nothing}\nnote: none.zip: ${nothing}\n` +
        `note: empty: empty\nnote: folder: ${nothing}\n`,
    );
    expect(stdout).toBe('0 certificates: 0 new, 0 known before; 5 places have no certificate\n');
    expect(status).toBe(3);
  });

  it('says how many are no certificates but for the markers, and keeps them', async () => {
    const odd = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
    const cwd = folderOf({ 'some.pem': bundle(FOUR) + odd });
    const { status, stdout, stderr } = await run(
      ['store', 'import', 'some.pem', 'some.pem', '--store', 's'],
      { cwd },
    );
    expect(stdout).toMatch(/^5 certificates: 5 new, 0 known before; 5 further copies/);
    expect(stderr).toBe(
      'note: 1 of them cannot be read as an X.509 certificate; it is kept all the same\n',
    );
    expect(status).toBe(0);
  });

  it.skipIf(!existsSync('/proc/self'))('does not try for ever where none can be made', async () => {
    const cwd = folderOf({ 'all.pem': bundle(FOUR) });
    const importing = run(['store', 'import', 'all.pem', '--store', '/proc/x'], { cwd });
    expect(await importing).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('/proc/x: the store cannot be opened: ENOENT') as string,
    });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    const args = ['store', 'export', '--store', 's', '--format', 'der', '-o', '/proc/x'];
    expect((await run(args, { cwd })).stderr).toContain('/proc/x: cannot be written (ENOENT)');
  });

  // root may write everywhere
  it.skipIf(process.getuid?.() !== 0)('says once that the store is read-only', async () => {
    const cwd = folderOf({ 'a.pem': bundle(FOUR.slice(1)), 'b.pem': bundle(FOUR) });
    await run(['store', 'import', 'a.pem', '--store', 's'], { cwd });
    chmodSync(cwd, 0o755);
    chmodSync(join(cwd, 's'), 0o755);
    for (const name of readdirSync(join(cwd, 's'))) chmodSync(join(cwd, 's', name), 0o644);
    const args = ['store', 'import', 'b.pem', '--store', 's', '-q'];
    expect(await run(args, { cwd, uid: NOBODY })).toMatchObject({
      status: 2,
      stdout: '',
      stderr:
        'cert-impact: s: the store cannot be written to: it is read-only\n' +
        'hint: check who owns its files and who may write to them, or name another with --store\n',
    });
    // LMDB dies where it may write to one of the two only
    for (const writable of ['data.mdb', 'lock.mdb']) {
      for (const name of readdirSync(join(cwd, 's'))) {
        chmodSync(join(cwd, 's', name), name === writable ? 0o666 : 0o644);
      }
      const { status, stderr } = await run(args, { cwd, uid: NOBODY });
      expect(stderr).toContain('cannot be written to: it is read-only\nhint: ');
      expect(status).toBe(2);
    }
    const verify = ['store', 'verify', '--store', 's', '--repair'];
    expect(await run(verify, { cwd, uid: NOBODY })).toMatchObject({
      status: 0,
      stderr: 'note: 3 records, all good\n',
    });
  });

  it('says once that the disk is full', async (context) => {
    const cwd = folderOf({ 'all.pem': bundle(samples(9000)) });
    mkdirSync(join(cwd, 'disk'));
    const mount = ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', join(cwd, 'disk')];
    if (spawnSync('mount', mount).status !== 0) return context.skip();
    onTestFinished(() => void spawnSync('umount', [join(cwd, 'disk')]));
    const { status, stderr } = await run(['store', 'import', 'all.pem', '--store', 'disk/s'], {
      cwd,
    });
    expect(stderr.replace(/^internal error.*\n/gm, '')).toBe(
      'cert-impact: disk/s: the store cannot be written to: the disk is full\n' +
        'hint: make room, and give the same command again: it goes on with what is not done yet\n',
    );
    expect(status).toBe(2);
    return undefined;
  });

  it('says in its own words what is wrong with a zip', async () => {
    const zip = buildZip([{ name: 'all.pem', bytes: Buffer.from(bundle(FOUR)) }]);
    const cwd = folderOf();
    writeFileSync(join(cwd, 'cut.zip'), zip.subarray(0, -10));
    const { stderr } = await run(['store', 'import', 'cut.zip', '--store', 's'], { cwd });
    expect(stderr).toBe('note: cut.zip: the end of the zip is missing\n');
  });
});
