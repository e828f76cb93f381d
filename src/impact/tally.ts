import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { FingerprintSet } from '../fingerprint/fingerprint-set.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { TbsDigester } from '../x509/precertificate.ts';
import { ByteInterner } from './byte-interner.ts';
import { CertificateKeys } from './certificate-keys.ts';
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
  readonly dictionaries: readonly ByteInterner[] = STATISTICS.map(() => new ByteInterner());
  readonly columns: Float64Array[] = STATISTICS.map(() => new Float64Array(64));
  readonly #digester: TbsDigester = new TbsDigester();

  /** How many distinct certificates there are. */
  get size(): number {
    return this.certificates.size;
  }

  /**
   * Adds the certificate that `reader` stands on, whose SHA-256 is `sha256`, and returns its row;
   * one that is there already is not added again.
   */
  add(reader: CertificateReader, sha256: Fingerprint): number {
    const row = this.certificates.add(sha256);
    if (row < this.certificates.size - 1 || row < this.keys.size) return row;
    this.keys.add(reader, this.#digester.digest(reader));
    this.#reserve(row);
    for (let i = 0; i < STATISTICS.length; i++) {
      this.columns[i]![row] = STATISTICS[i]!.note(reader, this.dictionaries[i]!);
    }
    return row;
  }

  /** Adds every certificate of another tally. */
  merge(other: Tally): void {
    const numbers = other.dictionaries.map((dictionary, i) =>
      STATISTICS[i]!.interned ? translation(dictionary, this.dictionaries[i]!) : undefined,
    );
    const issuers = translation(other.keys.issuers, this.keys.issuers);
    for (let from = 0; from < other.size; from++) {
      const row = this.certificates.addBytes(other.certificates.bytesAt(from));
      if (row < this.keys.size) continue;
      this.keys.copy(other.keys, from, issuers);
      this.#reserve(row);
      for (let i = 0; i < STATISTICS.length; i++) {
        const note = other.columns[i]![from]!;
        this.columns[i]![row] = numbers[i]?.[note] ?? note;
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

/** The numbers that the strings of one dictionary have in another, which takes them all in. */
function translation(from: ByteInterner, to: ByteInterner): Uint32Array {
  return Uint32Array.from({ length: from.size }, (_, number) => to.intern(from.at(number)));
}
