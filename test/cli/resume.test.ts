import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { answer, hit, serve } from '../sources/crt-sh-server.ts';
import { list, samples } from './support/certificates.ts';
import { folderOf, runJson, start } from './support/program.ts';

const MANY = samples(40);

/** Answers `before` questions, then no more until it is told to; counts who is asked for twice. */
async function breakingServer(before: number) {
  const state = { broken: true, served: 0 };
  const waiting: (() => void)[] = [];
  const server = await serve((d, response) => {
    const found = MANY.find(({ sha256 }) => sha256 === d.toLowerCase());
    if (state.broken && state.served >= before) {
      for (const go of waiting.splice(0)) go();
      return;
    }
    state.served++;
    if (found === undefined) answer(response, 404);
    else hit(response, found.der);
  });
  return { server, state, stuck: () => new Promise<void>((go) => void waiting.push(go)) };
}

function argsOf(url: string): string[] {
  return ['list', '--from', `crt.sh@${url}`, '--rate', '0', '--store', 'store'];
}

describe('a run that was broken off', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)(
    'by %s goes on with what the store does not have, and fetches nothing twice',
    async (signal) => {
      const { server, state, stuck } = await breakingServer(17);
      const cwd = folderOf({ list: list(MANY) });
      const broken = start(argsOf(server.url), { cwd });
      await stuck();
      // on its way to the disk
      await sleep(500);
      broken.kill(signal);
      const { stderr, status } = await broken.finished;
      if (signal === 'SIGINT') {
        expect(status).toBe(130);
        expect(stderr).toContain('the same command goes on with what the store does not have');
      }
      state.broken = false;
      const { impact, status: second, stderr: notes } = await runJson(argsOf(server.url), { cwd });
      expect(second).toBe(0);
      expect(impact.outcomes.examined).toBe(40);
      const found = Number(/note: store: (\d+) of 40 found/.exec(notes)?.[1]);
      expect(found).toBe(17);
      expect(notes).toContain(`${server.url}: ${40 - found} of ${40 - found} found`);
    },
  );

  it('by a server that went down says how to go on, and does', async () => {
    const state = { broken: true };
    const server = await serve((d, response) => {
      const found = MANY.find(({ sha256 }) => sha256 === d.toLowerCase())!;
      if (state.broken && MANY.indexOf(found) >= 10) answer(response, 403);
      else hit(response, found.der);
    });
    const cwd = folderOf({ list: list(MANY) });
    const first = await runJson(argsOf(server.url), { cwd });
    expect(first.status).toBe(3);
    expect(first.impact.outcomes).toMatchObject({ examined: 10, unavailable: 30 });
    expect(first.stderr).toContain(
      'the same command asks again for the 30 that could not be had; what was fetched is in the store',
    );
    state.broken = false;
    server.asked.length = 0;
    const second = await runJson(argsOf(server.url), { cwd });
    expect(second.status).toBe(0);
    expect(second.impact.outcomes.examined).toBe(40);
    expect(server.asked).toHaveLength(30);
    expect(second.stderr).not.toContain('asks again');
    // and then without anybody
    const offline = await runJson(['list', '--offline', '--store', 'store'], { cwd });
    expect(offline.status).toBe(0);
    expect(offline.impact.outcomes.examined).toBe(40);
  });
});

describe('what a server did not have', () => {
  it('is not asked for again within a day, but with --ask-again', async () => {
    const server = await serve((d, response) => {
      const found = MANY.slice(1).find(({ sha256 }) => sha256 === d.toLowerCase());
      if (found === undefined) answer(response, 404);
      else hit(response, found.der);
    });
    const cwd = folderOf({ list: list(MANY.slice(0, 3)) });
    const first = await runJson(argsOf(server.url), { cwd });
    expect(first.impact.outcomes).toMatchObject({ examined: 2, notFound: 1 });
    server.asked.length = 0;
    const second = await runJson(argsOf(server.url), { cwd });
    expect(second.impact.outcomes).toMatchObject({ examined: 2, notFound: 1 });
    expect(server.asked).toEqual([]);
    await runJson([...argsOf(server.url), '--ask-again'], { cwd });
    expect(new Set(server.asked)).toEqual(new Set([MANY[0]!.sha256]));
  });
});
