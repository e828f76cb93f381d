/** What a report states, as a reviewer would write it down. */

export const CLAIM_KINDS = [
  'total',
  'remaining-valid',
  'revoked',
  'not-revoked',
  'expired',
  'precertificates',
  'finals',
  'count-by-type',
  'count-by-issuer',
  'types',
  'first-issued',
  'last-issued',
  'issuer',
  'signature-algorithm',
  'issuance-stopped',
  'heuristic-oid',
  'heuristic-range',
  'full-list-in-appendix',
  'noncompliance-start',
  'noncompliance-identified',
  'noncompliance-end',
] as const;

export type ClaimKind = (typeof CLAIM_KINDS)[number];

/**
 * - a number: of certificates (IRG 3.2: final certificates, unless the text says otherwise);
 * - a string: an issuer, an algorithm, an OID, or a date as ISO 8601 cut to what the text gives
 *   (`2014-12`, `2024-01-26`, `2025-02-03T12:06Z`, `2024-02-04T13:34+01:00`, no zone where none is stated);
 * - `types`: the validation types named, such as `["DV", "OV"]`.
 */
export type ClaimValue =
  | number
  | boolean
  | string
  | readonly string[]
  | { readonly type: string; readonly count: number }
  | { readonly issuer: string; readonly count: number }
  | { readonly from: string | null; readonly to: string | null };

export interface Claim {
  readonly kind: ClaimKind;
  readonly value: ClaimValue;
  /**
   * How the value is meant: approximately, at least, more than, less than, fewer than, up to, after,
   * since, until, year implied, all (the text says all, the number is the total), implied; or a scope
   * in words. Several are joined by commas.
   */
  readonly qualifier: string | null;
  /** A verbatim piece of the report. */
  readonly quote: string;
  /** 1-based line on which the quote begins. */
  readonly line: number;
  /** The other reading of a date that can be read in two ways (`03/04/2024`); absent otherwise. */
  readonly alternative?: ClaimValue;
  /** Whether a field of the template says it, which means what it says; absent of prose. */
  readonly inField?: true;
}

/** A field of the template whose text says nothing that the program can compare. */
export interface UnreadField {
  /** As the report writes it. */
  readonly label: string;
  readonly text: string;
  readonly line: number;
}

/** A field that the template of IRG 3.x demands. */
export interface TemplateField {
  /** As the template names it. */
  readonly name: string;
  readonly line: number;
  readonly isEmpty: boolean;
}

/** What a report says anywhere: beside what was understood, so that a wrong reading can be told from a wrong report. */
export interface Mentions {
  /** Of certificates, and any that is too large to be there by chance. */
  readonly numbers: ReadonlySet<number>;
  /** Dates as `2024-01-26`, and their months as `2024-01`, in both readings where there are two, in the zone that they are written in. */
  readonly days: ReadonlySet<string>;
  readonly types: ReadonlySet<string>;
}

/** A version of the incident reporting guidelines; `3.2` stands for 3.0 and 3.1, whose fields are the same. */
export type GuidelineVersion = '1.0' | '2.0' | '3.2';

export interface ReportClaims {
  /** In the order of the report. */
  readonly claims: readonly Claim[];
  readonly unread: readonly UnreadField[];
  readonly mentions: Mentions;
  /** Fields of the template of a full report, in their order; absent where there is none. */
  readonly template?: readonly TemplateField[];
  /** The version of the guidelines whose form the report has; absent where it has none. */
  readonly guideline?: GuidelineVersion;
}
