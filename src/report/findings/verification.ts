/** The finished model of `verify`, and what its renderers know besides. */
import type { Impact } from '../../impact/impact.ts';
import type { FindingKind } from '../../verify/check.ts';
import type { JudgedReport } from '../../verify/claims/verdict.ts';
import type { Findings } from '../../verify/finding.ts';

/** What does not add up in a run's lists, beside the figures of the same run. */
export interface Verification extends Findings {
  readonly impact: Impact;
  /** Where a report was held against the lists. */
  readonly report?: JudgedReport;
}

export interface FindingsView {
  /** All that the program can find; findings of other codes are shown too. */
  readonly kinds: readonly FindingKind[];
  /** Width of the terminal. */
  readonly columns: number;
  /** Whether severities and differences are coloured, for a terminal. */
  readonly colour: boolean;
  /** Whether every finding is shown to a person, however many there are. */
  readonly all: boolean;
  /** Of this program. */
  readonly version: string;
}

/** Pieces of the text, so that no list is ever one string in memory; the last one ends with a newline. */
export type FindingsRenderer = (verification: Verification, view: FindingsView) => Iterable<string>;
