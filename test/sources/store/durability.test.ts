import { setTimeout } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { type Fingerprint, parseFingerprint } from '../../../src/fingerprint/fingerprint.ts';
import { walkStore } from '../../../src/sources/store/walk.ts';
import { NEVER, temporaryFolder } from '../material.ts';
import { certificate, opened, putAll } from './opened.ts';
import { type WritingProcess, useWritingProcesses } from './writing-process.ts';

const KILLS = 40;
const MANY = 1_000_000;

const write = useWritingProcesses();

/** Every record has its hash, and all that was promised is there. */
async function expectWhole(folder: string, promised: Iterable<string>): Promise<number> {
  const { store, notes } = await opened(folder);
  let records = 0;
  for await (const batch of walkStore(store, NEVER)) {
    records += batch.length;
    expect(batch.filter(({ good }) => !good)).toEqual([]);
  }
  const lost = [...promised].filter(
    (name) => store.get(parseFingerprint(name as Fingerprint)) === undefined,
  );
  expect(lost).toEqual([]);
  expect(notes).toEqual([]);
  await store.close();
  return records;
}

async function firstPromise({ promised, child }: WritingProcess): Promise<void> {
  while (promised.size === 0 && child.exitCode === null) await setTimeout(5);
}

describe('a process that writes to the store', () => {
  it(
    `killed at any moment (${KILLS} times) leaves a store with all that it has promised`,
    { timeout: 300_000 },
    async () => {
      const folder = temporaryFolder();
      const promised = new Set<string>();
      for (let kill = 0; kill < KILLS; kill++) {
        const writing = write({ folder, seed: kill * MANY, count: MANY });
        // from before the store is open to many commits later
        if (kill % 5 === 0) await setTimeout(Math.random() * 120);
        else {
          await firstPromise(writing);
          await setTimeout(Math.random() * 150);
        }
        writing.child.kill('SIGKILL');
        const { signal, stderr } = await writing.ended;
        expect({ signal, stderr }).toEqual({ signal: 'SIGKILL', stderr: '' });
        for (const name of writing.promised) promised.add(name);
        expect(await expectWhole(folder, promised)).toBeGreaterThanOrEqual(promised.size);
      }
      expect(promised.size).toBeGreaterThan(KILLS * 50);
    },
  );

  it('need not be alone: two at once write what each has promised', async () => {
    const folder = temporaryFolder();
    const both = [0, MANY].map((seed) => write({ folder, seed, count: 3000 }));
    for (const { ended } of both)
      expect(await ended).toEqual({ stderr: '', code: 0, signal: null });
    const promised = both.flatMap((each) => [...each.promised]);
    expect(new Set(promised).size).toBe(6000);
    expect(await expectWhole(folder, promised)).toBe(6000);
  });

  it('does not hold up another one when it is killed in the midst of a transaction', async () => {
    const folder = temporaryFolder();
    const survivor = write({ folder, seed: 0, count: 4000 });
    await firstPromise(survivor);
    for (let kill = 1; kill <= 8; kill++) {
      const victim = write({ folder, seed: kill * MANY, count: MANY });
      await firstPromise(victim);
      await setTimeout(Math.random() * 40);
      victim.child.kill('SIGKILL');
      await victim.ended;
    }
    expect(await survivor.ended).toEqual({ stderr: '', code: 0, signal: null });
    expect(survivor.promised.size).toBe(4000);
    await expectWhole(folder, survivor.promised);
  });

  it('is seen by one that reads at the same time', async () => {
    const folder = temporaryFolder();
    const { store } = await opened(folder);
    const writing = write({ folder, seed: 0, count: MANY });
    await firstPromise(writing);
    for (let look = 0; look < 20; look++) {
      for (const name of [...writing.promised].slice(-20)) {
        expect(store.get(parseFingerprint(name as Fingerprint))).toBeDefined();
      }
      expect(await putAll(store, [certificate(look, 5000)])).toEqual(['added']);
      await setTimeout(10);
    }
    expect(writing.promised.size).toBeGreaterThan(100);
  });
});
