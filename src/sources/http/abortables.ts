/** What is to be stopped when a signal is aborted. */
export interface Abortable {
  /** Kept by `Abortables`. */
  place: number;
  stop(reason: Error): void;
}

const BY_SIGNAL = new WeakMap<AbortSignal, Abortables>();

/**
 * What is under way for one signal. One listener for all requests, and an array: listeners that were
 * removed and the tables of a `Set` that it has outgrown hang together, so that the young generation's
 * garbage collection keeps them all, and with them every answer; that cost a fifth of a run.
 */
export class Abortables {
  readonly #all: Abortable[] = [];

  static of(signal: AbortSignal): Abortables {
    let found = BY_SIGNAL.get(signal);
    if (found === undefined) BY_SIGNAL.set(signal, (found = new Abortables(signal)));
    return found;
  }

  private constructor(signal: AbortSignal) {
    signal.addEventListener('abort', () => {
      while (this.#all.length > 0) this.#all.at(-1)!.stop(signal.reason as Error);
    });
  }

  add(one: Abortable): void {
    one.place = this.#all.push(one) - 1;
  }

  /** Where it still is. */
  delete(one: Abortable): void {
    if (this.#all[one.place] !== one) return;
    const last = this.#all.pop()!;
    if (last === one) return;
    this.#all[one.place] = last;
    last.place = one.place;
  }
}
