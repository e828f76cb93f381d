/** Many questions to one host: side by side, answered in order, given up when nothing comes. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from './answer.ts';
import type { Ask, Question } from './ask.ts';
import { Breaker } from './breaker.ts';
import { inOrder } from './in-order.ts';
import { retried, type RetryOptions } from './retry.ts';

/** Answers kept for each request at once, so that one slow answer does not hold up the others. */
const BACKLOG_PER_REQUEST = 16;

export interface AskAllOptions {
  readonly ask: Ask;
  readonly retry: RetryOptions;
  /** Pause before those that are absent are asked again. */
  readonly secondLookMs: number;
  readonly concurrency: number;
  readonly onGiveUp?: (reason: string) => void;
  readonly count: number;
  /** The question, or its answer where there is no need to ask. */
  readonly question: (index: number) => Question | Verdict;
  readonly answer: (index: number, verdict: Verdict) => void | Promise<void>;
  readonly signal: AbortSignal;
}

/**
 * Answers come in the order of the questions, but for those that are absent at first: they are asked
 * once more after all others, and only then answered. Rejects only when aborted or when `answer` does.
 */
export async function askAll(options: AskAllOptions): Promise<void> {
  const { count, question, answer, signal, concurrency } = options;
  signal.throwIfAborted();
  const breaker = new Breaker(options.onGiveUp);
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const end = (): void => {
    stop.abort();
  };
  signal.addEventListener('abort', end);
  breaker.signal.addEventListener('abort', end);
  const ask = retried(breaker.watched(options.ask), options.retry);
  const window = { concurrency, backlog: concurrency * BACKLOG_PER_REQUEST };
  const absent: number[] = [];
  try {
    await inOrder(count, window, askOne, (index, verdict) => {
      if (verdict.kind !== 'absent') return answer(index, verdict);
      absent.push(index);
      return undefined;
    });
    if (absent.length > 0) await beforeSecondLook();
    await inOrder(
      absent.length,
      window,
      (at) => askOne(absent[at]!),
      (at, verdict) => answer(absent[at]!, verdict),
    );
  } finally {
    stop.abort();
    signal.removeEventListener('abort', end);
  }

  async function askOne(index: number): Promise<Verdict> {
    const asked = question(index);
    if ('kind' in asked) return asked;
    if (breaker.reason === undefined) {
      try {
        const verdict = await ask(asked, stop.signal);
        breaker.note(verdict);
        return verdict;
      } catch (error) {
        signal.throwIfAborted();
        if (!breaker.signal.aborted) throw error;
      }
    }
    return { kind: 'refused', reason: breaker.reason ?? 'given up' };
  }

  async function beforeSecondLook(): Promise<void> {
    if (breaker.signal.aborted) return;
    await sleep(options.secondLookMs, undefined, { signal: stop.signal }).catch(() => {
      signal.throwIfAborted();
    });
  }
}
