import {
  closeSync,
  cpSync,
  openSync,
  readFileSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../../src/sources/store/store.ts';
import { storeSource } from '../../../src/sources/store/store-source.ts';
import { walkStore } from '../../../src/sources/store/walk.ts';
import { NEVER, collect, temporaryFolder } from '../material.ts';
import { certificates, opened, putAll } from './opened.ts';

const MIB = 1 << 20;
const PAGE = 8192;
const ALL = certificates(4000);
const QUIET = { now: () => 0, onNote: () => undefined, create: false };

/** A store of 4,000 certificates, closed. */
async function filled(): Promise<{ folder: string; data: string }> {
  const folder = temporaryFolder();
  const { store } = await opened(folder);
  await putAll(store, ALL);
  await store.close();
  return { folder, data: join(folder, 'data.mdb') };
}

describe('a store whose file was cut off', () => {
  it.each([0.99, 0.9, 0.5, 0.1, 0.01])('to %d of its length is refused, not read', async (part) => {
    const { folder, data } = await filled();
    truncateSync(data, Math.floor(statSync(data).size * part));
    await expect(openStore(folder, QUIET)).rejects.toMatchObject({
      code: 'store-unusable',
      message: expect.stringMatching(/^the store is damaged: /) as string,
    });
  });

  it.each([1, 100, 4096, 8192 + 5])('to %d octets is refused, not read', async (length) => {
    const { folder, data } = await filled();
    truncateSync(data, length);
    await expect(openStore(folder, QUIET)).rejects.toThrow(/^the store is damaged: /);
  });

  it('to nothing is a new one', async () => {
    const { folder, data } = await filled();
    truncateSync(data, 0);
    expect(await openStore(folder, QUIET)).toBeUndefined();
    const { store } = await opened(folder);
    expect(await putAll(store, ALL.slice(0, 3))).toEqual(['added', 'added', 'added']);
  });

  it('by LMDB itself, which leaves out last pages that it does not need, is whole', async () => {
    const { folder, data } = await filled();
    const { size } = statSync(data);
    const fd = openSync(data, 'r+');
    const lastPage = Buffer.alloc(8);
    lastPage.writeBigUInt64LE(BigInt(size / PAGE + 10));
    for (const meta of [0, PAGE]) writeSync(fd, lastPage, 0, 8, meta + 144);
    closeSync(fd);
    const { store, notes } = await opened(folder);
    const told = await collect(
      storeSource(store),
      ALL.map(({ der }) => der),
    );
    expect(told.every((line) => line.endsWith(' found'))).toBe(true);
    expect(notes).toEqual([]);
    expect(statSync(data).size).toBe(size + 11 * PAGE);
  });
});

describe('a store with a flipped byte', () => {
  it('in a certificate has one bad record, and the rest', async () => {
    const { folder, data } = await filled();
    const file = readFileSync(data);
    const at = file.lastIndexOf(ALL[1234]!.der) + 500;
    const fd = openSync(data, 'r+');
    writeSync(fd, Buffer.from([file[at]! ^ 0x10]), 0, 1, at);
    closeSync(fd);
    const { store } = await opened(folder);
    const bad: string[] = [];
    let count = 0;
    for await (const records of walkStore(store, NEVER)) {
      count += records.length;
      bad.push(...records.filter(({ good }) => !good).map(({ name }) => name));
    }
    expect(count).toBe(ALL.length);
    expect(bad).toEqual([ALL[1234]!.name]);
  });
});

describe('a copy of a store', () => {
  it('is a store, without the file of locks', async () => {
    const { folder } = await filled();
    const copy = join(temporaryFolder(), 'copy');
    cpSync(join(folder, 'data.mdb'), join(copy, 'data.mdb'));
    const { store } = await opened(copy);
    expect(store.stats().certificates).toBe(ALL.length);
    expect(statSync(join(copy, 'data.mdb')).size).toBeGreaterThan(MIB);
  });
});
