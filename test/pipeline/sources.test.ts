import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOURCE_KINDS, isNetworkSource } from '../../src/pipeline/sources/kinds.ts';
import { openSources } from '../../src/pipeline/sources/open.ts';
import type { SourceChoice } from '../../src/pipeline/sources/kind.ts';
import { answer, serve } from '../sources/crt-sh-server.ts';
import { collect, fakeDer, temporaryFolder } from '../sources/material.ts';

function choice(changes: Partial<SourceChoice>): SourceChoice {
  return {
    from: undefined,
    offline: false,
    store: undefined,
    askAgain: false,
    concurrency: undefined,
    rate: undefined,
    userAgent: 'test',
    env: {},
    now: () => 0,
    note: (text) => expect.fail(text),
    ...changes,
  };
}

async function namesOf(changes: Partial<SourceChoice>): Promise<string[]> {
  const opened = await openSources(choice(changes));
  await opened.close();
  return opened.sources.map(({ name }) => name);
}

describe('what --from calls a source', () => {
  it.each([
    ['store', 'store'],
    ['crt.sh:sql', 'crt.sh:sql, a postgres:// URL'],
    ['CRT.SH:SQL', 'crt.sh:sql, a postgres:// URL'],
    ['postgres://guest@db.example/certwatch', 'crt.sh:sql, a postgres:// URL'],
    ['postgresql://db.example/x', 'crt.sh:sql, a postgres:// URL'],
    ['crt.sh', 'crt.sh, crt.sh@URL'],
    ['crt.sh:http', 'crt.sh, crt.sh@URL'],
    ['https://crt.sh/', 'crt.sh, crt.sh@URL'],
    ['crt.sh@http://127.0.0.1:8080', 'crt.sh, crt.sh@URL'],
    ['https://mirror.example/{sha256}.der', 'https://HOST/PATH/{sha256}'],
    ['./store', 'a file or folder with certificates'],
    ['crt.sh.pem', 'a file or folder with certificates'],
    ['postgres', 'a file or folder with certificates'],
    ['certs@2026.pem', 'a file or folder with certificates'],
    ['./user:x@host', 'a file or folder with certificates'],
    ['C:/certificates', 'a file or folder with certificates'],
    ['C:\\me@home', 'a file or folder with certificates'],
    ['/srv/https://x', 'a file or folder with certificates'],
    ['ftp://user:secret@h/x', 'a URL of another kind'],
    ['postgress://user:secret@h/db', 'a URL of another kind'],
    ['postgres:user:secret@host/db', 'a URL of another kind'],
    ['postgress:user:secret@host/db', 'a URL of another kind'],
    ['https:/user:secret@h', 'a URL of another kind'],
    [' postgres://user:secret@h/db', 'a URL of another kind'],
    ['crt.sh@user:secret@host', 'a URL of another kind'],
    ['crt.sh:htp', 'a URL of another kind'],
  ])('%s', (name, says) => {
    expect(SOURCE_KINDS.find((kind) => kind.isNamed(name))!.says).toBe(says);
    expect(isNetworkSource(name)).toBe(!/^(?:store|a file|a URL)/.test(says));
  });
});

describe('a proxy that the environment names', () => {
  const from = ['https://x.example/{sha256}'];

  it.each([
    ['HTTP_PROXY', 'foo', 'not the URL of a proxy'],
    ['https_proxy', 'user:secret@proxy:3128', 'not the URL of a proxy'],
    ['HTTPS_PROXY', 'socks5://user:secret@proxy:1080', 'a SOCKS proxy, which is not known here'],
  ])('%s=%s is refused', async (name, value, message) => {
    await expect(namesOf({ from, env: { [name]: value } })).rejects.toMatchObject({
      code: 'bad-option',
      file: name,
      message,
      hint: `set ${name} to something like http://proxy.example:3128, or unset it`,
    });
  });

  it('is taken as curl takes it', async () => {
    const env = { http_proxy: '', HTTP_PROXY: 'foo', HTTPS_PROXY: 'http://proxy:3128' };
    expect(await namesOf({ from, env })).toEqual(from);
  });
});

