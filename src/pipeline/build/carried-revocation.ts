/** The revocation cells of a table that is read: what of them may stand in the one that is written. */
import { isAbsent, isNotApplicable } from '../../verify/cells/absent.ts';
import { rangeOf } from '../../verify/cells/instant.ts';
import { type RevocationStatus, parseReason, parseStatus } from '../../verify/cells/revocation.ts';
import { parseInstant } from '../../verify/cells/written-instant.ts';
import { NOT_REVOKED, type RevocationCells, readDate } from './revocation-line.ts';

/** Seconds since 1970, `undefined` for what is not known. */
export interface Validity {
  /** Whether the certificate says so, and not the list. */
  readonly proved: boolean;
  readonly notBefore: number | undefined;
  readonly notAfter: number | undefined;
}

export interface CarriedRevocation {
  /** `undefined` where nothing is said of a revocation. */
  readonly cells: RevocationCells | undefined;
  /** What does not stand in them, lower case; text of strangers in it is not escaped yet. */
  readonly faults: readonly string[];
}

/**
 * Carries over what the guidelines permit (IRG 3.2, Appendix) and neither the certificate nor as-of
 * contradicts: the status as they spell it, the date in UTC, the reason as RFC 5280 §5.3.1 names it. Any
 * other cell is left empty, and a fault.
 * @param asOf seconds since 1970
 */
export function carryRevocation(
  written: RevocationCells,
  validity: Validity,
  asOf: number,
): CarriedRevocation {
  const [cell] = written;
  const { notAfter } = validity;
  const status = parseStatus(cell);
  if (NOT_REVOKED.test(cell)) {
    return { cells: undefined, faults: [`"Is revoked?" permits no ${cell}`] };
  }
  if (status === 'N/A' && notAfter !== undefined && notAfter >= asOf) {
    return { cells: undefined, faults: ['"Is revoked?" is N/A of a certificate not expired'] };
  }
  const faults: string[] = [];
  if (status === undefined && written.some((each) => !isAbsent(each))) {
    const none = isAbsent(cell);
    faults.push(none ? 'nothing in "Is revoked?"' : `"Is revoked?" permits no ${cell}`);
  }
  // what has expired is "N/A", whatever was to become of it
  if (status !== 'Yes' && isExpired(validity, asOf)) return { cells: undefined, faults };
  const date = carryDate(written[1], status, validity, asOf, faults);
  const reason = carryReason(written[2], status, faults);
  return { cells: [status ?? '', date, reason], faults };
}

/** Proved by the certificate; the second of notAfter is still valid (RFC 5280 §4.1.2.5). */
export function isExpired({ proved, notAfter }: Validity, asOf: number): boolean {
  return proved && notAfter !== undefined && notAfter < asOf;
}

/** What is wrong with a date of revocation beside the certificate; a day alone may be that of any time zone. */
export function outsideValidity(
  date: string,
  { notBefore, notAfter }: Validity,
): string | undefined {
  const { first, last } = usualRange(date);
  if (notBefore !== undefined && last < notBefore) {
    return `a revocation before the certificate: ${date}`;
  }
  if (notAfter !== undefined && first > notAfter) {
    return `a revocation after the certificate has expired: ${date}`;
  }
  return undefined;
}

/** As a row says it, as far as it says it clearly. */
export function writtenValidity(notBefore: string, notAfter: string): Validity {
  const [from, to] = [parseInstant(notBefore), parseInstant(notAfter)];
  return {
    proved: false,
    notBefore: from && rangeOf(from).first,
    notAfter: to && rangeOf(to).last,
  };
}

/** Of a date with one meaning: without the year-day-month that 2026-12-01 could be in theory. */
function usualRange(date: string): ReturnType<typeof rangeOf> {
  const written = parseInstant(date)!;
  return rangeOf({ ...written, readings: written.readings.slice(0, 1) });
}

function carryDate(
  cell: string,
  status: RevocationStatus | undefined,
  validity: Validity,
  asOf: number,
  faults: string[],
): string {
  if (isAbsent(cell)) {
    if (status === 'N/A') return carryAbsent(cell);
    if (status !== undefined) faults.push(`${status} without a date`);
    return '';
  }
  if (status === 'N/A') {
    faults.push(`a date although N/A: ${cell}`);
    return 'N/A';
  }
  const text = readDate(cell)?.text;
  if (text === undefined) {
    faults.push(`no date that has one meaning: ${cell}`);
    return '';
  }
  const isAhead = status === 'Yes' && usualRange(text).first > asOf;
  const fault = isAhead
    ? `Yes with a date that is ahead: ${cell}`
    : outsideValidity(text, validity);
  if (fault === undefined) return text;
  faults.push(fault);
  return '';
}

function carryReason(cell: string, status: RevocationStatus | undefined, faults: string[]): string {
  if (isAbsent(cell)) return carryAbsent(cell);
  if (status !== undefined && status !== 'Yes') {
    // there is no entry on a CRL yet that could have a reason code
    faults.push(`a reason although ${status}: ${cell}`);
    return 'N/A';
  }
  const reason = parseReason(cell)?.name;
  if (reason === undefined) faults.push(`no CRL reason: ${cell}`);
  return reason ?? '';
}

function carryAbsent(cell: string): string {
  return isNotApplicable(cell) ? 'N/A' : '';
}
