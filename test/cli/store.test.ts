import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { open } from 'lmdb';
import { describe, expect, it } from 'vitest';
import { parseFingerprint } from '../../src/fingerprint/fingerprint.ts';
import { answer, hit, serve } from '../sources/crt-sh-server.ts';
import { buildZip } from '../sources/zip-builder.ts';
import { bundle, list, type Sample, sample, samples } from './support/certificates.ts';
import { folderOf, linesOf, run, runJson, start } from './support/program.ts';

const SIX = samples(6);
const [A, B, C, D, E, F] = SIX as [Sample, Sample, Sample, Sample, Sample, Sample];

async function stats(cwd: string): Promise<Record<string, unknown>> {
  const { stdout } = await run(['store', 'stats', '--store', 's', '--format', 'json'], { cwd });
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function corrupt(folder: string, { sha256, der }: Sample): Promise<void> {
  const root = open({ path: folder, overlappingSync: false });
  const options = { name: 'certificates', encoding: 'binary', keyEncoding: 'binary' } as const;
  const flipped = Buffer.from(der);
  flipped[20]! ^= 1;
  await root.openDB(options).put(Buffer.from(parseFingerprint(sha256)), flipped);
  await root.close();
}

describe('store import', () => {
  it('takes everything that has certificates in it, each once', async () => {
    const cwd = folderOf({
      'folder/a.der': A.der,
      'folder/deep/b.crt': B.der,
      'bundle.pem': bundle([A, C]),
      'all.zip': buildZip([{ name: 'd.pem', bytes: Buffer.from(D.pem) }]),
      'table.csv': `name,certificate\n"x","${E.pem}"\n`,
      'in/f.cer': F.der,
    });
    execFileSync('tar', ['-C', cwd, '-czf', join(cwd, 'f.tar.gz'), 'in']);
    writeFileSync(join(cwd, 'c.pem.gz'), gzipSync(C.pem));
    const names = ['folder', 'bundle.pem', 'all.zip', 'table.csv', 'f.tar.gz', 'c.pem.gz'];
    const { status, stdout, stderr } = await run(['store', 'import', ...names, '--store', 's'], {
      cwd,
    });
    expect(stderr).toBe('');
    expect(stdout).toBe('6 certificates: 6 new, 0 known before; 2 further copies of them\n');
    expect(status).toBe(0);
    expect(await stats(cwd)).toMatchObject({ folder: 's', certificates: 6, misses: 0, ids: 0 });
    const again = await run(['store', 'import', 'bundle.pem', '--store', 's'], { cwd });
    expect(again.stdout).toBe('2 certificates: 0 new, 2 known before\n');
  });

  it('reads standard input', async () => {
    const cwd = folderOf();
    const args = ['store', 'import', '-', '--store', 's'];
    const { stdout } = await run(args, { cwd, stdin: bundle(SIX) });
    expect(stdout).toBe('6 certificates: 6 new, 0 known before\n');
  });

  it('names what is damaged, takes the rest, and exits with 3', async () => {
    const damaged = B.pem.replace('\nMI', '\nM?');
    const cwd = folderOf({ 'some.pem': A.pem + damaged + C.pem, 'empty.der': '' });
    const { status, stdout, stderr } = await run(
      ['store', 'import', 'some.pem', 'empty.der', '--store', 's'],
      { cwd },
    );
    expect(status).toBe(3);
    expect(stdout).toBe(
      '2 certificates: 2 new, 0 known before; 1 place has no certificate; 1 place is damaged\n',
    );
    const line = A.pem.split('\n').length;
    expect(stderr).toBe(`note: some.pem:${line}: garbage in the base64\nnote: empty.der: empty\n`);
  });

  it('refuses a file that is not there before it makes a store', async () => {
    const cwd = folderOf({ 'a.pem': A.pem });
    const { status, stderr } = await run(['store', 'import', 'a.pem', 'b.pem', '--store', 's'], {
      cwd,
    });
    expect(status).toBe(2);
    expect(stderr).toContain('cert-impact: b.pem: no such file or folder\nhint: ');
    expect(readdirSync(cwd)).toEqual(['a.pem']);
  });

  it('refuses a folder that is no store', async () => {
    const cwd = folderOf({ 'a.pem': A.pem, 'mine/notes.txt': 'x' });
    const { status, stderr } = await run(['store', 'import', 'a.pem', '--store', 'mine'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toBe(
      'cert-impact: mine: the folder has other files and no store\n' +
        'hint: move it away, or name another folder with --store\n',
    );
  });

  it('uses the folder for data of the platform', async () => {
    const cwd = folderOf({ 'a.pem': A.pem });
    const env = { XDG_DATA_HOME: join(cwd, 'data') };
    await run(['store', 'import', 'a.pem'], { cwd, env });
    expect(readdirSync(join(cwd, 'data', 'cert-impact'))).toContain('data.mdb');
    const { stdout } = await run(['store', 'stats'], { cwd, env });
    expect(linesOf(stdout)[0]).toBe(`folder             ${join(cwd, 'data', 'cert-impact')}`);
    expect(linesOf(stdout)[1]).toBe('certificates       1');
  });

  it('ignores one that is relative, as XDG has it', async () => {
    const cwd = folderOf();
    const env = { XDG_DATA_HOME: 'data', HOME: join(cwd, 'home') };
    const { stdout } = await run(['store', 'stats'], { cwd, env });
    const folder = /^folder +(.*) \(not made yet\)\n/.exec(stdout)?.[1];
    expect(folder).toMatch(/^\/.*\/cert-impact$/);
    expect(folder).not.toContain('/data/');
  });
});

describe('store export', () => {
  it('gives back as PEM what was imported, in the order of the fingerprints', async () => {
    const cwd = folderOf({ 'all.pem': bundle(SIX) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    const sorted = SIX.toSorted((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
    const { stdout, stderr, status } = await run(['store', 'export', '--store', 's'], { cwd });
    expect({ stdout, stderr, status }).toEqual({
      stdout: bundle(sorted),
      stderr: 'note: 6 certificates\n',
      status: 0,
    });
    await run(['store', 'export', '--store', 's', '-o', 'out.pem', '-q'], { cwd });
    expect(readFileSync(join(cwd, 'out.pem'), 'utf8')).toBe(bundle(sorted));
    await run(['store', 'import', 'out.pem', '--store', 't'], { cwd });
    const other = await run(['store', 'export', '--store', 't'], { cwd });
    expect(other.stdout).toBe(stdout);
  });

  it('writes a file of DER for each into a folder', async () => {
    const cwd = folderOf({ 'all.pem': bundle(SIX) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    const args = ['store', 'export', '--format', 'der', '--store', 's'];
    const { status } = await run([...args, '-o', 'out/der'], { cwd });
    expect(status).toBe(0);
    const folder = join(cwd, 'out/der');
    expect(readdirSync(folder).sort()).toEqual(SIX.map(({ sha256 }) => `${sha256}.der`).sort());
    for (const { sha256, der } of SIX) {
      expect(Buffer.compare(readFileSync(join(folder, `${sha256}.der`)), der)).toBe(0);
    }
    expect((await run(args, { cwd })).stderr).toContain('--format der needs a folder to write to');
  });

  it.each(['pem', 'der'])(
    'gives what lists name as %s, and says what it does not have',
    async (format) => {
      const cwd = folderOf({
        'all.pem': bundle([A, B, C]),
        'list.txt': list([A, D]),
        two: list([C]),
      });
      await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
      const args = ['store', 'export', 'list.txt', 'two', '--store', 's', '--format', format];
      const { status, stderr } = await run([...args, '-o', 'out'], { cwd });
      expect(status).toBe(3);
      expect(stderr).toBe(
        'note: store: 2 of 3 found, 1 not found\n' +
          `note: list.txt:2: ${D.sha256}: not found (not found in store)\n`,
      );
      if (format === 'der') {
        const names = readdirSync(join(cwd, 'out')).sort();
        expect(names).toEqual([A, C].map(({ sha256 }) => `${sha256}.der`).sort());
      } else {
        const text = readFileSync(join(cwd, 'out'), 'utf8');
        expect([bundle([A, C]), bundle([C, A])]).toContain(text);
      }
    },
  );

  it('leaves out what is corrupt, and exits with 3', async () => {
    const cwd = folderOf({ 'all.pem': bundle([A, B]) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    await corrupt(join(cwd, 's'), A);
    const { status, stdout, stderr } = await run(['store', 'export', '--store', 's'], { cwd });
    expect(status).toBe(3);
    expect(stdout).toBe(B.pem);
    expect(stderr).toContain(`the record of ${A.sha256} is corrupt, and left out`);
  });

  it('never replaces the store, whether all is written or what a list names', async () => {
    const cwd = folderOf({ 'all.pem': bundle(SIX), list: list(SIX) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    const commands = [
      ['store', 'export'],
      ['store', 'export', 'list'],
      ['list', '--offline'],
    ];
    for (const command of commands) {
      for (const target of ['s/data.mdb', './s/lock.mdb']) {
        const args = [...command, '--store', 's', '-o', target];
        const { status, stderr } = await run(args, { cwd });
        expect(stderr).toContain('the output would replace what it is made from\nhint: ');
        expect(status).toBe(2);
      }
    }
    expect(await stats(cwd)).toMatchObject({ certificates: 6 });
  });

  it('as DER hears Ctrl-C at once, and says how many are in the folder', async () => {
    const cwd = folderOf({ 'all.pem': bundle(samples(8000)), list: list(samples(8000)) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    for (const [folder, ...lists] of [['out'], ['listed', 'list']] as const) {
      const args = ['store', 'export', ...lists, '--format', 'der', '--store', 's', '-o', folder];
      const running = start(args, { cwd });
      const path = join(cwd, folder);
      await expect.poll(() => existsSync(path) && readdirSync(path).length).toBeGreaterThan(20);
      running.kill('SIGINT');
      const before = performance.now();
      const { status, stderr } = await running.finished;
      expect(performance.now() - before).toBeLessThan(2000);
      const said =
        /^cert-impact: interrupted: ([\d,]+) certificates? written; the folder (\S+) does/m;
      const [, count, where] = said.exec(stderr)!;
      expect(where).toBe(folder);
      const written = readdirSync(path).filter((name) => name.endsWith('.der')).length;
      expect(written - Number(count!.replaceAll(',', ''))).toBeOneOf([0, 1]);
      expect(status).toBe(130);
    }
  });

  it.each(['export', 'verify'])('says that there is no store: %s', async (command) => {
    const cwd = folderOf();
    const { status, stderr } = await run(['store', command, '--store', 's'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toContain('cert-impact: s: there is no store yet\nhint: ');
    expect(readdirSync(cwd)).toEqual([]);
  });
});

describe('store verify', () => {
  it('finds a flipped byte, names the certificate, and removes it when asked', async () => {
    const cwd = folderOf({ 'all.pem': bundle(SIX) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    const verify = (...args: string[]) =>
      run(['store', 'verify', '--store', 's', ...args], { cwd });
    expect(await verify()).toMatchObject({
      status: 0,
      stdout: '',
      stderr: 'note: 6 records, all good\n',
    });
    await corrupt(join(cwd, 's'), C);
    const note =
      'note: 1 of 6 records is corrupt: what is corrupt is fetched again when it is needed\n';
    expect(await verify()).toMatchObject({ status: 3, stdout: `${C.sha256}\n`, stderr: note });
    expect(await verify('--repair')).toMatchObject({ status: 3, stdout: `${C.sha256}\n` });
    expect(await verify()).toMatchObject({ status: 0, stderr: 'note: 5 records, all good\n' });
  });
});

describe('store', () => {
  it('lists its commands, and says when none is named', async () => {
    const help = await run(['store', '--help']);
    for (const name of ['import', 'export', 'stats', 'verify']) {
      expect(help.stdout).toContain(`cert-impact store ${name}`);
    }
    const { status, stderr } = await run(['store']);
    expect(status).toBe(2);
    expect(stderr).toContain('import, export, stats or verify');
    expect((await run(['store', 'stats', '--no-store'])).stderr).toContain(
      '--no-store leaves nothing',
    );
  });

  it('says of a store that is not made yet where it will be', async () => {
    const cwd = folderOf();
    const { stdout, status } = await run(['store', 'stats', '--store', 'x'], { cwd });
    expect(status).toBe(0);
    expect(linesOf(stdout)[0]).toBe('folder             x (not made yet)');
    expect(readdirSync(cwd)).toEqual([]);
  });

  it('says where none can be made', async () => {
    const cwd = folderOf({ 'mine/notes.txt': '' });
    const { stderr, status } = await run(['store', 'stats', '--store', 'mine'], { cwd });
    expect(stderr).toContain('cert-impact: mine: the folder has other files and no store\nhint: ');
    expect(status).toBe(2);
  });

  it('counts all of its files', async () => {
    const cwd = folderOf({ 'all.pem': bundle(SIX) });
    await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
    const files = readdirSync(join(cwd, 's')).map((name) => statSync(join(cwd, 's', name)).size);
    expect(files).toHaveLength(2);
    expect(await stats(cwd)).toMatchObject({ bytes: files[0]! + files[1]! });
  });
});

describe('a run', () => {
  it('keeps what it fetches, and asks only for the rest the next time', async () => {
    const server = await serve((d, response) => {
      const found = SIX.find(({ sha256 }) => sha256 === d.toLowerCase());
      if (found === undefined) answer(response, 404);
      else hit(response, found.der);
    });
    const stranger = sample(99);
    const cwd = folderOf({ first: list([A, B, stranger]), second: list([A, B, C, stranger]) });
    const from = ['--store', 's', '--from', `crt.sh@${server.url}`, '--rate', '0'];
    const first = await runJson(['first', ...from], { cwd });
    expect(first.impact.outcomes).toMatchObject({ examined: 2, notFound: 1 });
    const asked = server.asked.length;
    const second = await runJson(['second', ...from], { cwd });
    expect(second.impact.outcomes).toMatchObject({ examined: 3, notFound: 1 });
    expect(server.asked.slice(asked).map((d) => d.toLowerCase())).toEqual([C.sha256]);
    const offline = await runJson(['second', '--store', 's', '--offline'], { cwd });
    expect(offline.impact.outcomes).toMatchObject({ examined: 3, notFound: 1 });
  });
});
