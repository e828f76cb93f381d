import { FINGERPRINT_BYTES } from '../../fingerprint/fingerprint.ts';
import { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';
import { Hasher } from '../../fingerprint/hasher.ts';
import { Tally } from '../../impact/tally.ts';
import { CertificateReader } from '../../x509/certificate-reader.ts';
import { factsLine } from '../facts.ts';
import {
  type Batch,
  type ExaminedBatch,
  IS_EXAMINED,
  IS_UNREADABLE,
  NOT_WANTED,
  PLACE_NUMBERS,
  type ThreadOptions,
  type Wanted,
} from './message.ts';

/** What a thread does: proves and examines batches, and adds them up in a tally of its own. */
export class BatchExaminer {
  readonly tally: Tally = new Tally();
  readonly #lines: boolean;
  readonly #reader: CertificateReader = new CertificateReader();
  readonly #hasher: Hasher = new Hasher();
  #wanted: FingerprintSet | undefined;

  constructor({ lines }: ThreadOptions) {
    this.#lines = lines;
  }

  setWanted({ fingerprints }: Wanted): void {
    this.#wanted = fingerprints && FingerprintSet.of(fingerprints);
  }

  examine({ buffers, places, digestAll }: Batch): ExaminedBatch {
    this.tally.digestAll = digestAll;
    const bytes = buffers.map((buffer) => Buffer.from(buffer));
    const count = places.length / PLACE_NUMBERS;
    const digests = new Uint8Array(count * FINGERPRINT_BYTES);
    const results = new Uint8Array(count);
    const lines = this.#lines ? new Array<string | undefined>(count).fill(undefined) : undefined;
    for (let i = 0; i < count; i++) {
      const at = i * PLACE_NUMBERS;
      const start = places[at + 1]!;
      const end = start + places[at + 2]!;
      if (start === end) continue;
      const slab = bytes[places[at]!]!;
      this.#hasher.hashInto(digests, i * FINGERPRINT_BYTES, slab.subarray(start, end));
      results[i] = this.#examineOne(slab, start, end, digests, i * FINGERPRINT_BYTES);
      if (lines && results[i] !== NOT_WANTED) {
        lines[i] = factsLine(this.#reader, digests.subarray(i * FINGERPRINT_BYTES));
      }
    }
    return { kind: 'batch', digests, results, lines };
  }

  #examineOne(
    slab: Uint8Array,
    start: number,
    end: number,
    digests: Uint8Array,
    offset: number,
  ): number {
    if (this.#wanted !== undefined && this.#wanted.rowOfBytes(digests, offset) < 0) {
      return NOT_WANTED;
    }
    this.#reader.read(slab, start, end);
    if (!this.#reader.readable) return IS_UNREADABLE;
    this.tally.add(this.#reader, digests, offset);
    return IS_EXAMINED;
  }
}
