import type { CertificateReader } from '../x509/certificate-reader.ts';
import type { Outcome } from './outcome.ts';

/**
 * Called with each certificate that was obtained and the 32 bytes of its SHA-256; both are reused
 * once it has returned.
 */
export type Visit = (reader: CertificateReader, sha256: Uint8Array) => void | Promise<void>;

/** Called with the facts of each certificate as a line of JSON, in the order of the list. */
export type TakeLine = (line: string) => void | Promise<void>;

export interface Examination {
  readonly outcome: Outcome;
  readonly reason: string;
}

export const EXAMINED: Examination = { outcome: 'examined', reason: '' };
export const UNREADABLE: Examination = {
  outcome: 'unreadable',
  reason: 'it is no X.509 certificate',
};

/** What another thread found of a certificate; it is in the tally of that thread. */
export interface ExaminedElsewhere extends Examination {
  readonly line?: string | undefined;
}
