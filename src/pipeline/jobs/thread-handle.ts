import { Worker } from 'node:worker_threads';
import type { TallySnapshot } from '../../impact/tally.ts';
import type { Answer, ExaminedBatch, Task, ThreadOptions } from './message.ts';

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Shared memory lives as long as a thread has not collected its view of it as garbage: with the usual
 * 16 MiB of young objects each thread held some 100 MiB of certificates that all were done with.
 */
const LIMITS = { maxYoungGenerationSizeMb: 3 };

/** One thread, from this side: answers come in the order of the tasks. */
export class ThreadHandle {
  readonly #worker: Worker;
  readonly #waiting: Waiting[] = [];
  #failure: Error | undefined;
  /** Until the first answer. */
  isStarting = true;

  constructor(entry: URL, options: ThreadOptions) {
    this.#worker = new Worker(entry, { workerData: options, resourceLimits: LIMITS });
    this.#worker.on('message', (answer: Answer) => {
      this.isStarting = false;
      this.#waiting.shift()?.resolve(answer);
    });
    this.#worker.on('messageerror', (error) => {
      this.#fail(error);
    });
    this.#worker.on('error', (error) => {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    });
    this.#worker.on('exit', () => {
      this.#fail(new Error('a worker thread ended before its work'));
    });
  }

  /** Tasks that have not been answered. */
  get underWay(): number {
    return this.#waiting.length;
  }

  examine(task: Task & { kind: 'batch' }): Promise<ExaminedBatch> {
    return this.#ask(task) as Promise<ExaminedBatch>;
  }

  tell(task: Task & { kind: 'wanted' }): void {
    this.#worker.postMessage(task);
  }

  async finish(): Promise<TallySnapshot> {
    const answer = await this.#ask({ kind: 'finish' });
    if (answer.kind !== 'finished') throw new Error('a worker thread answered out of turn');
    return answer.tally;
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(task: Task): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure);
        return;
      }
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(task);
    });
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    for (const { reject } of this.#waiting.splice(0)) reject(this.#failure);
  }
}
