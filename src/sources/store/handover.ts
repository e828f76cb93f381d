import type { Store } from './store.ts';

/** Beyond these, what was found waits for the disk before more is asked for. */
const MAX_WAITING_BYTES = 8 << 20;

/**
 * Hands certificates on once the store has them: whatever a run has told of is found again by the next
 * one, whenever it is killed. In the order in which they came, one after the other; and nobody waits for
 * the disk because of a single one.
 */
export class Handover {
  readonly #store: Store;
  readonly #signal: AbortSignal;
  #tail: Promise<void> = Promise.resolve();
  #bytes = 0;
  #failed = false;

  constructor(store: Store, signal: AbortSignal) {
    this.#store = store;
    this.#signal = signal;
  }

  /** @param hand given a copy of `der` that is its own */
  take(
    fingerprint: Uint8Array,
    der: Uint8Array,
    hand: (der: Uint8Array) => void | Promise<void>,
  ): void | Promise<void> {
    // `slice` of a Buffer copies nothing
    const own = new Uint8Array(der);
    const kept = this.#store.put(new Uint8Array(fingerprint), own);
    this.#bytes += own.length;
    this.#append(async () => {
      await kept;
      this.#bytes -= own.length;
      await hand(own);
    });
    if (!this.#failed && this.#bytes < MAX_WAITING_BYTES) return undefined;
    return this.settle();
  }

  /** For what needs nothing of the store, but its turn. */
  pass(hand: () => void | Promise<void>): void {
    this.#append(async () => {
      await hand();
    });
  }

  /** Resolves when all is handed on; rejects as the first that could not be, or when aborted. */
  async settle(): Promise<void> {
    await this.#store.flush();
    await this.#tail;
  }

  #append(step: () => Promise<void>): void {
    this.#tail = this.#tail.then(() => {
      this.#signal.throwIfAborted();
      return step();
    });
    this.#tail.catch(() => {
      this.#failed = true;
    });
  }
}
