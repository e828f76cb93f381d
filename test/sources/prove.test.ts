import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PROVE_HERE, type Proof, ProofQueue, type Prover } from '../../src/sources/prove.ts';
import type { ScanItem } from '../../src/sources/scan/scan-item.ts';

function batchOf(...texts: string[]): ScanItem[] {
  return texts.map((text, i) => ({
    kind: 'certificate',
    der: Buffer.from(text),
    place: 'bundle.pem',
    line: i + 1,
  }));
}

/** Answers after so many milliseconds, and counts what is under way. */
function slowProver(ahead: number, delays: readonly number[]) {
  const state = { underWay: 0, most: 0, calls: 0 };
  const prover: Prover = {
    ahead,
    shared: false,
    async prove(): Promise<Proof> {
      const call = state.calls++;
      state.most = Math.max(state.most, ++state.underWay);
      await sleep(delays[call % delays.length]);
      state.underWay--;
      return { digests: Uint8Array.of(call) };
    },
  };
  return { prover, state };
}

describe('PROVE_HERE', () => {
  it('computes the SHA-256 of each certificate, and passes over damaged places', () => {
    const [first, second] = batchOf('one', 'two');
    const damage: ScanItem = { kind: 'damaged', place: 'x', line: 1, reason: 'garbage' };
    const { digests } = PROVE_HERE.prove([first!, damage, second!]) as Proof;
    const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
    expect(Buffer.from(digests.subarray(0, 32))).toEqual(sha256('one'));
    expect(Buffer.from(digests.subarray(64, 96))).toEqual(sha256('two'));
    expect(digests).toHaveLength(96);
  });
});

describe('ProofQueue', () => {
  it('hands batches on in their order, whichever proof is there first', async () => {
    const taken: number[] = [];
    const { prover } = slowProver(4, [30, 1, 15, 2, 9]);
    const queue = new ProofQueue(prover, (_, { digests }) => void taken.push(digests[0]!));
    for (let i = 0; i < 40; i++) await queue.push(batchOf('x'));
    await queue.drain();
    expect(taken).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('lets no more batches be under way than the prover wants', async () => {
    const { prover, state } = slowProver(3, [2]);
    const queue = new ProofQueue(prover, () => undefined);
    for (let i = 0; i < 50; i++) {
      await queue.push(batchOf('x'));
      expect(state.underWay).toBeLessThanOrEqual(3);
    }
    await queue.drain();
    expect(state.most).toBe(4);
    expect(state.calls).toBe(50);
  });

  it('waits for whoever takes the batches', async () => {
    let open = 0;
    const queue = new ProofQueue(PROVE_HERE, async () => {
      expect(++open).toBe(1);
      await sleep(2);
      open--;
    });
    for (let i = 0; i < 10; i++) await queue.push(batchOf('x'));
    expect(open).toBe(0);
  });

  it('throws what a proof failed with where its turn comes, and not before', async () => {
    const taken: number[] = [];
    const prover: Prover = {
      ahead: 8,
      shared: false,
      prove: (batch) =>
        batch.length === 2
          ? Promise.reject(new Error('the thread is gone'))
          : Promise.resolve({ digests: new Uint8Array() }),
    };
    const queue = new ProofQueue(prover, (batch) => void taken.push(batch.length));
    await queue.push(batchOf('a'));
    await queue.push(batchOf('a', 'b'));
    await queue.push(batchOf('a'));
    await sleep(5);
    await expect(queue.drain()).rejects.toThrow('the thread is gone');
    expect(taken).toEqual([1]);
  });
});
