/** When a host is asked less, and when no more. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import {
  MAX_FAILURES_IN_A_ROW,
  MAX_PAUSES_OF_429,
  MAX_PAUSES_OF_FAILURE,
} from '../../../src/sources/http/breaker.ts';
import { HostPaces } from '../../../src/sources/http/host-paces.ts';
import { MAX_REFUSALS_IN_A_ROW } from '../../../src/sources/http/refusals.ts';
import { retryAfterSeconds } from '../../../src/sources/http/retry-after.ts';
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
    const timing = { ...QUICK, firstBackOffMs: 1, maxBackOffMs: 10 };
    const told = await collect(crtSh(server.url, { concurrency: 4, onNote, timing }), DERS);
    expect(account(told)).toEqual({ unavailable: DERS.length });
    expect(notes).toHaveLength(MAX_PAUSES_OF_429 + 1);
    expect(notes.at(-1)).toBe(
      `given up: too many requests (429) after ${MAX_PAUSES_OF_429} pauses`,
    );
    expect(server.asked.length).toBeLessThanOrEqual(4 + MAX_PAUSES_OF_429);
  });

  it('pause for as long as Retry-After says, up to a limit', async () => {
    let first = true;
    const server = await serve((d, response) => {
      if (first) answer(response, 429, '', { 'retry-after': '3600' });
      else hitFor(d, response);
      first = false;
    });
    const told = await collect(crtSh(server.url, { concurrency: 1 }), DERS.slice(0, 3));
    expect(account(told, 3)).toEqual({ found: 3 });
    expect(server.times[1]! - server.times[0]!).toBeGreaterThan(190);
    expect(server.times[1]! - server.times[0]!).toBeLessThan(1500);
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
    const timing = { ...QUICK, maxBackOffMs: 100 };
    await collect(crtSh(server.url, { onNote, timing }), DERS);
    expect(notes[0]).toBe('failing (answered 503), pausing for 0.1 s');
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
    const timing = { ...QUICK, firstBackOffMs: 60_000, maxBackOffMs: 60_000 };
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, 150);
    const started = performance.now();
    const asked = collect(crtSh(server.url, { timing, onNote }), DERS, controller.signal);
    await expect(asked).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(1000);
    expect(notes).toHaveLength(1);
  });
});

describe('a host that refuses', () => {
  it.each([
    [401, 'answered 401: it wants a user name and password, or others than these'],
    [403, 'answered 403: access denied'],
    [302, 'answered 302: a redirect that is not followed, to login.example'],
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
