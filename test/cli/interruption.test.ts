import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, type Running, start } from './support/program.ts';

const MANY = samples(40);
const NOTICE = 'cert-impact: interrupted before the end\n';

/** Interrupts, and checks that the program stops at once without a word too many. */
async function interrupt(running: Running): Promise<void> {
  const before = performance.now();
  running.kill('SIGINT');
  const { status, stdout, stderr } = await running.finished;
  expect(performance.now() - before).toBeLessThan(3000);
  expect(stderr.replaceAll(/^note: .*\n/gm, '')).toBe(NOTICE);
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
    expect(readdirSync(cwd)).toHaveLength(3);
    await interrupt(running);
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
    await interrupt(running);
    expect(server.asked.length).toBeLessThan(6);
  });

  it('stops the waiting for standard input', async () => {
    const running = start(['-', '--offline'], { keepOpen: true });
    running.stdin.write(list(MANY));
    // the handler is there once the program has loaded
    await new Promise((resolve) => setTimeout(resolve, 600));
    await interrupt(running);
  });
});

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
