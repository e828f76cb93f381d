/** Faults of the network, injected between the source and a healthy server. */
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { hit, serve } from '../crt-sh-server.ts';
import { collect, pem } from '../material.ts';
import { account, crtSh, DERS, faulty, hitFor, QUICK } from './setting.ts';

const ALL_FOUND = { found: DERS.length };

describe('a source over HTTP, behind a network that fails', () => {
  it.each(['cut', 'stall', 'corrupt', 'refuse'] as const)(
    'accounts for every row through "%s", and a rerun on a healthy network completes',
    async (mode) => {
      const server = await serve(hitFor);
      const proxy = await faulty(server.url, mode);
      const counts = account(await collect(crtSh(proxy.url), DERS));
      expect(counts['found'] ?? 0).toBeLessThan(DERS.length);
      expect(counts['notFound']).toBeUndefined();
      proxy.mode = 'pass';
      expect(account(await collect(crtSh(proxy.url), DERS))).toEqual(ALL_FOUND);
    },
    20_000,
  );

  it.each([
    // behind the head of the answer, in the middle of the body
    ['cut', 700],
    ['stall', 700],
    ['corrupt', 300],
    // within the head
    ['cut', 30],
    ['stall', 30],
    ['stall', 0],
  ] as const)('finds all when "%s" after %i bytes passes', async (mode, faultAfterBytes) => {
    const server = await serve(hitFor);
    const proxy = await faulty(server.url, mode);
    proxy.faultAfterBytes = faultAfterBytes;
    setTimeout(() => (proxy.mode = 'pass'), 100);
    const timing = { ...QUICK, tries: 5, firstPauseMs: 30, maxPauseMs: 200 };
    expect(account(await collect(crtSh(proxy.url, { timing }), DERS))).toEqual(ALL_FOUND);
  });

  it('waits for answers that come slowly, as long as they come', async () => {
    const server = await serve(hitFor);
    const proxy = await faulty(server.url, 'slow');
    const timing = { ...QUICK, idleTimeoutMs: 300, wholeTimeoutMs: 5000 };
    const told = await collect(crtSh(proxy.url, { timing }), DERS.slice(0, 4));
    expect(account(told, 4)).toEqual({ found: 4 });
  });

  it('does not wait for ever for an answer that comes a byte at a time', async () => {
    const server = await serve(hitFor);
    const proxy = await faulty(server.url, 'slow');
    proxy.pieceBytes = 1;
    const told = await collect(crtSh(proxy.url), DERS.slice(0, 1));
    expect(told).toEqual(['0 unavailable: no complete answer in time']);
  });

  it('believes no byte that a bad line has changed', async () => {
    // DER: any flipped bit is still a certificate, of another hash
    const server = await serve((d, response) => {
      response.end(DERS.find((der) => fingerprintOf(der) === d));
    });
    const proxy = await faulty(server.url, 'corrupt');
    const counts = account(await collect(crtSh(proxy.url), DERS));
    expect(counts['found']).toBeUndefined();
    expect(counts['mismatched']).toBeGreaterThan(0);
  });

  it('asks again for half a certificate, which is no mismatch', async () => {
    const server = await serve((_d, response, before) => {
      response.end(before < 2 ? DERS[0]!.subarray(0, 500) : DERS[0]);
    });
    expect(await collect(crtSh(server.url), DERS.slice(0, 1))).toEqual(['0 found']);
    const always = await serve((_d, response) => {
      response.end(DERS[0]!.subarray(0, 500));
    });
    expect(await collect(crtSh(always.url), DERS.slice(0, 1))).toEqual([
      '0 unavailable: answered with a part of a certificate',
    ]);
  });

  it('reports somebody else’s certificate, and goes on with the others', async () => {
    const strange = fingerprintOf(DERS[3]!);
    const server = await serve((d, response) => {
      if (d === strange) hit(response, DERS[4]!);
      else hitFor(d, response);
    });
    const told = await collect(crtSh(server.url), DERS);
    expect(account(told)).toEqual({ found: 39, mismatched: 1 });
    expect(told.at(-1)).toBe(
      `3 mismatched: answered with another certificate (SHA-256 ${fingerprintOf(DERS[4]!)})`,
    );
  });

  it('tells every answer soon, whatever takes long before it', async () => {
    const slow = fingerprintOf(DERS[0]!);
    const server = await serve((d, response) => {
      if (d !== slow) hitFor(d, response);
      else setTimeout(() => response.end(pem(DERS[0]!)), 1000);
    });
    const timing = { ...QUICK, idleTimeoutMs: 3000, wholeTimeoutMs: 3000 };
    const told = await collect(crtSh(server.url, { concurrency: 2, timing }), DERS);
    expect(told.at(-1)).toBe('0 found');
  });

  it('ends within the time for connecting where connections lead nowhere', async () => {
    // TLS is part of it
    const server = createServer({ pauseOnConnect: true });
    await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const started = performance.now();
    const told = await collect(
      crtSh(`https://127.0.0.1:${port}`, {
        timing: { ...QUICK, connectTimeoutMs: 300, wholeTimeoutMs: 5000 },
      }),
      DERS,
    );
    expect(account(told)).toEqual({ unavailable: DERS.length });
    expect(told.at(-1)).toMatch(/unavailable: no connection in time$/);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
