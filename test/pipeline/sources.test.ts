import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SOURCE_KINDS, isNetworkSource } from '../../src/pipeline/sources/kinds.ts';
import { openSources } from '../../src/pipeline/sources/open.ts';
import type { SourceChoice } from '../../src/pipeline/sources/kind.ts';
import { temporaryFolder } from '../sources/material.ts';

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
  ])('%s', (name, says) => {
    expect(SOURCE_KINDS.find((kind) => kind.isNamed(name))!.says).toBe(says);
    expect(isNetworkSource(name)).toBe(!/^(?:store|a file)/.test(says));
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
