import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { open } from 'lmdb';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/sources/store/store.ts';
import { MISSING_MS } from '../../../src/sources/store/remembered.ts';
import { fakeDer, temporaryFolder } from '../material.ts';
import { lockedByOther } from './locked.ts';
import { type Certificate, certificate, certificates, opened, putAll } from './opened.ts';

const QUIET = { now: () => 0, onNote: () => undefined };

describe('a store', () => {
  it('has what was put into it, byte for byte, after it was closed and opened again', async () => {
    const folder = temporaryFolder();
    const all = [certificate(1, 10), certificate(2, 5000), certificate(3, 1_000_000)];
    const first = await opened(folder);
    expect(await putAll(first.store, all)).toEqual(['added', 'added', 'added']);
    await first.store.close();
    const { store, notes } = await opened(folder);
    for (const { key, der } of all) expect(Buffer.compare(store.get(key)!, der)).toBe(0);
    expect(store.get(certificate(4).key)).toBeUndefined();
    expect(notes).toEqual([]);
  });

  it('says of each certificate whether it was known', async () => {
    const { store } = await opened(temporaryFolder());
    const [a, b, c] = certificates(3) as [never, never, never];
    expect(await putAll(store, [a, b, a])).toEqual(['added', 'added', 'known']);
    expect(await putAll(store, [b, c])).toEqual(['known', 'added']);
    expect(store.stats()).toMatchObject({ certificates: 3, misses: 0, ids: 0 });
  });

  it('commits by itself a short while after the last put, and when much waits', async () => {
    const { store } = await opened(temporaryFolder());
    const { key, der } = certificate(1);
    expect(await store.put(key, der)).toBe('added');
    const many = Array.from({ length: 20 }, (_, seed) => certificate(seed + 10, 1_000_000));
    for (const each of many) void store.put(each.key, each.der);
    // more than 8 MiB are never held: the first of them are there at once
    expect(store.get(many[0]!.key)).toBeDefined();
  });

  it('gives its records in the order of their fingerprints, a few at a time', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(100);
    await putAll(store, all);
    const names: string[] = [];
    for (let after: Uint8Array | undefined; ;) {
      const records = store.records(after, 5000);
      if (records.length === 0) break;
      expect(records.length).toBeLessThan(10);
      names.push(...records.map(({ key }) => Buffer.from(key).toString('hex')));
      after = records.at(-1)!.key;
    }
    expect(names).toEqual(all.map(({ name }) => name).sort());
  });

  it('gives back the memory that was read, and goes on', async () => {
    const { store } = await opened(temporaryFolder());
    const large = Array.from({ length: 10 }, (_, seed) => certificate(seed, 1_000_000));
    await putAll(store, large);
    for (let round = 0; round < 30; round++) {
      for (const { key, der } of large) expect(store.get(key)?.length).toBe(der.length);
    }
    expect(await putAll(store, [certificate(99)])).toEqual(['added']);
  });

  it('may be open twice in one process, and both write', async () => {
    const folder = temporaryFolder();
    const [a, b] = [await opened(folder), await opened(folder)];
    const [first, second, third] = certificates(3) as [Certificate, Certificate, Certificate];
    expect(a.store.get(first.key)).toBeUndefined();
    expect(await putAll(b.store, [first])).toEqual(['added']);
    expect(a.store.get(first.key)?.length).toBe(first.der.length);
    expect(await putAll(a.store, [first, second])).toEqual(['known', 'added']);
    b.store.records(undefined, 1);
    b.store.release();
    expect(await putAll(a.store, [third])).toEqual(['added']);
    await a.store.close();
    expect(b.store.stats()).toMatchObject({ certificates: 3 });
    expect([...a.notes, ...b.notes]).toEqual([]);
  });

  it('is made only when asked for, with all folders above it', async () => {
    const folder = join(temporaryFolder(), 'a', 'b');
    expect(await openStore(folder, { ...QUIET, create: false })).toBeUndefined();
    const made = await openStore(folder, { ...QUIET, create: true });
    await made!.close();
    for (const path of [folder, dirname(folder)]) expect(statSync(path).mode & 0o777).toBe(0o700);
    const again = await openStore(folder, { ...QUIET, create: false });
    expect(again!.stats()).toMatchObject({ certificates: 0 });
    await again!.close();
  });
});

describe('a reader', () => {
  it('does not wait for the lock that a stopped writer has', async () => {
    const folder = temporaryFolder();
    const all = certificates(3000);
    const { store } = await opened(folder);
    await putAll(store, all.slice(1));
    await store.close();
    await lockedByOther(folder);
    const { store: same } = await opened(folder);
    expect(same.stats()).toMatchObject({ certificates: 2999, misses: 0 });
    for (const { key, der } of all.slice(1)) expect(Buffer.compare(same.get(key)!, der)).toBe(0);
    expect(same.get(all[0]!.key)).toBeUndefined();
    expect(same.isMissing('crt.sh', all[0]!.key)).toBe(false);
    expect(same.idOf('crt.sh', '1')).toBeUndefined();
  });
});