describe('what sources are remembered by', () => {
  it('is all of their address, which their name withholds', async () => {
    const from = [
      'https://me:one@x.example/{sha256}?bucket=one',
      'https://me:two@x.example/{sha256}?bucket=two',
      'postgres://me:one@h/db',
      'crt.sh@https://me:one@x.example/?apikey=K1',
    ];
    const opened = await openSources(choice({ from: [...from, 'crt.sh', 'crt.sh:sql'] }));
    await opened.close();
    expect(opened.sources.map(({ name }) => name)).toEqual([
      'https://x.example/{sha256}?bucket=…',
      'https://x.example/{sha256}?bucket=…',
      'postgres://me@h/db',
      'https://x.example/?apikey=…',
      'crt.sh',
      'crt.sh:sql',
    ]);
    expect(opened.sources.map(({ identity }) => identity)).toEqual([
      ...from.map((name) => name.replace('crt.sh@', '')),
      undefined,
      undefined,
    ]);
  });

  it('keeps what one did not have from being taken for what another has not', async () => {
    const server = await serve((_d, response) => {
      answer(response, 404);
    });
    const store = join(temporaryFolder(), 'store');
    const bucket = async (name: string): Promise<string[]> => {
      const from = [`${server.url}/?d={sha256}&bucket=${name}`];
      const note = (): void => undefined;
      const opened = await openSources(choice({ store, from, rate: 0, note, now: Date.now }));
      const told = await collect(opened.sources.at(-1)!, [fakeDer(1)]);
      await opened.close();
      return told;
    };
    for (const name of ['one', 'two', 'one']) expect(await bucket(name)).toEqual(['0 notFound']);
    expect(server.requests.map(({ url }) => url!.replace(/.*&/, ''))).toEqual([
      'bucket=one',
      'bucket=two',
    ]);
  });
});

describe('the sources of a run', () => {
  it('are store, database and crt.sh by default, with --offline the store alone', async () => {
    const store = join(temporaryFolder(), 'store');
    expect(await namesOf({ store })).toEqual(['store', 'crt.sh:sql', 'crt.sh']);
    expect(await namesOf({ store, offline: true })).toEqual(['store']);
    expect(await namesOf({})).toEqual(['crt.sh:sql', 'crt.sh']);
    expect(await namesOf({ offline: true })).toEqual([]);
  });

  it('have the store before the first of the network, if nowhere else', async () => {
    const folder = temporaryFolder();
    const store = join(folder, 'store');
    mkdirSync(join(folder, 'certs'));
    const local = join(folder, 'certs');
    const sql = 'postgres://db.example/x';
    expect(await namesOf({ store, from: [local, sql, 'crt.sh'] })).toEqual([
      local,
      'store',
      expect.stringContaining('db.example'),
      'crt.sh',
    ]);
    expect(await namesOf({ store, from: ['crt.sh', 'store'] })).toEqual(['crt.sh', 'store']);
    expect(await namesOf({ store, from: [local] })).toEqual([local]);
  });

  it('make no store where nothing is fetched', async () => {
    const folder = temporaryFolder();
    const store = join(folder, 'store');
    expect(await namesOf({ store, offline: true, from: ['store'] })).toEqual(['store']);
    expect(readdirSync(folder)).toEqual([]);
    await namesOf({ store });
    expect(readdirSync(folder)).toEqual(['store']);
  });

  it('go on without a store that cannot be used, and say so', async () => {
    const notes: string[] = [];
    const store = '/dev/null/store';
    const names = await namesOf({ store, note: (text) => void notes.push(text) });
    expect(names).toEqual(['store', 'crt.sh:sql', 'crt.sh']);
    expect(notes).toEqual([expect.stringMatching(/^\/dev\/null\/store: .*going on without/)]);
  });
});
