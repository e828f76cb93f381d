import { formatInstant } from '../../der/time.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { isNotApplicable } from '../../verify/cells/absent.ts';
import { parseInstant } from '../../verify/cells/written-instant.ts';
import { type RevocationHead, readCell, readNamed } from './revocation-name.ts';

/** The three revocation columns of a row. */
export type RevocationCells = readonly [isRevoked: string, date: string, reason: string];

/** A revocation, and what it is of. */
export interface RevocationLine {
  readonly fingerprints: readonly Fingerprint[];
  /** As of `normalizeSerial`; two where the digits may be those of a decimal number, of which one is meant. */
  readonly serials: readonly string[];
  /** As of `issuerKey`. */
  readonly issuer: string | undefined;
  /** `undefined` where it is revoked, but not said in a way that a row could say it. */
  readonly cells: RevocationCells | undefined;
  /** Why. */
  readonly unclear?: string;
  /** The reason that is none, whose cell is empty then. */
  readonly badReason?: string;
}

/** A line that says nothing that could be used. */
export interface RevocationFault {
  readonly message: string;
  /** Its certificate is not understood, and may be any. */
  readonly unnamed: boolean;
}

/**
 * Reads a line of the CA's list of revocations.
 * @param asOf seconds since 1970: a date after it is a planned one
 * @returns a fault where nothing can be used; `undefined` where it says that nothing is revoked
 */
export function readRevocationLine(
  cells: readonly string[],
  head: RevocationHead,
  asOf: number,
): RevocationLine | RevocationFault | undefined {
  const cell = (at: number): string => readCell(cells[at]);
  const status = cell(head.status);
  if (NOT_REVOKED.test(status)) return undefined;
  // "N/A" and an empty cell are told apart by nothing else than the date
  if (status === '' && cell(head.date) === '' && cell(head.reason) === '') return undefined;
  const { fault, ...named } = readNamed(cells, head);
  if (named.serials.length === 0 && named.fingerprints.length === 0) {
    return { message: fault ?? 'neither serial number nor hash', unnamed: true };
  }
  if (fault !== undefined) return { ...named, cells: undefined, unclear: fault };
  if (cell(head.date) === '') {
    const unclear = 'no revocation date';
    // the day for which all are planned is a date
    return /^planned$/i.test(status)
      ? { message: unclear, unnamed: false }
      : { ...named, cells: undefined, unclear };
  }
  const date = readDate(cell(head.date));
  if (date === undefined) {
    const unclear = `no date that has one meaning: ${cell(head.date)}`;
    return { ...named, cells: undefined, unclear };
  }
  const written = wordStatus(status, date.start > asOf);
  // there is no entry on a CRL yet that could have a reason code
  if (written !== 'Yes') return { ...named, cells: [written, date.text, 'N/A'] };
  // the entry on the CRL has no reasonCode, which is not the same as a list that does not say
  const reason = isNotApplicable(cells[head.reason] ?? '') ? 'N/A' : readReason(cell(head.reason));
  return {
    ...named,
    cells: [written, date.text, reason ?? ''],
    ...(reason === undefined && { badReason: cell(head.reason) }),
  };
}

/** A status that says that there is no revocation. */
export const NOT_REVOKED = /^\s*(?:no|false|good|valid|not revoked)\s*$/i;

/** As the guidelines permit it (IRG 3.2, Appendix): "Yes", "Planned", "Delayed". */
function wordStatus(status: string, isAhead: boolean): string {
  const delayed = /^delayed$/i.test(status);
  if (delayed) return 'Delayed';
  return isAhead || /^planned$/i.test(status) ? 'Planned' : 'Yes';
}

/** A date as it is written into a row, and the first and the last second that it may mean. */
export interface ReadDate {
  /** ISO 8601 UTC, a day alone where no time is known. */
  readonly text: string;
  /** Seconds since 1970. */
  readonly start: number;
  readonly end: number;
  /** It is a day: at which time is not said. */
  readonly isDay: boolean;
}

/** Reads a date; `undefined` for what is none, or could be one of two. */
export function readDate(text: string): ReadDate | undefined {
  const written = parseInstant(text);
  if (written === undefined || written.ambiguous) return undefined;
  const { precision } = written;
  const { start } = written.readings[0]!;
  const instant = formatInstant(start)!;
  return {
    start,
    end: start + precision - 1,
    isDay: precision === DAY,
    text: precision === DAY ? instant.slice(0, 10) : instant,
  };
}

/**
 * The name of a CRL reason (RFC 5280 §5.3.1), from its name, its number or both: `superseded (4)`.
 * @returns `''` for none, `undefined` for what is no reason
 */
export function readReason(text: string): string | undefined {
  const [, name = '', number = ''] = /^([a-z\s_-]*)\(?\s*(\d*)\s*\)?$/i.exec(text) ?? ['', '?'];
  const letters = name.toLowerCase().replaceAll(/[\s_-]/g, '');
  if (letters === '') return number === '' ? '' : REASONS[Number(number)];
  const reason = REASONS.find((each) => each?.toLowerCase() === letters);
  return number === '' || REASONS[Number(number)] === reason ? reason : undefined;
}

/** By their number; there is no 7. */
const REASONS: readonly (string | undefined)[] = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  undefined,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
];

const DAY = 86_400;
