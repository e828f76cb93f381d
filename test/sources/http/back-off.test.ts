/** When a host is asked less, and when no more. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { MAX_FAILURES_IN_A_ROW, MAX_PAUSES_OF_FAILURE } from '../../../src/sources/http/breaker.ts';
import { HostPaces } from '../../../src/sources/http/host-paces.ts';
import { MAX_REFUSALS_IN_A_ROW } from '../../../src/sources/http/refusals.ts';
import { retryAfterSeconds } from '../../../src/sources/http/retry-after.ts';
import type { CertificateSource } from '../../../src/sources/source.ts';
import { answer, serve } from '../crt-sh-server.ts';
import { collect } from '../material.ts';
import { account, crtSh, DERS, fromTemplate, hitFor, QUICK } from './setting.ts';

const FIRST_FIVE = DERS.slice(0, 5);

function recorder(): { notes: string[]; onNote: (text: string) => void } {
  const notes: string[] = [];
  return { notes, onNote: (text) => notes.push(text.replace(/^127\.0\.0\.1:\d+: /, '')) };
}

describe('too many requests', () => {
  it('hold all requests back, longer each time, and one of them asks first afterwards', async () => {
    const { notes, onNote } = recorder();
    let limited = 0;
    const server = await serve((d, response) => {
      if (limited++ < 3) answer(response, 429);
      else hitFor(d, response);
    });
    const told = await collect(crtSh(server.url, { concurrency: 1, onNote }), FIRST_FIVE);
    expect(account(told, 5)).toEqual({ found: 5 });
    expect(notes).toEqual([
      'too many requests (429), pausing for 0.02 s',
      'too many requests (429), pausing for 0.04 s',
      'too many requests (429), pausing for 0.08 s',
    ]);
    const gaps = server.times.slice(1).map((time, i) => time - server.times[i]!);
    expect(gaps[0]).toBeGreaterThan(15);
    expect(gaps[1]).toBeGreaterThan(35);
  });

  it('are told once to a user, however many requests were under way', async () => {
    const { notes, onNote } = recorder();
    let open = false;
    const server = await serve((d, response) => {
      if (open) hitFor(d, response);
      else answer(response, 429);
    });
    setTimeout(() => (open = true), 50);
    const told = await collect(crtSh(server.url, { concurrency: 16, onNote }), DERS);
    expect(account(told)).toEqual({ found: DERS.length });
    expect(notes.length).toBeLessThanOrEqual(3);
    // 16 at first, and then one probe after each pause
    expect(server.asked.length).toBeLessThanOrEqual(DERS.length + 16 + 3);
  });

  it('end the run when they never end', async () => {
    const { notes, onNote } = recorder();
    const server = await serve((_d, response) => {
      answer(response, 429);
    });
    const timing = { ...QUICK, firstBackOffMs: 1, maxBackOffMs: 10, maxPausedMs: 50 };
    const told = await collect(crtSh(server.url, { concurrency: 4, onNote, timing }), DERS);
    expect(account(told)).toEqual({ unavailable: DERS.length });
    // 1, 2, 4, 8 and three times 10
    expect(notes).toHaveLength(7 + 1);
    expect(notes.at(-1)).toBe('given up: too many requests (429) after 7 pauses');
    expect(server.asked.length).toBeLessThanOrEqual(4 + 7);
  });

  it.each([429, 503])('pause for as long as Retry-After says (%i)', async (status) => {
    const { notes, onNote } = recorder();
    let first = true;
    const server = await serve((d, response) => {
      if (first) answer(response, status, '', { 'retry-after': '1' });
      else hitFor(d, response);
      first = false;
    });
    const source = crtSh(server.url, { concurrency: 1, onNote });
    expect(account(await collect(source, DERS.slice(0, 3)), 3)).toEqual({ found: 3 });
    expect(server.times[1]! - server.times[0]!).toBeGreaterThan(990);
    expect(notes[0]).toMatch(/, pausing for 1 s$/);
  });

  it.each([429, 503])('are no more asked when Retry-After says too long (%i)', async (status) => {
    const { notes, onNote } = recorder();
    const server = await serve((_d, response) => {
      answer(response, status, '', { 'retry-after': '3600' });
    });
    const source = crtSh(server.url, { concurrency: 1, onNote });
    expect(account(await collect(source, DERS))).toEqual({ unavailable: DERS.length });
    expect(notes).toEqual([expect.stringMatching(/^given up: .*, to be asked again in 3600 s$/)]);
    expect(server.asked).toHaveLength(1);
    // nor by who asks anew
    expect(account(await collect(source, DERS))).toEqual({ unavailable: DERS.length });
    expect(server.asked).toHaveLength(1);
  });

  it('wait for each Retry-After of one certificate', async () => {
    const server = await serve((d, response, before) => {
      if (before < 2) answer(response, 503, '', { 'retry-after': '1' });
      else hitFor(d, response);
    });
    const timing = { ...QUICK, maxPausedMs: 5_000, firstAnswerMs: 5_000 };
    expect(await collect(crtSh(server.url, { timing }), DERS.slice(0, 1))).toEqual(['0 found']);
    expect(server.times[2]! - server.times[0]!).toBeGreaterThan(1_980);
  });

  it('pause for a Retry-After of a few seconds, as a number or a date', () => {
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    expect(retryAfterSeconds('120', date)).toBe(120);
    expect(retryAfterSeconds('Wed, 21 Oct 2026 07:28:30 GMT', date)).toBe(30);
    expect(retryAfterSeconds('Wed, 21 Oct 2015 07:28:30 GMT', date)).toBe(0);
    expect(retryAfterSeconds('soon', date)).toBeUndefined();
    expect(retryAfterSeconds('', '')).toBeUndefined();
  });
});

describe('a run of failures', () => {
  it('pauses all, and goes on with all when a single probe is answered', async () => {
    const { notes, onNote } = recorder();
    let isDown = true;
    let downRequests = 0;
    const server = await serve((d, response) => {
      if (isDown) answer(response, 503);
      else hitFor(d, response);
      // three more were under way when the eighth failed
      if (++downRequests === MAX_FAILURES_IN_A_ROW + 3) isDown = false;
    });
    const told = await collect(crtSh(server.url, { concurrency: 4, onNote }), DERS);
    expect(account(told)).toEqual({ found: DERS.length });
    expect(notes[0]).toBe('failing (answered 503), pausing for 0.02 s');
    expect(notes.at(-1)).toBe('answers again');
    expect(server.asked.length).toBeLessThan(DERS.length + 20);
  });

  it('ends the asking soon when it does not end, for every row that is left', async () => {
    const { notes, onNote } = recorder();
    const server = await serve((d, response) => {
      if (d === fingerprintOf(DERS[0]!)) hitFor(d, response);
      else answer(response, 503);
    });
    const told = await collect(crtSh(server.url, { concurrency: 2, onNote }), DERS);
    expect(account(told)).toEqual({ found: 1, unavailable: 39 });
    const reason = `still failing after ${MAX_PAUSES_OF_FAILURE} pauses: answered 503`;
    expect(told).toContain(`39 unavailable: ${reason}`);
    expect(notes).toHaveLength(MAX_PAUSES_OF_FAILURE + 1);
    expect(notes.at(-1)).toBe(`given up: ${reason}`);
    expect(server.asked.length).toBeLessThan(1 + MAX_FAILURES_IN_A_ROW + 2 + MAX_PAUSES_OF_FAILURE);
  });

  it('is no reason to give up where only a few certificates cannot be had', async () => {
    const bad = new Set([7, 8, 9, 10].map((i) => fingerprintOf(DERS[i]!) as string));
    const server = await serve((d, response) => {
      if (bad.has(d)) answer(response, 200, '<html>ERROR: canceling statement');
      else hitFor(d, response);
    });
    for (const concurrency of [1, 4]) {
      const told = await collect(crtSh(server.url, { concurrency }), DERS);
      expect(account(told)).toEqual({ found: 36, unavailable: 4 });
      const errorPage = 'unavailable: answered with an error page (200, text/html)';
      expect(told.slice(36).map((line) => line.replace(/^\d+ /, ''))).toEqual(
        Array.from({ length: 4 }, () => errorPage),
      );
    }
  });

  it('that a certificate was part of costs it nothing: it is asked for once more at the end', async () => {
    let requests = 0;
    const server = await serve((d, response) => {
      if (++requests > 4 && requests <= 12) answer(response, 503);
      else hitFor(d, response);
    });
    const timing = { ...QUICK, tries: 1 };
    const told = await collect(crtSh(server.url, { concurrency: 2, timing }), DERS);
    expect(account(told)).toEqual({ found: DERS.length });
  });

  it('honours Retry-After of a 503', async () => {
    const { notes, onNote } = recorder();
    const server = await serve((_d, response) => {
      answer(response, 503, '', { 'retry-after': '1' });
    });
    await collect(crtSh(server.url, { onNote, timing: { ...QUICK, firstAnswerMs: 500 } }), DERS);
    expect(notes).toEqual(['failing (answered 503), pausing for 1 s', 'given up: answered 503']);
  });

  it('begins when a server dies for good in the middle, and ends quickly', async () => {
    const { notes, onNote } = recorder();
    const server = createServer((request, response) => {
      const d = new URL(request.url ?? '', 'http://x').searchParams.get('d') ?? '';
      hitFor(d, response);
      if (d === fingerprintOf(DERS[9]!)) {
        server.close();
        setImmediate(() => {
          server.closeAllConnections();
        });
      }
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const started = performance.now();
    const told = await collect(crtSh(`http://127.0.0.1:${port}`, { onNote }), DERS);
    const counts = account(told);
    expect(counts['found']).toBeGreaterThan(5);
    expect(counts['unavailable']).toBeGreaterThan(20);
    expect(notes.at(-1)).toMatch(/^given up: still failing after 4 pauses: connection refused$/);
    expect(performance.now() - started).toBeLessThan(3000);
    const healthy = await serve(hitFor);
    expect(account(await collect(crtSh(healthy.url), DERS))).toEqual({ found: DERS.length });
  });

  it('of a source that was given up is no reason not to ask it again later, once', async () => {
    let isDown = true;
    const server = await serve((d, response) => {
      if (isDown) answer(response, 503);
      else hitFor(d, response);
    });
    const source = crtSh(server.url);
    await collect(source, DERS);
    const before = server.asked.length;
    expect(account(await collect(source, DERS))).toEqual({ unavailable: DERS.length });
    expect(server.asked.length).toBe(before + 1);
    isDown = false;
    expect(account(await collect(source, DERS))).toEqual({ found: DERS.length });
  });

  it.each([
    ['a pause after a 429', 429],
    ['a pause after failures', 503],
  ])('can be left at any time: %s is aborted at once', async (_name, status) => {
    const { notes, onNote } = recorder();
    const server = await serve((_d, response) => {
      answer(response, status);
    });
    const timing = { ...QUICK, firstBackOffMs: 60_000, maxBackOffMs: 60_000, maxPausedMs: 60_000 };
    const controller = new AbortController();
    let aborted = Infinity;
    const onPause = (text: string): void => {
      onNote(text);
      setTimeout(() => {
        aborted = performance.now();
        controller.abort(new Error('enough'));
      }, 50);
    };
    const asked = collect(crtSh(server.url, { timing, onNote: onPause }), DERS, controller.signal);
    await expect(asked).rejects.toThrow('enough');
    expect(performance.now() - aborted).toBeLessThan(1000);
    expect(notes).toHaveLength(1);
  });
});

describe('a host that refuses', () => {
  it.each([
    [401, 'answered 401: it wants a user name and password, or others than these'],
    [403, 'answered 403: access denied'],
    [
      302,
      'answered 302: a redirect that is not followed, to https://login.example; name that instead if you trust it',
    ],
  ])('with %i a few times in a row is asked no more', async (status, why) => {
    const { notes, onNote } = recorder();
    const server = await serve((_d, response) => {
      answer(response, status, '', { location: 'https://login.example/secret' });
    });
    const told = await collect(crtSh(server.url, { concurrency: 1, onNote }), DERS);
    expect(account(told)).toEqual({ unavailable: DERS.length });
    expect(told[0]).toBe(`0 unavailable: ${why}`);
    const reason = `refused ${MAX_REFUSALS_IN_A_ROW} times in a row: ${why}`;
    expect(told.at(-1)).toBe(`39 unavailable: ${reason}`);
    expect(notes).toEqual([`given up: ${reason}`]);
    expect(server.asked).toHaveLength(MAX_REFUSALS_IN_A_ROW);
  });
});

describe('a mirror that refuses what it does not have', () => {
  const lacks = (status: number, from: number) =>
    serve((d, response) => {
      const at = DERS.findIndex((der) => fingerprintOf(der) === d);
      if (at < from) hitFor(d, response);
      else answer(response, status);
    });
  const paths = (url: string, concurrency = 1): CertificateSource =>
    fromTemplate(`${url}/?d={sha256}`, { concurrency });

  it.each([400, 403])('with %i is asked on once it has given something', async (status) => {
    const server = await lacks(status, 1);
    expect(account(await collect(paths(server.url), DERS))).toEqual({ found: 1, unavailable: 39 });
    expect(server.asked).toHaveLength(DERS.length);
  });

  it.each([401, 302])('is given up with %i all the same', async (status) => {
    const server = await lacks(status, 1);
    await collect(paths(server.url), DERS);
    expect(server.asked).toHaveLength(1 + MAX_REFUSALS_IN_A_ROW);
  });

  it('is given up where it gives nothing, and so is crt.sh in any case', async () => {
    const nothing = await lacks(403, 0);
    await collect(paths(nothing.url), DERS);
    expect(nothing.asked).toHaveLength(MAX_REFUSALS_IN_A_ROW);
    const one = await lacks(403, 1);
    await collect(crtSh(one.url, { concurrency: 1 }), DERS);
    expect(one.asked).toHaveLength(1 + MAX_REFUSALS_IN_A_ROW);
  });
});

describe('a host that accepts and is silent', () => {
  const SHORT = { ...QUICK, firstAnswerMs: 300, connectTimeoutMs: 100 };
  const LONG_WAITS = { idleTimeoutMs: 60_000, wholeTimeoutMs: 60_000 };

  it.each<[what: string, reason: string, behave: (response: ServerResponse) => void]>([
    ['says nothing', 'no complete answer in time', () => undefined],
    [
      'sends a byte now and then',
      'no complete answer in time',
      (response) => void dripping(response),
    ],
    ['resets', 'connection cut', (response) => void response.req.socket.destroy()],
    [
      'answers 500',
      'answered 500',
      (response) => {
        answer(response, 500);
      },
    ],
    [
      'sends pages',
      'answered with an error page (200, text/html)',
      (response) => {
        answer(response, 200, '<p>');
      },
    ],
  ])('is given up soon where it never answered: it %s', async (_what, reason, behave) => {
    for (const count of [1, 40]) {
      const { notes, onNote } = recorder();
      const server = await serve((_d, response) => {
        behave(response);
      });
      const timing = { ...SHORT, ...LONG_WAITS, tries: 100, firstBackOffMs: 100 };
      const started = performance.now();
      const told = await collect(crtSh(server.url, { onNote, timing }), DERS.slice(0, count));
      expect(account(told, count)).toEqual({ unavailable: count });
      // a single one may be done with before the host is
      expect(notes.at(-1)).toContain(count === 1 ? reason : `given up: ${reason}`);
      expect(performance.now() - started).toBeLessThan(1_500);
    }
  });

  it('is waited for longer where it has answered, which is said', async () => {
    const { notes, onNote } = recorder();
    const server = await serve((d, response) => {
      if (d === fingerprintOf(DERS[0]!)) hitFor(d, response);
    });
    const timing = { ...SHORT, idleTimeoutMs: 5_000, wholeTimeoutMs: 400, patienceMs: 1_000 };
    const source = crtSh(server.url, { onNote, timing, concurrency: 1 });
    const started = performance.now();
    expect(account(await collect(source, DERS))).toEqual({ found: 1, unavailable: 39 });
    expect(notes).toEqual([
      'failing for 0 s (no complete answer in time), asking again',
      'given up: still failing after 1 s: no complete answer in time',
    ]);
    expect(performance.now() - started).toBeGreaterThan(1_000);
  });

  it('is given up, too, where it is a proxy', async () => {
    const { notes, onNote } = recorder();
    const proxy = createServer().on('connect', () => undefined);
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    const { port } = proxy.address() as AddressInfo;
    const options = { onNote, timing: { ...SHORT, ...LONG_WAITS } };
    const source = crtSh('http://crt.example', {
      ...options,
      proxy: { http: `http://127.0.0.1:${port}` },
    });
    const started = performance.now();
    expect(account(await collect(source, FIRST_FIVE), 5)).toEqual({ unavailable: 5 });
    expect(notes).toEqual([expect.stringContaining('given up: ')]);
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  async function dripping(response: ServerResponse): Promise<void> {
    response.writeHead(200);
    while (!response.destroyed) {
      response.write('A');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});

describe('a host that several sources ask', () => {
  it('is asked no faster by all of them together', async () => {
    const server = await serve(hitFor);
    const paces = new HostPaces();
    const rate = { requestsPerSecond: 50, burst: 1, paces };
    const one = crtSh(server.url, rate);
    const other = fromTemplate(`${server.url}/?d={sha256}`, { ...rate, requestsPerSecond: 500 });
    await Promise.all([collect(one, DERS.slice(0, 5)), collect(other, DERS.slice(5, 10))]);
    expect(server.asked).toHaveLength(10);
    expect(server.times.at(-1)! - server.times[0]!).toBeGreaterThan(9 * 20 - 10);
  });

  it('is left alone by all of them in a pause', async () => {
    let limited = true;
    const server = await serve((d, response) => {
      if (limited) answer(response, 429);
      else hitFor(d, response);
      limited = false;
    });
    const paces = new HostPaces();
    const timing = { ...QUICK, firstBackOffMs: 150 };
    const one = collect(crtSh(server.url, { paces, timing, concurrency: 1 }), FIRST_FIVE);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const other = crtSh(server.url, { paces, timing });
    await Promise.all([one, collect(other, DERS.slice(5, 10))]);
    expect(server.asked).toHaveLength(11);
    expect(server.times[1]! - server.times[0]!).toBeGreaterThan(140);
  });
});
