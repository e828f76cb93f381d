import { PackedRows } from '../../fingerprint/packed-rows.ts';
import { type DistributionPoint, URI_NAME } from '../../revocation/distribution-point.ts';
import type { RevocationSubject } from '../../revocation/revocation-subject.ts';
import { RevocationSubjectReader } from '../../revocation/revocation-subject.ts';
import { SerialSet } from '../../revocation/serial-set.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';

/** Words: issuer, serial number + 1, key identifier and flags, distribution points. */
const WORDS = 4;
const CA = 1;
const SERVER_AUTH = 2;
const FLAG_BITS = 2;

/**
 * What the status of each certificate depends on, 32 bytes each and 41 to 47 for its serial number; what
 * repeats is kept once. Rows are those of the tally.
 */
export class RevocationSubjects {
  size = 0;
  readonly serials: SerialSet = new SerialSet();
  readonly #reader = new RevocationSubjectReader();
  readonly #words = new PackedRows<Uint32Array>(WORDS, (length) => new Uint32Array(length));
  /** notBefore and notAfter. */
  readonly #times = new PackedRows<Float64Array>(2, (length) => new Float64Array(length));
  readonly #issuers = new Numbers<string>();
  readonly #keyIds = new Numbers<string | null>();
  readonly #points = new Numbers<readonly DistributionPoint[]>();

  /** Adds the certificate that `reader` stands on. */
  add(reader: CertificateReader): void {
    const subject = this.#reader.read(reader, this.serials);
    const row = this.size++;
    this.#words.reserve(row);
    this.#times.reserve(row);
    const words = this.#words.chunkOf(row);
    const at = this.#words.placeOf(row);
    words[at] = this.#issuers.numberOf(subject.issuer);
    words[at + 1] = subject.serial + 1;
    words[at + 2] =
      (this.#keyIds.numberOf(subject.authorityKeyId) << FLAG_BITS) |
      (subject.ca ? CA : 0) |
      (subject.serverAuth ? SERVER_AUTH : 0);
    words[at + 3] = this.#points.numberOf(subject.distributionPoints);
    const times = this.#times.chunkOf(row);
    const timesAt = this.#times.placeOf(row);
    times[timesAt] = subject.notBefore;
    times[timesAt + 1] = subject.notAfter;
  }

  at(row: number): RevocationSubject {
    const words = this.#words.chunkOf(row);
    const at = this.#words.placeOf(row);
    const key = words[at + 2]!;
    return {
      issuer: this.#issuers.values[words[at]!]!,
      serial: words[at + 1]! - 1,
      notBefore: this.#time(row, 0),
      notAfter: this.notAfterOf(row),
      ca: (key & CA) !== 0,
      authorityKeyId: this.#keyIds.values[key >>> FLAG_BITS]!,
      distributionPoints: this.#points.values[words[at + 3]!]!,
      serverAuth: (key & SERVER_AUTH) !== 0,
    };
  }

  /** Seconds since 1970; NaN when unreadable. */
  notAfterOf(row: number): number {
    return this.#time(row, 1);
  }

  /** For each distinct pair of issuer and key identifier, one subject that has it. */
  *byIssuer(): Generator<RevocationSubject> {
    const seen = new Set<string>();
    for (let row = 0; row < this.size; row++) {
      const words = this.#words.chunkOf(row);
      const at = this.#words.placeOf(row);
      const pair = `${words[at]!} ${words[at + 2]! >>> FLAG_BITS}`;
      if (seen.has(pair)) continue;
      seen.add(pair);
      yield this.at(row);
    }
  }

  /** The URLs of all distribution points, each once. */
  urls(): ReadonlySet<string> {
    const urls = new Set<string>();
    for (const points of this.#points.values) {
      for (const { names } of points) {
        for (const name of names)
          if (name.startsWith(URI_NAME)) urls.add(name.slice(URI_NAME.length));
      }
    }
    return urls;
  }

  /** For each URL of a distribution point, one subject of each kind (issuer, key, points) that names it. */
  byUrl(): ReadonlyMap<string, readonly RevocationSubject[]> {
    const found = new Map<string, RevocationSubject[]>();
    const seen = new Set<string>();
    for (let row = 0; row < this.size; row++) {
      const words = this.#words.chunkOf(row);
      const at = this.#words.placeOf(row);
      const kind = `${words[at]!} ${words[at + 2]!} ${words[at + 3]!}`;
      if (seen.has(kind)) continue;
      seen.add(kind);
      const subject = this.at(row);
      for (const name of new Set(subject.distributionPoints.flatMap(({ names }) => names))) {
        if (!name.startsWith(URI_NAME)) continue;
        const url = name.slice(URI_NAME.length);
        const subjects = found.get(url);
        if (subjects === undefined) found.set(url, [subject]);
        else subjects.push(subject);
      }
    }
    return found;
  }

  get byteLength(): number {
    return this.serials.byteLength + this.#words.byteLength + this.#times.byteLength;
  }

  #time(row: number, which: 0 | 1): number {
    return this.#times.chunkOf(row)[this.#times.placeOf(row) + which]!;
  }
}

/** Numbers distinct values in the order of their first appearance. */
class Numbers<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<T, number>();

  numberOf(value: T): number {
    let number = this.#numbers.get(value);
    if (number === undefined) {
      number = this.values.push(value) - 1;
      this.#numbers.set(value, number);
    }
    return number;
  }
}
