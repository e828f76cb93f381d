import { setImmediate } from 'node:timers/promises';
import { fingerprintOf, formatFingerprint } from '../../fingerprint/fingerprint.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { damagedStore } from './open-environment.ts';
import type { StoreRecord } from './store-contents.ts';
import type { Store } from './store.ts';

/** Held in memory at once, and no more than some hundred certificates between looks at the signal. */
const BATCH_BYTES = 256 << 10;

export interface WalkedRecord extends StoreRecord {
  /** What its key says. */
  readonly name: Fingerprint;
  /** Whether its hash is its key. */
  readonly good: boolean;
}

/**
 * All records of a store, their hashes checked, in the order of their keys. Between batches others get
 * their turn, and what they write behind the place that was reached is seen.
 * @throws {CertImpactError} `store-unusable`, after the records before the damage; also when there are
 *   fewer than the store counts, for damage may look like its end to LMDB
 */
export async function* walkStore(
  store: Store,
  signal: AbortSignal,
): AsyncGenerator<readonly WalkedRecord[]> {
  const { certificates } = store.stats();
  let walked = 0;
  let after: Uint8Array | undefined;
  for (;;) {
    const records = store.records(after, BATCH_BYTES);
    if (records.length === 0) break;
    walked += records.length;
    yield records.map((record) => {
      const name = nameOf(record.key);
      return { ...record, name, good: fingerprintOf(record.der) === name };
    });
    after = records.at(-1)!.key;
    await setImmediate();
    signal.throwIfAborted();
  }
  // of those that were removed meanwhile, none need have been met
  const expected = Math.min(certificates, store.stats().certificates);
  if (walked < expected) {
    throw damagedStore(store.folder, `only ${walked} of ${expected} certificates can be reached`);
  }
}

function nameOf(key: Uint8Array): Fingerprint {
  // a key of another length is no fingerprint, and no hash will be equal to it
  return key.length === 32
    ? formatFingerprint(key)
    : (Buffer.from(key).toString('hex') as Fingerprint);
}
