/** What this thread and the others tell each other. */
import type { SharedFingerprints } from '../../fingerprint/fingerprint-set.ts';
import type { TallySnapshot } from '../../impact/tally.ts';

export type Task = Batch | Wanted | Finish;

/** Certificates in shared memory, to be proved by their hash and examined. */
export interface Batch {
  readonly kind: 'batch';
  readonly buffers: readonly SharedArrayBuffer[];
  /** For each item: the place of its buffer in `buffers`, where it starts there, and its length. */
  readonly places: Int32Array;
  /** Of the tally. */
  readonly digestAll: boolean;
}

/** Numbers of `Batch.places` for an item. */
export const PLACE_NUMBERS = 3;

/** From now on, only these are to be examined; all, where there are none. */
export interface Wanted {
  readonly kind: 'wanted';
  readonly fingerprints: SharedFingerprints | undefined;
}

/** Asks for the tally; nothing comes after it. */
interface Finish {
  readonly kind: 'finish';
}

export type Answer = ExaminedBatch | Finished;

export interface ExaminedBatch {
  readonly kind: 'batch';
  /** 32 bytes for each item. */
  readonly digests: Uint8Array;
  /** For each item, one of the following. */
  readonly results: Uint8Array;
  /** The facts of what was examined, where they are asked for. */
  readonly lines: readonly (string | undefined)[] | undefined;
}

export const NOT_WANTED = 0;
export const IS_EXAMINED = 1;
export const IS_UNREADABLE = 2;

interface Finished {
  readonly kind: 'finished';
  readonly tally: TallySnapshot;
}

/** What a thread is started with. */
export interface ThreadOptions {
  /** Whether the facts of each certificate are asked for, as lines of JSON. */
  readonly lines: boolean;
}
