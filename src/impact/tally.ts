import { FingerprintSet, type SharedFingerprints } from '../fingerprint/fingerprint-set.ts';
import { PackedRows } from '../fingerprint/packed-rows.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { TbsDigester, hasCtExtension } from '../x509/precertificate.ts';
import { CertificateKeys, type KeysSnapshot } from './certificate-keys.ts';
import {
  type Dictionaries,
  type DictionariesSnapshot,
  InternedCertificate,
  mergeDictionaries,
  newDictionaries,
  snapshotOf,
} from './interned-certificate.ts';
import { undecidedRows } from './pairing.ts';
import type { Statistic } from './statistic.ts';
import { STATISTICS } from './statistics/index.ts';

/** Typed arrays in plain objects: what structured cloning takes (`postMessage`, `v8.serialize`). */
export interface TallySnapshot {
  readonly certificates: SharedFingerprints;
  readonly keys: KeysSnapshot;
  readonly notes: readonly Float64Array[];
  readonly dictionaries: DictionariesSnapshot;
}

/** The memory of a snapshot, to be moved to another thread instead of copied. */
export function transferablesOf({ certificates, keys, notes }: TallySnapshot): ArrayBufferLike[] {
  const arrays = [certificates.slots, ...certificates.chunks, ...keys.chunks, ...notes];
  return arrays.map(({ buffer }) => buffer);
}

/**
 * Certificates added up: one row of notes for each distinct certificate. Which rows count (a pair
 * once, by its final certificate; the members of one list) is decided when figures are made of it,
 * so that a tally is a mergeable value: merging tallies gives what one tally of all their
 * certificates would give, whatever the order.
 */
export class Tally {
  readonly certificates: FingerprintSet;
  readonly keys: CertificateKeys;
  readonly dictionaries: Dictionaries;
  /** A number for each of `STATISTICS`. */
  readonly notes = new PackedRows<Float64Array>(
    STATISTICS.length,
    (length) => new Float64Array(length),
  );
  readonly #certificate: InternedCertificate;
  readonly #digester: TbsDigester = new TbsDigester();
  /** By the number of an issuer, whether a precertificate of it is here. */
  readonly #precertificates: boolean[] = [];
  /** Leave nothing `undecided` from now on: for certificates that cannot be had once more. */
  digestAll = false;

  /** @param snapshot what it starts with; its memory becomes that of the tally */
  constructor(snapshot?: TallySnapshot) {
    this.certificates = snapshot ? FingerprintSet.of(snapshot.certificates) : new FingerprintSet();
    this.keys = new CertificateKeys(snapshot?.keys);
    this.dictionaries = newDictionaries(snapshot?.dictionaries);
    this.notes.chunks.push(...(snapshot?.notes ?? []));
    this.#certificate = new InternedCertificate(this.dictionaries);
  }

  /** The tally as a value, to be handed to another thread or kept; the tally is not used any more. */
  snapshot(): TallySnapshot {
    return {
      certificates: this.certificates.share(),
      keys: this.keys.snapshot(),
      notes: this.notes.chunks,
      dictionaries: snapshotOf(this.dictionaries),
    };
  }

  /** How many distinct certificates there are. */
  get size(): number {
    return this.certificates.size;
  }

  /**
   * Adds the certificate that `reader` stands on, whose SHA-256 is the 32 bytes at `offset`, and
   * returns its row; one that is there already is not added again.
   */
  add(reader: CertificateReader, sha256: Uint8Array, offset = 0): number {
    const row = this.certificates.addBytes(sha256, offset);
    if (row < this.keys.size) return row;
    const certificate = this.#certificate;
    certificate.take(reader);
    this.notes.reserve(row);
    const notes = this.notes.chunkOf(row);
    const place = this.notes.placeOf(row);
    for (let i = 0; i < STATISTICS.length; i++) notes[place + i] = STATISTICS[i]!.note(certificate);
    const { issuer } = certificate;
    const digest = this.#needsDigest(reader, issuer) ? this.#digester.digest(reader) : undefined;
    this.keys.add(reader, issuer, digest);
    return row;
  }

  /** What a statistic has noted of a certificate. */
  noteOf(statistic: Statistic, row: number): number {
    return this.notes.chunkOf(row)[this.notes.placeOf(row) + STATISTICS.indexOf(statistic)]!;
  }

  /**
   * Rows whose digest pairing needs after all: final certificates that have issuer and serial number
   * of a precertificate and were not digested when they came.
   */
  undecided(): Uint32Array {
    return undecidedRows(this.keys);
  }

  /** Digests the certificate that `reader` stands on, which is in `row` already. */
  settle(row: number, reader: CertificateReader): void {
    this.keys.settleDigest(row, this.#digester.digest(reader));
  }

  /**
   * Whether the certificate that `reader` stands on is the other one of a precertificate and its final
   * certificate, of which one is here and digested.
   * @param sha256 of the one that is here
   */
  corresponds(sha256: Uint8Array, reader: CertificateReader): boolean {
    const row = this.certificates.rowOfBytes(sha256, 0);
    if (row < 0 || this.keys.isPrecertificate(row) === reader.extensions.isPrecertificate) {
      return false;
    }
    return this.keys.isDigested(row) && this.keys.hasDigest(row, this.#digester.digest(reader));
  }

  /** Adds every certificate of another tally. */
  merge(other: Tally): void {
    const numbers = mergeDictionaries(other.dictionaries, this.dictionaries);
    for (let from = 0; from < other.size; from++) {
      const row = this.certificates.addRow(other.certificates, from);
      if (row < this.keys.size) {
        this.keys.copyDigest(row, other.keys, from);
        continue;
      }
      this.keys.copy(other.keys, from, numbers.issuer);
      this.notes.reserve(row);
      const theirs = other.notes.chunkOf(from);
      const ours = this.notes.chunkOf(row);
      const [theirPlace, place] = [other.notes.placeOf(from), this.notes.placeOf(row)];
      for (let i = 0; i < STATISTICS.length; i++) {
        ours[place + i] = STATISTICS[i]!.renumber(theirs[theirPlace + i]!, numbers);
      }
    }
  }

  /** Bytes of memory that the rows hold, dictionaries left out. */
  get byteLength(): number {
    return this.certificates.byteLength + this.keys.byteLength + this.notes.byteLength;
  }

  /**
   * To digest every certificate would cost 1.7 µs each, more than its fingerprint, for what few lists
   * need: only an issuer that lists precertificates lists pairs. A final certificate that comes before
   * the first precertificate of its issuer is left `undecided`.
   */
  #needsDigest(reader: CertificateReader, issuer: number): boolean {
    if (reader.extensions.isPrecertificate) return (this.#precertificates[issuer] = true);
    if (this.digestAll) return true;
    return this.#precertificates[issuer] === true && hasCtExtension(reader);
  }
}
