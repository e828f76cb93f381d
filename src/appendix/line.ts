/** What a reader makes of an appendix: lines, the entries on them, and what is wrong with them. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { TableRow } from './table/table.ts';

/**
 * What a line (of text) or a row (of a table) is. Every line is exactly one of these
 * (design: lines = blank + comment + header + invalid + listing).
 *
 * - `header`: a heading, or the head or rule of a table
 * - `invalid`: text, but no entry can be read from it
 * - `listing`: holds at least one entry
 */
export type LineKind = 'blank' | 'comment' | 'header' | 'invalid' | 'listing';

/** The forms in which real appendices name a certificate (see `docs` of each reader). */
export type EntryForm =
  | 'crt.sh?sha256' // the guidelines' recommended form
  | 'crt.sh?q'
  | 'crt.sh?d'
  | 'crt.sh?id'
  | 'fingerprint'
  | 'serial+fingerprint'
  | 'serial'
  | 'table'; // a hash in a hash column of the guidelines' table

/** One certificate, as an appendix lists it. */
export interface Entry {
  readonly form: EntryForm;
  /** Absent for `crt.sh?id`, `crt.sh?d` with an id, and `serial`. */
  readonly fingerprint?: Fingerprint;
  /** The serial number beside it: lower-case hex without leading zero octets, an even number of digits. */
  readonly serial?: string;
  /** crt.sh's number for the certificate, decimal digits without zeros in front; only crt.sh can resolve it. */
  readonly crtShId?: string;
  /** The place among the cells of the row, from 0, where the line is one. */
  readonly column?: number;
}

/** What is wrong with (a part of) a line. Which of them mean that a certificate may be missing: `hidesCertificate`. */
export type LineProblemCode =
  | 'truncated-hash' // hex, but fewer than 64 digits
  | 'overlong-hash' // hex, but more than 64 digits
  | 'sha1-hash' // 40 hex digits: a SHA-1 hash (or a serial number of 20 octets)
  | 'not-hex' // stands where a hash must stand, with other characters in it
  | 'search-link' // a crt.sh search such as ?Identity=, not a certificate
  | 'foreign-link' // a link that names no certificate
  | 'not-recommended-form' // the entry counts, but only crt.sh can resolve its id
  | 'binary' // bytes that are no text
  | 'line-too-long'
  | 'damaged-list' // of an archive: what could be read of it counts
  | 'damaged-certificate' // the certificate itself stands here, and cannot be decoded
  | 'mangled-hash' // what a spreadsheet has left of a hash
  | 'mangled-serial' // what it has left of a serial number, which nothing else names
  | 'mangled-number' // the same of one that counts nevertheless, or stands beside a certificate
  | 'mangled-date'
  | 'mangled-cell' // any other cell: `#REF!`, `########`, a leading apostrophe
  | 'unclosed-quote' // a quoted cell that does not end; the lines below are read as rows of their own
  | 'unnamed-row' // a row of a table with neither hash nor serial number in it, or two rows in one
  | 'text'; // words in which no certificate is named

export interface LineProblem {
  readonly code: LineProblemCode;
  /** What stands there, at most 100 characters of it, as written (hostile: escape it). */
  readonly text: string;
  /** For people, lower case: "40 hex digits: a SHA-1 hash, or a serial number of 20 octets". */
  readonly message: string;
  /** The place among the cells of the row, from 0, where the line is one. */
  readonly column?: number;
}

/** One line of an appendix. */
export interface AppendixLine {
  /** 1-based. */
  readonly number: number;
  readonly kind: LineKind;
  /** Empty unless `kind` is `listing`. */
  readonly entries: readonly Entry[];
  /** May be there on a `listing` line too, when a part of it could not be read. */
  readonly problems: readonly LineProblem[];
  /** On a `header` line that names the list that follows ("one list per distinct problem"). */
  readonly heading?: string;
  /** Where the line is a row of a table, its header row included. */
  readonly row?: TableRow;
}

/** True where a certificate may have been meant that is now missing from the count. */
export function hidesCertificate(problem: LineProblem): boolean {
  return !HARMLESS.has(problem.code);
}

const HARMLESS: ReadonlySet<LineProblemCode> = new Set<LineProblemCode>([
  'text',
  'not-recommended-form',
  'mangled-number',
  'mangled-date',
  'mangled-cell',
]);
