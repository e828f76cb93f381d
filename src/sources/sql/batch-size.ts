/** Successes in a row after which a batch is twice as large again. */
const SUCCESSES_TO_GROW = 3;

/** How much is asked for at once: halved when it was too much, down to one; grown again, up to the start. */
export class BatchSize {
  readonly max: number;
  size: number;
  #successes = 0;

  constructor(max: number) {
    this.max = max;
    this.size = max;
  }

  succeeded(): void {
    if (++this.#successes < SUCCESSES_TO_GROW) return;
    this.#successes = 0;
    this.size = Math.min(this.max, this.size * 2);
  }

  /** @param asked what was too much: another connection may have halved already */
  failed(asked: number): void {
    this.#successes = 0;
    this.size = Math.min(this.size, Math.max(1, asked >> 1));
  }
}
