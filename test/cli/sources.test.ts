import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answer, hit, serve } from '../sources/crt-sh-server.ts';
import { bundle, list, type Sample, samples } from './support/certificates.ts';
import { folderOf, run, runJson } from './support/program.ts';

const FIVE = samples(5);
const [A, B, C] = FIVE as [Sample, Sample, Sample];

function sourceOf(all: readonly Sample[]) {
  return serve((d, response) => {
    const found = all.find(({ sha256 }) => sha256 === d.toLowerCase());
    if (found === undefined) answer(response, 404);
    else hit(response, found.der);
  });
}

describe('a certificate that is listed but nowhere found', () => {
  it('is counted, and named with its line in every output and on standard error', async () => {
    const cwd = folderOf({ 'list.txt': `\n${list([A, B, C])}`, 'some.pem': bundle([A, C]) });
    const args = ['list.txt', '--from', 'some.pem'];
    const formats = ['markdown', 'json', 'text'];
    const all = await Promise.all(formats.map((f) => run([...args, '--format', f], { cwd })));
    for (const { stdout, stderr, status } of all) {
      expect(status).toBe(3);
      expect(stdout).toContain(B.sha256);
      expect(stdout).toContain('list.txt');
      expect(stderr).toBe(
        'note: some.pem: 2 of 3 found, 1 not found\n' +
          `note: list.txt:3: ${B.sha256}: not found (not found in some.pem)\n`,
      );
    }
    expect(all[0]!.stdout).toMatch(/list\.txt`, line 3/);
    expect(JSON.parse(all[1]!.stdout)).toMatchObject({
      outcomes: { examined: 2, notFound: 1 },
      certificates: { total: 3, notExamined: 1 },
      unexamined: [{ file: 'list.txt', line: 3, entry: B.sha256, outcome: 'notFound' }],
    });
  });

  it('is named for the first twenty of many on standard error, for all in the JSON', async () => {
    const many = samples(100);
    const cwd = folderOf({ 'list.txt': list(many), 'some.pem': bundle([many[0]!]) });
    const { impact, stderr } = await runJson(['list.txt', '--from', 'some.pem'], { cwd });
    expect(impact.unexamined).toHaveLength(99);
    const notes = stderr.trimEnd().split('\n');
    expect(notes).toHaveLength(22);
    expect(notes.at(-1)).toBe('note: … and 79 more: cert-impact impact --format json names them');
  });
});

describe('sources in a row', () => {
  it('asks the next one for what the first did not have', async () => {
    const server = await sourceOf(FIVE);
    const cwd = folderOf({ 'list.txt': list([A, B, C]), 'some.pem': bundle([A]) });
    const from = ['--from', 'some.pem', '--from', `crt.sh@${server.url}`, '--rate', '0'];
    const { status, stderr, impact } = await runJson(['list.txt', ...from], { cwd });
    expect(status).toBe(0);
    expect(impact.outcomes.examined).toBe(3);
    expect(server.asked.map((d) => d.toLowerCase())).toEqual([B.sha256, C.sha256]);
    expect(stderr).toBe(
      'note: some.pem: 1 of 3 found, 2 not found\n' +
        'note: store: 0 of 2 found, 2 not found\n' +
        `note: ${server.url}: 2 of 2 found\n`,
    );
  });

  it('does not take the wrong certificate, and asks the next source for the right one', async () => {
    const wrong = await serve((_, response) => {
      hit(response, C.der);
    });
    const cwd = folderOf({ 'list.txt': list([A, B]), 'some.pem': bundle([A, B]) });
    const first = ['list.txt', '--from', `crt.sh@${wrong.url}`, '--rate', '0'];
    const [alone, followed] = await Promise.all([
      runJson(first, { cwd }),
      runJson([...first, '--from', 'some.pem'], { cwd }),
    ]);
    expect(alone.status).toBe(3);
    expect(alone.impact.outcomes).toMatchObject({ examined: 0, mismatched: 2 });
    expect(alone.stderr).toContain(`list.txt:1: ${A.sha256}: the source has other bytes`);
    expect(followed.status).toBe(0);
    expect(followed.impact.outcomes).toMatchObject({ examined: 2, mismatched: 0 });
    expect(followed.stderr).toMatch(/0 of 2 found(?: in \d s)?, 2 with other bytes than asked for/);
  });

  it('says who asks', async () => {
    const server = await sourceOf(FIVE);
    const cwd = folderOf({ 'list.txt': list([A]) });
    await run(['list.txt', '--from', `crt.sh@${server.url}`, '--rate', '0'], { cwd });
    expect(server.requests[0]!.headers['user-agent']).toMatch(/^cert-impact\/\d+\.\d+\.\d+/);
  });

  it('keeps to --concurrency and --rate, but for the burst that a server takes at once', async () => {
    const fifteen = samples(15);
    const server = await serve((d, response) => {
      setTimeout(() => {
        hit(response, fifteen.find(({ sha256 }) => sha256 === d.toLowerCase())!.der);
      }, 20);
    });
    const cwd = folderOf({ 'list.txt': list(fifteen) });
    const limits = ['--concurrency', '2', '--rate', '20'];
    const { status } = await run(['list.txt', '--from', `crt.sh@${server.url}`, ...limits], {
      cwd,
    });
    expect(status).toBe(0);
    expect(server.mostAtOnce()).toBeLessThanOrEqual(2);
    expect(server.times.at(-1)! - server.times[0]!).toBeGreaterThan(450);
  });
});

describe('a source that is not there', () => {
  it('ends within seconds when the server is down, and says so', async () => {
    const url = await closedPort();
    const cwd = folderOf({ 'list.txt': list(samples(50)) });
    const from = ['--from', `crt.sh@${url}`, '--rate', '0'];
    const { impact, status, stderr, milliseconds } = await runJson(['list.txt', ...from], { cwd });
    expect(status).toBe(3);
    expect(impact.outcomes).toMatchObject({ examined: 0, unavailable: 50 });
    expect(stderr).toContain(`${new URL(url).host}: given up: connection refused`);
    expect(stderr).toContain('could not be obtained');
    expect(milliseconds).toBeLessThan(10_000);
  });

  it('goes on with the next source then', async () => {
    const url = await closedPort();
    const cwd = folderOf({ 'list.txt': list([A]), 'all.pem': bundle([A]) });
    const from = ['--from', `crt.sh@${url}`, '--from', 'all.pem', '--rate', '0'];
    const { status } = await run(['list.txt', ...from], { cwd });
    expect(status).toBe(0);
  });

  it('asks nobody with --offline', async () => {
    const cwd = folderOf({ 'list.txt': list([A]) });
    const { impact, status, stderr } = await runJson(['list.txt', '--offline'], { cwd });
    expect(status).toBe(3);
    expect(impact.outcomes.notFound).toBe(1);
    expect(stderr).toBe(
      'note: store: 0 of 1 found, 1 not found\n' +
        `note: list.txt:1: ${A.sha256}: not found (not found in store)\n`,
    );
    const without = await runJson(['list.txt', '--offline', '--no-store'], { cwd });
    expect(without.impact.outcomes.unavailable).toBe(1);
    expect(without.stderr).toContain('could not be obtained (no source was asked)');
  });
});

/** Of a port that nobody listens on any more. */
async function closedPort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}
