/** The store: certificates by their fingerprints, on this machine, for all runs and processes. */
import { statSync } from 'node:fs';
import { FINGERPRINT_BYTES } from '../../fingerprint/fingerprint.ts';
import { storeFiles } from './data-file.ts';
import type { DatabaseName, Environment } from './environment.ts';
import { KeptContents } from './kept-contents.ts';
import { damagedStore, openEnvironment, wordCause } from './open-environment.ts';
import {
  MAX_ID_DIGITS,
  idBytes,
  idSpace,
  isExpired,
  keyOf,
  siblingKey,
  timeBytes,
} from './remembered.ts';
import type { StoreRecord, StoreStats } from './store-contents.ts';
import type { PutResult } from './write-batch.ts';
import { READ_ONLY, Writer } from './writer.ts';

export interface StoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what a waiting user wants to know; lower case. */
  readonly onNote: (text: string) => void;
  /** Told why nothing is kept from here on; without it, a note says so. */
  readonly onUnwritable?: (reason: string) => void;
  /** Makes it where there is none. */
  readonly create: boolean;
}

/**
 * Mapped pages that were read count as memory of the program, and Linux maps 64 KiB around each page that
 * is touched: with 64 MiB here, a list of 300,000 took 1.4 GB.
 */
const REMAP_BYTES = 2 << 20;

/**
 * Opens the store in a folder.
 * @returns `undefined` where there is none, and none is to be made
 * @throws {CertImpactError} `store-unusable`
 */
export async function openStore(folder: string, options: StoreOptions): Promise<Store | undefined> {
  const environment = await openEnvironment(folder, options.create);
  return environment && new Store(folder, environment, options);
}

/** Writes never throw: what cannot be written is said once, and the run goes on without. */
export class Store {
  readonly folder: string;
  readonly note: (text: string) => void;
  /** What is kept by URL. */
  readonly contents: KeptContents;
  readonly #environment: Environment;
  readonly #now: () => number;
  readonly #writer: Writer;
  #bytesRead = 0;

