import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, run, start } from './support/program.ts';

const TWO = samples(2);
const FILES = { list: list(TWO), 'all.pem': bundle(TWO), 'half.pem': bundle(TWO.slice(1)) };
const ARGS = ['list', '--from', 'all.pem', '--as-of', '2026-01-01'];

describe('-o', () => {
  it('writes what standard output would have had, and nothing there', async () => {
    const cwd = folderOf(FILES);
    const [printed, written] = await Promise.all([
      run(ARGS, { cwd }),
      run([...ARGS, '-o', 'out.md'], { cwd }),
    ]);
    expect(written).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toBe(printed.stdout);
    expect(readdirSync(cwd).sort()).toEqual(['all.pem', 'half.pem', 'list', 'out.md']);
  });

  it.each(['list', 'all.pem', './all.pem'])('never replaces what it reads: %s', async (target) => {
    const cwd = folderOf(FILES);
    const { status, stdout, stderr } = await run([...ARGS, '-o', target], { cwd });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/the output would replace what it is made from\nhint: /);
    expect(readFileSync(join(cwd, 'list'), 'utf8')).toBe(FILES.list);
    expect(readFileSync(join(cwd, 'all.pem'), 'utf8')).toBe(FILES['all.pem']);
  });

  it('writes an incomplete result too, which says that it is', async () => {
    const cwd = folderOf(FILES);
    const { status } = await run(['list', '--from', 'half.pem', '-o', 'out.md'], { cwd });
    expect(status).toBe(3);
    expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toContain(TWO[0]!.sha256);
  });

  it('replaces a file with one of the same permissions, through a link too', async () => {
    const cwd = folderOf({ ...FILES, 'old.md': 'old' });
    chmodSync(join(cwd, 'old.md'), 0o600);
    symlinkSync('old.md', join(cwd, 'link.md'));
    const { status } = await run([...ARGS, '-o', 'link.md'], { cwd });
    expect(status).toBe(0);
    expect(lstatSync(join(cwd, 'link.md')).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(cwd, 'old.md'), 'utf8')).toContain('### Impact');
    expect(statSync(join(cwd, 'old.md')).mode & 0o777).toBe(0o600);
  });

  it('leaves nothing beside it when it is killed before the first byte', async () => {
    const cwd = folderOf(FILES);
    const running = start(['-', '-o', 'out.md', '--offline'], { cwd, keepOpen: true });
    running.stdin.write(FILES.list);
    // by then the file was opened
    await new Promise((resolve) => setTimeout(resolve, 1000));
    running.kill('SIGKILL');
    await running.finished;
    expect(readdirSync(cwd).sort()).toEqual(['all.pem', 'half.pem', 'list']);
  });

  const failures: [what: string, args: string[]][] = [
    ['the appendix is missing', ['missing', '--from', 'all.pem']],
    ['a source is missing', ['list', '--from', 'missing']],
    ['a later appendix is empty', ['all.pem', 'empty', '--offline']],
    ['facts have been written already', ['facts', 'all.pem', 'empty']],
  ];

  it.each(failures)('leaves everything as it was when %s', async (_, args) => {
    const cwd = folderOf({ ...FILES, empty: '', 'out.md': 'before' });
    const files = readdirSync(cwd).sort();
    expect((await run([...args, '-o', 'out.md'], { cwd })).status).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(files);
    expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toBe('before');
  });

  const places: [where: string, path: string, says: RegExp][] = [
    ['in a folder that is not there', 'no/such/out.md', /no\/such: the folder is not there/],
    ['where a folder is', 'in', /in: a folder is in the place/],
    ['below a file', 'list/out.md', /list: the folder is not there|cannot be written/],
    ['under a name that is too long', 'x'.repeat(300), /cannot be written \(ENAMETOOLONG\)/],
  ];

  it.each(places)('refuses a file %s', async (_, path, says) => {
    const cwd = folderOf({ ...FILES, 'in/x.txt': '' });
    const { status, stdout, stderr } = await run([...ARGS, '-q', '-o', path], { cwd });
    expect(stderr).toMatch(/^cert-impact: [^\n]+\nhint: [^\n]+\n$/);
    expect(stderr).toMatch(says);
    expect(stdout).toBe('');
    expect(status).toBe(2);
    expect(readdirSync(cwd).sort()).toEqual(['all.pem', 'half.pem', 'in', 'list']);
  });

  it('takes the longest name that a file can have', async () => {
    const cwd = folderOf(FILES);
    const { status } = await run([...ARGS, '-o', 'x'.repeat(255)], { cwd });
    expect(status).toBe(0);
    expect(existsSync(join(cwd, 'x'.repeat(255)))).toBe(true);
  });

  it('takes - for standard output', async () => {
    const cwd = folderOf(FILES);
    const { status, stdout } = await run([...ARGS, '-o', '-'], { cwd });
    expect(status).toBe(0);
    expect(stdout).toContain('### Impact');
    expect(existsSync(join(cwd, '-'))).toBe(false);
  });

  it.skipIf(process.platform === 'win32')(
    'writes into a pipe, and never replaces one',
    async () => {
      const cwd = folderOf(FILES);
      const fifo = join(cwd, 'fifo');
      spawnSync('mkfifo', [fifo]);
      const reader = spawn('sh', ['-c', 'cat fifo > copy'], { cwd, stdio: 'ignore' });
      onTestFinished(() => void reader.kill('SIGKILL'));
      const { status } = await run([...ARGS, '-o', 'fifo'], { cwd });
      expect(status).toBe(0);
      expect(lstatSync(fifo).isFIFO()).toBe(true);
      await expect
        .poll(() => readFileSync(join(cwd, 'copy'), 'utf8'))
        .toContain('#### Supporting figures');
    },
  );
});

describe('standard output', () => {
  it('may be closed by a reader that has seen enough', async () => {
    const cwd = folderOf({ 'many.pem': bundle(samples(2000)) });
    const running = start(['facts', 'many.pem'], { cwd });
    running.stdout.once('data', () => running.stdout.destroy());
    const { status, stderr } = await running.finished;
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it.skipIf(!existsSync('/dev/full'))('that is full is an error in one line', () => {
    const bin = start(['--version']).spawnargs[1]!;
    const command = `"${process.execPath}" "${bin}" ${ARGS.join(' ')} -q > /dev/full`;
    const { status, stderr } = spawnSync('sh', ['-c', command], {
      cwd: folderOf(FILES),
      timeout: 20_000,
    });
    expect(stderr.toString()).toBe(
      'cert-impact: standard output cannot be written (ENOSPC)\n' +
        'hint: check the disk, or write to a file with -o\n',
    );
    expect(status).toBe(2);
  });

  it('does not depend on anybody reading standard error', async () => {
    const cwd = folderOf({ list: list(samples(300)), 'all.pem': bundle(TWO) });
    const running = start(['list', '--from', 'all.pem', '--format', 'json'], { cwd });
    running.stderr.destroy();
    const { status, stdout } = await running.finished;
    expect(JSON.parse(stdout)).toMatchObject({ entries: { unique: 300 } });
    expect(status).toBe(3);
  });

  it('has every byte when what reads it is slow', async () => {
    const cwd = folderOf({ 'many.pem': bundle(samples(1000)) });
    const running = start(['facts', 'many.pem'], { cwd });
    running.stdout.pause();
    setTimeout(() => running.stdout.resume(), 500);
    const { stdout } = await running.finished;
    expect(stdout.trimEnd().split('\n')).toHaveLength(1000);
  });
});
