import type { Verdict } from './answer.ts';

/** Of one source in a row: wrong credentials, a ban, or a URL that is not meant for this. */
export const MAX_REFUSALS_IN_A_ROW = 5;

/** When to stop asking a host that answers, but not what was asked. */
export class Refusals {
  readonly #onGiveUp: ((reason: string) => void) | undefined;
  #inARow = 0;
  #reason: string | undefined;

  constructor(onGiveUp?: (reason: string) => void) {
    this.#onGiveUp = onGiveUp;
  }

  /** Why there is nothing more to ask; `undefined` while there is. */
  get reason(): string | undefined {
    return this.#reason;
  }

  note(verdict: Verdict): void {
    if (verdict.kind === 'hit' || verdict.kind === 'absent' || verdict.kind === 'mismatched') {
      this.#inARow = 0;
    } else if (verdict.kind === 'refused' && ++this.#inARow === MAX_REFUSALS_IN_A_ROW) {
      this.#reason = `refused ${MAX_REFUSALS_IN_A_ROW} times in a row: ${verdict.reason}`;
      this.#onGiveUp?.(this.#reason);
    }
  }
}
