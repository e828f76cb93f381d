/** What checks of a report are made of. */
import type { Claim, ClaimKind, ReportClaims } from '../incident/claim.ts';
import type { Detail, FindingKind } from './check.ts';
import type { ClaimView } from './claims/listed.ts';
import type { Judgement } from './claims/verdict.ts';

/** Holds one claim against what is listed. */
export interface ClaimCheck {
  readonly kinds: readonly FindingKind[];
  /** The claims that it judges. */
  readonly of: readonly ClaimKind[];
  judge(claim: Claim, view: ClaimView): Judgement;
}

export interface ReportView extends ClaimView {
  readonly template: NonNullable<ReportClaims['template']>;
}

/** Takes a finding about a line of the report; `null` for the whole of it. */
export type ReportFinding = (kind: FindingKind, line: number | null, detail: Detail) => void;

/** Holds a report against itself, and against what its words make of the list. */
export interface ReportCheck {
  readonly kinds: readonly FindingKind[];
  check(view: ReportView, report: ReportFinding): void;
}
