/** How fast a host is asked, and whether, by all requests together. */
import { EventEmitter, once, setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Miss } from './answer.ts';
import type { Ask } from './ask.ts';
import { type BackOff, Breaker, type Turn } from './breaker.ts';
import { type Rate, TokenBucket } from './token-bucket.ts';

export interface HostPaceOptions extends BackOff {
  /** As in notes: `crt.sh`. */
  readonly host: string;
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** Told of pauses, their end, and giving up. */
  readonly onNote?: (text: string) => void;
}

/** Timers and clocks differ by milliseconds: what ends then ends after the patience. */
const TIMER_SLACK_MS = 50;

const CHANGE = 'change';

export class HostPace {
  readonly #options: HostPaceOptions;
  readonly #now: () => number;
  readonly #bucket: TokenBucket;
  readonly #breaker: Breaker;
  readonly #changes = new EventEmitter();
  #pausedUntil = 0;
  #hasFailed = false;
  #toldTrouble = false;

  constructor(options: HostPaceOptions) {
    this.#options = options;
    this.#now = steady(options.now);
    this.#bucket = new TokenBucket(this.#now);
    this.#breaker = new Breaker(options, this.#now);
    setMaxListeners(0, this.#changes);
  }

  /** Whether the host answers as far as is known, so that a failure is worth another try. */
  get isCalm(): boolean {
    return this.#breaker.state.kind === 'closed';
  }

  /** Why the host was given up; `undefined` while it is not. */
  get givenUp(): string | undefined {
    const { state } = this.#breaker;
    return state.kind === 'given-up' ? state.reason : undefined;
  }

  /**
   * How long a request may take now, of `usualMs`. As long as nothing was ever answered, what is left until
   * the host is given up, though time enough for a connection: a host that is silent is not waited for again
   * and again.
   */
  answerMs({ usualMs, connectMs }: { usualMs: number; connectMs: number }): number {
    const { failingMs, patienceMs } = this.#breaker;
    if (this.#breaker.hasAnswered) return usualMs;
    return Math.min(usualMs, Math.max(connectMs, patienceMs - failingMs) + TIMER_SLACK_MS);
  }

  limit(rate: Rate): void {
    this.#bucket.limit(rate);
  }

  /** Lets a host that was given up be probed once more. */
  anew(): void {
    this.#breaker.anew();
  }

  /**
   * Waits for the turn of one request: `undefined` when the host is given up. What it gives goes to
   * `note`, or the turn to `release`.
   */
  async turn(signal: AbortSignal): Promise<Turn | undefined> {
    const breaker = this.#breaker;
    for (;;) {
      signal.throwIfAborted();
      const { state } = breaker;
      if (state.kind === 'given-up') return undefined;
      if (state.kind === 'closed') {
        const waitMs = this.#bucket.take();
        if (waitMs > 0) await sleep(waitMs, undefined, { signal });
        // a pause that began meanwhile holds for those already in the queue too
        if (breaker.state === state) return breaker.turn();
      } else if (state.probing) {
        await once(this.#changes, CHANGE, { signal });
      } else {
        const pauseMs = this.#pausedUntil - this.#now();
        if (pauseMs <= 0) return breaker.turn();
        await sleep(pauseMs, undefined, { signal });
      }
    }
  }

  /** Waits for a token of the bucket, and for nothing else: one more request of the same turn. */
  async token(signal: AbortSignal): Promise<void> {
    const waitMs = this.#bucket.take();
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  }

  note(turn: Turn, verdict: { readonly kind: 'hit' } | Miss): void {
    if (!this.#breaker.note(turn, verdict)) {
      this.#noteTrouble(verdict);
      return;
    }
    const { state } = this.#breaker;
    if (state.kind === 'open') {
      this.#pausedUntil = this.#now() + state.pauseMs;
      this.#hasFailed ||= verdict.kind !== 'busy';
      this.#say(`${state.reason}, pausing for ${Math.round(state.pauseMs) / 1000} s`);
    } else if (state.kind === 'given-up') {
      this.#say(`given up: ${state.reason}`);
    } else {
      this.#bucket.empty();
      if (this.#hasFailed) this.#say('answers again');
      this.#hasFailed = false;
    }
    this.#changes.emit(CHANGE);
  }

  /** Before there is a pause: what takes long is not waited for without a word. */
  #noteTrouble(verdict: { readonly kind: 'hit' } | Miss): void {
    const { state, failingMs } = this.#breaker;
    if (failingMs === 0) this.#toldTrouble = false;
    if (this.#toldTrouble || state.kind !== 'closed' || failingMs < this.#options.firstAnswerMs)
      return;
    this.#toldTrouble = true;
    const reason = 'reason' in verdict ? verdict.reason : '';
    this.#say(`failing for ${Math.round(failingMs / 1000)} s (${reason}), asking again`);
  }

  release(turn: Turn): void {
    this.#breaker.release(turn);
    this.#changes.emit(CHANGE);
  }

  #say(text: string): void {
    this.#options.onNote?.(`${this.#options.host}: ${text}`);
  }
}

/** Lets `ask` wait for its turn, and tells the host's pace what came of it. */
export function paced<Hit extends { readonly kind: 'hit' }>(
  ask: Ask<Hit>,
  pace: HostPace,
): Ask<Hit> {
  return async (question, signal) => {
    const turn = await pace.turn(signal);
    if (turn === undefined) return { kind: 'given-up', reason: pace.givenUp ?? 'given up' };
    try {
      const verdict = await ask(question, signal);
      pace.note(turn, verdict);
      return verdict;
    } catch (error) {
      pace.release(turn);
      throw error;
    }
  };
}

/** A clock that is set back (NTP, a virtual machine that moves) would make everybody wait for it. */
function steady(now: () => number): () => number {
  let last = now();
  let offset = 0;
  return () => {
    const time = now() + offset;
    if (time < last) offset += last - time;
    else last = time;
    return last;
  };
}
