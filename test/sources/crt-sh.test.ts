import type { ServerResponse } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { CertImpactError } from '../../src/errors.ts';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { MAX_BODY_BYTES } from '../../src/sources/http/exchange.ts';
import { crtShSource, type CrtShOptions } from '../../src/sources/http/crt-sh.ts';
import type { HttpTiming } from '../../src/sources/http/timing.ts';
import type { CertificateSource, IdAnswer } from '../../src/sources/source.ts';
import { answer, hit, serve } from './crt-sh-server.ts';
import { collect, fakeDer, NEVER, pem } from './material.ts';

const QUICK: Partial<HttpTiming> = {
  tries: 3,
  firstPauseMs: 2,
  maxPauseMs: 10,
  firstBackOffMs: 20,
  maxBackOffMs: 200,
  secondLookMs: 5,
  connectTimeoutMs: 500,
  idleTimeoutMs: 200,
  wholeTimeoutMs: 400,
};

function source(url: string, options: Partial<CrtShOptions> = {}): CertificateSource {
  const made = crtShSource({
    now: Date.now,
    url,
    userAgent: 'cert-impact/0 (+test)',
    requestsPerSecond: 0,
    timing: QUICK,
    ...options,
  });
  onTestFinished(() => made.close?.());
  return made;
}

const ders = Array.from({ length: 40 }, (_, i) => fakeDer(i));
const byFingerprint = new Map(ders.map((der) => [fingerprintOf(der) as string, der]));
const D = ders[0]!;

function hitFor(d: string, response: ServerResponse): void {
  const der = byFingerprint.get(d);
  if (der) hit(response, der);
  else answer(response, 404);
}

