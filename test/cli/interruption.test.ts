import { once } from 'node:events';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, type Running, start } from './support/program.ts';

const MANY = samples(40);

/** Interrupts, and checks that the program stops at once and says only what was done. */
async function interrupt(
  running: Running,
  done: string | RegExp,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<void> {
  const before = performance.now();
  running.kill(signal);
  const { status, stdout, stderr } = await running.finished;
  expect(performance.now() - before).toBeLessThan(3000);
  const notice = /^cert-impact: interrupted: (.*)\n$/.exec(stderr.replaceAll(/^note: .*\n/gm, ''));
  expect(notice?.[1]).toMatch(done);
  expect(stdout).toBe('');
  expect(status).toBe(130);
}

describe('Ctrl-C', () => {
  it('stops a slow fetch at once, and leaves the file of -o as it was', async () => {
    const asked = withResolvers();
    const server = await serve((d, response) => {
      const found = MANY.find(({ sha256 }) => sha256 === d.toLowerCase())!;
      if (server.asked.length < 4) hit(response, found.der);
      else asked.resolve();
    });
    const cwd = folderOf({ list: list(MANY), 'out.jsonl': 'before' });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const running = start(['facts', 'list', ...from, '-o', 'out.jsonl'], { cwd });
    await asked.promise;
    await interrupt(
      running,
      /^[0-3] of 40 certificates? (?:was|were) examined; nothing was written; the same command goes on/,
    );
    expect(readdirSync(cwd).sort()).toEqual(['list', 'out.jsonl']);
    expect(readFileSync(join(cwd, 'out.jsonl'), 'utf8')).toBe('before');
  });

  it('stops the pause between requests', async () => {
    const server = await serve((_, response) => {
      response.writeHead(429, { 'retry-after': '60' }).end();
    });
    const cwd = folderOf({ list: list(MANY) });
    const running = start(['list', '--from', `crt.sh@${server.url}`], { cwd });
    await once(running.stderr, 'data');
    await interrupt(running, '0 of 40 certificates were examined; nothing was written');
    expect(server.asked.length).toBeLessThan(6);
  });

  it('stops the waiting for standard input', async () => {
    const running = start(['-', '--offline'], { keepOpen: true });
    running.stdin.write(list(MANY));
    // the handler is there once the program has loaded
    await new Promise((resolve) => setTimeout(resolve, 600));
    await interrupt(running, / lines were read, no certificate was examined; nothing was written$/);
  });
});

describe('Ctrl-C in the midst of local files', () => {
  it.each([
    ['one thread', '1', 'SIGINT'],
    ['several threads', '3', 'SIGINT'],
    ['a signal to end', '3', 'SIGTERM'],
    ['a terminal that is closed', '1', 'SIGHUP'],
  ] as const)('stops at once and leaves no half file: %s', async (_, jobs, signal) => {
    const cwd = folderOf({ 'all.pem': bundle(samples(20_000)) });
    const args = ['facts', 'all.pem', 'all.pem', '--offline', '--jobs', jobs, '-o', 'out.jsonl'];
    const running = start(args, { cwd });
    await appears(cwd, '.part', 1000);
    const done =
      /^[\d,]+ certificates were examined, the list was not read to its end; nothing was written$/;
    await interrupt(running, done, signal);
    expect(readdirSync(cwd)).toEqual(['all.pem']);
  });

  it('a second time does not keep it from tidying up', async () => {
    const cwd = folderOf({ 'all.pem': bundle(samples(20_000)) });
    const running = start(['facts', 'all.pem', '--offline', '-o', 'out.jsonl'], { cwd });
    await appears(cwd, '.part', 1000);
    running.kill('SIGINT');
    await interrupt(running, 'nothing was written');
    expect(readdirSync(cwd)).toEqual(['all.pem']);
  });

  it('stops a program whose reader has stopped to read, and says that there is more', async () => {
    const cwd = folderOf({ 'all.pem': bundle(samples(3000)) });
    const running = start(['facts', 'all.pem', '--offline'], { cwd });
    running.stdout.pause();
    await new Promise((resolve) => setTimeout(resolve, 800));
    running.kill('SIGINT');
    const before = performance.now();
    await once(running, 'exit');
    expect(performance.now() - before).toBeLessThan(1000);
    running.stdout.resume();
    const { status, stderr } = await running.finished;
    expect(stderr).toMatch(/^cert-impact: interrupted: .*; what was written is not all\n$/);
    expect(status).toBe(130);
  });

  it.skipIf(process.platform === 'win32')('stops the waiting for a pipe', async () => {
    const cwd = folderOf({ list: list(MANY) });
    execFileSync('mkfifo', ['pipe'], { cwd });
    const running = start(['list', '--from', 'pipe', '--offline'], { cwd });
    await new Promise((resolve) => setTimeout(resolve, 600));
    running.kill('SIGINT');
    const before = performance.now();
    // what waits in the kernel, `process.exit` would wait for too
    const [status, signal] = (await once(running, 'exit')) as [number | null, string | null];
    expect(performance.now() - before).toBeLessThan(1000);
    expect(signal ?? status).toBe('SIGINT');
    const { stderr } = await running.finished;
    expect(stderr).toContain('0 of 40 certificates were examined; nothing was written');
  });
});

/** Waits until a file with this end has so many bytes: the program is at work. */
async function appears(folder: string, end: string, bytes: number): Promise<void> {
  for (;;) {
    const name = readdirSync(folder).find((each) => each.endsWith(end));
    if (name !== undefined && statSync(join(folder, name)).size >= bytes) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('standard input that its writer keeps open', () => {
  it('does not keep a program that has seen that it is no list', async () => {
    const running = start(['-', '--offline'], { keepOpen: true });
    running.stdin.write(Buffer.alloc(1 << 17, '\0\x01\x02\n'));
    const { status, stderr } = await running.finished;
    expect(stderr).toContain('standard input: a binary file, not a text');
    expect(status).toBe(2);
  });

  it('is not waited for when nobody asked for it', async () => {
    const cwd = folderOf({ 'all.pem': bundle(MANY) });
    const { status } = await start(['all.pem', '--offline'], { cwd, keepOpen: true }).finished;
    expect(status).toBe(0);
  });
});

/** `Promise.withResolvers`, which Node 20 does not have. */
function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
