import { statfsSync } from 'node:fs';
import type { Environment } from './environment.ts';
import { wordCause } from './open-environment.ts';
import { WriteBatch } from './write-batch.ts';

/** What waits for a transaction: a commit waits for the disk, so each should be worth it. */
const BATCH_BYTES = 8 << 20;
const COMMIT_MS = 100;

export const READ_ONLY = 'it is read-only';
export const DISK_FULL = 'the disk is full';

export interface WriterOptions {
  readonly folder: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told why nothing is written any more. */
  readonly onFailed: (reason: string) => void;
  /** Told how much a transaction has written. */
  readonly onWritten: (bytes: number) => void;
}

/** Gathers what is to be written into transactions. After a failure, which it tells, it writes no more. */
export class Writer {
  readonly #environment: Environment;
  readonly #options: WriterOptions;
  #batch = new WriteBatch();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #failure: string | undefined;

  constructor(environment: Environment, options: WriterOptions) {
    this.#environment = environment;
    this.#options = options;
  }

  /** Why nothing is written any more; absent while all is well. */
  get failure(): string | undefined {
    return this.#failure;
  }

  /**
   * Has something added to the batch, unless nothing is written any more. A full batch is committed before
   * this returns; any is soon.
   */
  add(work: (batch: WriteBatch) => void): void {
    if (this.#stopped) return;
    if (this.#environment.readOnly) {
      this.#fail(READ_ONLY);
      return;
    }
    work(this.#batch);
    if (this.#batch.bytes >= BATCH_BYTES) this.commit();
    else {
      this.#timer ??= setTimeout(() => {
        this.commit();
      }, COMMIT_MS);
    }
  }

  commit(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const batch = this.#batch;
    if (batch.empty) return;
    this.#batch = new WriteBatch();
    try {
      batch.commit(this.#environment, this.#options.now());
      batch.settle(true);
      this.#options.onWritten(batch.bytes);
    } catch (error) {
      this.#fail(this.#reasonOf(error));
      batch.settle(false);
    }
  }

  close(): void {
    this.commit();
    this.#stopped = true;
  }

  #reasonOf(error: unknown): string {
    if (this.#environment.readOnly) return READ_ONLY;
    return this.#isDiskFull() ? DISK_FULL : wordCause(error);
  }

  /** LMDB says `Input/output error` of it. */
  #isDiskFull(): boolean {
    try {
      const { bavail, bsize } = statfsSync(this.#options.folder);
      return bavail * bsize < 2 * BATCH_BYTES;
    } catch {
      return false;
    }
  }

  #fail(reason: string): void {
    this.#stopped = true;
    this.#failure = reason;
    this.#options.onFailed(reason);
  }
}
