/** Servers as they are found, and worse, each URL asked for once. */
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pem } from '../material.ts';
import { QUICK, fakeCrl, fetchAll, serve } from './setting.ts';

const CRL = fakeCrl(1);
const LARGE = fakeCrl(2, 3 << 20);

function spooled(): string[] {
  return readdirSync(tmpdir()).filter((name) => /^cert-impact-[0-9a-f]{8}-/.test(name));
}

describe('a CRL that is fetched', () => {
  it('is handed on as it came, with its hash', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const { only } = await fetchAll([`${server.url}/a.crl`], { now: () => 5_000 });
    expect(only).toEqual({
      kind: 'content',
      from: 'fetched',
      body: new Uint8Array(CRL),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      fetchedAt: 5_000,
      checkedAt: 5_000,
      reason: null,
    });
    expect(server.requests[0]!.headers).toMatchObject({
      'user-agent': 'cert-impact/0 (+test)',
      accept: 'application/pkix-crl, */*',
    });
    expect(server.requests[0]!.headers).not.toHaveProperty('if-none-match');
  });

  it('may be PEM, and may be large', async () => {
    const text = pem(CRL, { label: 'X509 CRL' });
    const server = await serve(({ url }, response) => response.end(url === '/p' ? text : LARGE));
    const { contents } = await fetchAll([`${server.url}/p`, `${server.url}/l`]);
    expect(contents.get(`${server.url}/p`)).toMatchObject([
      { body: new Uint8Array(Buffer.from(text)) },
    ]);
    const [large] = contents.get(`${server.url}/l`)!;
    expect(large?.kind === 'content' && Buffer.compare(large.body, LARGE)).toBe(0);
    expect(spooled()).toEqual([]);
  });

  it('is asked for once, however often and in whatever spelling it is named', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const { port } = server;
    const urls = [
      `${server.url}/a.crl`,
      `HTTP://127.0.0.1:${port}/a.crl`,
      `http://127.1:${port}/x/../a.crl#part`,
    ];
    const { contents } = await fetchAll([...urls, ...urls]);
    expect(server.requests).toHaveLength(1);
    expect([...contents.keys()]).toEqual(urls);
    expect([...contents.values()].every((all) => all.length === 1)).toBe(true);
  });

  it.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('is unpacked from %s', async (encoding, pack) => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(pack(LARGE)),
    );
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only.kind === 'content' && Buffer.compare(only.body, LARGE)).toBe(0);
  });
});

describe('what is no CRL', () => {
  it.each([
    ['', 'answered with nothing, which is no CRL'],
    ['  \n', 'answered with nothing, which is no CRL'],
    ['<!DOCTYPE html><html>Please log in', 'answered with an HTML page, which is no CRL'],
    ['\n<HTML><body>', 'answered with an HTML page, which is no CRL'],
    ['not found', 'answered with something else, which is no CRL'],
    [fakeCrl(1).subarray(0, 200), /^answered with a part of a CRL \(200 of \d+ bytes\), which/],
    [pem(CRL, { label: 'X509 CRL' }).slice(0, 200), /^answered with a part of a CRL in PEM/],
    [pem(CRL), 'answered with something else, which is no CRL'],
    [
      Buffer.from('30820004300202010000', 'hex'),
      'answered with DER of something else, which is no CRL',
    ],
  ])('is told as such: %j', async (body, reason) => {
    const server = await serve((_request, response) => response.end(body));
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toEqual({
      kind: 'missing',
      why: 'unavailable',
      reason: typeof reason === 'string' ? reason : (expect.stringMatching(reason) as string),
    });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    [404, 1],
    [403, 1],
    [410, 1],
    [204, 1],
    [206, 1],
    [304, 1],
    [500, 3],
    [503, 3],
  ])('is an answer of status %d, which is asked for %d times', async (status, times) => {
    const server = await serve((_request, response) =>
      response.writeHead(status).end(status === 304 || status === 204 ? undefined : CRL),
    );
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toEqual({ kind: 'missing', why: 'unavailable', reason: `answered ${status}` });
    expect(server.requests).toHaveLength(times);
  });
});

