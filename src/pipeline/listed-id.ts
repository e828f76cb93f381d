import type { Outcome } from './outcome.ts';
import type { ListPlace } from './places.ts';

/** A certificate listed by its number at crt.sh. */
export interface ListedId extends ListPlace {
  readonly id: string;
  readonly line: number;
  outcome: Outcome;
  reason: string;
  /** The row of `Ledger.fingerprints` once the id is resolved; -1 before. */
  row: number;
}