describe('crt.sh over HTTP', () => {
  it('asks for d= and the fingerprint, says who asks, and keeps its connections', async () => {
    const server = await serve((d, response) => {
      hitFor(d, response);
    });
    const told = await collect(source(`${server.url}/`, { concurrency: 2 }), ders);
    expect(told.toSorted()).toEqual(ders.map((_, row) => `${row} found`).toSorted());
    expect(new Set(server.asked)).toEqual(new Set(byFingerprint.keys()));
    expect(server.asked).toHaveLength(40);
    expect(server.requests[0]!.url).toBe(`/?d=${fingerprintOf(D)}`);
    expect(server.requests[0]!.headers['user-agent']).toBe('cert-impact/0 (+test)');
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('never asks for more at once than allowed, and hands on each answer as soon as it is there', async () => {
    const server = await serve((d, response) => {
      setTimeout(
        () => {
          hitFor(d, response);
        },
        Number.parseInt(d.slice(0, 2), 16) / 8,
      );
    });
    const told = await collect(source(server.url, { concurrency: 4 }), ders);
    expect(new Set(told)).toEqual(new Set(ders.map((_, row) => `${row} found`)));
    expect(told).toHaveLength(ders.length);
    expect(told).not.toEqual(ders.map((_, row) => `${row} found`));
    expect(server.mostAtOnce()).toBe(4);
  });

  it('asks at most as many times a second as allowed, but for a burst at first', async () => {
    const server = await serve((d, response) => {
      hitFor(d, response);
    });
    const started = performance.now();
    await collect(source(server.url, { requestsPerSecond: 50, burst: 3 }), ders.slice(0, 8));
    // the first may arrive late, none too early
    expect(server.times.at(-1)! - started).toBeGreaterThan(5 * 20 - 10);
  });

  it.each<[string, (response: ServerResponse, before: number) => void, string, number]>([
    [
      'PEM that hashes right',
      (r) => {
        hit(r, D);
      },
      'found',
      1,
    ],
    [
      'PEM called a page of text',
      (r) => {
        answer(r, 200, pem(D), { 'content-type': 'text/plain' });
      },
      'found',
      1,
    ],
    [
      'DER that hashes right',
      (r) => {
        r.end(D);
      },
      'found',
      1,
    ],
    [
      'another certificate',
      (r) => {
        hit(r, ders[1]!);
      },
      `mismatched: answered with another certificate (SHA-256 ${fingerprintOf(ders[1]!)})`,
      2,
    ],
    [
      'another certificate as DER',
      (r) => {
        r.end(ders[1]!);
      },
      `mismatched: answered with another certificate (SHA-256 ${fingerprintOf(ders[1]!)})`,
      2,
    ],
    [
      '200 with a page',
      (r) => {
        answer(r, 200, '<html>ERROR');
      },
      'unavailable: answered with an error page (200, text/html)',
      6,
    ],
    [
      '200 with a page once',
      (r, n) => {
        if (n) hit(r, D);
        else answer(r, 200, '<html>ERROR');
      },
      'found',
      2,
    ],
    [
      '200 with nothing',
      (r) => {
        r.end();
      },
      'unavailable: answered with something that is no certificate',
      6,
    ],
    [
      '200 with half a PEM',
      (r) => {
        r.end(pem(D).slice(0, 500));
      },
      'unavailable: answered with something that is no certificate',
      6,
    ],
    [
      'another certificate at first',
      (r, n) => {
        hit(r, n ? D : ders[1]!);
      },
      'found',
      2,
    ],
    [
      'two certificates, the right one last',
      (r) => {
        r.end(pem(ders[1]!) + pem(D));
      },
      'found',
      1,
    ],
    [
      '404',
      (r) => {
        answer(r, 404);
      },
      'notFound',
      2,
    ],
    [
      '404 and then the certificate',
      (r, n) => {
        if (n) hit(r, D);
        else answer(r, 404);
      },
      'found',
      2,
    ],
    [
      '404, then 500, then the certificate',
      (r, n) => {
        if (n > 1) hit(r, D);
        else answer(r, n ? 500 : 404);
      },
      'found',
      3,
    ],
    [
      '429 and then the certificate',
      (r, n) => {
        if (n) hit(r, D);
        else answer(r, 429);
      },
      'found',
      2,
    ],
    [
      '500',
      (r) => {
        answer(r, 500);
      },
      'unavailable: answered 500',
      6,
    ],
    [
      '502 and then the certificate',
      (r, n) => {
        if (n) hit(r, D);
        else answer(r, 502);
      },
      'found',
      2,
    ],
    [
      '503',
      (r) => {
        answer(r, 503, 'ERROR', { 'content-type': 'text/plain' });
      },
      'unavailable: answered 503',
      6,
    ],
    [
      '504 twice and then the certificate',
      (r, n) => {
        if (n > 1) hit(r, D);
        else answer(r, 504);
      },
      'found',
      3,
    ],
    [
      '403',
      (r) => {
        answer(r, 403);
      },
      'unavailable: answered 403',
      1,
    ],
    [
      'a cut connection',
      (r) => {
        r.destroy();
      },
      'unavailable: connection cut',
      6,
    ],
    [
      'a connection cut once',
      (r, n) => {
        if (n) hit(r, D);
        else r.destroy();
      },
      'found',
      2,
    ],
    [
      'a body cut in the middle',
      (r) => {
        r.writeHead(200, { 'content-length': '9999' });
        r.write(pem(D));
        setTimeout(() => r.destroy(), 10);
      },
      'unavailable: connection cut',
      6,
    ],
    ['no answer at all', () => undefined, 'unavailable: no complete answer in time', 6],
    [
      'an endless body',
      (r) => {
        const more = (): void => {
          while (r.write('x'.repeat(65_536)));
          r.once('drain', more);
        };
        more();
      },
      `unavailable: answered with more than ${MAX_BODY_BYTES} bytes`,
      1,
    ],
    [
      'a trickling body',
      (r) => {
        const t = setInterval(() => r.write('x'), 40);
        r.on('close', () => {
          clearInterval(t);
        });
      },
      'unavailable: no complete answer in time',
      6,
    ],
    [
      'garbage that is no HTTP',
      (r) => {
        r.socket?.end('SSH-2.0-OpenSSH\r\n');
      },
      'unavailable: answered with something that is no HTTP',
      6,
    ],
    [
      'a redirect to another host',
      (r) => {
        answer(r, 302, '', { location: 'http://192.0.2.1/' });
      },
      'unavailable: answered 302: a redirect that is not followed',
      1,
    ],
    [
      'a redirect in circles',
      (r) => {
        answer(r, 301, '', { location: `/?d=${fingerprintOf(D)}` });
      },
      'unavailable: answered 301: more than 3 redirects, one after the other',
      4,
    ],
    [
      'a redirect on the same host',
      (r, n) => {
        if (n) hit(r, D);
        else answer(r, 307, '', { location: `/?d=${fingerprintOf(D)}&x` });
      },
      'found',
      2,
    ],
  ])('understands %s', async (_name, behave, outcome, requests) => {
    const server = await serve((_d, response, before) => {
      behave(response, before);
    });
    const told = await collect(source(server.url), [D]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`0 ${outcome}`);
    expect(server.asked).toHaveLength(requests);
  });

  it.each([
    ['?apikey=K1', '/?apikey=K1&d='],
    ['/path/?a=%20b&&c', '/path/?a=%20b&c&d='],
    ['/?d=', '/?d='],
    ['/?d=x&e=1', '/?e=1&d='],
  ])('keeps the query of its URL: %s', async (tail, asked) => {
    const server = await serve((_d, response) => {
      hit(response, D);
    });
    expect(await collect(source(server.url + tail), [D])).toEqual(['0 found']);
    expect(server.requests[0]!.url).toBe(asked + fingerprintOf(D));
  });

  it('asks those with a 404 again after all others, and answers them last', async () => {
    const server = await serve((d, response, before) => {
      const row = ders.findIndex((der) => fingerprintOf(der) === d);
      if (row === 3 || (row === 1 && before === 0)) answer(response, 404);
      else hitFor(d, response);
    });
    const told = await collect(source(server.url), ders.slice(0, 6));
    expect(told.slice(0, 4).sort()).toEqual(['0 found', '2 found', '4 found', '5 found']);
    expect(told.slice(4).sort()).toEqual(['1 found', '3 notFound']);
    expect(server.asked.slice(6).sort()).toEqual([1, 3].map((i) => fingerprintOf(ders[i]!)).sort());
  });

  it('ends quickly where there is no way to the server', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const many = Array.from({ length: 5000 }, (_, i) => fakeDer(i, 300));
    const told = await collect(source(`http://127.0.0.1:${port}`), many);
    expect(told).toHaveLength(5000);
    expect(told.every((line) => line.endsWith(' unavailable: connection refused'))).toBe(true);
    const lost = await collect(source('http://no-such-host.invalid'), ders);
    expect(lost).toHaveLength(40);
    expect(lost.at(-1)).toMatch(/ unavailable: (?:no such host|the host name cannot)/);
  });

  it.each([0, 30])('is aborted at once, whatever it is doing (after %i ms)', async (wait) => {
    const server = await serve((_d, response, before) => {
      if (before === 0) answer(response, 503);
    });
    const timing = { ...QUICK, firstPauseMs: 60_000, maxPauseMs: 60_000, idleTimeoutMs: 60_000 };
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, wait);
    const started = performance.now();
    const asked = collect(source(server.url, { timing }), ders, controller.signal);
    await expect(asked).rejects.toThrow('enough');
    expect(performance.now() - started).toBeLessThan(1000);
  });

  it('waits for the sink, and ends when the sink fails', async () => {
    const server = await serve((d, response) => {
      hitFor(d, response);
    });
    const { FingerprintSet } = await import('../../src/fingerprint/fingerprint-set.ts');
    const fingerprints = new FingerprintSet();
    const rows = Uint32Array.from(ders, (der) => fingerprints.add(fingerprintOf(der)));
    let busy = 0;
    const made = source(server.url).collect(
      { fingerprints, rows },
      {
        async found(row) {
          expect(++busy).toBe(1);
          await new Promise((resolve) => setTimeout(resolve, 2));
          busy--;
          if (row === 7) throw new Error('disk full');
        },
        notFound: () => undefined,
        unavailable: () => undefined,
        mismatched: () => undefined,
      },
      NEVER,
    );
    await expect(made).rejects.toThrow('disk full');
  });

  it('resolves ids, and asks nothing that is no id', async () => {
    const server = await serve((d, response, before) => {
      if (d === '123') hit(response, D);
      else if (d === '5' && before === 1) hit(response, ders[1]!);
      else answer(response, d === '66' ? 503 : 404);
    });
    const got: unknown[] = [];
    const keep = (index: number, a: IdAnswer): void => {
      got.push([index, a.outcome, a.outcome === 'found' ? a.fingerprint : undefined]);
    };
    const ids = ['123', '4', '5', '66', 'x&id=1', fingerprintOf(D)];
    await source(server.url).resolveIds?.(ids, keep, NEVER);
    expect(got).toEqual([
      [0, 'found', fingerprintOf(D)],
      [4, 'unavailable', undefined],
      [5, 'unavailable', undefined],
      [1, 'notFound', undefined],
      [2, 'found', fingerprintOf(ders[1]!)],
      [3, 'unavailable', undefined],
    ]);
    expect(new Set(server.asked)).toEqual(new Set(['123', '4', '5', '66']));
  });

  it('refuses what is no URL with a hint', () => {
    const make = (options: Partial<CrtShOptions>) => () =>
      crtShSource({ now: Date.now, userAgent: '', ...options });
    for (const options of [{ url: 'crt.sh' }, { url: 'ftp://x' }, { proxy: { https: '::' } }]) {
      expect(make(options)).toThrow(CertImpactError);
    }
  });
});
