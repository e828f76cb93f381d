/** How fast a host is asked, by all requests together. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './ask.ts';

export interface PaceOptions {
  /** Requests begin at least 1/rate seconds apart; 0 for no limit. */
  readonly requestsPerSecond: number;
  /** The pause after the first 429; each further one in a row doubles it. */
  readonly firstBackOffMs: number;
  /** No pause is longer, whatever Retry-After says. */
  readonly maxBackOffMs: number;
  /** A monotonic clock in milliseconds. */
  readonly now: () => number;
  readonly onBackOff?: (pauseMs: number) => void;
}

export class Pace {
  readonly #options: PaceOptions;
  readonly #intervalMs: number;
  #nextAt = 0;
  #pausedUntil = 0;
  #pauses = 0;
  /** Of the pauses, those since the host last answered. */
  #backOffs = 0;

  constructor(options: PaceOptions) {
    this.#options = options;
    this.#intervalMs = options.requestsPerSecond > 0 ? 1000 / options.requestsPerSecond : 0;
  }

  /** Resolves when the next request may go out; to the number of pauses so far. */
  async turn(signal: AbortSignal): Promise<number> {
    const { now } = this.#options;
    for (;;) {
      signal.throwIfAborted();
      const at = Math.max(now(), this.#nextAt, this.#pausedUntil);
      this.#nextAt = at + this.#intervalMs;
      const waitMs = at - now();
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
      // a pause that began meanwhile holds for those already in the queue too
      if (this.#pausedUntil <= at) return this.#pauses;
    }
  }

  /** Holds everybody back; a 429 to a request whose `turn` was before the last pause tells nothing new. */
  backOff(turn: number, retryAfterSeconds: number | undefined): void {
    const { now, firstBackOffMs, maxBackOffMs, onBackOff } = this.#options;
    if (turn < this.#pauses) return;
    this.#pauses++;
    const grownMs = firstBackOffMs * 2 ** Math.min(this.#backOffs, 30);
    this.#backOffs++;
    const pauseMs = Math.min(Math.max(grownMs, (retryAfterSeconds ?? 0) * 1000), maxBackOffMs);
    this.#pausedUntil = now() + pauseMs;
    this.#nextAt = this.#pausedUntil;
    onBackOff?.(pauseMs);
  }

  /** The host answers again. */
  calm(): void {
    this.#backOffs = 0;
  }
}

/** Lets `ask` take its turn, and turns its 429s into pauses for all. */
export function paced(ask: Ask, pace: Pace): Ask {
  return async (question, signal) => {
    const turn = await pace.turn(signal);
    const verdict = await ask(question, signal);
    if (verdict.kind === 'busy') pace.backOff(turn, verdict.retryAfterSeconds);
    else if (verdict.kind !== 'transient' && verdict.kind !== 'unreachable') pace.calm();
    return verdict;
  };
}
