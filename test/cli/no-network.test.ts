/** The program in a network namespace that has nothing but itself: `unshare` of util-linux. */
import { spawnSync } from 'node:child_process';
import { describe, expect, inject, it } from 'vitest';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, runJson } from './support/program.ts';

const WAYS = [
  ['-n', '--'],
  ['-rn', '--'],
];
const unshare = WAYS.find((way) => spawnSync('unshare', [...way, 'true']).status === 0);
if (!unshare)
  console.warn('no network namespace can be made here: nothing is tried without network');

describe.skipIf(!unshare)('without any network', () => {
  it('the sources of the default say within seconds that they cannot be reached, and what is here counts', () => {
    const twelve = samples(12);
    const cwd = folderOf({ list: list(twelve), 'some.pem': bundle(twelve.slice(0, 5)) });
    const env = { PATH: process.env['PATH'], XDG_DATA_HOME: cwd };
    const program = (...args: string[]) =>
      spawnSync('unshare', [...unshare!, process.execPath, inject('bin'), ...args], {
        cwd,
        env,
        encoding: 'utf8',
        timeout: 50_000,
      });
    expect(program('store', 'import', 'some.pem').status).toBe(0);
    const started = performance.now();
    const { status, stdout, stderr } = program('list', '--format', 'json');
    expect(performance.now() - started).toBeLessThan(20_000);
    expect(status).toBe(3);
    const { outcomes } = JSON.parse(stdout) as Awaited<ReturnType<typeof runJson>>['impact'];
    expect(outcomes).toMatchObject({ examined: 5, unavailable: 7, notFound: 0 });
    expect(stderr).toMatch(/^note: crt\.sh:sql: given up: /m);
    expect(stderr).toMatch(/^note: crt\.sh: given up: /m);
    expect(stderr).toContain('note: store: 5 of 12 found, 7 not found\n');
    expect(stderr).toContain('the same command asks again for the 7 that could not be had');
  });
});
