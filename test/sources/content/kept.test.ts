/** Contents that are kept in the store: asked for with conditions, used when nothing else is to be had. */
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../src/sources/content/content.ts';
import { RECENT_CRL_MS } from '../../../src/sources/crl/fetch-crls.ts';
import { temporaryFolder } from '../material.ts';
import { type Opened, opened } from '../store/opened.ts';
import { type FetchSetting, type Server, fakeCrl, fetchAll, serve } from './setting.ts';

const OLD = fakeCrl(1, 4_000);
const NEW = fakeCrl(2);

interface Kept extends Opened {
  readonly server: Server;
  readonly url: string;
  /** What the server has, and how it recognizes it. */
  readonly has: { body: Buffer | string; etag: string | undefined; lastModified?: string };
  readonly fetch: (setting?: FetchSetting) => Promise<Content>;
  /** As `fetch`, once the kept one is not recent any more. */
  readonly later: (setting?: FetchSetting) => Promise<Content>;
}

async function keeping(): Promise<Kept> {
  const store = await opened(temporaryFolder());
  const has: Kept['has'] = { body: OLD, etag: '"1"' };
  const server = await serve(({ headers }, response) => {
    const { etag, lastModified } = has;
    const isSame =
      headers['if-none-match'] === undefined
        ? lastModified !== undefined && headers['if-modified-since'] === lastModified
        : headers['if-none-match'] === etag;
    response.writeHead(isSame ? 304 : 200, {
      ...(etag !== undefined && { etag }),
      ...(lastModified !== undefined && { 'last-modified': lastModified }),
    });
    response.end(isSame ? undefined : has.body);
  });
  const url = `${server.url}/a.crl`;
  const fetch = async (setting: FetchSetting = {}): Promise<Content> => {
    const options = { kept: store.store.contents, now: () => store.clock.now, ...setting };
    return (await fetchAll([url], options)).only;
  };
  return {
    ...store,
    server,
    url,
    has,
    fetch,
    later(setting) {
      store.clock.now += RECENT_CRL_MS;
      return fetch(setting);
    },
  };
}

