/** The finished figures: the contract of `--format json` (design §6). Unknown is `null`, never 0. */
import type { RevocationFigures } from './revocation.ts';

export * from './revocation.ts';

export interface LineCounts {
  total: number;
  blank: number;
  comment: number;
  header: number;
  invalid: number;
  listing: number;
}

export interface EntryCounts {
  total: number;
  unique: number;
  duplicates: number;
}

/** What became of each unique entry; the sum is `EntryCounts.unique`. */
export interface OutcomeCounts {
  examined: number;
  notFound: number;
  unavailable: number;
  mismatched: number;
  unreadable: number;
  unresolvable: number;
}

export interface CertificateCounts {
  /** final + presumed + notExamined. */
  total: number;
  final: number;
  /** Precertificates whose final certificate is not listed: one presumed certificate each. */
  presumed: number;
  /** Unique entries that were not examined, but for those of `attachedHashes`. */
  notExamined: number;
  /** Precertificates listed, whether or not their final certificate is. */
  precertificates: number;
  /** Precertificates listed together with their final certificate. */
  pairs: number;
}

/**
 * Hashes that a row of a table lists as one certificate with another hash, where one of the two was not
 * examined: that other hash counts for both.
 */
export function attachedHashes({ entries, outcomes, certificates }: Figures): number {
  return entries.unique - outcomes.examined - certificates.notExamined;
}

/** ISO 8601 UTC, whole seconds (`2025-03-01T00:00:00Z`). */
export type Instant = string;

export interface HistogramBucket {
  /** Half-open: `from` belongs to the bucket, `to` to the next one. */
  from: Instant;
  to: Instant;
  count: number;
}

export interface Issuance {
  notBefore: { first: Instant | null; last: Instant | null };
  /** By the earliest SCT of each certificate; `certificates` says how many have one. */
  sct: { first: Instant | null; last: Instant | null; certificates: number };
  /** By notBefore; hours, days, weeks (from Monday) or months, as suits the span. */
  histogram: HistogramBucket[];
}

export interface Validity {
  expired: number | null;
  unexpired: number | null;
  /**
   * Those that are known to be revoked, whether or not they have expired. `null` while revocation has not
   * been checked, and where no evidence said anything.
   */
  revoked: number | null;
  /** Those that are known to be neither expired nor revoked; `RevocationFigures.remainingUnknown` may be, too. */
  remainingValid: number | null;
}

/** The figures of one list, or of all lists together. */
export interface Figures {
  lines: LineCounts;
  entries: EntryCounts;
  outcomes: OutcomeCounts;
  certificates: CertificateCounts;
  issuance: Issuance;
  issuers: { name: string; count: number }[];
  signatureAlgorithms: { name: string; oid: string; count: number }[];
  publicKeys: {
    algorithm: string;
    bits: number | null;
    curve: string | null;
    count: number;
  }[];
  validationTypes: { type: string; count: number; inferred: number }[];
  policies: { oid: string; name: string | null; count: number }[];
  validity: Validity;
  /** Absent unless revocation was asked for. */
  revocation?: RevocationFigures;
  /** One sentence for each feature that all examined certificates share. */
  shared: string[];
  problems: { code: string; count: number }[];
}

/** What can be wrong with a list, besides what can be wrong with a certificate (`ProblemCode`). */
export type ListingProblemCode =
  | 'duplicate'
  | 'shared-serial'
  | 'truncated-hash'
  | 'overlong-hash'
  | 'sha1-hash'
  | 'not-hex'
  | 'search-link'
  | 'foreign-link'
  | 'not-recommended-form'
  | 'binary'
  | 'line-too-long'
  | 'damaged-list'
  | 'damaged-certificate'
  | 'mangled-hash'
  | 'mangled-serial'
  | 'mangled-number'
  | 'mangled-date'
  | 'mangled-cell'
  | 'unclosed-quote'
  | 'unnamed-row'
  | 'text';

/** Those that may hide a certificate which is then missing from the count. */
export const HIDING_PROBLEMS: readonly ListingProblemCode[] = [
  'truncated-hash',
  'overlong-hash',
  'sha1-hash',
  'not-hex',
  'search-link',
  'foreign-link',
  'binary',
  'line-too-long',
  'damaged-list',
  'damaged-certificate',
  'mangled-hash',
  'mangled-serial',
  'unclosed-quote',
  'unnamed-row',
];

export interface GroupFigures extends Figures {
  name: string;
}

/** An entry that was not examined, or a line from which no entry could be read. */
export interface Unexamined {
  file: string;
  /** Of a workbook. */
  sheet?: string;
  line: number;
  /** As listed: a fingerprint, `crt.sh id 123`, `serial 0a1b`, or the text of the line. */
  entry: string;
  outcome: Exclude<keyof OutcomeCounts, 'examined'> | 'invalid';
  reason: string;
}

/** Of the examined certificates: who has a sibling, a final certificate for a precertificate or the reverse. */
export interface SiblingCounts {
  /** found + none + unavailable. */
  asked: number;
  found: number;
  /** Of those found, how many siblings are listed too. */
  listed: number;
  none: number;
  /** Nothing is known. */
  unavailable: number;
  /** Why, of the first of these; absent where there is none. */
  reason?: string;
  /** Certificates for which there is another one of equal issuer and serial number, with other contents. */
  different: number;
}

export interface Impact extends Figures {
  asOf: Instant;
  guideline: Guideline;
  /** Absent where they were not asked for. */
  siblings?: SiblingCounts;
  /** Empty unless there is more than one list. */
  groups: GroupFigures[];
  /** At most `MAX_UNEXAMINED` of them; the counts in `outcomes` are always whole. */
  unexamined: Unexamined[];
}

export type Guideline = '3.2' | '2.0' | '1.0';

/** Bounds the memory and the output of a run in which nearly everything is missing. */
export const MAX_UNEXAMINED = 10_000;
