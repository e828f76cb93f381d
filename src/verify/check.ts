/** What checks are made of: the kinds of findings that they make, and what they are shown. */
import type { EntryForm, LineProblemCode } from '../appendix/line.ts';
import type { Table, TableRow } from '../appendix/table/table.ts';
import type { Guideline, OutcomeCounts } from '../impact/impact.ts';
import type { Pairing } from '../impact/pairing.ts';
import type { Tally } from '../impact/tally.ts';
import type { RecordedStatus } from '../revocation/status-table.ts';
import type { DayOrder } from './cells/written-instant.ts';
import type { DescribedCertificate } from './described-certificate.ts';
import type { Severity } from './finding.ts';

/** Where a finding stands. */
export interface Place {
  readonly file: string;
  readonly sheet: string | null;
  /** 1-based; `null` for the whole file. */
  readonly line: number | null;
}

/** What every finding of a code has in common; `docs/findings.md` is made of these. */
export interface FindingKind {
  /** Stable; kebab-case. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence: what does not add up. */
  readonly summary: string;
  /** The source of the rule; `null` where common sense is all there is. */
  readonly rule: string | null;
  /** One sentence: what to do. */
  readonly advice: string;
  /** Told once for all cells of a column (`ColumnFindings`). */
  readonly perColumn?: true;
}

/** What a finding of some kind says of its own. */
export interface Detail {
  /** Lower case, no full stop; text of strangers in it is not escaped. */
  readonly message: string;
  readonly column?: string | undefined;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  /** 1-based, where it is another one than that of the place. */
  readonly line?: number | undefined;
  /** How a date has to be read; no finding where other dates of its column can only be read so. */
  readonly order?: DayOrder | undefined;
}

/** Takes a finding; the place is known to whoever calls the check. */
export type Report = (kind: FindingKind, detail: Detail) => void;

/** What is measured against. */
export interface Terms {
  /** Seconds since 1970: what "expired" and "in the future" mean. */
  readonly asOf: number;
  readonly guideline: Guideline;
}

/** How many certificates of a list are for S/MIME: `unknown` where those that could be seen are. */
export type SmimeShare = 'all' | 'unknown' | 'not all';

/** Sees each table once. Only of the table that the guidelines demand. */
export interface TableCheck {
  readonly kinds: readonly FindingKind[];
  /** @param smime of the certificates of its file */
  check(table: Table, report: Report, smime: () => SmimeShare): void;
}

/** Problems that the reader of the list has named already, by their codes. */
export interface LineCheck {
  readonly kinds: readonly FindingKind[];
  readonly problems: Partial<Record<LineProblemCode, FindingKind>>;
}

/** A row beside the certificate that it describes. */
export interface RowView {
  readonly row: TableRow;
  /**
   * The final certificate where that could be had, else the precertificate; `undefined` where neither
   * could: what the cells say by themselves is checked all the same.
   */
  readonly certificate: DescribedCertificate | undefined;
  /** The row names others beside it, whose values its cells may list as well. */
  readonly several?: boolean;
  readonly terms: Terms;
  /** Notes that a date of a column, by its name, can be read in this order only. */
  readonly settleOrder: (column: string, order: DayOrder) => void;
}

/** Sees what each cell says; several checks may speak of one. */
export interface RowCheck {
  readonly kinds: readonly FindingKind[];
  check(view: RowView, report: Report): void;
}

/** A row beside what evidence says of its certificate. */
export interface EvidenceView {
  readonly row: TableRow;
  readonly status: RecordedStatus;
  /** A TLS subscriber certificate, to which TLS BR §7.2.2 applies. */
  readonly tls: boolean;
}

/** Sees what the revocation cells say, where revocation was looked at. */
export interface EvidenceCheck {
  readonly kinds: readonly FindingKind[];
  check(view: EvidenceView, report: Report): void;
}

