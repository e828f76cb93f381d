/** Servers of strangers, names that resolve to something else each time, and redirects to inner networks. */
import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../../src/sources/content/content-url.ts';
import { specialKind } from '../../../src/sources/content/special-address.ts';
import type { ResolveAll } from '../../../src/sources/content/guarded-connect.ts';
import { proxyServer } from '../crt-sh-server.ts';
import { AS_STRANGERS, fakeCrl, fetchAll, serve } from './setting.ts';

const CRL = fakeCrl(1);

/** Answers each look-up of a name with the next of `answers`, the last one for ever. */
function resolver(...answers: readonly (readonly string[])[]): ResolveAll & { calls: number } {
  const resolve: ResolveAll & { calls: number } = (_host, _options, callback) => {
    const addresses = answers[Math.min(resolve.calls++, answers.length - 1)]!;
    callback(
      null,
      addresses.map((address): LookupAddress => ({
        address,
        family: address.includes(':') ? 6 : 4,
      })),
    );
  };
  resolve.calls = 0;
  return resolve;
}

describe('a name of a stranger', () => {
  it('is connected to where it resolves to a public address', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const resolve = resolver(['127.0.0.1']);
    const { only } = await fetchAll([`http://crl.example:${server.port}/a.crl`], {
      ...AS_STRANGERS,
      resolve,
    });
    expect(only).toMatchObject({ kind: 'content', from: 'fetched' });
    expect(server.requests[0]!.headers.host).toBe(`crl.example:${server.port}`);
  });

  it.each(['127.0.0.2', '10.0.0.1', '169.254.169.254', '::1', '::ffff:127.0.0.2', 'fe80::1%lo'])(
    'is not connected to where it resolves to %s',
    async (address) => {
      const server = await serve((_request, response) => response.end(CRL), '127.0.0.2');
      const resolve = resolver([address]);
      const { only } = await fetchAll([`http://crl.example:${server.port}/a.crl`], {
        ...AS_STRANGERS,
        resolve,
      });
      expect(only).toMatchObject({ kind: 'missing', why: 'refused' });
      expect(only).toHaveProperty(
        'reason',
        expect.stringMatching(/^crl\.example \(.*\) is a (?:loopback|private|link-local) address$/),
      );
      expect(server.connections()).toBe(0);
    },
  );

  it('is connected to at its public addresses only where it has others, too', async () => {
    const inner = await serve((_request, response) => response.end(fakeCrl(2)), '127.0.0.2');
    const { port } = inner;
    await serve((_request, response) => response.end(CRL), '127.0.0.1', port);
    const resolve = resolver(['127.0.0.2', '127.0.0.1']);
    const { only } = await fetchAll([`http://crl.example:${port}/a.crl`], {
      ...AS_STRANGERS,
      resolve,
    });
    expect(only).toMatchObject({ kind: 'content', body: new Uint8Array(CRL) });
    expect(inner.connections()).toBe(0);
  });

  it('is looked at again with each connection: one that is rebound is not followed', async () => {
    const inner = await serve((_request, response) => response.end(CRL), '127.0.0.2');
    const { port } = inner;
    const outer = await serve(
      (_request, response) => response.writeHead(200, { connection: 'close' }).end(CRL),
      '127.0.0.1',
      port,
    );
    const resolve = resolver(['127.0.0.1'], ['127.0.0.2']);
    const urls = [1, 2, 3].map((path) => `http://crl.example:${port}/${path}.crl`);
    const { contents } = await fetchAll(urls, { ...AS_STRANGERS, resolve });
    const all = [...contents.values()].flat();
    expect(all.filter(({ kind }) => kind === 'content')).toHaveLength(1);
    expect(all.filter(({ kind }) => kind === 'missing')).toHaveLength(2);
    expect(outer.connections()).toBe(1);
    expect(inner.connections()).toBe(0);
  });

  it('that has no address is data', async () => {
    const { only } = await fetchAll(['http://crl.example/a.crl'], {
      ...AS_STRANGERS,
      resolve: (_host, _options, callback) => {
        callback(Object.assign(new Error('no'), { code: 'ENOTFOUND', syscall: 'getaddrinfo' }), []);
      },
    });
    expect(only).toEqual({ kind: 'missing', why: 'unavailable', reason: 'no such host' });
    const { only: none } = await fetchAll(['http://crl.example/a.crl'], {
      ...AS_STRANGERS,
      resolve: resolver([]),
    });
    expect(none).toMatchObject({ kind: 'missing', why: 'refused' });
  });

  it('resolves as the system does where nothing else is said', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const { only } = await fetchAll([`http://localhost:${server.port}/a.crl`], {
      allowPrivate: false,
    });
    expect(only).toMatchObject({ why: 'refused' });
    expect(server.connections()).toBe(0);
  });
});

