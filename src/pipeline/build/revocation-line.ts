import { normalizeSerial } from '../../appendix/serial-number.ts';
import { withoutTextFormula } from '../../appendix/table/cell-text.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import { formatInstant } from '../../der/time.ts';
import { type Fingerprint, tryFingerprint } from '../../fingerprint/fingerprint.ts';
import { isAbsent } from '../../verify/cells/absent.ts';
import { parseInstant } from '../../verify/cells/written-instant.ts';
import { issuerKey } from './issuer-key.ts';

/** The three revocation columns of a row. */
export type RevocationCells = readonly [isRevoked: string, date: string, reason: string];

/** A revocation, and what it is of. */
export interface RevocationLine {
  readonly fingerprints: readonly Fingerprint[];
  /** As of `normalizeSerial`. */
  readonly serial: string | undefined;
  /** As of `issuerKey`. */
  readonly issuer: string | undefined;
  /** `undefined` where it is revoked, but not said in a way that a row could say it. */
  readonly cells: RevocationCells | undefined;
  /** Why. */
  readonly unclear?: string;
  /** The reason that is none, whose cell is empty then. */
  readonly badReason?: string;
}

/** Which cells of a line say what; -1 where none does. */
export interface RevocationHead {
  readonly hashes: readonly number[];
  readonly serial: number;
  readonly issuer: number;
  readonly status: number;
  readonly date: number;
  readonly reason: number;
}

/** Finds the columns by their names, in any spelling; the guidelines' own table has them too. */
export function readRevocationHead(cells: readonly string[]): RevocationHead {
  const names = cells.map((cell) => cell.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const find = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name));
  return {
    hashes: [...names.keys()].filter((at) => HASH.test(names[at]!)),
    serial: find(/serial/),
    issuer: find(/^(?:issuer(?:dn|name|distinguishedname)?|issuingca|ca)$/),
    status: find(/^(?:isrevoked|revoked|status|revocationstatus)$/),
    date: find(DATE),
    reason: find(/reason/),
  };
}

const HASH = /^(?!.*(?:sha1(?!\d)|key|spki)).*(?:sha256|fingerprint|thumbprint|hash)/;
const DATE =
  /^(?:revo(?:ked|cation|ke))?(?:date|time|datetime|timestamp)(?:utc|gmt)?$|^revoked(?:at|on)$/;

/**
 * Reads a line of the CA's list of revocations.
 * @param asOf seconds since 1970: a date after it is a planned one
 * @returns a string that says what is wrong with it; `undefined` where it says that nothing is revoked
 */
export function readRevocationLine(
  cells: readonly string[],
  head: RevocationHead,
  asOf: number,
): RevocationLine | string | undefined {
  const cell = (at: number): string => {
    const text = withoutFormulaGuard(withoutTextFormula((cells[at] ?? '').trim())).trim();
    return isAbsent(text) ? '' : text;
  };
  const fingerprints: Fingerprint[] = [];
  let fault: string | undefined;
  for (const at of head.hashes) {
    for (const word of cell(at).split(/[\s,;]+/)) {
      if (word === '') continue;
      const fingerprint = tryFingerprint(word.replaceAll(':', ''));
      if (fingerprint === undefined) fault = `no SHA-256 hash: ${word}`;
      else fingerprints.push(fingerprint);
    }
  }
  let serial = cell(head.serial);
  if (serial !== '' && !SERIAL.test(serial)) {
    fault = `no serial number in hex: ${serial}`;
    serial = '';
  }
  if (serial === '' && fingerprints.length === 0) return fault ?? 'neither serial number nor hash';
  const status = cell(head.status);
  if (/^(?:no|false|good|valid|not revoked)$/i.test(status)) return undefined;
  // "N/A" and an empty cell are told apart by nothing else than the date
  if (status === '' && cell(head.date) === '' && cell(head.reason) === '') return undefined;
  const issuer = cell(head.issuer);
  const named = {
    fingerprints,
    serial: serial === '' ? undefined : normalizeSerial(serial),
    issuer: issuer === '' ? undefined : issuerKey(issuer),
  };
  if (fault !== undefined) return { ...named, cells: undefined, unclear: fault };
  if (cell(head.date) === '') {
    const unclear = 'no revocation date';
    // the day for which all are planned is a date
    return /^planned$/i.test(status) ? unclear : { ...named, cells: undefined, unclear };
  }
  const date = readDate(cell(head.date));
  if (date === undefined) {
    const unclear = `no date that has one meaning: ${cell(head.date)}`;
    return { ...named, cells: undefined, unclear };
  }
  const reason = readReason(cell(head.reason));
  return {
    ...named,
    cells: [wordStatus(status, date.start > asOf), date.text, reason ?? ''],
    ...(reason === undefined && { badReason: cell(head.reason) }),
  };
}

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

const SERIAL = /^(?:0x)?[0-9a-f][0-9a-f\s:.-]*$/i;
const DAY = 86_400;
