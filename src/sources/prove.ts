/** Certificates proved by their hash, batch after batch. */
import { FINGERPRINT_BYTES } from '../fingerprint/fingerprint.ts';
import { Hasher } from '../fingerprint/hasher.ts';
import type { ScanItem } from './scan/scan-item.ts';

export interface Proof {
  /** 32 bytes for each item of the batch; those of damaged places mean nothing. */
  readonly digests: Uint8Array;
  /** What the prover has made of an item besides; handed on to `Sink.found` as it is. */
  readonly product?: (index: number) => unknown;
}

/** Computes the fingerprints of certificates, here or in other threads. */
export interface Prover {
  /** Batches that may be under way at once: what keeps every thread busy, and bounds the memory. */
  readonly ahead: number;
  /** Whether other threads are to see the certificates, in memory that all threads share. */
  readonly shared: boolean;
  prove(batch: readonly ScanItem[]): Proof | Promise<Proof>;
}

/** Proves in this thread. */
export const PROVE_HERE: Prover = { ahead: 0, shared: false, prove: hashBatch };

export function hashBatch(batch: readonly ScanItem[]): Proof {
  const hasher = new Hasher();
  const digests = new Uint8Array(batch.length * FINGERPRINT_BYTES);
  for (let i = 0; i < batch.length; i++) {
    const item = batch[i]!;
    if (item.kind === 'certificate') hasher.hashInto(digests, i * FINGERPRINT_BYTES, item.der);
  }
  return { digests };
}

/** Takes a batch whose proof is there. */
export type TakeBatch = (batch: readonly ScanItem[], proof: Proof) => void | Promise<void>;

/** Hands batches to a prover, and on in the order in which they came. */
export class ProofQueue {
  readonly #prover: Prover;
  readonly #take: TakeBatch;
  readonly #queue: { batch: readonly ScanItem[]; proof: Proof | Promise<Proof> }[] = [];

  constructor(prover: Prover, take: TakeBatch) {
    this.#prover = prover;
    this.#take = take;
  }

  /** Returns once there is room for a further batch. */
  async push(batch: readonly ScanItem[]): Promise<void> {
    const proof = this.#prover.prove(batch);
    // one that fails is told where its turn comes, if it comes
    if (proof instanceof Promise) proof.catch(() => undefined);
    this.#queue.push({ batch, proof });
    while (this.#queue.length > this.#prover.ahead) await this.#takeFirst();
  }

  /** Hands on all that is under way. */
  async drain(): Promise<void> {
    while (this.#queue.length > 0) await this.#takeFirst();
  }

  async #takeFirst(): Promise<void> {
    const { batch, proof } = this.#queue.shift()!;
    await this.#take(batch, proof instanceof Promise ? await proof : proof);
  }
}
