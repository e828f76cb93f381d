import { FINGERPRINT_BYTES } from '../../fingerprint/fingerprint.ts';
import { hashBatch } from '../prove.ts';
import type { DamagedItem, ScanItem } from '../scan/scan-item.ts';
import type { Store } from './store.ts';

export interface ImportCounts {
  /** New, or in the place of a damaged record. */
  added: number;
  /** There already; the second of two in the files is, too. */
  known: number;
  /** Not written, for a reason that the store has told. */
  failed: number;
  /** Places that could not be read. */
  damaged: number;
}

/**
 * Puts all certificates of a scan into the store, in bounded memory.
 * @param counts grows as it goes on
 */
export async function importCertificates(
  store: Store,
  batches: AsyncIterable<readonly ScanItem[]>,
  counts: ImportCounts,
  onDamaged: (item: DamagedItem) => void,
): Promise<void> {
  for await (const items of batches) {
    const { digests } = hashBatch(items);
    for (const [i, item] of items.entries()) {
      if (item.kind === 'damaged') {
        counts.damaged++;
        onDamaged(item);
      } else {
        const start = i * FINGERPRINT_BYTES;
        const key = digests.subarray(start, start + FINGERPRINT_BYTES);
        // a full batch is written before `put` returns: this needs no waiting
        void store.put(key, item.der).then((result) => counts[result]++);
      }
    }
    if (counts.failed > 0) return;
  }
  await store.flush();
}
