/**
 * When to stop asking a host, for how long, and when for good: a circuit breaker. It opens on a 429 and
 * on a run of failures, lets a single probe through after each pause, and closes when that is answered.
 */
import type { Verdict } from './answer.ts';

/** Failures in a row, of all requests together: the host is down. One bad certificate has fewer tries. */
export const MAX_FAILURES_IN_A_ROW = 8;

/** Connections in a row that failed before any succeeded: there is no network, or a wrong URL. */
export const MAX_FAILED_CONNECTIONS = 3;

/** Of 5, 10, 20 and 40 s: what takes longer than a restart or a failover takes hours or days. */
export const MAX_PAUSES_OF_FAILURE = 4;

/** Some 25 minutes in all: a limit by the hour is over then, a ban is not. */
export const MAX_PAUSES_OF_429 = 10;

export interface BackOff {
  /** The first pause; each further one in a row is twice as long. */
  readonly firstBackOffMs: number;
  /** No pause is longer, whatever Retry-After says. */
  readonly maxBackOffMs: number;
}

export type BreakerState =
  | { readonly kind: 'closed' }
  /** `probing` once the pause is over and the probe is under way. */
  | { readonly kind: 'open'; readonly pauseMs: number; readonly reason: string; probing: boolean }
  | { readonly kind: 'given-up'; readonly reason: string };

/** A request that was let through. */
export interface Turn {
  /** How often the breaker had opened by then. */
  readonly opening: number;
  readonly probe: boolean;
}

const CLOSED: BreakerState = { kind: 'closed' };

export class Breaker {
  readonly #backOff: BackOff;
  #state: BreakerState = CLOSED;
  #openings = 0;
  #connected = false;
  #failedConnections = 0;
  /** Since the last answer. */
  #failures = 0;
  #pauses = 0;
  #pausesOfFailure = 0;

  constructor(backOff: BackOff) {
    this.#backOff = backOff;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Lets a request through: any while closed, the one probe while open. */
  turn(): Turn {
    const probe = this.#state.kind === 'open';
    if (this.#state.kind === 'open') this.#state.probing = true;
    return { opening: this.#openings, probe };
  }

  /** Takes note of what a request that was let through gave; true when the state is another now. */
  note(turn: Turn, verdict: Verdict): boolean {
    const isUnreachable = verdict.kind === 'unreachable';
    if (!isUnreachable) this.#connected = true;
    // what went out before a pause tells nothing that the pause did not know
    if (turn.opening !== this.#openings || this.#state.kind === 'given-up') return false;
    if (verdict.kind === 'busy') {
      this.#pausesOfFailure = 0;
      return this.#open(verdict.reason, verdict.retryAfterSeconds);
    }
    if (verdict.kind !== 'transient' && !isUnreachable) return this.#close();
    if (isUnreachable && !this.#connected) {
      if (++this.#failedConnections < MAX_FAILED_CONNECTIONS) return false;
      return this.#giveUp(verdict.reason);
    }
    if (!turn.probe && ++this.#failures < MAX_FAILURES_IN_A_ROW) return false;
    if (++this.#pausesOfFailure > MAX_PAUSES_OF_FAILURE) {
      return this.#giveUp(`still failing after ${MAX_PAUSES_OF_FAILURE} pauses: ${verdict.reason}`);
    }
    const retryAfter = verdict.kind === 'transient' ? verdict.retryAfterSeconds : undefined;
    return this.#open(`failing (${verdict.reason})`, retryAfter);
  }

  /** A probe came to no end (it was aborted): the next request is the probe. */
  release(turn: Turn): void {
    if (turn.probe && turn.opening === this.#openings && this.#state.kind === 'open') {
      this.#state.probing = false;
    }
  }

  /** After giving up, somebody asks anew: one probe decides, at once. */
  anew(): void {
    if (this.#state.kind !== 'given-up') return;
    const { reason } = this.#state;
    this.#openings++;
    this.#pauses = this.#pausesOfFailure = Infinity;
    this.#failedConnections = MAX_FAILED_CONNECTIONS;
    this.#state = { kind: 'open', pauseMs: 0, reason, probing: false };
  }

  #open(reason: string, retryAfterSeconds = 0): boolean {
    if (++this.#pauses > MAX_PAUSES_OF_429) {
      return this.#giveUp(`${reason} after ${MAX_PAUSES_OF_429} pauses`);
    }
    const { firstBackOffMs, maxBackOffMs } = this.#backOff;
    const grownMs = firstBackOffMs * 2 ** (this.#pauses - 1);
    const pauseMs = Math.min(Math.max(grownMs, retryAfterSeconds * 1000), maxBackOffMs);
    this.#openings++;
    this.#state = { kind: 'open', pauseMs, reason, probing: false };
    return true;
  }

  #close(): boolean {
    this.#failures = this.#pauses = this.#pausesOfFailure = 0;
    if (this.#state.kind === 'closed') return false;
    this.#state = CLOSED;
    return true;
  }

  #giveUp(reason: string): boolean {
    this.#openings++;
    this.#state = { kind: 'given-up', reason };
    return true;
  }
}
