import { FINGERPRINT_BYTES } from '../../fingerprint/fingerprint.ts';
import { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';
import { hashBatch } from '../prove.ts';
import type { DamagedItem, ScanItem } from '../scan/scan-item.ts';
import type { Store } from './store.ts';

/** Each certificate counts once, however often the files have it. */
export interface ImportCounts {
  /** New, or in the place of a damaged record. */
  added: number;
  /** There already, before this import. */
  known: number;
  /** Further copies of those in the files. */
  copies: number;
  /** Not written, for a reason that the store has. */
  failed: number;
}

export interface Importing {
  readonly onDamaged: (item: DamagedItem) => void;
  /** Told each certificate once: a view, valid until this returns. */
  readonly onCertificate: (der: Uint8Array) => void;
}

/**
 * Puts all certificates of one scan after the other into the store. Batches are bounded; what grows with
 * the input is the set of fingerprints, by 37 to 43 bytes each, which tells copies from what was there.
 */
export class StoreImport {
  /** Grows as it goes on. */
  readonly counts: ImportCounts = { added: 0, known: 0, copies: 0, failed: 0 };
  readonly #store: Store;
  readonly #told: Importing;
  readonly #seen: FingerprintSet = new FingerprintSet();

  constructor(store: Store, told: Importing) {
    this.#store = store;
    this.#told = told;
  }

  /** Returns when all is on disk, or as soon as something could not be written. */
  async take(batches: AsyncIterable<readonly ScanItem[]>): Promise<void> {
    const { counts } = this;
    for await (const items of batches) {
      const { digests } = hashBatch(items);
      for (const [i, item] of items.entries()) {
        if (item.kind === 'damaged') this.#told.onDamaged(item);
        else this.#takeOne(digests, i * FINGERPRINT_BYTES, item.der);
      }
      if (counts.failed > 0) return;
    }
    await this.#store.flush();
  }

  #takeOne(digests: Uint8Array, start: number, der: Uint8Array): void {
    const { counts } = this;
    const { size } = this.#seen;
    if (this.#seen.addBytes(digests, start) < size) {
      counts.copies++;
      return;
    }
    this.#told.onCertificate(der);
    const key = digests.subarray(start, start + FINGERPRINT_BYTES);
    // a full batch is written before `put` returns: this needs no waiting
    void this.#store.put(key, der).then((result) => counts[result]++);
  }
}