  constructor(folder: string, environment: Environment, options: StoreOptions) {
    const { now, onNote, onUnwritable } = options;
    this.folder = folder;
    this.note = onNote;
    this.#environment = environment;
    this.#now = now;
    // the pages that are written to are read first
    const onUsed = (bytes: number): void => {
      this.#bytesRead += bytes;
      this.#giveBackMemory();
    };
    this.#writer = new Writer(environment, {
      folder,
      now,
      onFailed: onUnwritable ?? noteFailure,
      onWritten: onUsed,
    });
    this.contents = new KeptContents(environment, { now, onNote, onUsed });

    function noteFailure(reason: string): void {
      onNote(
        `the store cannot be written to (${reason}): going on without keeping what is fetched`,
      );
    }
  }

  /** Whether what is put into it stays: false when it is read-only, and after a write that failed. */
  get keeps(): boolean {
    return this.failure === undefined;
  }

  /** Why it keeps nothing; absent while it does. */
  get failure(): string | undefined {
    return this.#writer.failure ?? (this.#environment.readOnly ? READ_ONLY : undefined);
  }

  /**
   * The record of a fingerprint, not yet checked against it: a view, valid until the next call.
   * @throws {CertImpactError} `store-unusable`
   */
  get(fingerprint: Uint8Array): Uint8Array | undefined {
    this.#giveBackMemory();
    const value = this.#read('certificates', fingerprint);
    if (value === undefined) return undefined;
    this.#bytesRead += value.length;
    return value.subarray(0, value.length);
  }

  /**
   * Keeps a certificate under its fingerprint, of which the caller is sure. Committed, and on disk, when
   * the promise resolves; both must not change until then. Several are committed together, so waiting
   * for each takes a tenth of a second: wait for many, or call `flush`.
   */
  put(fingerprint: Uint8Array, der: Uint8Array): Promise<PutResult> {
    let result: Promise<PutResult> | undefined;
    this.#writer.add((batch) => {
      result = batch.put(fingerprint, der);
    });
    return result ?? Promise.resolve('failed');
  }

  remove(fingerprint: Uint8Array): void {
    this.#writer.add((batch) => {
      batch.remove(new Uint8Array(fingerprint));
    });
  }

  /** Whether `source` said a short while ago that it does not have it. */
  isMissing(source: string, fingerprint: Uint8Array): boolean {
    const time = this.#read('missing', keyOf(source, fingerprint));
    return time !== undefined && !isExpired(time.subarray(0, time.length), this.#now());
  }

  rememberMissing(source: string, fingerprint: Uint8Array): void {
    this.#writer.add((batch) => {
      batch.putMissing(keyOf(source, fingerprint), timeBytes(this.#now()));
    });
  }

  /** The fingerprint of what has this number at `source`. */
  idOf(source: string, id: string): Uint8Array | undefined {
    if (id.length > MAX_ID_DIGITS) return undefined;
    return this.#fingerprintAt(keyOf(idSpace(source), idBytes(id)));
  }

  rememberId(source: string, id: string, fingerprint: Uint8Array): void {
    if (id.length > MAX_ID_DIGITS) return;
    this.#writer.add((batch) => {
      batch.putId(keyOf(idSpace(source), idBytes(id)), new Uint8Array(fingerprint));
    });
  }

  /** The only certificate that was found to share issuer and serial number with this one. */
  siblingOf(fingerprint: Uint8Array): Uint8Array | undefined {
    return this.#fingerprintAt(siblingKey(fingerprint));
  }

  rememberSibling(fingerprint: Uint8Array, sibling: Uint8Array): void {
    this.#writer.add((batch) => {
      batch.putId(siblingKey(fingerprint), new Uint8Array(sibling));
    });
  }

  /**
   * Up to `bytes` of records, in the order of their keys, that come behind `after`; none at the end.
   * @throws {CertImpactError} `store-unusable`
   */
  records(after: Uint8Array | undefined, bytes: number): StoreRecord[] {
    this.#giveBackMemory();
    const certificates = this.#environment.database('certificates');
    if (certificates === undefined) return [];
    const records: StoreRecord[] = [];
    let length = 0;
    try {
      const range = after === undefined ? {} : { start: after, exclusiveStart: true };
      for (const { key, value } of certificates.getRange(range)) {
        records.push({ key, der: value });
        length += value.length;
        if (length >= bytes) break;
      }
    } catch (error) {
      throw this.#damaged(error);
    }
    this.#bytesRead += length;
    return records;
  }

  stats(): StoreStats {
    const entries = (name: DatabaseName): number => {
      const stats = this.#environment.database(name)?.getStats() as
        { entryCount: number } | undefined;
      return stats?.entryCount ?? 0;
    };
    return {
      certificates: entries('certificates'),
      bytes: storeFiles(this.folder).reduce((sum, path) => sum + sizeOf(path), 0),
      misses: entries('missing'),
      ids: entries('ids'),
    };
  }

  /** Gives back the memory that reading has taken, for those who read no more for a while. */
  release(): void {
    if (this.#bytesRead === 0) return;
    this.#bytesRead = 0;
    try {
      this.#environment.remap();
    } catch (error) {
      throw this.#damaged(error);
    }
  }

  /** Commits what waits for it. */
  flush(): Promise<void> {
    this.#writer.commit();
    return Promise.resolve();
  }

  async close(): Promise<void> {
    this.#writer.close();
    await this.#environment.close();
  }

  #read(name: DatabaseName, key: Uint8Array): Buffer | undefined {
    try {
      return this.#environment.database(name)?.getBinaryFast(key);
    } catch (error) {
      throw this.#damaged(error);
    }
  }

  #fingerprintAt(key: Uint8Array): Uint8Array | undefined {
    const value = this.#read('ids', key);
    return value?.length === FINGERPRINT_BYTES
      ? new Uint8Array(value.subarray(0, FINGERPRINT_BYTES))
      : undefined;
  }

  #damaged(error: unknown): Error {
    return damagedStore(this.folder, wordCause(error), error);
  }

  #giveBackMemory(): void {
    if (this.#bytesRead >= REMAP_BYTES) this.release();
  }
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