/** Sees how many cells a row has. */
export interface LengthCheck {
  readonly kinds: readonly FindingKind[];
  /**
   * @param others what the cells themselves show
   * @returns true where that follows from what is reported here
   */
  check(row: TableRow, others: readonly Detailed[], report: Report): boolean;
}

export interface Detailed {
  readonly kind: FindingKind;
  readonly detail: Detail;
}

/** The certificates that one row names, when all is known that can be. */
export interface RowEntry {
  /** Its number among the entries of all rows. */
  readonly index: number;
  /** In which column of hashes it stands; `undefined` outside of these. */
  readonly column: 'precertificateHash' | 'certificateHash' | undefined;
  /** Its row of the tally; -1 where it was not examined. */
  readonly certificate: number;
  readonly fingerprint: string;
}

export interface EntriesView {
  readonly table: Table;
  readonly entries: readonly RowEntry[];
  readonly isPrecertificate: (certificate: number) => boolean;
  /** Equal TBSCertificates after the transformation of RFC 6962 §3.2. */
  readonly correspond: (precertificate: number, certificate: number) => boolean;
  /** Equal but for issuer and authorityKeyIdentifier, as a Precertificate Signing Certificate leaves them. */
  readonly correspondBeyondIssuer: (precertificate: RowEntry, certificate: RowEntry) => boolean;
}

export interface EntriesCheck {
  readonly kinds: readonly FindingKind[];
  check(view: EntriesView, report: Report): void;
}

/** One list or sheet, by how it names certificates. */
export interface ListForm {
  readonly place: Place;
  /**
   * - `table`: the guidelines' table, in whatever spelling; `other table`: rows with hashes in them
   * - `certificates`: the certificates themselves
   */
  readonly kind: 'table' | 'other table' | 'text' | 'certificates';
  readonly format: Table['format'] | undefined;
  /** Entries by form, with the line of the first one; empty for `certificates`. */
  readonly forms: ReadonlyMap<EntryForm, { readonly count: number; readonly line: number }>;
}

export interface FormView {
  readonly list: ListForm;
  /** In all lists together; a pair once. */
  readonly certificates: number;
  /** Of the certificates of the list's file. */
  readonly smime: () => SmimeShare;
  readonly terms: Terms;
}

export interface FormCheck {
  readonly kinds: readonly FindingKind[];
  check(view: FormView, report: Report): void;
}

/** All that is listed and was examined, when the run is over. */
export interface ListingView {
  readonly tally: Tally;
  /** Rows of the tally, in the order in which they are listed. */
  readonly certificates: Uint32Array;
  readonly pairing: Pairing;
  readonly isCa: (certificate: number) => boolean;
  /** Whether one row of a table names both. */
  readonly shareRow: (certificate: number, other: number) => boolean;
  /** Whether a row names a final certificate beside this precertificate: its own, another, or one not obtained. */
  readonly besideFinal: (precertificate: number) => boolean;
  /** `list.csv:12` */
  readonly where: (certificate: number) => string;
}

/** Takes a finding about a row of the tally; it stands where that is listed first. */
export type ListingReport = (kind: FindingKind, certificate: number, detail: Detail) => void;

export interface ListingCheck {
  readonly kinds: readonly FindingKind[];
  check(view: ListingView, report: ListingReport): void;
}

/** An entry whose certificate is listed before. */
export interface RepeatedEntry {
  /** Whether it was so in another list: under another heading, in another sheet or file. */
  readonly otherList?: boolean;
  /** As listed. */
  readonly entry: string;
  /** `list.csv:12` */
  readonly first: string;
}

export interface RepetitionCheck {
  readonly kinds: readonly FindingKind[];
  check(entry: RepeatedEntry, report: Report): void;
}

/** Findings about entries that were not examined, by their outcome. */
export interface OutcomeCheck {
  readonly kinds: readonly FindingKind[];
  readonly outcomes: Readonly<Record<Exclude<keyof OutcomeCounts, 'examined'>, FindingKind>>;
}
