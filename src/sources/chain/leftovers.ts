/** The outcome of each row so far, a byte each, with the reasons of the few that have one. */

/** By rank: a higher one replaces a lower one. */
const OUTCOMES = ['notFound', 'unavailable', 'mismatched', 'found'] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** Stops a server that gives each of a million fingerprints another reason from filling memory. */
const MAX_REASONS = 10_000;
const TOO_MANY_REASONS = 'another reason (too many different ones to keep)';

export class Leftovers {
  readonly #ranks: Uint8Array;
  /** By row: index into `#reasons`, 0 for none. Allocated with the first reason. */
  #reasonOfRow: Uint32Array | undefined;
  readonly #reasons: (string | undefined)[] = [undefined];
  readonly #indices = new Map<string, number>();

  constructor(rows: number) {
    this.#ranks = new Uint8Array(rows);
  }

  /** Keeps the outcome if it says more than what is there, or as much; false if it does not. */
  set(row: number, outcome: Outcome, reason?: string): boolean {
    const rank = OUTCOMES.indexOf(outcome);
    const before = this.#ranks[row] ?? 0;
    if (rank < before || before === OUTCOMES.length - 1) return false;
    this.#ranks[row] = rank;
    if (reason !== undefined) {
      const earlier = rank === before ? this.reasonOf(row) : undefined;
      this.#setReason(row, earlier === undefined ? reason : `${earlier}; ${reason}`);
    }
    return true;
  }

  outcomeOf(row: number): Outcome {
    return OUTCOMES[this.#ranks[row] ?? 0]!;
  }

  reasonOf(row: number): string | undefined {
    return this.#reasons[this.#reasonOfRow?.[row] ?? 0];
  }

  #setReason(row: number, reason: string): void {
    this.#reasonOfRow ??= new Uint32Array(this.#ranks.length);
    this.#reasonOfRow[row] = this.#indexOf(reason);
  }

  #indexOf(reason: string): number {
    const kept = this.#reasons.length >= MAX_REASONS ? TOO_MANY_REASONS : reason;
    const known = this.#indices.get(reason) ?? this.#indices.get(kept);
    if (known !== undefined) return known;
    this.#indices.set(kept, this.#reasons.length);
    return this.#reasons.push(kept) - 1;
  }
}
