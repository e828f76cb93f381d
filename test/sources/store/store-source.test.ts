import { hash } from 'node:crypto';
import { open } from 'lmdb';
import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../../src/fingerprint/fingerprint-set.ts';
import { FINGERPRINT_BYTES } from '../../../src/fingerprint/fingerprint.ts';
import type { IdAnswer } from '../../../src/sources/source.ts';
import { inKeyOrder } from '../../../src/sources/store/key-order.ts';
import { storeSource } from '../../../src/sources/store/store-source.ts';
import { hashBatch } from '../../../src/sources/prove.ts';
import { NEVER, collect, temporaryFolder } from '../material.ts';
import { certificate, certificates, opened, putAll, unreachable } from './opened.ts';

/** Writes past the store, as a failing disk would. */
async function overwrite(folder: string, key: Uint8Array, value: Uint8Array): Promise<void> {
  const root = open({ path: folder, overlappingSync: false });
  const options = { name: 'certificates', encoding: 'binary', keyEncoding: 'binary' } as const;
  await root.openDB(options).put(Buffer.from(key), Buffer.from(value));
  await root.close();
}

describe('the store as a source', () => {
  it('finds what it has, by hash, and says of the rest that it is not there', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(3000);
    await putAll(store, all.slice(0, 2500));
    const told = await collect(
      storeSource(store),
      all.map(({ der }) => der),
    );
    expect(told).toHaveLength(3000);
    expect(new Set(told)).toEqual(
      new Set(all.map((_, row) => `${row} ${row < 2500 ? 'found' : 'notFound'}`)),
    );
  });

  it('needs no network, and is called store', async () => {
    const { store } = await opened(temporaryFolder());
    expect(storeSource(store)).toMatchObject({ name: 'store', local: true });
    expect(await collect(storeSource(store), [certificate(1).der])).toEqual(['0 notFound']);
    expect(await collect(storeSource(store), [])).toEqual([]);
  });

  it('hands batches to a prover, in memory that threads share where it wants that', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(5000);
    await putAll(store, all);
    const fingerprints = new FingerprintSet();
    const rows = Uint32Array.from(all, ({ name }) => fingerprints.add(name));
    const products: unknown[] = [];
    let shared = 0;
    const sink = {
      prover: {
        ahead: 3,
        shared: true,
        async prove(batch: Parameters<typeof hashBatch>[0]) {
          for (const item of batch) {
            if (item.kind === 'certificate' && item.der.buffer instanceof SharedArrayBuffer)
              shared++;
          }
          const { digests } = hashBatch(batch);
          await new Promise((resolve) => setTimeout(resolve, 2));
          return { digests, product: (i: number) => digests[i * FINGERPRINT_BYTES] };
        },
      },
      found: (row: number, _der: Uint8Array, product: unknown) => {
        products[row] = product;
      },
      notFound: unreachable,
      unavailable: unreachable,
      mismatched: unreachable,
    };
    await storeSource(store).collect({ fingerprints, rows }, sink, NEVER);
    expect(shared).toBe(5000);
    expect(products).toEqual(all.map(({ key }) => key[0]));
  });

  it('takes a corrupt record for a miss, tells it, and has it mended by the next put', async () => {
    const folder = temporaryFolder();
    const { store, notes } = await opened(folder);
    const [good, bad] = certificates(2) as [
      ReturnType<typeof certificate>,
      ReturnType<typeof certificate>,
    ];
    await putAll(store, [good, bad]);
    const flipped = Buffer.from(bad.der);
    flipped[500]! ^= 1;
    await overwrite(folder, bad.key, flipped);
    const ask = () => collect(storeSource(store), [good.der, bad.der]);
    expect(new Set(await ask())).toEqual(new Set(['0 found', '1 notFound']));
    expect(notes).toEqual([`store: the record of ${bad.name} is corrupt, and taken for not there`]);
    await store.flush();
    expect(store.get(bad.key)).toBeUndefined();
    expect(await putAll(store, [bad])).toEqual(['added']);
    expect(new Set(await ask())).toEqual(new Set(['0 found', '1 found']));
  });

  it('has a corrupt record overwritten by what is fetched', async () => {
    const folder = temporaryFolder();
    await (await opened(folder)).store.close();
    const { key, der } = certificate(1);
    await overwrite(folder, key, Buffer.from('not a certificate'));
    const { store } = await opened(folder);
    expect(await putAll(store, [certificate(1)])).toEqual(['added']);
    expect(Buffer.compare(store.get(key)!, der)).toBe(0);
  });

  it('names the first twenty of many corrupt records', async () => {
    const folder = temporaryFolder();
    const { store, notes } = await opened(folder);
    const all = certificates(50);
    for (const { key } of all) void store.put(key, Buffer.from('x'));
    await store.flush();
    const told = await collect(
      storeSource(store),
      all.map(({ der }) => der),
    );
    expect(told.every((line) => line.endsWith('notFound'))).toBe(true);
    expect(notes).toHaveLength(21);
    expect(notes.at(-1)).toContain('further corrupt records are not named');
  });

  it('resolves the numbers of crt.sh that it knows, their hashes checked too', async () => {
    const folder = temporaryFolder();
    const { store } = await opened(folder);
    const [a, b, c] = [certificate(1), certificate(2), certificate(3)];
    await putAll(store, [a, b]);
    store.rememberId('crt.sh', '1', a.key);
    store.rememberId('crt.sh:sql', '2', b.key);
    store.rememberId('crt.sh', '3', c.key);
    store.rememberId('http://127.0.0.1:1', '4', a.key);
    await store.flush();
    await overwrite(folder, b.key, c.der);
    const answers: IdAnswer[] = [];
    await storeSource(store).resolveIds!(
      ['1', '2', '3', '4', '5'],
      (index, answer) => void (answers[index] = answer),
      NEVER,
    );
    expect(answers.map(({ outcome }) => outcome)).toEqual([
      'found',
      'notFound',
      'notFound',
      'notFound',
      'notFound',
    ]);
    expect(answers[0]).toMatchObject({ fingerprint: a.name });
  });

  it('is aborted in the midst', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(5000);
    await putAll(store, all);
    const controller = new AbortController();
    setImmediate(() => {
      controller.abort(new Error('enough'));
    });
    const ders = all.map(({ der }) => der);
    await expect(collect(storeSource(store), ders, controller.signal)).rejects.toThrow('enough');
  });

  it('takes each row once, in the order of the fingerprints', () => {
    const fingerprints = new FingerprintSet();
    for (let i = 0; i < 20_000; i++) {
      fingerprints.addBytes(hash('sha256', String(i), 'buffer'));
    }
    const rows = Uint32Array.from({ length: 10_000 }, (_, i) => i * 2);
    const order = Array.from(inKeyOrder({ fingerprints, rows }));
    const names = order.map((row) => fingerprints.at(row).slice(0, 8));
    expect(names).toEqual([...names].sort());
    expect(new Set(order)).toEqual(new Set(rows));
  });
});