describe('what a source did not have', () => {
  it('is remembered for a day, for each source apart', async () => {
    const folder = temporaryFolder();
    const { store, clock } = await opened(folder);
    const [a, b] = certificates(2);
    store.rememberMissing('crt.sh', a!.key);
    await store.flush();
    expect(store.isMissing('crt.sh', a!.key)).toBe(true);
    expect(store.isMissing('crt.sh', b!.key)).toBe(false);
    expect(store.isMissing('crt.sh:sql', a!.key)).toBe(false);
    clock.now += MISSING_MS - 1;
    expect(store.isMissing('crt.sh', a!.key)).toBe(true);
    clock.now += 1;
    expect(store.isMissing('crt.sh', a!.key)).toBe(false);
  });

  it('is not believed when the clock was ahead', async () => {
    const { store, clock } = await opened(temporaryFolder());
    store.rememberMissing('crt.sh', certificate(1).key);
    await store.flush();
    clock.now -= 1;
    expect(store.isMissing('crt.sh', certificate(1).key)).toBe(false);
  });

  it('is forgotten then, so that it does not pile up', async () => {
    const { store, clock } = await opened(temporaryFolder());
    for (let day = 0; day < 30; day++) {
      for (let i = 0; i < 100; i++) {
        store.rememberMissing('crt.sh', certificate(day * 100 + i).key);
      }
      await store.flush();
      clock.now += MISSING_MS;
    }
    // of 3,000; all but the last hundred have expired
    expect(store.stats().misses).toBeLessThan(1000);
  });
});

describe('the numbers of crt.sh', () => {
  it('are those of its database too, and of no other server', async () => {
    const { store } = await opened(temporaryFolder());
    const { key } = certificate(1);
    store.rememberId('crt.sh:sql', '12345678901', key);
    store.rememberId('http://127.0.0.1:8080', '5', key);
    store.rememberId('crt.sh', '9'.repeat(5000), key);
    await store.flush();
    expect(store.idOf('crt.sh', '12345678901')).toEqual(new Uint8Array(key));
    expect(store.idOf('crt.sh', '5')).toBeUndefined();
    expect(store.idOf('http://127.0.0.1:8080', '5')).toEqual(new Uint8Array(key));
    expect(store.idOf('crt.sh', '9'.repeat(5000))).toBeUndefined();
  });
});

describe('a folder that cannot be made', () => {
  it.skipIf(!existsSync('/proc/self'))('is an error, and no endless work', async () => {
    const opening = openStore('/proc/x/store', { ...QUIET, create: true });
    await expect(opening).rejects.toMatchObject({
      code: 'store-unusable',
      message: 'the store cannot be opened: ENOENT',
    });
  });
});

describe('a folder that is no store', () => {
  it('is told from one that has nothing, though nothing is to be made', async () => {
    const folder = folderWith('notes.txt')();
    await expect(openStore(folder, { ...QUIET, create: false })).rejects.toMatchObject({
      message: 'the folder has other files and no store',
    });
  });

  it.each([
    ['other files', 'the folder has other files and no store', folderWith('notes.txt')],
    ['a file in its place', 'a file is in the place of the store', fileInPlace],
    ['bytes that are none', 'the store is damaged: it is no LMDB database', folderWith('data.mdb')],
    ['a database of another program', 'a database of another program is in the folder', foreign],
  ])('is refused with a hint: %s', async (_, message, make) => {
    const folder = await make();
    const opening = openStore(folder, { ...QUIET, create: true });
    await expect(opening).rejects.toMatchObject({ code: 'store-unusable', message, file: folder });
    await expect(opening).rejects.toHaveProperty('hint', expect.stringContaining('--store'));
  });

  it('is refused when a newer version of the program has made it', async () => {
    const folder = temporaryFolder();
    const { store } = await opened(folder);
    await store.close();
    const root = open({ path: folder, overlappingSync: false });
    await root
      .openDB({ name: 'meta', encoding: 'binary', keyEncoding: 'binary' })
      .put(Buffer.from('format'), Buffer.from('2'));
    await root.close();
    await expect(openStore(folder, { ...QUIET, create: false })).rejects.toMatchObject({
      message: 'the store has format "2", and this program reads 1',
      hint: expect.stringContaining('update') as string,
    });
  });
});

function folderWith(name: string): () => string {
  return () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, name), fakeDer(1));
    return folder;
  };
}

function fileInPlace(): string {
  const path = join(temporaryFolder(), 'store');
  writeFileSync(path, 'x');
  return path;
}

async function foreign(): Promise<string> {
  const folder = join(temporaryFolder(), 'theirs');
  mkdirSync(folder);
  const root = open({ path: folder });
  await root.openDB({ name: 'users' }).put('a', 'b');
  await root.close();
  return folder;
}