describe('a CRL that is kept', () => {
  it('is asked for with its validators, and used where the server says that it is the same', async () => {
    const { later, fetch, server, clock } = await keeping();
    const first = await fetch();
    expect(first).toMatchObject({ from: 'fetched', body: new Uint8Array(OLD) });
    const fetchedAt = clock.now;
    const second = await later();
    expect(second).toEqual({ ...first, from: 'unchanged', checkedAt: clock.now, fetchedAt });
    expect(server.requests[1]!.headers).toMatchObject({ 'if-none-match': '"1"' });
  });

  it('is asked for by its date where it has no other validator', async () => {
    const { later, fetch, server, has } = await keeping();
    has.etag = undefined;
    has.lastModified = 'Thu, 01 Jan 2026 00:00:00 GMT';
    await fetch();
    expect(await later()).toMatchObject({ from: 'unchanged' });
    expect(server.requests[1]!.headers['if-modified-since']).toBe(has.lastModified);
  });

  it('is replaced by a new one, with its validators', async () => {
    const { later, fetch, server, has } = await keeping();
    await fetch();
    Object.assign(has, { body: NEW, etag: '"2"' });
    expect(await later()).toMatchObject({ from: 'fetched', body: new Uint8Array(NEW) });
    expect(await later()).toMatchObject({ from: 'unchanged', body: new Uint8Array(NEW) });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      '"2"',
    ]);
  });

  it('is the same where the server gives it once more without a word', async () => {
    const { later, fetch, has, clock } = await keeping();
    has.etag = undefined;
    const first = await fetch();
    const fetchedAt = clock.now;
    expect(await later()).toEqual({ ...first, from: 'unchanged', checkedAt: clock.now, fetchedAt });
  });

  it('is not asked for while it is recent, unless that is wanted', async () => {
    const { fetch, later, server, clock } = await keeping();
    await fetch();
    clock.now += RECENT_CRL_MS - 1;
    expect(await fetch()).toMatchObject({ from: 'kept', reason: null });
    expect(server.requests).toHaveLength(1);
    expect(await fetch({ askAgain: true })).toMatchObject({ from: 'unchanged' });
    clock.now += RECENT_CRL_MS - 1;
    expect(await fetch()).toMatchObject({ from: 'kept' });
    expect(server.requests).toHaveLength(2);
    await later();
    expect(server.requests).toHaveLength(3);
    // the clock was set back
    clock.now -= 10 * RECENT_CRL_MS;
    await fetch();
    expect(server.requests).toHaveLength(4);
  });

  it('is used offline, and nothing else is', async () => {
    const { fetch, later, server } = await keeping();
    expect(await fetch({ offline: true })).toEqual({
      kind: 'missing',
      why: 'unavailable',
      reason: 'not kept, and nothing is fetched offline',
    });
    await fetch();
    expect(await later({ offline: true })).toMatchObject({ from: 'kept', reason: null });
    // nothing is connected to
    const strangers = { offline: true, allowPrivate: false };
    expect(await fetch(strangers)).toMatchObject({ from: 'kept', reason: null });
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['an HTML page', '<html>', 'answered with an HTML page, which is no CRL'],
    ['nothing', '', 'answered with nothing, which is no CRL'],
    ['a part', NEW.subarray(0, 99), expect.stringContaining('a part of a CRL') as string],
  ])('is not replaced by %s, but used', async (_name, body, reason) => {
    const { fetch, later, has } = await keeping();
    await fetch();
    Object.assign(has, { body, etag: '"2"' });
    expect(await later()).toMatchObject({ from: 'kept', reason, body: new Uint8Array(OLD) });
    expect(await later()).toMatchObject({ from: 'kept', reason });
  });

  it('is used where the server is gone', async () => {
    const { fetch, later, server } = await keeping();
    const first = await fetch();
    await server.stop();
    expect(await later()).toEqual({ ...first, from: 'kept', reason: 'connection refused' });
  });

  it('is handed on where a new one is not accepted, and stays', async () => {
    const { url, later, fetch, has, store, clock } = await keeping();
    await fetch();
    Object.assign(has, { body: NEW, etag: '"2"' });
    clock.now += RECENT_CRL_MS;
    const options = {
      kept: store.contents,
      now: () => clock.now,
      accept: (content: Content) => content.kind === 'content' && content.from !== 'fetched',
    };
    const { contents } = await fetchAll([url], options);
    expect(contents.get(url)).toMatchObject([
      { from: 'fetched', body: new Uint8Array(NEW) },
      {
        from: 'kept',
        body: new Uint8Array(OLD),
        reason: 'what the server has now is not accepted',
      },
    ]);
    has.etag = '"1"';
    expect(await later()).toMatchObject({ from: 'unchanged', body: new Uint8Array(OLD) });
  });

  it('is forgotten where it is not accepted itself', async () => {
    const { fetch, server } = await keeping();
    await fetch();
    await fetch({ accept: () => false });
    expect(server.requests).toHaveLength(1);
    expect(await fetch()).toMatchObject({ from: 'fetched' });
  });

  it('is not kept at all where it is not accepted from the start', async () => {
    const { fetch, store, url } = await keeping();
    await fetch({ accept: () => false });
    expect(store.contents.find(url)).toBeUndefined();
  });

  it('is fetched anew where what is kept is damaged', async () => {
    const { fetch, later, store, url, clock, server, notes } = await keeping();
    await fetch();
    const content = store.contents.find(url)!;
    // the record of other octets
    await store.contents.keep({ ...content, sha256: 'a'.repeat(64) }, new Uint8Array(OLD));
    clock.now += RECENT_CRL_MS;
    expect(await fetch()).toMatchObject({ from: 'fetched', body: new Uint8Array(OLD) });
    expect(notes).toEqual([`store: what is kept of ${url} is corrupt, and taken for not there`]);
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      undefined,
    ]);
    expect(await later()).toMatchObject({ from: 'unchanged' });
  });

  it('is not believed to be unchanged by a server that was not asked so', async () => {
    const { clock, store } = await opened(temporaryFolder());
    let status = 200;
    const server = await serve((_request, response) =>
      response.writeHead(status).end(status === 200 ? OLD : undefined),
    );
    const options = { kept: store.contents, now: () => clock.now };
    await fetchAll([`${server.url}/a.crl`], options);
    status = 304;
    clock.now += RECENT_CRL_MS;
    const { only } = await fetchAll([`${server.url}/a.crl`], options);
    expect(only).toMatchObject({ from: 'kept', reason: 'answered 304' });
  });

  it('takes over the validators that come with a 304, and none that are huge', async () => {
    const { clock, store } = await opened(temporaryFolder());
    const etags = ['"1"', 'W/"2"', `"${'x'.repeat(1_100)}"`];
    const server = await serve(({ headers }, response) => {
      const etag = etags[server.requests.length - 1] ?? '"end"';
      const isSame = headers['if-none-match'] !== undefined;
      response.writeHead(isSame ? 304 : 200, { etag }).end(isSame ? undefined : OLD);
    });
    for (let times = 0; times < 4; times++) {
      await fetchAll([`${server.url}/a.crl`], { kept: store.contents, now: () => clock.now });
      clock.now += RECENT_CRL_MS;
    }
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([
      undefined,
      '"1"',
      'W/"2"',
      'W/"2"',
    ]);
  });
});
