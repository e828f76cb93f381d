import { type Fingerprint, formatFingerprint } from '../../fingerprint/fingerprint.ts';
import { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';

/** The two columns of hashes. */
export type HashColumn = 'precertificateHash' | 'certificateHash';

/**
 * Further hashes in the rows of certificates: precertificates in the row of their certificate, siblings,
 * and what a list says of hashes that could not be obtained. No hash has two places. 60 bytes each.
 */
export class RowHashes {
  readonly #hashes = new FingerprintSet();
  /** For each row, the last of its hashes plus one, 0 for none. */
  readonly #last: Uint32Array;
  /** For each hash, the one before it in the same row plus one. */
  readonly #before: number[] = [];
  readonly #columns: HashColumn[] = [];

  constructor(rows: number) {
    this.#last = new Uint32Array(rows);
  }

  /** Puts a hash into a row, unless it stands in one already. */
  add(row: number, column: HashColumn, sha256: Uint8Array): void {
    const hash = this.#hashes.addBytes(sha256);
    if (hash < this.#columns.length) return;
    this.#columns.push(column);
    this.#before.push(this.#last[row]!);
    this.#last[row] = hash + 1;
  }

  has(sha256: Uint8Array): boolean {
    return this.#hashes.rowOfBytes(sha256) >= 0;
  }

  /** What was added to a row, in the order of the hashes. */
  of(row: number, column: HashColumn): Fingerprint[] {
    const found: Fingerprint[] = [];
    for (let hash = this.#last[row]! - 1; hash >= 0; hash = this.#before[hash]! - 1) {
      if (this.#columns[hash] === column) found.push(formatFingerprint(this.#hashes.bytesAt(hash)));
    }
    return found.sort();
  }
}