describe('a server', () => {
  it('that fails for a moment is asked again', async () => {
    let times = 0;
    const server = await serve((request, response) => {
      if (times++ === 0) request.socket.destroy();
      else if (times === 2) response.writeHead(503).end();
      else response.end(CRL);
    });
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toMatchObject({ kind: 'content', from: 'fetched' });
  });

  it('that wants less to be asked is left alone for as long as it says', async () => {
    let times = 0;
    const server = await serve((_request, response) => {
      if (times++ === 0) response.writeHead(429, { 'retry-after': '1' }).end();
      else response.end(CRL);
    });
    const { only, notes } = await fetchAll([`${server.url}/a.crl`]);
    expect(only.kind).toBe('content');
    expect(notes.join()).toContain('too many requests (429), pausing');
  });

  it('that cuts its answers short gives nothing', async () => {
    const server = await serve((request, response) => {
      response.writeHead(200, { 'content-length': CRL.length });
      response.write(CRL.subarray(0, 100), () => request.socket.destroy());
    });
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toEqual({ kind: 'missing', why: 'unavailable', reason: 'connection cut' });
  });

  it('that announces less than it sends gives a part of a CRL', async () => {
    const server = await serve((request) => {
      request.socket.end(
        Buffer.concat([Buffer.from('HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n'), CRL]),
      );
    });
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toMatchObject({ kind: 'missing', why: 'unavailable' });
  });

  it('that announces nothing and closes too early gives a part of a CRL', async () => {
    const server = await serve((request) => {
      request.socket.end(
        Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), CRL.subarray(0, 100)]),
      );
    });
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toHaveProperty('reason', expect.stringContaining('a part of a CRL'));
  });

  it('whose body never ends is left at the bound', async () => {
    const server = await serve((_request, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(LARGE)) continue;
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    const { only } = await fetchAll([`${server.url}/a.crl`], { limits: { bodyBytes: 8 << 20 } });
    expect(only).toHaveProperty('reason', 'answered with more than 8388608 bytes');
    expect(server.requests).toHaveLength(1);
    expect(spooled()).toEqual([]);
  });

  it.each([
    ['gzip', gzipSync(Buffer.alloc(64 << 20))],
    ['deflate', deflateSync(Buffer.alloc(64 << 20))],
    ['br', brotliCompressSync(Buffer.alloc(64 << 20))],
  ])('with a bomb in %s is left at the bound of what it unpacks to', async (encoding, bomb) => {
    expect(bomb.length).toBeLessThan(100_000);
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(bomb),
    );
    const { only } = await fetchAll([`${server.url}/a.crl`], { limits: { bodyBytes: 1 << 20 } });
    expect(only).toHaveProperty('reason', 'answered with more than 1048576 bytes');
  });

  it.each([
    ['gzip', randomBytes(500), 'answered with damaged compressed content'],
    ['gzip', gzipSync(CRL).subarray(0, 100), 'answered with damaged compressed content'],
    ['br', randomBytes(500), 'answered with damaged compressed content'],
    ['zstd', CRL, 'answered with a content encoding that is not known'],
    ['gzip, gzip', CRL, 'answered with a content encoding that is not known'],
  ])('that says %s of what is not gives nothing', async (encoding, body, reason) => {
    const server = await serve((_request, response) =>
      response.writeHead(200, { 'content-encoding': encoding }).end(body),
    );
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toEqual({ kind: 'missing', why: 'unavailable', reason });
  });

  it('that trickles is waited for no longer than the whole time, and not again', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200);
      const timer = setInterval(() => response.write(Buffer.of(0x30)), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    const { only } = await fetchAll([`${server.url}/a.crl`]);
    expect(only).toHaveProperty('reason', 'no complete answer within 1 s');
    expect(server.requests).toHaveLength(1);
  });

  it('that stalls is waited for no longer than the idle time, and given up after two', async () => {
    const server = await serve(() => undefined);
    const urls = Array.from({ length: 12 }, (_, index) => `${server.url}/${index}.crl`);
    const timing = { ...QUICK, wholeTimeoutMs: 10_000 };
    const { contents } = await fetchAll(urls, { timing });
    const counts = new Map<string | null, number>();
    for (const [content] of contents.values()) {
      counts.set(content!.reason, (counts.get(content!.reason) ?? 0) + 1);
    }
    const { length: asked } = server.requests;
    // a second one may be under way when the first comes to its end
    expect(asked).toBeLessThanOrEqual(3);
    expect(Object.fromEntries(counts)).toEqual({
      'no complete answer in time': asked,
      [`127.0.0.1:${server.port} lets all the time pass`]: 12 - asked,
    });
  });

  it('that is not there is given up after a few tries, whatever it should have', async () => {
    const server = await serve(() => undefined);
    await server.stop();
    const urls = Array.from({ length: 50 }, (_, index) => `${server.url}/${index}.crl`);
    const { contents, notes } = await fetchAll(urls);
    expect(contents.size).toBe(50);
    for (const [content] of contents.values()) {
      expect(content).toEqual({
        kind: 'missing',
        why: 'unavailable',
        reason: 'connection refused',
      });
    }
    expect(notes).toEqual([`127.0.0.1:${server.port}: given up: connection refused`]);
  });

  it('that is slow holds up nobody else, and is asked two things at once', async () => {
    let atOnce = 0;
    let most = 0;
    const slow = await serve((_request, response) => {
      most = Math.max(most, ++atOnce);
      setTimeout(() => {
        atOnce--;
        response.end(CRL);
      }, 100);
    });
    const quick = await serve((_request, response) => response.end(CRL));
    const order: string[] = [];
    const urls = Array.from({ length: 8 }, (_, index) => `${slow.url}/${index}.crl`);
    await fetchAll([...urls, `${quick.url}/a.crl`], {
      accept: () => {
        order.push(`${slow.requests.length}`);
        return true;
      },
    });
    expect(most).toBe(2);
    // the quick one's was the first to be handed on
    expect(Number(order[0])).toBeLessThanOrEqual(2);
  });
});

