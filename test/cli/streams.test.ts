import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, run, runJson, start } from './support/program.ts';

const THREE = samples(3);
const ALL = { 'all.pem': bundle(THREE) };
const LIST = `## Wrong state\n\n${list(THREE)}`;

describe('notes', () => {
  const noisy = `${LIST}some words\n${list(samples(4))}https://crt.sh/?id=7\n`;

  it('go to standard error, and --quiet silences them', async () => {
    const cwd = folderOf({ list: noisy, ...ALL });
    const args = ['list', '--from', 'all.pem', '--as-of', '2026-01-01'];
    const [told, quiet] = await Promise.all([run(args, { cwd }), run([...args, '-q'], { cwd })]);
    expect(told.stderr.split('\n').filter((line) => !line.startsWith('note: '))).toEqual(['']);
    expect(told.stderr).toContain('note: 1 line of text names no certificate: list:6\n');
    const places = [...told.stderr.matchAll(/^note: list:(\d+): /gm)].map(([, line]) => line);
    expect(places).toEqual(['10', '11']);
    expect(quiet.stderr).toBe('');
    expect(quiet.stdout).toBe(told.stdout);
    expect(quiet.status).toBe(told.status);
    expect(told.status).toBe(3);
  });

  it('are silenced, errors are not', async () => {
    const { stderr, status } = await run(['missing', '--quiet']);
    expect(stderr).toMatch(/^cert-impact: missing: .*\nhint: .*\n$/);
    expect(status).toBe(2);
  });

  it('name damage in a source', async () => {
    const damaged = THREE[0]!.pem.replace(/\n.{10}/, '\n!!!!!!!!!!');
    const cwd = folderOf({ list: list(THREE.slice(1)), 'all.pem': damaged + ALL['all.pem'] });
    const { stderr, status } = await run(['list', '--from', 'all.pem'], { cwd });
    expect(stderr).toMatch(/^note: all\.pem:1: .*\nnote: all\.pem: 2 of 2 found\n$/);
    expect(status).toBe(0);
  });
});

describe('a list in another encoding', () => {
  const utf16 = Buffer.from(`\ufeff${LIST}`, 'utf16le');
  const encodings: [string, string | Uint8Array][] = [
    ['UTF-8 with a byte order mark', `\ufeff${LIST}`],
    ['UTF-16, little-endian', utf16],
    ['UTF-16, big-endian', Buffer.from(utf16).swap16()],
    ['CRLF', LIST.replaceAll('\n', '\r\n')],
    ['no final newline', LIST.trimEnd()],
    ['gzip', gzipSync(LIST)],
    ['gzip of UTF-16', gzipSync(utf16)],
  ];

  it('gives the same, from a file and from standard input', async () => {
    const from = ['--from', 'all.pem', '--as-of', '2026-01-01'];
    const plain = await runJson(['list', ...from], { cwd: folderOf({ list: LIST, ...ALL }) });
    expect(plain.impact.outcomes.examined).toBe(3);
    for (const [what, bytes] of encodings) {
      const cwd = folderOf({ list: bytes, ...ALL });
      const others = await Promise.all([
        runJson(['list', ...from], { cwd }),
        runJson(['-', ...from], { cwd, stdin: bytes }),
      ]);
      for (const { impact, status } of others) {
        expect(impact, what).toEqual(plain.impact);
        expect(status).toBe(0);
      }
    }
  });
});

describe('standard input', () => {
  it('may come in drops', async () => {
    const cwd = folderOf(ALL);
    const running = start(['-', '--from', 'all.pem', '--format', 'json'], { cwd, keepOpen: true });
    for (const drop of LIST.match(/[^]{1,37}/g)!) {
      running.stdin.write(drop);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    running.stdin.end();
    const { stdout } = await running.finished;
    expect(JSON.parse(stdout)).toMatchObject({ outcomes: { examined: 3 } });
  });

  it('may hold characters that no list should', async () => {
    const cwd = folderOf(ALL);
    const stdin = `bell \u0007 and escape \u001b[31m\n${LIST}\u0000\n`;
    const { impact } = await runJson(['-', '--from', 'all.pem'], { cwd, stdin });
    expect(impact.outcomes.examined).toBe(3);
  });

  it('may be one of several appendices', async () => {
    const cwd = folderOf({ ...ALL, list: list(THREE.slice(0, 1)) });
    const args = ['list', '-', '--from', 'all.pem'];
    const { impact } = await runJson(args, { cwd, stdin: list(THREE.slice(1)) });
    expect(impact.groups.map(({ name }) => name)).toEqual(['list', 'standard input']);
    expect(impact.outcomes.examined).toBe(3);
  });

  it.skipIf(process.platform === 'win32')('has its like in the pipes of a shell', async () => {
    const cwd = folderOf({ list: LIST, ...ALL });
    const bin = start(['--version']).spawnargs[1]!;
    const command = `"$0" "$1" <(cat list) --from <(cat all.pem) --format json`;
    const { stdout } = await promisify(execFile)('bash', ['-c', command, process.execPath, bin], {
      cwd,
      timeout: 20_000,
    });
    expect(JSON.parse(stdout)).toMatchObject({ outcomes: { examined: 3 } });
  });

  it('is not needed for files whose names begin with a hyphen', async () => {
    const cwd = folderOf({ '-list': LIST, ...ALL });
    const args = ['--from', 'all.pem', '--format', 'json', '--', '-list'];
    const { stdout, status } = await run(args, { cwd });
    expect(JSON.parse(stdout)).toMatchObject({ outcomes: { examined: 3 } });
    expect(status).toBe(0);
  });
});

describe('a long list', () => {
  it('of 100,000 lines is counted whole, duplicates and all', async () => {
    const certificates = samples(200);
    const block = list(certificates);
    const cwd = folderOf({ list: block.repeat(500), 'all.pem': bundle(certificates) });
    const { impact, status, milliseconds } = await runJson(['list', '--from', 'all.pem'], { cwd });
    expect(status).toBe(0);
    expect(impact.lines).toMatchObject({ total: 100_000, listing: 100_000 });
    expect(impact.entries).toEqual({ total: 100_000, unique: 200, duplicates: 99_800 });
    expect(impact.certificates.total).toBe(200);
    expect(milliseconds).toBeLessThan(15_000);
  });

  it('with a heading on every other line costs no more than its length', async () => {
    const certificates = samples(2000);
    const lines = certificates.map(({ link }, index) => `## Problem ${index}\n${link}\n`);
    const cwd = folderOf({ list: lines.join(''), 'all.pem': bundle(certificates) });
    const { impact, status, milliseconds } = await runJson(['list', '--from', 'all.pem'], { cwd });
    expect(status).toBe(0);
    // beyond a thousand lists the rest is one
    expect(impact.groups.length).toBeLessThanOrEqual(1001);
    expect(milliseconds).toBeLessThan(15_000);
  });
});
