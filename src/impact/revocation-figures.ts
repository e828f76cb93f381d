import { formatInstant } from '../der/time.ts';
import { isOfCrl } from '../revocation/evidence.ts';
import { NO_REASON, reasonName } from '../revocation/reason.ts';
import type { UnknownReason } from '../revocation/revocation-status.ts';
import type { RecordedStatus, StatusTable } from '../revocation/status-table.ts';
import type { RevocationDelay, RevocationFigures } from './revocation.ts';

/** When revocation was due. */
export interface RevocationDeadline {
  /** When the CA was made aware; seconds since 1970. */
  readonly discovered: number;
  /** When the last one was to be revoked. */
  readonly deadline: number;
}

/** The statuses of a tally's rows, as of the time of the figures. */
export interface CheckedStatuses {
  readonly statuses: StatusTable;
  /** notAfter of a row in seconds since 1970; NaN when unreadable. */
  readonly notAfterOf: (row: number) => number;
  readonly due: RevocationDeadline | undefined;
}

/** 0 is "unspecified" (RFC 5280 §5.3.1), which is also what an entry without a reason says. */
const UNSPECIFIED = 0;

/**
 * Adds up the statuses of `counted` rows.
 * @param asOf seconds since 1970, of the statuses too
 */
export function revocationFigures(
  { statuses, notAfterOf, due }: CheckedStatuses,
  counted: Uint32Array,
  asOf: number,
): RevocationFigures {
  const figures: RevocationFigures = {
    statuses: { revoked: 0, notRevoked: 0, expired: 0, shortLived: 0, unknown: 0 },
    revokedExpired: 0,
    remainingUnknown: 0,
    dates: { first: null, last: null, certificates: 0 },
    reasons: [],
    unknown: [],
  };
  const reasons = new Map<number, number>();
  const unknown = new Map<UnknownReason, number>();
  let first: DatedStatus | undefined;
  let last: DatedStatus | undefined;
  const delay = due && new Delay(due, asOf);
  for (const row of counted) {
    const status = statuses.at(row) ?? NEVER_LOOKED_AT;
    figures.statuses[status.status]++;
    if (status.status === 'unknown' || status.status === 'shortLived') figures.remainingUnknown++;
    delay?.add(status, notAfterOf(row));
    if (status.why !== null) unknown.set(status.why, (unknown.get(status.why) ?? 0) + 1);
    if (status.status !== 'revoked') continue;
    if (status.expired) figures.revokedExpired++;
    // an entry on a CRL that gives no reason is unspecified; who only says so may not have given it
    const reason = status.reasonCode ?? (isOfCrl(status.crl) ? UNSPECIFIED : NO_REASON);
    const known = reasonName(reason) === null ? NO_REASON : reason;
    reasons.set(known, (reasons.get(known) ?? 0) + 1);
    if (!isDated(status)) continue;
    figures.dates.certificates++;
    if (first === undefined || status.date < first.date) first = status;
    if (last === undefined || status.date > last.date) last = status;
  }
  figures.dates.first = first === undefined ? null : formatDate(first);
  figures.dates.last = last === undefined ? null : formatDate(last);
  figures.reasons = sorted(reasons).map(([code, count]) => ({ reason: reasonName(code), count }));
  figures.unknown = sorted(unknown).map(([why, count]) => ({ why, count }));
  if (delay !== undefined) figures.delay = delay.figures();
  return figures;
}

type DatedStatus = RecordedStatus & { readonly date: number };

function isDated(status: RecordedStatus): status is DatedStatus {
  return status.date !== null;
}

/** A day alone where no time is known. */
function formatDate({ date, dayOnly }: DatedStatus): string | null {
  const instant = formatInstant(date);
  return dayOnly ? (instant?.slice(0, 10) ?? null) : instant;
}

const DAY = 86_400;

const NEVER_LOOKED_AT: RecordedStatus = {
  status: 'unknown',
  expired: false,
  why: 'no-evidence',
  hasRevocation: false,
  date: null,
  dayOnly: false,
  reasonCode: null,
  crl: null,
};

/** How the deadline was kept (BR §4.9.1.1). */
class Delay {
  readonly #due: RevocationDeadline;
  readonly #passed: boolean;
  readonly #late: number[] = [];
  #expiredBeforeDiscovery = 0;
  readonly #counts = {
    revokedInTime: 0,
    revokedLate: 0,
    revokedUndated: 0,
    revokedOnDeadlineDay: 0,
    notYetRevoked: 0,
    expiredBeforeDeadline: 0,
    expiredAfterDeadline: 0,
    exempt: 0,
    unknown: 0,
  };

  constructor(due: RevocationDeadline, asOf: number) {
    this.#due = due;
    this.#passed = asOf > due.deadline;
  }

  add(status: RecordedStatus, notAfter: number): void {
    this.#counts[this.#kindOf(status, notAfter)]++;
    if (status.status !== 'expired') return;
    if (notAfter < this.#due.discovered) this.#expiredBeforeDiscovery++;
  }

  figures(): RevocationDelay {
    const late = Float64Array.from(this.#late).sort();
    return {
      discovered: formatInstant(this.#due.discovered)!,
      deadline: formatInstant(this.#due.deadline)!,
      passed: this.#passed,
      ...this.#counts,
      expiredBeforeDiscovery: this.#expiredBeforeDiscovery,
      lateness: { median: medianOf(late), largest: late.at(-1) ?? null },
    };
  }

  #kindOf(
    { status, date, dayOnly }: RecordedStatus,
    notAfter: number,
  ): keyof RevocationDelayCounts {
    const { deadline } = this.#due;
    switch (status) {
      case 'revoked':
        if (date === null) return 'revokedUndated';
        if ((dayOnly ? date + DAY - 1 : date) <= deadline) return 'revokedInTime';
        if (date <= deadline) return 'revokedOnDeadlineDay';
        // nothing was left to revoke when it was late
        if (notAfter < deadline) return 'expiredBeforeDeadline';
        if (!dayOnly) this.#late.push(date - deadline);
        return 'revokedLate';
      case 'notRevoked':
        return 'notYetRevoked';
      case 'expired':
        return notAfter < deadline ? 'expiredBeforeDeadline' : 'expiredAfterDeadline';
      case 'shortLived':
        return 'exempt';
      case 'unknown':
        return 'unknown';
    }
  }
}

type RevocationDelayCounts = Omit<
  RevocationDelay,
  'discovered' | 'deadline' | 'passed' | 'expiredBeforeDiscovery' | 'lateness'
>;

function medianOf(sortedValues: Float64Array): number | null {
  const { length } = sortedValues;
  if (length === 0) return null;
  const middle = length >> 1;
  if (length % 2 === 1) return sortedValues[middle]!;
  return Math.round((sortedValues[middle - 1]! + sortedValues[middle]!) / 2);
}

function sorted<T extends string | number>(counts: ReadonlyMap<T, number>): [T, number][] {
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
}
