import { setTimeout as sleep } from 'node:timers/promises';
import type { Ask } from './ask.ts';

export interface RetryOptions {
  /** Tries of one question in all, but for those that a 429 answered. */
  readonly tries: number;
  /** Pause before the second try; it doubles with each further one. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** From 0 to 1: spreads the pauses, so that what failed together is not asked again together. */
  readonly random: () => number;
}

/** 429s of one question: each has cost a pause of all requests, up to minutes long. */
export const MAX_BUSY_ANSWERS = 10;

/**
 * Asks again, after growing and jittered pauses, as long as another try is worth it.
 * @param isCalm whether the host answers others: where it does not, no question insists, so that the
 * probes of a circuit breaker are not all about one certificate
 */
export function retried<Hit extends { readonly kind: 'hit' }>(
  ask: Ask<Hit>,
  options: RetryOptions,
  isCalm: () => boolean,
): Ask<Hit> {
  return async (question, signal) => {
    let tries = 0;
    let busy = 0;
    for (;;) {
      const verdict = await ask(question, signal);
      if (verdict.kind === 'busy') {
        if (++busy >= MAX_BUSY_ANSWERS) return verdict;
        continue;
      }
      if (verdict.kind !== 'transient' && verdict.kind !== 'unreachable') return verdict;
      if (++tries >= options.tries) return verdict;
      // the host's pause is as long as the server wants it
      if (verdict.kind === 'transient' && verdict.retryAfterSeconds) continue;
      if (!isCalm()) return verdict;
      await sleep(pauseMs(tries, options), undefined, { signal });
    }
  };
}

/** Between a half and the whole of first × 2^(tries-1), at most `maxPauseMs`. */
function pauseMs(tries: number, { firstPauseMs, maxPauseMs, random }: RetryOptions): number {
  return Math.min(firstPauseMs * 2 ** (tries - 1), maxPauseMs) * (0.5 + random() / 2);
}
