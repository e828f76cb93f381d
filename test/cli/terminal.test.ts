/** The program at a terminal: a pseudo-terminal that `script` (util-linux) opens. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { list, samples } from './support/certificates.ts';
import { folderOf } from './support/program.ts';

const MANY = samples(40);
const CLEARED = /\x1b\[2K/; // eslint-disable-line no-control-regex -- what erases a line

/** BSD's `script` has other options. */
const { stdout: version } = spawnSync('script', ['--version'], { encoding: 'utf8' }) as {
  stdout: string | null;
};
const hasScript = version?.includes('util-linux') === true;
if (!hasScript) console.warn('no script(1) of util-linux here: nothing is tried at a terminal');

interface AtTerminal {
  /** All that has come to the terminal so far. */
  readonly seen: () => string;
  readonly until: (what: RegExp) => Promise<void>;
  readonly type: (keys: string) => void;
  readonly status: Promise<number | null>;
}

/** Runs the program with all of its streams at a terminal. */
function startAtTerminal(args: readonly string[], cwd: string): AtTerminal {
  const words = [process.execPath, inject('bin'), ...args].map((word) => `'${word}'`);
  const child = spawn(
    'script',
    ['-qefc', `stty cols 80 rows 24; exec ${words.join(' ')}`, '/dev/null'],
    {
      cwd,
      env: {
        PATH: process.env['PATH'],
        TERM: 'xterm',
        SHELL: '/bin/sh',
        // a store of its own
        XDG_DATA_HOME: folderOf({}),
      },
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  let seen = '';
  child.stdout.on('data', (part: Buffer) => {
    seen += part.toString();
  });
  return {
    seen: () => seen,
    async until(what) {
      while (!what.test(seen)) await once(child.stdout, 'data');
    },
    type: (keys) => child.stdin.write(keys),
    status: once(child, 'close').then(([status]) => status as number | null),
  };
}

/** Answers every request for one of `MANY` after this time. */
function slowServer(milliseconds: number): ReturnType<typeof serve> {
  return serve((d, response) => {
    const found = MANY.find(({ sha256 }) => sha256 === d.toLowerCase())!;
    setTimeout(() => {
      hit(response, found.der);
    }, milliseconds);
  });
}

describe.skipIf(!hasScript)('at a terminal', () => {
  it('a line tells how far the run is, and is gone when the result is there', async () => {
    const server = await slowServer(200);
    const cwd = folderOf({ list: list(MANY) });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const { seen, status } = startAtTerminal(['list', ...from], cwd);
    expect(await status).toBe(0);
    const counts = Array.from(seen().matchAll(/(\d+) of 40 certificates \(/g), ([, n]) =>
      Number(n),
    );
    expect(new Set(counts).size).toBeGreaterThan(2);
    expect(counts).toEqual([...counts].sort((a, b) => a - b));
    const rest = seen().slice(seen().lastIndexOf('certificates ('));
    expect(rest.search(CLEARED)).toBeGreaterThan(0);
    expect(rest.search(CLEARED)).toBeLessThan(rest.indexOf('####'));
    expect(rest).toContain('40 of 40 found');
  });

  it('--quiet shows none', async () => {
    const server = await slowServer(150);
    const cwd = folderOf({ list: list(MANY) });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const { seen, status } = startAtTerminal(['list', ...from, '--quiet', '-o', 'out'], cwd);
    expect(await status).toBe(0);
    expect(seen()).toBe('');
  });

  it('Ctrl-C takes the line away and says what was done', async () => {
    const server = await slowServer(200);
    const cwd = folderOf({ list: list(MANY) });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const { seen, until, type, status } = startAtTerminal(['list', ...from, '-o', 'out'], cwd);
    await until(/ of 40 certificates \(/);
    const typed = performance.now();
    type('\x03');
    expect(await status).toBe(130);
    expect(performance.now() - typed).toBeLessThan(1000);
    const rest = seen().slice(seen().lastIndexOf('certificates ('));
    const notice =
      /cert-impact: interrupted: \d+ of 40 certificates were examined; nothing was written; the same command goes on with what the store does not have\r\n$/;
    expect(rest).toMatch(notice);
    expect(rest.search(CLEARED)).toBeLessThan(rest.search(notice));
    expect(seen()).not.toContain('\x1b[?25l');
    expect(readdirSync(cwd)).toEqual(['list']);
  });
});
