import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { KeptContent } from '../../../src/sources/store/kept-content.ts';
import { tryDecodeRecord } from '../../../src/sources/store/kept-content.ts';
import { KeptContents } from '../../../src/sources/store/kept-contents.ts';
import { openEnvironment } from '../../../src/sources/store/open-environment.ts';
import type { Environment } from '../../../src/sources/store/environment.ts';
import { temporaryFolder } from '../material.ts';
import { certificates, opened, putAll } from './opened.ts';
import { useProcesses } from './content-process.ts';

const URL = 'http://crl.example/a.crl';

function contentOf(body: Uint8Array, more: Partial<KeptContent> = {}): KeptContent {
  return {
    url: URL,
    sha256: createHash('sha256').update(body).digest('hex'),
    length: body.length,
    etag: '"1"',
    lastModified: null,
    fetchedAt: 1_000,
    checkedAt: 1_000,
    ...more,
  };
}

interface Contents {
  readonly contents: KeptContents;
  readonly environment: Environment;
  readonly clock: { now: number };
  readonly notes: string[];
}

async function openContents(maxKeptBytes: number, folder = temporaryFolder()): Promise<Contents> {
  const environment = (await openEnvironment(folder, true))!;
  onTestFinished(() => environment.close());
  const clock = { now: Date.UTC(2026, 0, 1) };
  const notes: string[] = [];
  const contents = new KeptContents(environment, {
    now: () => clock.now,
    onNote: (text) => notes.push(text),
    onUsed: () => undefined,
    maxKeptBytes,
  });
  return { contents, environment, clock, notes };
}

function pieceCount(environment: Environment): number {
  return [...environment.database('pieces')!.getKeys({})].length;
}

