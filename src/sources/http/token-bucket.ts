/** A rate with a burst, as a meter of the time at which the next request is due (GCRA). */

export interface Rate {
  /** In the long run; 0 for no limit. */
  readonly requestsPerSecond: number;
  /** Requests that may go out at once after a quiet time, 1 or more. */
  readonly burst: number;
}

export class TokenBucket {
  #intervalMs = 0;
  #burst = Infinity;
  /** When the bucket will be full again, in milliseconds. */
  #fullAt = 0;
  readonly #now: () => number;

  /** @param now a clock in milliseconds that never goes back */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Of several rates, the slowest holds, and the smallest burst. */
  limit({ requestsPerSecond, burst }: Rate): void {
    if (requestsPerSecond <= 0) return;
    this.#intervalMs = Math.max(this.#intervalMs, 1000 / requestsPerSecond);
    this.#burst = Math.min(this.#burst, Math.max(1, burst));
  }

  /** Takes a token, which may be used after so many milliseconds. */
  take(): number {
    if (this.#intervalMs === 0) return 0;
    const now = this.#now();
    const emptyAt = this.#fullAt - (this.#burst - 1) * this.#intervalMs;
    this.#fullAt = Math.max(now, this.#fullAt) + this.#intervalMs;
    return Math.max(0, emptyAt - now);
  }

  /** No burst until time has passed again. */
  empty(): void {
    if (this.#intervalMs > 0) this.#fullAt = this.#now() + this.#burst * this.#intervalMs;
  }
}
