import { CertImpactError } from '../../errors.ts';
import type { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';
import type { TallySnapshot } from '../../impact/tally.ts';
import { PROVE_HERE, type Proof, type Prover, hashBatch } from '../../sources/prove.ts';
import type { ScanItem } from '../../sources/scan/scan-item.ts';
import { EXAMINED, type ExaminedElsewhere, UNREADABLE } from '../examination.ts';
import type { Examiner } from '../examiner.ts';
import {
  type Batch,
  type ExaminedBatch,
  IS_EXAMINED,
  IS_UNREADABLE,
  PLACE_NUMBERS,
} from './message.ts';
import { ThreadHandle } from './thread-handle.ts';

/** A thread takes 50 ms to start, in which one alone examines some 10,000 certificates. */
const ALONE = 10_000;
/** One that a thread works at, and three that wait for it: with one, 1,000,000 took a fifth longer. */
const BATCHES_A_THREAD = 4;

export interface JobsOptions {
  /** Threads at work, this one included: it reads files, and examines when all others are busy. */
  readonly jobs: number;
  /** Whether the facts of each certificate are asked for. */
  readonly lines: boolean;
  readonly examiner: Examiner;
  /** How many certificates are examined before threads are started; tests make it small. */
  readonly alone?: number;
}

/**
 * Hands batches of certificates to other threads, which prove and examine them. Which thread gets
 * which batch is chance; as each adds up a tally of its own, and tallies merge to the same in every
 * order, what comes out is not.
 */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #threads: ThreadHandle[] = [];
  #seen = 0;
  #wanted: FingerprintSet | undefined;

  constructor(options: JobsOptions) {
    this.#options = options;
  }

  /**
   * A prover that examines on the way.
   * @param wanted what is to be examined, made to be shared; nothing is added to it before the prover
   *   has done its work. Everything, when absent
   */
  prover(wanted?: FingerprintSet): Prover {
    const { jobs } = this.#options;
    if (jobs === 1) return PROVE_HERE;
    this.#wanted = wanted;
    for (const thread of this.#threads) this.#tellWanted(thread);
    return {
      ahead: (jobs - 1) * BATCHES_A_THREAD,
      shared: true,
      prove: (batch) => this.#prove(batch),
    };
  }

  /** What the other threads have added up; they end. */
  finish(): Promise<TallySnapshot[]> {
    return Promise.all(this.#threads.splice(0).map((thread) => thread.finish()));
  }

  /** Stops whatever is under way. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.splice(0).map((thread) => thread.stop()));
  }

  #prove(batch: readonly ScanItem[]): Proof | Promise<Proof> {
    const { alone = ALONE, examiner } = this.#options;
    this.#seen += batch.length;
    if (this.#seen <= alone) return hashBatch(batch);
    const thread = this.#freeThread();
    // this thread would only wait: what it has hashed, the examiner examines in its turn
    if (thread === undefined) return hashBatch(batch);
    return thread.examine(placesOf(batch, examiner.tally.digestAll)).then(proofOf);
  }

  /** One that has room; a further one only when those before it are at work, and all busy. */
  #freeThread(): ThreadHandle | undefined {
    const threads = this.#threads;
    const free = threads.find(({ underWay }) => underWay < BATCHES_A_THREAD);
    if (free !== undefined) return free;
    if (threads.length === this.#options.jobs - 1) return undefined;
    if (threads.some(({ isStarting }) => isStarting)) return undefined;
    const thread = new ThreadHandle(THREAD, { lines: this.#options.lines });
    threads.push(thread);
    this.#tellWanted(thread);
    return thread;
  }

  #tellWanted(thread: ThreadHandle): void {
    thread.tell({ kind: 'wanted', fingerprints: this.#wanted?.share() });
  }
}

/**
 * The number of threads, as an option says it.
 * @throws {CertImpactError} `bad-option`
 */
export function checkedJobs(jobs: number): number {
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MAX_JOBS) return jobs;
  throw new CertImpactError('bad-option', `--jobs is no whole number from 1 to ${MAX_JOBS}`, {
    hint: 'leave it out: there is a thread for each core then, up to four',
  });
}

/** A thread takes about 30 MiB. */
const MAX_JOBS = 256;

const THREAD: URL = new URL('./thread.js', import.meta.url);

/** Says where a batch is, in memory that all threads see. */
export function placesOf(batch: readonly ScanItem[], digestAll: boolean): Batch {
  const buffers: SharedArrayBuffer[] = [];
  const places = new Int32Array(batch.length * PLACE_NUMBERS);
  for (let i = 0; i < batch.length; i++) {
    const item = batch[i]!;
    if (item.kind !== 'certificate') continue;
    const { buffer, byteOffset, length } = item.der;
    // pieces of memory follow one another: the last one is nearly always it
    let place = buffers.lastIndexOf(buffer as unknown as SharedArrayBuffer);
    if (place < 0) place = buffers.push(buffer as unknown as SharedArrayBuffer) - 1;
    places[i * PLACE_NUMBERS] = place;
    places[i * PLACE_NUMBERS + 1] = byteOffset;
    places[i * PLACE_NUMBERS + 2] = length;
  }
  return { kind: 'batch', buffers, places, digestAll };
}

function proofOf({ digests, results, lines }: ExaminedBatch): Proof {
  return {
    digests,
    product: (index): ExaminedElsewhere | undefined => {
      const result = results[index];
      if (result !== IS_EXAMINED && result !== IS_UNREADABLE) return undefined;
      const examination = result === IS_EXAMINED ? EXAMINED : UNREADABLE;
      return lines === undefined ? examination : { ...examination, line: lines[index] };
    },
  };
}
