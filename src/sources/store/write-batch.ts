/** What is written to the store in one transaction. */
import type { BinaryDatabase, Environment } from './environment.ts';
import { isExpired } from './remembered.ts';

/**
 * - `added`: it is there now, in the place of damaged bytes perhaps
 * - `known`: the very same bytes were there
 * - `failed`: it could not be written, which has been said
 */
export type PutResult = 'added' | 'known' | 'failed';

/** Looked at, and forgotten if it is time, for each entry of `missing` that is written. */
const EXPIRY_CHECKS = 4;

/** Of an entry, in memory. */
const OVERHEAD_BYTES = 200;

interface Put {
  readonly key: Uint8Array;
  readonly der: Uint8Array;
  readonly settle: (result: PutResult) => void;
  result: PutResult;
}

export class WriteBatch {
  bytes = 0;
  readonly #puts: Put[] = [];
  readonly #removals: Uint8Array[] = [];
  readonly #missing: [key: Uint8Array, value: Uint8Array][] = [];
  readonly #ids: [key: Uint8Array, value: Uint8Array][] = [];

  get empty(): boolean {
    return this.bytes === 0;
  }

  put(key: Uint8Array, der: Uint8Array): Promise<PutResult> {
    this.bytes += OVERHEAD_BYTES + der.length;
    return new Promise((settle) => this.#puts.push({ key, der, settle, result: 'failed' }));
  }

  /** Applied before what is put. */
  remove(key: Uint8Array): void {
    this.bytes += OVERHEAD_BYTES;
    this.#removals.push(key);
  }

  putMissing(key: Uint8Array, time: Uint8Array): void {
    this.bytes += OVERHEAD_BYTES;
    this.#missing.push([key, time]);
  }

  putId(key: Uint8Array, fingerprint: Uint8Array): void {
    this.bytes += OVERHEAD_BYTES;
    this.#ids.push([key, fingerprint]);
  }

  /** @throws what LMDB has against it */
  commit(environment: Environment, now: number): void {
    environment.beWritable();
    const certificates = environment.database('certificates')!;
    const missing = environment.database('missing')!;
    const ids = environment.database('ids')!;
    // neighbours share pages, each of which is copied but once
    this.#puts.sort((a, b) => Buffer.compare(a.key, b.key));
    environment.write(() => {
      for (const key of this.#removals) certificates.removeSync(key);
      for (const put of this.#puts) put.result = putOne(certificates, put);
      for (const [key, value] of this.#missing) missing.putSync(key, value as Buffer);
      for (const [key, value] of this.#ids) ids.putSync(key, value as Buffer);
      forget(missing, this.#missing, now);
    });
  }

  /** Tells all who put something. */
  settle(committed: boolean): void {
    for (const { settle, result } of this.#puts) settle(committed ? result : 'failed');
  }
}

function putOne(certificates: BinaryDatabase, { key, der }: Put): PutResult {
  const known = certificates.getBinaryFast(key);
  // a view of its length: LMDB's own buffer is longer than the value in it
  const same = known && Buffer.compare(known.subarray(0, known.length), der) === 0;
  if (same === true) return 'known';
  certificates.putSync(key, der as Buffer);
  return 'added';
}

/**
 * Forgets what has expired among the entries that follow the first new one. Keys are hashes, so each
 * batch looks at another place, and at more entries than it adds: what has expired cannot pile up.
 */
function forget(
  missing: BinaryDatabase,
  added: readonly (readonly [Uint8Array, Uint8Array])[],
  now: number,
): void {
  const [first] = added;
  if (first === undefined) return;
  const limit = added.length * EXPIRY_CHECKS;
  const expired: Uint8Array[] = [];
  for (const { key, value } of missing.getRange({ start: first[0], limit })) {
    if (isExpired(value, now)) expired.push(Buffer.from(key));
  }
  for (const key of expired) missing.removeSync(key);
}
