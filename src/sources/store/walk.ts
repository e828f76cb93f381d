import { setImmediate } from 'node:timers/promises';
import { fingerprintOf, formatFingerprint } from '../../fingerprint/fingerprint.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import type { Store, StoreRecord } from './store.ts';

/** Held in memory at once. */
const BATCH_BYTES = 4 << 20;

export interface WalkedRecord extends StoreRecord {
  /** What its key says. */
  readonly name: Fingerprint;
  /** Whether its hash is its key. */
  readonly good: boolean;
}

/**
 * All records of a store, their hashes checked, in the order of their keys. Between batches others get
 * their turn, and what they write behind the place that was reached is seen.
 * @throws {CertImpactError} `store-unusable`, after the records before the damage
 */
export async function* walkStore(
  store: Store,
  signal: AbortSignal,
): AsyncGenerator<readonly WalkedRecord[]> {
  let after: Uint8Array | undefined;
  for (;;) {
    const records = store.records(after, BATCH_BYTES);
    if (records.length === 0) return;
    yield records.map((record) => {
      const name = nameOf(record.key);
      return { ...record, name, good: fingerprintOf(record.der) === name };
    });
    after = records.at(-1)!.key;
    await setImmediate();
    signal.throwIfAborted();
  }
}

function nameOf(key: Uint8Array): Fingerprint {
  // a key of another length is no fingerprint, and no hash will be equal to it
  return key.length === 32
    ? formatFingerprint(key)
    : (Buffer.from(key).toString('hex') as Fingerprint);
}
