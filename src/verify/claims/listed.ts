/** What the lists come to, as far as claims can be held against it. */
import type { Claim, Mentions } from '../../incident/claim.ts';
import type { Impact } from '../../impact/impact.ts';
import type { RecordedStatus } from '../../revocation/status-table.ts';
import { HIDING_PROBLEMS } from '../../impact/impact.ts';

/** Instants of a certificate in seconds since 1970; NaN where there is none. */
export type VisitIssued = (notBefore: number, sct: number, notAfter: number) => void;

/** `status` is absent where revocation was not looked at. */
export type VisitStanding = (notAfter: number, status: RecordedStatus | undefined) => void;

/** Rows of the guidelines' table by what they say in "Is revoked?". */
export interface RevocationMarks {
  readonly rows: number;
  readonly yes: number;
  /** "Planned" and "Delayed". */
  readonly pending: number;
  /** "N/A", which is for expired certificates. */
  readonly notApplicable: number;
}

export interface Listed {
  readonly impact: Impact;
  /** Calls `visit` for each certificate that was examined and counts: a pair once. */
  readonly eachIssued: (visit: VisitIssued) => void;
  /** The same certificates, with what is known of their revocation. */
  readonly eachStanding: (visit: VisitStanding) => void;
  /** Of all tables together; `rows` is 0 where there is none. */
  readonly marks: RevocationMarks;
  /**
   * When the report was posted, in seconds since 1970; `undefined` where that is not known: what expires
   * with time can then be judged in one direction only.
   */
  readonly reportedAt: number | undefined;
}

/** A claim with all that it is judged by. */
export interface ClaimView {
  /** All of the report. */
  readonly claims: readonly Claim[];
  readonly mentions: Mentions;
  readonly listed: Listed;
}

/** How many certificates there may be, from what could be obtained and read. */
export interface Bounds {
  readonly low: number;
  readonly high: number;
}

/**
 * Bounds of the number of certificates: what was not examined may be the other half of a pair, and a line
 * that cannot be read may hide one.
 */
export function totalBounds({ certificates, entries, problems }: Impact): Bounds {
  const { total, notExamined } = certificates;
  const hidden = problems
    .filter(({ code }) => (HIDING_PROBLEMS as readonly string[]).includes(code))
    .reduce((sum, { count }) => sum + count, 0);
  const low = Math.max(total - notExamined, Math.ceil(entries.unique / 2));
  return { low: notExamined === 0 ? total : low, high: total + hidden };
}

/** Whether everything that is listed was examined. */
export function isExamined({ impact }: Listed): boolean {
  const { low, high } = totalBounds(impact);
  return low === high;
}

/**
 * Whether the appendix has to list what the report counts, so that what is not listed contradicts it. By IRG
 * 3.x it may leave out certificates that have expired, unless the report says that it lists all; before, it
 * had to list all. A total that is listed is listed whole.
 */
export function isComplete({ claims, listed }: ClaimView): boolean {
  if (listed.impact.guideline !== '3.2') return true;
  if (claims.some(({ kind, value }) => kind === 'full-list-in-appendix' && value === true)) {
    return true;
  }
  const totals = claims.filter(({ kind }) => kind === 'total');
  return totals.length === 1 && totals[0]!.value === listed.impact.certificates.total;
}
