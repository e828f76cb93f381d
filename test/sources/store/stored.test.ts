import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../../src/fingerprint/fingerprint-set.ts';
import { type Fingerprint, fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import type { CertificateSource, IdAnswer, Wanted } from '../../../src/sources/source.ts';
import { MISSING_MS } from '../../../src/sources/store/remembered.ts';
import { storeSource } from '../../../src/sources/store/store-source.ts';
import { stored } from '../../../src/sources/store/stored.ts';
import { NEVER, collect, temporaryFolder } from '../material.ts';
import { type Certificate, certificate, certificates, opened, unreachable } from './opened.ts';

/** A server far away that has these; it uses one buffer for all answers. */
class Remote implements CertificateSource {
  readonly name: string;
  readonly local = false;
  readonly once = true;
  readonly asked: (Fingerprint | string)[] = [];
  readonly #has: ReadonlyMap<Fingerprint, Certificate>;
  readonly #ids: readonly Certificate[];

  constructor(has: readonly Certificate[], name = 'crt.sh') {
    this.name = name;
    this.#has = new Map(has.map((each) => [each.name, each]));
    this.#ids = has;
  }

  async collect({ fingerprints, rows }: Wanted, sink: Parameters<CertificateSource['collect']>[1]) {
    const buffer = Buffer.alloc(1 << 20);
    for (const row of rows) {
      const name = fingerprints.at(row);
      this.asked.push(name);
      const found = this.#has.get(name);
      if (found === undefined) sink.notFound(row);
      else {
        found.der.copy(buffer);
        await sink.found(row, buffer.subarray(0, found.der.length));
        buffer.fill(0);
      }
    }
  }

  async resolveIds(
    ids: readonly string[],
    answer: (index: number, answer: IdAnswer) => void | Promise<void>,
  ) {
    for (const [index, id] of ids.entries()) {
      this.asked.push(id);
      const found = this.#ids[Number(id)];
      await answer(
        index,
        found
          ? { outcome: 'found', fingerprint: found.name, der: found.der }
          : { outcome: 'notFound' },
      );
    }
  }

  async siblings(
    { rows }: Wanted,
    sink: Parameters<NonNullable<CertificateSource['siblings']>>[1],
  ) {
    for (const row of rows) {
      const sibling = this.#ids[row];
      if (sibling) await sink.sibling(row, sibling.name, sibling.der);
      else sink.none(row);
    }
  }
}

function dersOf(all: readonly Certificate[]): Buffer[] {
  return all.map(({ der }) => der);
}

const ONCE = { askAgain: false };

describe('a source with the store behind it', () => {
  it('is the same source, and what it finds is in the store before it is told', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(20);
    const source = stored(new Remote(all), store, ONCE);
    expect(source).toMatchObject({ name: 'crt.sh', local: false });
    expect(source.once).toBeUndefined();
    const fingerprints = new FingerprintSet();
    const rows = Uint32Array.from(all, ({ name }) => fingerprints.add(name));
    const inStore: boolean[] = [];
    await source.collect(
      { fingerprints, rows },
      {
        found: (row, der) => {
          expect(fingerprintOf(der)).toBe(fingerprints.at(row));
          inStore.push(store.get(fingerprints.bytesAt(row)) !== undefined);
        },
        notFound: unreachable,
        unavailable: unreachable,
        mismatched: unreachable,
      },
      NEVER,
    );
    expect(inStore).toEqual(all.map(() => true));
    const told = await collect(storeSource(store), dersOf(all));
    expect(told.every((line) => line.endsWith('found'))).toBe(true);
  });

  it('waits for the disk a few times only, however many it finds', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(2000);
    const started = performance.now();
    await collect(stored(new Remote(all), store, ONCE), dersOf(all));
    // a tenth of a second for each would be 200 s
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it('holds no more than some megabytes back', async () => {
    const { store } = await opened(temporaryFolder());
    const all = Array.from({ length: 40 }, (_, seed) => certificate(seed, 1_000_000));
    const told = await collect(stored(new Remote(all), store, ONCE), dersOf(all));
    expect(told).toEqual(all.map((_, row) => `${row} found`));
  });

  it('is not asked again for what it did not have, for a day', async () => {
    const { store, clock, notes } = await opened(temporaryFolder());
    const [a, b] = certificates(2) as [Certificate, Certificate];
    const remote = new Remote([a]);
    const ask = (askAgain: boolean) => collect(stored(remote, store, { askAgain }), dersOf([a, b]));
    expect(await ask(false)).toEqual(['1 notFound', '0 found']);
    expect(await ask(false)).toEqual(['1 notFound', '0 found']);
    expect(remote.asked).toEqual([a.name, b.name, a.name]);
    expect(notes).toEqual([
      'crt.sh: 1 was not there within the last day; --ask-again asks once more',
    ]);
    await ask(true);
    expect(remote.asked.at(-1)).toBe(b.name);
    clock.now += MISSING_MS;
    await ask(false);
    expect(remote.asked.at(-1)).toBe(b.name);
    // another source may well have it
    const other = new Remote([b], 'https://mirror.example/{sha256}');
    expect(await collect(stored(other, store, ONCE), [b.der])).toEqual(['0 found']);
  });

  it('remembers its numbers, and keeps what they stand for', async () => {
    const { store } = await opened(temporaryFolder());
    const remote = new Remote(certificates(2));
    const ask = async () => {
      const answers: IdAnswer['outcome'][] = [];
      await stored(remote, store, ONCE).resolveIds!(
        ['1', '7', '0'],
        (index, { outcome }) => void (answers[index] = outcome),
        NEVER,
      );
      return answers;
    };
    expect(await ask()).toEqual(['found', 'notFound', 'found']);
    expect(await ask()).toEqual(['found', 'notFound', 'found']);
    expect(remote.asked).toEqual(['1', '7', '0']);
    expect(await collect(storeSource(store), [certificate(1).der])).toEqual(['0 found']);
  });

  it('keeps siblings, and has none where the source has none to offer', async () => {
    const { store } = await opened(temporaryFolder());
    const [a, b] = certificates(2) as [Certificate, Certificate];
    const fingerprints = new FingerprintSet();
    const rows = Uint32Array.of(fingerprints.add(b.name), fingerprints.add(certificate(9).name));
    const told: string[] = [];
    await stored(new Remote([a]), store, ONCE).siblings!(
      { fingerprints, rows },
      {
        sibling: (row, name) => void told.push(`${row} ${name}`),
        none: (row) => void told.push(`${row} none`),
        unavailable: unreachable,
      },
      NEVER,
    );
    expect(told.sort()).toEqual([`0 ${a.name}`, '1 none']);
    expect(store.get(a.key)).toBeDefined();
    const bare = new Remote([]);
    const without: CertificateSource = {
      name: bare.name,
      local: false,
      collect: (wanted, sink) => bare.collect(wanted, sink),
    };
    expect(stored(without, store, ONCE)).not.toHaveProperty('siblings');
  });

  it('remembers siblings and that there are none, for the store alone too', async () => {
    const { store } = await opened(temporaryFolder());
    const [a, b] = certificates(2) as [Certificate, Certificate];
    const fingerprints = new FingerprintSet();
    const other = certificate(9);
    const rows = Uint32Array.of(fingerprints.add(b.name), fingerprints.add(other.name));
    let asked = 0;
    const remote = new Remote([a]);
    const counting: CertificateSource = {
      name: remote.name,
      local: false,
      collect: (wanted, sink) => remote.collect(wanted, sink),
      siblings(wanted, sink) {
        asked += wanted.rows.length;
        return remote.siblings(wanted, sink);
      },
    };
    const tell = async (source: CertificateSource): Promise<string[]> => {
      const told: string[] = [];
      await source.siblings!(
        { fingerprints, rows },
        {
          sibling: (row, name, der) => void told.push(`${row} ${name} ${fingerprintOf(der)}`),
          none: (row) => void told.push(`${row} none`),
          unavailable: unreachable,
        },
        NEVER,
      );
      return told.sort();
    };
    const all = [`0 ${a.name} ${a.name}`, '1 none'];
    expect(await tell(stored(counting, store, ONCE))).toEqual(all);
    await store.flush();
    expect(await tell(stored(counting, store, ONCE))).toEqual(all);
    expect(asked).toBe(2);
    expect(await tell(storeSource(store))).toEqual(all.slice(0, 1));
    expect(await tell(stored(counting, store, { askAgain: true }))).toEqual(all);
    expect(asked).toBe(4);
  });

  it('keeps what was found before it was aborted, and hands nothing on after', async () => {
    const { store } = await opened(temporaryFolder());
    const [a] = certificates(1) as [Certificate];
    const controller = new AbortController();
    const source = stored(
      {
        name: 'crt.sh',
        local: false,
        async collect(_, sink) {
          await sink.found(0, a.der);
          controller.abort(new Error('enough'));
          throw new Error('enough');
        },
      },
      store,
      ONCE,
    );
    await expect(collect(source, [a.der], controller.signal)).rejects.toThrow('enough');
    expect(store.get(a.key)).toBeDefined();
  });

  it('stops when what it found cannot be taken', async () => {
    const { store } = await opened(temporaryFolder());
    const all = certificates(3);
    const fingerprints = new FingerprintSet();
    const rows = Uint32Array.from(all, ({ name }) => fingerprints.add(name));
    const sink = {
      found: () => Promise.reject(new Error('the reader is gone')),
      notFound: () => undefined,
      unavailable: () => undefined,
      mismatched: () => undefined,
    };
    const work = stored(new Remote(all), store, ONCE).collect({ fingerprints, rows }, sink, NEVER);
    await expect(work).rejects.toThrow('the reader is gone');
  });
});