describe('a run', () => {
  it('fetches so many distinct URLs and no more, which it says', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const urls = Array.from({ length: 8 }, (_, index) => `${server.url}/${index}.crl`);
    const { contents, notes } = await fetchAll(urls, { limits: { urls: 5 } });
    expect(server.requests).toHaveLength(5);
    expect(contents.get(urls[7]!)).toEqual([
      { kind: 'missing', why: 'refused', reason: 'beyond the first 5 distinct URLs' },
    ]);
    expect(notes).toEqual(['3 URLs beyond the first 5 are not fetched']);
  });

  it('fetches so many bytes in all and no more', async () => {
    const server = await serve((_request, response) => response.end(LARGE));
    const urls = Array.from({ length: 12 }, (_, index) => `${server.url}/${index}.crl`);
    const { contents } = await fetchAll(urls, { limits: { runBytes: 8 << 20 } });
    const all = [...contents.values()].flat();
    expect(all).toHaveLength(12);
    expect(server.requests.length).toBeLessThan(6);
    const late = all.filter(({ kind }) => kind === 'missing');
    expect(late.length).toBeGreaterThan(6);
    expect(late[0]).toHaveProperty('reason', '8388608 bytes and more were fetched before');
  });

  it('hands contents on one at a time', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const urls = Array.from({ length: 10 }, (_, index) => `${server.url}/${index}.crl`);
    let busy = false;
    await fetchAll(urls, {
      accept: async () => {
        expect(busy).toBe(false);
        busy = true;
        await pause(5);
        busy = false;
        return true;
      },
    });
  });

  it('ends at once when it is aborted, and leaves nothing behind', async () => {
    const server = await serve((_request, response) => {
      response.writeHead(200);
      response.write(LARGE);
    });
    const abort = new AbortController();
    const reason = new Error('enough');
    const urls = Array.from({ length: 5 }, (_, index) => `${server.url}/${index}.crl`);
    const running = fetchAll(urls, {
      signal: abort.signal,
      timing: { ...QUICK, idleTimeoutMs: 60_000, wholeTimeoutMs: 60_000 },
    });
    setTimeout(() => {
      abort.abort(reason);
    }, 100);
    await expect(running).rejects.toBe(reason);
    await expect.poll(spooled).toEqual([]);
  });

  it('ends when its caller fails, with what failed', async () => {
    const server = await serve((_request, response) => response.end(LARGE));
    const urls = Array.from({ length: 30 }, (_, index) => `${server.url}/${index}.crl`);
    const running = fetchAll(urls, {
      accept: () => {
        throw new Error('no more');
      },
    });
    await expect(running).rejects.toThrow('no more');
    expect(server.requests.length).toBeLessThan(30);
    await expect.poll(spooled).toEqual([]);
  });

  it('of nothing, or of nothing that is fetched, asks nobody', async () => {
    expect((await fetchAll([])).contents.size).toBe(0);
    const { only } = await fetchAll(['ldap://x/']);
    expect(only).toMatchObject({ kind: 'missing', why: 'refused' });
  });

  it('says at once that a proxy is no URL', async () => {
    await expect(fetchAll(['http://x.example/'], { proxy: { http: '::' } })).rejects.toMatchObject({
      code: 'bad-option',
    });
  });
});
