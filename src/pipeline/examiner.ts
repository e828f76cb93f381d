import { Tally } from '../impact/tally.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import type { Outcome } from './ledger.ts';

/**
 * Called with each certificate that was obtained and the 32 bytes of its SHA-256; both are reused
 * once it has returned.
 */
export type Visit = (reader: CertificateReader, sha256: Uint8Array) => void | Promise<void>;

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
  examine(sha256: Uint8Array, der: Uint8Array): Examination | Promise<Examination> {
    const reader = this.#reader;
    reader.read(der);
    const examination = reader.readable ? EXAMINED : UNREADABLE;
    if (reader.readable) this.tally.add(reader, sha256);
    const visited = this.#visit?.(reader, sha256);
    return visited instanceof Promise ? visited.then(() => examination) : examination;
  }

  /** Digests a certificate that was examined before, for pairing. */
  settle(sha256: Uint8Array, der: Uint8Array): void {
    this.#reader.read(der);
    const row = this.tally.certificates.rowOfBytes(sha256);
    if (row >= 0) this.tally.settle(row, this.#reader);
  }
}