describe('the content of a URL', () => {
  it.each([0, 1, 262_127, 262_128, 262_129, 9_000_000, 20_000_000])(
    'of %d bytes is what it was, in this process and the next',
    async (length) => {
      const folder = temporaryFolder();
      const body = new Uint8Array(randomBytes(length));
      const content = contentOf(body);
      const first = await opened(folder);
      expect(await first.store.contents.keep(content, body)).toBe(true);
      for (const { store } of [first, await opened(folder)]) {
        expect(store.contents.find(URL)).toEqual(content);
        const read = store.contents.read(URL)!;
        expect(read.content).toEqual(content);
        expect(Buffer.compare(read.body, body)).toBe(0);
      }
      expect(first.notes).toEqual([]);
    },
  );

  it('is not there unless it was kept, and by its own URL only', async () => {
    const { store } = await opened(temporaryFolder());
    expect(store.contents.find(URL)).toBeUndefined();
    expect(store.contents.read(URL)).toBeUndefined();
    await store.contents.keep(contentOf(Buffer.of(1)), Buffer.of(1));
    expect(store.contents.find(`${URL}?`)).toBeUndefined();
    store.contents.forget(URL);
    store.contents.forget(URL);
    expect(store.contents.find(URL)).toBeUndefined();
  });

  it('lies beside certificates, which it does not disturb', async () => {
    const folder = temporaryFolder();
    const { store } = await opened(folder);
    const all = certificates(50);
    const body = randomBytes(3_000_000);
    const putting = putAll(store, all);
    await store.contents.keep(contentOf(body), body);
    await putting;
    expect(store.stats().certificates).toBe(50);
    for (const { key, der } of all) expect(Buffer.compare(store.get(key)!, der)).toBe(0);
    expect(Buffer.compare(store.contents.read(URL)!.body, body)).toBe(0);
  });

  it('takes the place of the one before, of which nothing stays', async () => {
    const { contents, environment } = await openContents(1 << 30);
    const large = randomBytes(3_000_000);
    await contents.keep(contentOf(large), large);
    expect(pieceCount(environment)).toBe(12);
    const small = randomBytes(100);
    await contents.keep(contentOf(small), small);
    expect(pieceCount(environment)).toBe(1);
    contents.forget(URL);
    expect(pieceCount(environment)).toBe(0);
  });

  it('is confirmed where it still is the same, and only then', async () => {
    const { contents } = await openContents(1 << 30);
    const body = randomBytes(1_000);
    const content = contentOf(body);
    await contents.keep(content, body);
    contents.confirm({ ...content, etag: '"2"', checkedAt: 2_000 });
    expect(contents.read(URL)?.content).toMatchObject({ etag: '"2"', checkedAt: 2_000 });
    contents.confirm({ ...content, sha256: 'f'.repeat(64), checkedAt: 3_000 });
    contents.confirm({ ...content, url: 'http://other.example/' });
    expect(contents.find(URL)).toMatchObject({ checkedAt: 2_000 });
    expect(contents.find('http://other.example/')).toBeUndefined();
  });

  it.each([
    ['a bit of it is another', 0],
    ['a piece is missing', 1],
    ['a piece is shorter', 2],
  ])('is taken for not there, and forgotten, where %s', async (_name, damage) => {
    const { contents, environment, notes } = await openContents(1 << 30);
    const body = randomBytes(600_000);
    await contents.keep(contentOf(body), body);
    const pieces = environment.database('pieces')!;
    const key = Buffer.from([...pieces.getKeys({})][1]!);
    const piece = pieces.getBinary(key)!;
    environment.write(() => {
      if (damage === 1) pieces.removeSync(key);
      else {
        const wrong = Buffer.from(piece);
        wrong[99]! ^= 1;
        pieces.putSync(key, damage === 0 ? wrong : piece.subarray(1));
      }
    });
    expect(contents.find(URL)).toBeDefined();
    expect(contents.read(URL)).toBeUndefined();
    expect(contents.find(URL)).toBeUndefined();
    expect(pieceCount(environment)).toBe(0);
    expect(notes).toEqual([`store: what is kept of ${URL} is corrupt, and taken for not there`]);
  });

  it('is kept up to a bound of all together: what was not asked for longest goes', async () => {
    const { contents, environment } = await openContents(2_500_000);
    for (let index = 0; index < 4; index++) {
      const body = randomBytes(1_000_000);
      const checkedAt = index === 0 ? 9_000 : 1_000 + index;
      await contents.keep(contentOf(body, { url: `${URL}?${index}`, checkedAt }), body);
    }
    contents.prune();
    const there = [0, 1, 2, 3].filter((index) => contents.read(`${URL}?${index}`) !== undefined);
    expect(there).toEqual([0, 3]);
    expect(pieceCount(environment)).toBe(8);
  });

  it('leaves nothing for good when a process was killed in the midst of it', async () => {
    const { contents, environment, clock } = await openContents(1 << 30);
    const body = randomBytes(1_000);
    await contents.keep(contentOf(body), body);
    const orphan = Buffer.alloc(20, 7);
    orphan.writeBigUInt64BE(BigInt(clock.now));
    environment.write(() => {
      environment.database('pieces')!.putSync(orphan, Buffer.from('x'));
    });
    clock.now += 59 * 60 * 1_000;
    contents.prune();
    expect(pieceCount(environment)).toBe(2);
    clock.now += 2 * 60 * 1_000;
    contents.prune();
    expect(pieceCount(environment)).toBe(1);
    expect(contents.read(URL)?.body).toHaveLength(1_000);
  });

  it.each(['', '{', 'null', '[]', '{"url":1}', '"x"', '{"url":"u","sha256":"","length":-1}'])(
    'has no record that is %j',
    (text) => {
      expect(tryDecodeRecord(Buffer.from(text))).toBeUndefined();
    },
  );
});

describe('two processes', () => {
  const start = useProcesses();

  it('keep the contents of the same URLs at once, and each reads whole ones', async () => {
    const folder = temporaryFolder();
    const ends = await Promise.all([1, 2].map((seed) => start(folder, seed, 40)));
    expect(ends).toEqual([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
    const { store, notes } = await opened(folder);
    for (let index = 0; index < 4; index++) {
      const { content, body } = store.contents.read(`http://crl.example/${index}`)!;
      expect(body).toHaveLength(content.length);
    }
    expect(notes).toEqual([]);
  });

  it('one of which is killed, leave the old or the new, and never a part', async () => {
    const folder = temporaryFolder();
    for (let round = 0; round < 3; round++) {
      const end = await start(folder, round, 1_000, 900 + round * 60);
      expect(end.stderr).toBe('');
    }
    const { store, notes } = await opened(folder);
    let found = 0;
    for (let index = 0; index < 4; index++) {
      if (store.contents.find(`http://crl.example/${index}`) === undefined) continue;
      found++;
      expect(store.contents.read(`http://crl.example/${index}`)).toBeDefined();
    }
    expect(found).toBeGreaterThan(0);
    expect(notes).toEqual([]);
  });
});
