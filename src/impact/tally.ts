import { FingerprintSet } from '../fingerprint/fingerprint-set.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { TbsDigester, hasCtExtension } from '../x509/precertificate.ts';
import { CertificateKeys } from './certificate-keys.ts';
import {
  type Dictionaries,
  InternedCertificate,
  mergeDictionaries,
  newDictionaries,
} from './interned-certificate.ts';
import { undecidedRows } from './pairing.ts';
import { STATISTICS } from './statistics/index.ts';

/**
 * Certificates added up: one row of notes for each distinct certificate, in columns. Which rows count
 * (a pair once, by its final certificate; the members of one list) is decided when figures are made
 * of it, so that a tally is a mergeable value: merging tallies gives what one tally of all their
 * certificates would give, whatever the order.
 */
export class Tally {
  readonly certificates: FingerprintSet = new FingerprintSet();
  readonly keys: CertificateKeys = new CertificateKeys();
  readonly dictionaries: Dictionaries = newDictionaries();
  readonly columns: Float64Array[] = STATISTICS.map(() => new Float64Array(1024));
  readonly #certificate: InternedCertificate = new InternedCertificate(this.dictionaries);
  readonly #digester: TbsDigester = new TbsDigester();
  /** Leave nothing `undecided` from now on: for certificates that cannot be had once more. */
  digestAll = false;

  /** How many distinct certificates there are. */
  get size(): number {
    return this.certificates.size;
  }

  /**
   * Adds the certificate that `reader` stands on, whose SHA-256 is `sha256`, and returns its row;
   * one that is there already is not added again.
   */
  add(reader: CertificateReader, sha256: Uint8Array): number {
    const row = this.certificates.addBytes(sha256);
    if (row < this.keys.size) return row;
    this.#reserve(row);
    const certificate = this.#certificate;
    certificate.take(reader);
    for (let i = 0; i < STATISTICS.length; i++) {
      this.columns[i]![row] = STATISTICS[i]!.note(certificate);
    }
    const digested = this.digestAll || hasCtExtension(reader);
    const digest = digested ? this.#digester.digest(reader) : undefined;
    this.keys.add(reader, certificate.issuer, digest);
    return row;
  }

  /**
   * Rows whose digest pairing needs after all: final certificates without an SCT list that have
   * issuer and serial number of a precertificate. To digest every certificate would cost 0.9 µs
   * each, as much as its fingerprint, and these are next to none.
   */
  undecided(): Uint32Array {
    return undecidedRows(this.keys);
  }

  /** Digests the certificate that `reader` stands on, which is in `row` already. */
  settle(row: number, reader: CertificateReader): void {
    this.keys.settleDigest(row, this.#digester.digest(reader));
  }

  /** Adds every certificate of another tally. */
  merge(other: Tally): void {
    const numbers = mergeDictionaries(other.dictionaries, this.dictionaries);
    for (let from = 0; from < other.size; from++) {
      const row = this.certificates.addBytes(other.certificates.bytesAt(from));
      if (row < this.keys.size) continue;
      this.keys.copy(other.keys, from, numbers.issuer);
      this.#reserve(row);
      for (let i = 0; i < STATISTICS.length; i++) {
        const note = other.columns[i]![from]!;
        this.columns[i]![row] = STATISTICS[i]!.renumber(note, numbers);
      }
    }
  }

  /** Bytes of memory that the rows hold, dictionaries left out. */
  get byteLength(): number {
    const columns = this.columns.reduce((sum, column) => sum + column.byteLength, 0);
    return this.certificates.byteLength + this.keys.byteLength + columns;
  }

  #reserve(row: number): void {
    if (row < this.columns[0]!.length) return;
    for (let i = 0; i < this.columns.length; i++) {
      const column = new Float64Array(Math.ceil(this.columns[i]!.length * 1.5));
      column.set(this.columns[i]!);
      this.columns[i] = column;
    }
  }
}
