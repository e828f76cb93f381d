/** Many questions to one host: side by side, some of them twice, given up when nothing comes. */
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from './answer.ts';
import type { Ask, Question } from './ask.ts';
import { asTheyCome } from './as-they-come.ts';
import { type HostPace, paced } from './host-pace.ts';
import { inOrder } from './in-order.ts';
import { Refusals } from './refusals.ts';
import { retried, type RetryOptions } from './retry.ts';

/** Answers kept for each request at once, so that one slow answer does not hold up the others. */
const BACKLOG_PER_REQUEST = 16;

/** How a host is asked, whatever the questions. */
export interface Host {
  readonly ask: Ask;
  readonly pace: HostPace;
  readonly retry: RetryOptions;
  readonly concurrency: number;
  /** Pause before the second look. */
  readonly secondLookMs: number;
  /** Whether an answer is no last word, and the question put once more after all others. */
  readonly isDoubtful: (verdict: Verdict) => boolean;
  /** Whether a mirror may answer so for what it does not have (`Refusals`). */
  readonly refusesWhatItLacks: boolean;
  readonly onGiveUp?: (reason: string) => void;
}

export interface Questions {
  readonly count: number;
  /** The question, or its answer where there is no need to ask. */
  readonly question: (index: number) => Question | Verdict;
  /** Called for one answer at a time, and waited for. */
  readonly answer: (index: number, verdict: Verdict) => void | Promise<void>;
  /** Answers in the order of the questions, but for those that are asked twice. */
  readonly ordered?: boolean;
}

/** Gives each question one answer. Rejects only when aborted or when `answer` does. */
export async function askAll(
  host: Host,
  { count, question, answer, ordered = false }: Questions,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const { pace, concurrency, isDoubtful } = host;
  // ends what is under way when `answer` fails, too
  const stop = new AbortController();
  setMaxListeners(0, stop.signal);
  const end = (): void => {
    stop.abort(signal.reason);
  };
  signal.addEventListener('abort', end);
  const ask = retried(paced(host.ask, pace), host.retry, () => pace.isCalm);
  const refusals = new Refusals(host);
  const window = { concurrency, backlog: concurrency * BACKLOG_PER_REQUEST };
  const deliverAll = ordered ? inOrder : asTheyCome;
  const doubtful: number[] = [];
  pace.anew();
  try {
    await deliverAll(count, window, askOne, (index, verdict) => {
      if (!isDoubtful(verdict)) return answer(index, verdict);
      doubtful.push(index);
      return undefined;
    });
    if (doubtful.length > 0 && givenUp() === undefined) {
      await sleep(host.secondLookMs, undefined, { signal: stop.signal });
    }
    await deliverAll(
      doubtful.length,
      window,
      (at) => askOne(doubtful[at]!),
      (at, verdict) => answer(doubtful[at]!, verdict),
    );
  } catch (error) {
    // whatever the wait was, the caller's own reason says it best
    signal.throwIfAborted();
    throw error;
  } finally {
    stop.abort();
    signal.removeEventListener('abort', end);
  }

  async function askOne(index: number): Promise<Verdict> {
    const asked = question(index);
    if ('kind' in asked) return asked;
    const reason = givenUp();
    if (reason !== undefined) return { kind: 'given-up', reason };
    const verdict = await ask(asked, stop.signal);
    refusals.note(verdict);
    return verdict;
  }

  function givenUp(): string | undefined {
    return refusals.reason ?? pace.givenUp;
  }
}
