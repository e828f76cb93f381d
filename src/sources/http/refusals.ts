import type { Verdict } from './answer.ts';

/** Of one source in a row: wrong credentials, a ban, or a URL that is not meant for this. */
export const MAX_REFUSALS_IN_A_ROW = 5;

export interface RefusalOptions {
  /**
   * Once such a host has given something, a refusal is an answer about what was asked for, and no reason to
   * stop: S3 without the right to list says 403 for what it does not have, others 400. The certificate is
   * `unavailable` all the same, as it is not known whether it is there.
   */
  readonly refusesWhatItLacks: boolean;
  readonly onGiveUp?: (reason: string) => void;
}

/** These are about who asks, at any time: a user name and password, at the server or at the proxy. */
const OF_THE_ASKER: ReadonlySet<number> = new Set([401, 407]);

/** When to stop asking a host that answers, but not what was asked. */
export class Refusals {
  readonly #options: RefusalOptions;
  #hasGiven = false;
  #inARow = 0;
  #reason: string | undefined;

  constructor(options: RefusalOptions) {
    this.#options = options;
  }

  /** Why there is nothing more to ask; `undefined` while there is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  note(verdict: Verdict): void {
    if (verdict.kind === 'hit') this.#hasGiven = true;
    if (verdict.kind === 'hit' || verdict.kind === 'absent' || verdict.kind === 'mismatched') {
      this.#inARow = 0;
    } else if (verdict.kind === 'refused' && !this.#isAnswer(verdict.status)) {
      if (++this.#inARow !== MAX_REFUSALS_IN_A_ROW) return;
      this.#reason = `refused ${MAX_REFUSALS_IN_A_ROW} times in a row: ${verdict.reason}`;
      this.#options.onGiveUp?.(this.#reason);
    }
  }

  #isAnswer(status: number | undefined): boolean {
    if (!this.#options.refusesWhatItLacks || !this.#hasGiven || status === undefined) return false;
    return status >= 400 && status < 500 && !OF_THE_ASKER.has(status);
  }
}
