import type { Figures, Instant } from '../../impact/impact.ts';

/** What of an earlier revision of an appendix is no more, what is new, and what is told otherwise. */
export interface ListDifference {
  readonly asOf: Instant;
  /** What the files are called, on each side. */
  readonly names: Readonly<Record<Revision, readonly string[]>>;
  readonly sets: Readonly<Record<DifferenceSet, Figures>>;
  /** Columns that only one side has; empty where a side is no table. */
  readonly columns: { readonly added: readonly string[]; readonly removed: readonly string[] };
  /** At most `MAX_DIFFERENCES` of each; the figures are always whole. */
  readonly added: readonly ListedCertificate[];
  readonly removed: readonly ListedCertificate[];
  readonly changed: readonly ChangedCertificate[];
  /** `changed`: on both sides, with other cells, or by another of their pair. */
  readonly counts: {
    readonly added: number;
    readonly removed: number;
    readonly changed: number;
    readonly unchanged: number;
  };
  /** Certificates of both sides of which one has no row to compare. */
  readonly uncompared: number;
}

export type Revision = 'old' | 'new';

/** `removed` as the old revision lists them, all others as the new one does. */
export type DifferenceSet = Revision | 'added' | 'removed' | 'changed' | 'unchanged';

export interface ListPlace {
  readonly file: string;
  /** Of a workbook. */
  readonly sheet: string | null;
  /** 1-based; of what has lines. */
  readonly line: number | null;
}

export interface ListedCertificate extends ListPlace {
  /** A fingerprint, `crt.sh id 123`, or `serial 0a1b`. */
  readonly entry: string;
}

/** The same certificate, told otherwise. */
export interface ChangedCertificate {
  readonly entry: string;
  readonly old: ListPlace;
  readonly new: ListPlace;
  /** Of columns that both tables have. */
  readonly cells: readonly ChangedCell[];
  /** Fingerprints of it (of its precertificate, or its final certificate) that only the new side lists. */
  readonly added: readonly string[];
  /** The same of the old side. */
  readonly removed: readonly string[];
}

export interface ChangedCell {
  /** As the guidelines spell it, or as the new side does. */
  readonly column: string;
  readonly old: string;
  readonly new: string;
}

/** Bounds the memory and the output where nearly everything is another. */
export const MAX_DIFFERENCES = 10_000;

/** Whether anything that counts is another: not the order, nor blank lines, nor how often one is listed. */
export function isDifferent({ counts, columns }: ListDifference): boolean {
  const { added, removed, changed } = counts;
  return added + removed + changed + columns.added.length + columns.removed.length > 0;
}
