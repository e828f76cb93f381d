import type { Prover } from '../sources/prove.ts';
import type { Examiner } from './examiner.ts';
import type { Grouping } from './grouping.ts';
import type { Ledger } from './ledger.ts';

/** Lines that are words only, for a note to the user. */
export interface ListNotes {
  /** How many lines name no certificate and hide none either. */
  textLines: number;
  /** `file:line` of the first one. */
  firstTextLine: string;
}

/** What a list is read into, and how. */
export interface Reading {
  readonly ledger: Ledger;
  readonly examiner: Examiner;
  /** For certificates that stand in the list itself. */
  readonly prover: Prover;
  readonly notes: ListNotes;
  readonly grouping: Grouping;
  /** Whether a list that names no certificate is data, too, as long as it is one by its looks. */
  readonly allowsNone: boolean;
  readonly signal: AbortSignal;
}
