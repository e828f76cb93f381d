/** How long to wait for a database that fails, and when to give it up. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { SqlTiming } from './timing.ts';

/** Failures in a row: with their pauses 15 s, in which a server has restarted or will not soon. */
const MAX_FAILURES_IN_A_ROW = 6;

/** Before any has succeeded: there is no network, the port is blocked, or the URL is wrong. */
const MAX_FAILED_CONNECTIONS = 3;
const MAX_SILENT_CONNECTIONS = 2;

/** Questions in a row that the server let pass without a word, each as long as crt.sh ever works on one. */
const MAX_SILENCES = 3;

/** Shorter ones are not worth a word. */
const MIN_TOLD_PAUSE_MS = 2_000;

export interface HealthOptions {
  readonly name: string;
  readonly timing: SqlTiming;
  readonly onNote?: ((text: string) => void) | undefined;
}

/** Of a source and all its connections; once given up, it stays so. */
export class Health {
  /** Aborted once the database is given up, to end what is under way. */
  readonly #givenUp = new AbortController();
  readonly #options: HealthOptions;
  #answered = false;
  #failures = 0;
  #silences = 0;
  #pauses = 0;
  #pauseMs = 0;
  #reason: string | undefined;

  constructor(options: HealthOptions) {
    this.#options = options;
  }

  /** Why the database was given up; `undefined` while it is not. */
  get reason(): string | undefined {
    return this.#reason;
  }

  get signal(): AbortSignal {
    return this.#givenUp.signal;
  }

  /** Pauses so far; what `turn` and `failed` are told. */
  get pauses(): number {
    return this.#pauses;
  }

  /**
   * Waits out what pauses began since, those that begin meanwhile too: who has waited for an older, shorter
   * one would fail before the newest is over, and make the next one longer for all. Returns early when
   * aborted.
   */
  async turn(since: number, signal: AbortSignal): Promise<number> {
    let waited = since;
    while (waited < this.#pauses && !signal.aborted) {
      waited = this.#pauses;
      await sleep(this.#pauseMs, undefined, { signal }).catch(() => undefined);
    }
    return waited;
  }

  answered(): void {
    this.#answered = true;
    this.#failures = 0;
    this.#silences = 0;
  }

  /**
   * @param turn when it began: what fails by the same cause as something else tells nothing new
   * @param counts false for what is mended by asking for less
   */
  failed(turn: number, fault: Fault, counts: boolean): void {
    if (fault.kind === 'hopeless') this.#giveUp(fault.message);
    if (turn < this.#pauses || this.#reason !== undefined) return;
    if (counts) {
      this.#failures++;
      if (fault.silent) this.#silences++;
    }
    const early = !this.#answered && fault.kind === 'unreachable';
    if (
      this.#failures >= (early ? MAX_FAILED_CONNECTIONS : MAX_FAILURES_IN_A_ROW) ||
      this.#silences >= (early ? MAX_SILENT_CONNECTIONS : MAX_SILENCES)
    ) {
      this.#giveUp(fault.message);
      return;
    }
    const { timing, onNote, name } = this.#options;
    const grownMs = timing.firstPauseMs * 2 ** Math.max(0, this.#failures - 1);
    this.#pauseMs = Math.min(grownMs, timing.maxPauseMs);
    this.#pauses++;
    if (this.#pauseMs >= MIN_TOLD_PAUSE_MS) {
      onNote?.(`${name}: ${fault.message}, pausing for ${this.#pauseMs / 1000} s`);
    }
  }

  #giveUp(reason: string): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#options.onNote?.(`${this.#options.name}: given up: ${reason}`);
    this.#givenUp.abort();
  }
}
