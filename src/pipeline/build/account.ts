import type { CarriedFault, RevocationSources } from './revocation-policy.ts';

/** - `csv`: the guidelines' table; `links`: a crt.sh link to a certificate, one to a line */
export type AppendixFormat = 'csv' | 'links';

/** What was written: rows = final + presumed + missing + serials (which have no link). */
export interface BuildAccount {
  readonly format: AppendixFormat;
  /** Whether the 10,000 rule has chosen the format. */
  readonly chosen: boolean;
  readonly rows: number;
  /** Final certificates. */
  readonly final: number;
  /** Precertificates without their final certificate. */
  readonly presumed: number;
  /** What was listed with a hash and not obtained, or not read. */
  readonly missing: number;
  /** What was listed with a serial number only. */
  readonly serials: number;
  /** What was listed by its number at crt.sh, and could not be resolved. */
  readonly withoutRow: number;
  /** Hashes that were not obtained, in the row of the certificate with which they are listed. */
  readonly attached: number;
  /** Hashes of siblings that are not listed. */
  readonly siblings: number;
  /** S/MIME certificates of which nothing but serial number and hashes is written. */
  readonly withheld: number;
  /** The same of what was not obtained, and may be for S/MIME. */
  readonly withheldUnseen: number;
  readonly revocation: RevocationSources;
  /** Whether there is a planned date for what nothing else is known of. */
  readonly planned: boolean;
  /** Rows that were read, not all revocation cells of which are carried over, and the first few of them. */
  readonly faulty: number;
  readonly faults: readonly CarriedFault[];
}
