/**
 * When to stop asking a host, for how long, and when for good: a circuit breaker. It opens on a 429, on a
 * Retry-After and on a run of failures, lets a single probe through after each pause, and closes when that
 * is answered.
 */
import type { Miss } from './answer.ts';

/** Failures in a row, of all requests together: the host is down. One bad certificate has fewer tries. */
export const MAX_FAILURES_IN_A_ROW = 8;

/** Connections in a row that failed before any succeeded: there is no network, or a wrong URL. */
export const MAX_FAILED_CONNECTIONS = 3;

/** Of 5, 10, 20 and 40 s: what takes longer than a restart or a failover takes hours or days. */
export const MAX_PAUSES_OF_FAILURE = 4;

export interface BackOff {
  /** The first pause; each further one in a row is twice as long. */
  readonly firstBackOffMs: number;
  /** No pause grows longer; Retry-After says another. */
  readonly maxBackOffMs: number;
  /** Of pauses in a row, added up. What Retry-After asks for beyond is not waited for. */
  readonly maxPausedMs: number;
  /** Of a run of failures, from when the first was asked, where nothing was ever answered. */
  readonly firstAnswerMs: number;
  /** The same, of a host that has answered before. */
  readonly patienceMs: number;
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
  /** When. */
  readonly begun: number;
}

const CLOSED: BreakerState = { kind: 'closed' };

export class Breaker {
  readonly #backOff: BackOff;
  readonly #now: () => number;
  #state: BreakerState = CLOSED;
  #openings = 0;
  #connected = false;
  #answered = false;
  #answeredAt = -Infinity;
  #failedConnections = 0;
  /** When what has failed since the last answer was first asked. */
  #failingSince: number | undefined;
  #failures = 0;
  #pauses = 0;
  #pausedMs = 0;
  #pausesOfFailure = 0;
  /** What Retry-After said. */
  #notBefore = -Infinity;

  /** @param now a clock in milliseconds that never goes back */
  constructor(backOff: BackOff, now: () => number) {
    this.#backOff = backOff;
    this.#now = now;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Whether it ever has, failures and 429 aside. */
  get hasAnswered(): boolean {
    return this.#answered;
  }

  /** For how long nothing has been answered but failures; 0 where the last answer was none. */
  get failingMs(): number {
    return this.#failingSince === undefined ? 0 : this.#now() - this.#failingSince;
  }

  /** How long a failure may go on until the host is given up. */
  get patienceMs(): number {
    return this.#answered ? this.#backOff.patienceMs : this.#backOff.firstAnswerMs;
  }

  /** Lets a request through: any while closed, the one probe while open. */
  turn(): Turn {
    const probe = this.#state.kind === 'open';
    if (this.#state.kind === 'open') this.#state.probing = true;
    return { opening: this.#openings, probe, begun: this.#now() };
  }

  /** Takes note of what a request that was let through gave; true when the state is another now. */
  note(turn: Turn, verdict: { readonly kind: 'hit' } | Miss): boolean {
    const isUnreachable = verdict.kind === 'unreachable';
    const isFailure = isUnreachable || verdict.kind === 'transient';
    if (!isUnreachable) this.#connected = true;
    if (!isFailure && verdict.kind !== 'busy') this.#answered = true;
    // what went out before a pause tells nothing that the pause did not know
    if (turn.opening !== this.#openings || this.#state.kind === 'given-up') return false;
    if (verdict.kind === 'busy') {
      this.#pausesOfFailure = 0;
      this.#noteAnswer();
      return this.#open(verdict.reason, verdict.retryAfterSeconds);
    }
    if (!isFailure) return this.#close();
    this.#failingSince ??= Math.max(turn.begun, this.#answeredAt);
    const isNeverReached = isUnreachable && !this.#connected;
    if (isNeverReached && ++this.#failedConnections >= MAX_FAILED_CONNECTIONS) {
      return this.#giveUp(verdict.reason);
    }
    if (this.failingMs >= this.patienceMs) return this.#giveUp(this.#lasting(verdict.reason));
    if (isNeverReached) return false;
    const retryAfter = verdict.kind === 'transient' ? verdict.retryAfterSeconds : undefined;
    if (!turn.probe && !retryAfter && ++this.#failures < MAX_FAILURES_IN_A_ROW) return false;
    if (++this.#pausesOfFailure > MAX_PAUSES_OF_FAILURE) {
      return this.#giveUp(`still failing after ${MAX_PAUSES_OF_FAILURE} pauses: ${verdict.reason}`);
    }
    return this.#open(`failing (${verdict.reason})`, retryAfter);
  }

  /** A probe came to no end (it was aborted): the next request is the probe. */
  release(turn: Turn): void {
    if (turn.probe && turn.opening === this.#openings && this.#state.kind === 'open') {
      this.#state.probing = false;
    }
  }

  /** After giving up, somebody asks anew: one probe decides, at once, unless the server has said when. */
  anew(): void {
    if (this.#state.kind !== 'given-up' || this.#now() < this.#notBefore) return;
    const { reason } = this.#state;
    this.#openings++;
    this.#pausedMs = this.#pausesOfFailure = Infinity;
    this.#failedConnections = MAX_FAILED_CONNECTIONS;
    this.#state = { kind: 'open', pauseMs: 0, reason, probing: false };
  }

  #open(reason: string, retryAfterSeconds = 0): boolean {
    const { firstBackOffMs, maxBackOffMs, maxPausedMs } = this.#backOff;
    const grownMs = Math.min(firstBackOffMs * 2 ** this.#pauses, maxBackOffMs);
    const toldMs = retryAfterSeconds * 1000;
    // the server knows best when to come again
    const pauseMs = toldMs > 0 ? toldMs : grownMs;
    if (toldMs > maxPausedMs) {
      this.#notBefore = this.#now() + toldMs;
      return this.#giveUp(`${reason}, to be asked again in ${Math.ceil(retryAfterSeconds)} s`);
    }
    if (this.#pausedMs + pauseMs > maxPausedMs) {
      return this.#giveUp(`${reason} after ${this.#pauses} pauses`);
    }
    this.#pauses++;
    this.#pausedMs += pauseMs;
    this.#openings++;
    this.#state = { kind: 'open', pauseMs, reason, probing: false };
    return true;
  }

  #close(): boolean {
    this.#noteAnswer();
    this.#pauses = this.#pausedMs = this.#pausesOfFailure = 0;
    if (this.#state.kind === 'closed') return false;
    this.#state = CLOSED;
    return true;
  }

  #noteAnswer(): void {
    this.#failures = 0;
    this.#failingSince = undefined;
    this.#answeredAt = this.#now();
  }

  #giveUp(reason: string): boolean {
    this.#openings++;
    this.#state = { kind: 'given-up', reason };
    return true;
  }

  #lasting(reason: string): string {
    if (!this.#answered) return reason;
    return `still failing after ${Math.round(this.failingMs / 1000)} s: ${reason}`;
  }
}
