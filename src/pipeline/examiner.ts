import { Tally, type TallySnapshot } from '../impact/tally.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import {
  EXAMINED,
  type ExaminedElsewhere,
  type Examination,
  type TakeLine,
  UNREADABLE,
  type Visit,
} from './examination.ts';
import { factsLine } from './facts.ts';

export interface ExaminerOptions {
  readonly visit?: Visit | undefined;
  readonly takeLine?: TakeLine | undefined;
}

/** Reads certificates, one after the other, and adds them up. */
export class Examiner {
  tally: Tally = new Tally();
  readonly #reader: CertificateReader = new CertificateReader();
  readonly #visit: Visit | undefined;
  readonly #takeLine: TakeLine | undefined;

  constructor({ visit, takeLine }: ExaminerOptions = {}) {
    this.#visit = visit;
    this.#takeLine = takeLine;
  }

  /**
   * Examines a certificate whose SHA-256 is known to be `sha256`.
   * @param elsewhere the result, where another thread has examined it already
   */
  examine(
    sha256: Uint8Array,
    der: Uint8Array,
    elsewhere?: ExaminedElsewhere,
  ): Examination | Promise<Examination> {
    if (elsewhere !== undefined) {
      const taken = elsewhere.line === undefined ? undefined : this.#takeLine?.(elsewhere.line);
      return taken instanceof Promise ? taken.then(() => elsewhere) : elsewhere;
    }
    const reader = this.#reader;
    reader.read(der);
    const examination = reader.readable ? EXAMINED : UNREADABLE;
    if (reader.readable) this.tally.add(reader, sha256);
    const visited =
      this.#takeLine === undefined
        ? this.#visit?.(reader, sha256)
        : this.#takeLine(factsLine(reader, sha256));
    return visited instanceof Promise ? visited.then(() => examination) : examination;
  }

  /** Takes in what other threads have added up; the array is empty then. */
  merge(snapshots: TallySnapshot[]): void {
    // into the largest, whose memory is then not copied
    const tallies = [this.tally, ...snapshots.splice(0).map((snapshot) => new Tally(snapshot))];
    const largest = tallies.sort((a, b) => a.size - b.size).pop()!;
    largest.digestAll = this.tally.digestAll;
    this.tally = largest;
    // each is let go once it is merged
    for (let other = tallies.pop(); other !== undefined; other = tallies.pop())
      largest.merge(other);
  }

  /** Digests a certificate that was examined before, for pairing. */
  settle(sha256: Uint8Array, der: Uint8Array): void {
    this.#reader.read(der);
    const row = this.tally.certificates.rowOfBytes(sha256);
    if (row >= 0) this.tally.settle(row, this.#reader);
  }
}
