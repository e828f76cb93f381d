/** When to stop asking a host that does not answer. */
import type { Verdict } from './answer.ts';
import type { Ask } from './ask.ts';

/** Certificates in a row that could not be had: the host is down, or has locked us out. */
export const MAX_FAILURES_IN_A_ROW = 8;

/** Connections in a row that failed before any succeeded: there is no network, or a wrong URL. */
export const MAX_FAILED_CONNECTIONS = 3;

export class Breaker {
  /** Aborted once the host is given up, to end what is under way. */
  readonly #givenUp = new AbortController();
  readonly #onGiveUp: ((reason: string) => void) | undefined;
  #answered = false;
  #failedConnections = 0;
  #failures = 0;
  #reason: string | undefined;

  constructor(onGiveUp?: (reason: string) => void) {
    this.#onGiveUp = onGiveUp;
  }

  /** Why the host was given up; `undefined` while it is not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  get signal(): AbortSignal {
    return this.#givenUp.signal;
  }

  /** Takes note of each single try. */
  watched(ask: Ask): Ask {
    return async (question, signal) => {
      const verdict = await ask(question, signal);
      if (verdict.kind !== 'unreachable') this.#answered = true;
      else if (!this.#answered && ++this.#failedConnections >= MAX_FAILED_CONNECTIONS) {
        this.#giveUp(verdict.reason);
      }
      return verdict;
    };
  }

  /** Takes note of what became of a question after all tries. */
  note(verdict: Verdict): void {
    if (verdict.kind === 'hit' || verdict.kind === 'mismatched' || verdict.kind === 'absent') {
      this.#failures = 0;
    } else if (++this.#failures >= MAX_FAILURES_IN_A_ROW) {
      this.#giveUp(`${MAX_FAILURES_IN_A_ROW} certificates in a row failed: ${verdict.reason}`);
    }
  }

  #giveUp(reason: string): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#onGiveUp?.(reason);
    this.#givenUp.abort();
  }
}