describe('a redirect', () => {
  it.each([
    ['http://127.0.0.2:PORT/', '127.0.0.2 is a loopback address'],
    ['http://[::1]:PORT/', '::1 is a loopback address'],
    ['http://0x7f.2:PORT/', '127.0.0.2 is a loopback address'],
    ['//169.254.169.254/latest', '169.254.169.254 is a link-local address'],
    ['http://me:pw@127.0.0.1:PORT/b.crl', 'a URL with credentials'],
    ['file:///etc/passwd', 'file is not fetched, only http and https'],
    ['gopher://127.0.0.1/', 'gopher is not fetched, only http and https'],
    ['http://127.0.0.1:22/', 'port 22 is not one of web servers'],
    ['http://[', 'not a URL'],
  ])('to %s is not followed', async (target, reason) => {
    const inner = await serve((_request, response) => response.end(CRL), '127.0.0.2');
    const outer = await serve((_request, response) => {
      response.writeHead(302, { location: target.replace('PORT', `${inner.port}`) }).end();
    });
    const { only } = await fetchAll([`${outer.url}/a.crl`], AS_STRANGERS);
    expect(only).toEqual({
      kind: 'missing',
      why: 'refused',
      reason: `redirected to what is not fetched: ${reason}`,
    });
    expect(inner.connections()).toBe(0);
  });

  it('to a name that resolves to a special address is not followed', async () => {
    const inner = await serve((_request, response) => response.end(CRL), '127.0.0.2');
    const outer = await serve((_request, response) => {
      response.writeHead(301, { location: `http://inner.example:${inner.port}/` }).end();
    });
    const { only } = await fetchAll([`${outer.url}/a.crl`], {
      ...AS_STRANGERS,
      resolve: resolver(['127.0.0.2']),
    });
    expect(only).toMatchObject({ kind: 'missing', why: 'refused' });
    expect(inner.connections()).toBe(0);
  });

  it('is followed three times, and no more', async () => {
    const server = await serve(({ url = '' }, response) => {
      const left = Number(url.slice(1));
      if (left === 0) response.end(CRL);
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    const { contents } = await fetchAll([`${server.url}/3`, `${server.url}/4`]);
    expect(contents.get(`${server.url}/3`)).toMatchObject([{ kind: 'content' }]);
    expect(contents.get(`${server.url}/4`)).toEqual([
      { kind: 'missing', why: 'unavailable', reason: 'redirected too often' },
    ]);
  });
});

describe('a proxy', () => {
  it('resolves names itself, and is not asked for special addresses', async () => {
    const server = await serve((_request, response) => response.end(CRL));
    const proxy = await proxyServer();
    const options = { ...AS_STRANGERS, proxy: { http: proxy.url, https: proxy.url } };
    const urls = [`http://localhost:${server.port}/a.crl`, `http://127.0.0.2:${server.port}/a.crl`];
    const { contents } = await fetchAll(urls, options);
    expect(contents.get(urls[0]!)).toMatchObject([{ kind: 'content' }]);
    expect(contents.get(urls[1]!)).toMatchObject([{ kind: 'missing', why: 'refused' }]);
    expect(proxy.seen).toEqual([`CONNECT localhost:${server.port}`]);
  });

  it.each(['localhost', 'LOCALHOST.', 'crl.localhost'])('is not asked for %s', async (host) => {
    const proxy = await proxyServer();
    const { only } = await fetchAll([`http://${host}:8080/a.crl`], {
      allowPrivate: false,
      proxy: { http: proxy.url, https: proxy.url },
    });
    expect(only).toMatchObject({ why: 'refused' });
    expect(only.kind === 'missing' && only.reason).toMatch(/ is a loopback address$/);
    expect(proxy.seen).toEqual([]);
  });

  it('is not asked for a redirect to such a name', () => {
    const rules = { allowPrivate: false, specialKind };
    const base = 'http://crl.example/a.crl';
    expect(checkUrl('//crl.localhost/', rules, base).kind).toBe('refused');
    expect(checkUrl('//localhost.example/', rules, base).kind).toBe('allowed');
    expect(checkUrl('//localhost/', { ...rules, allowPrivate: true }, base).kind).toBe('allowed');
  });

  it('does not weaken what goes past it', async () => {
    const server = await serve((_request, response) => response.end(CRL), '127.0.0.2');
    const proxy = await proxyServer();
    const { only } = await fetchAll([`http://inner.example:${server.port}/a.crl`], {
      ...AS_STRANGERS,
      proxy: { http: proxy.url, no: 'inner.example' },
      resolve: resolver(['127.0.0.2']),
    });
    expect(only).toMatchObject({ kind: 'missing', why: 'refused' });
    expect(server.connections()).toBe(0);
  });
});
