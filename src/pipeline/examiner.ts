import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { Tally } from '../impact/tally.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import type { Outcome } from './ledger.ts';

/** Called with each certificate that was obtained; the reader is reused once it has returned. */
export type Visit = (reader: CertificateReader, sha256: Fingerprint) => void | Promise<void>;

export interface Examination {
  readonly outcome: Outcome;
  readonly reason: string;
}

const EXAMINED: Examination = { outcome: 'examined', reason: '' };
const UNREADABLE: Examination = { outcome: 'unreadable', reason: 'it is no X.509 certificate' };

/** Reads certificates, one after the other, and adds them up. */
export class Examiner {
  readonly tally: Tally = new Tally();
  readonly #reader: CertificateReader = new CertificateReader();
  readonly #visit: Visit | undefined;

  constructor(visit?: Visit) {
    this.#visit = visit;
  }

  /** Examines a certificate whose SHA-256 is known to be `sha256`. */
  examine(sha256: Fingerprint, der: Uint8Array): Examination | Promise<Examination> {
    const reader = this.#reader;
    reader.read(der);
    const examination = reader.readable ? EXAMINED : UNREADABLE;
    if (reader.readable) this.tally.add(reader, sha256);
    const visited = this.#visit?.(reader, sha256);
    return visited instanceof Promise ? visited.then(() => examination) : examination;
  }
}
