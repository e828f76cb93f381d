/** LMDB as the store uses it: four databases in one file, synchronous transactions. */
import { closeSync, ftruncateSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Database, RootDatabase, RootDatabaseOptionsWithPath } from 'lmdb';
import { DATA_FILE, examineDataFile } from './data-file.ts';

/** Both as they are: neither encoded nor marked. */
const BINARY = { encoding: 'binary', keyEncoding: 'binary' } as const;

/** The certificates of the Web PKI have 1 to 3 KiB: on 4 KiB pages most would take one for themselves. */
const PAGE_BYTES = 8192;

/** Of address space, not of disk or memory; beyond it, the map grows by itself. */
const MAP_BYTES = 2 ** 36;

/** Pages at the end that were never written, as LMDB leaves them when nothing in them is needed. */
const MAX_UNWRITTEN_BYTES = 1 << 20;

export type BinaryDatabase = Database<Buffer, Uint8Array>;

type Lmdb = typeof import('lmdb');

export interface EnvironmentOptions {
  readonly readOnly: boolean;
}

export class Environment {
  readonly readOnly: boolean;
  readonly #lmdb: Lmdb;
  readonly #options: RootDatabaseOptionsWithPath;
  #root: RootDatabase<Buffer, Uint8Array>;
  /** How it is open at present. */
  #writable: boolean;
  #writtenSinceOpened = false;
  readonly #databases = new Map<DatabaseName, BinaryDatabase | undefined>();

  /** @throws whatever LMDB has against it */
  constructor(lmdb: Lmdb, folder: string, { readOnly }: EnvironmentOptions) {
    this.readOnly = readOnly;
    this.#lmdb = lmdb;
    this.#options = {
      path: folder,
      noSubdir: false,
      maxDbs: DATABASES.length,
      mapSize: MAP_BYTES,
      pageSize: PAGE_BYTES,
      // else a commit counts before it is on disk, and LMDB goes back behind it after a crash
      overlappingSync: false,
      ...BINARY,
    };
    this.#writable = !readOnly;
    this.#root = this.#openRoot();
  }

  /** The names of the databases in it, those of other programs included. */
  names(): string[] {
    // the library ends each with a NUL
    return Array.from(this.#root.getKeys({}), (key) =>
      Buffer.from(key).toString('latin1').replace(/\0$/, ''),
    );
  }

  /** Opened, and made, when it is first asked for; `undefined` where that may only be read. */
  database(name: DatabaseName): BinaryDatabase | undefined {
    if (!this.#databases.has(name)) {
      // LMDB gives undefined where there is none and it may not make one
      const database = this.#root.openDB<Buffer, Uint8Array>({ name, ...BINARY });
      this.#databases.set(name, database);
    }
    return this.#databases.get(name);
  }

  /**
   * One transaction: committed, and on disk, when this returns. Waits while another process writes.
   * @throws what LMDB or the file system has against it; then nothing is written
   */
  write(work: () => void): void {
    this.beWritable();
    this.#writtenSinceOpened = true;
    // a promise that is returned, as `put` does, would leave the transaction open
    this.#root.transactionSync(() => {
      work();
    });
  }

  /**
   * Makes the file as long as its meta page has it: a read behind its end would be SIGBUS. What was cut
   * off reads as zeros then, which no hash matches.
   * @returns false where more is missing than LMDB ever leaves out
   */
  fillUp(folder: string): boolean {
    const short = (): number => {
      const file = examineDataFile(folder);
      return file.state === 'there' ? file.length - file.size : 0;
    };
    const missing = short();
    if (missing <= 0) return true;
    if (missing > MAX_UNWRITTEN_BYTES || this.readOnly) return false;
    // within a transaction nobody else changes the length
    this.write(() => {
      const file = examineDataFile(folder);
      if (file.state !== 'there' || file.size >= file.length) return;
      const fd = openSync(join(folder, DATA_FILE), 'r+');
      try {
        ftruncateSync(fd, file.length);
      } finally {
        closeSync(fd);
      }
    });
    return true;
  }

  /** To be called before the databases of a transaction are asked for. */
  beWritable(): void {
    if (!this.#writable && !this.readOnly) this.#reopen(true);
  }

  /**
   * Gives back the memory that was read: mapped pages count as the program's until then. While nothing is
   * written it is opened for reading: for writing, lmdb takes 64 KiB each time that no garbage collector
   * is in a hurry to free (of 3,000,000 certificates, 150 MiB).
   */
  remap(): void {
    this.#reopen(!this.readOnly && this.#writtenSinceOpened);
  }

  #reopen(writable: boolean): void {
    // with nothing under way, LMDB closes before this returns
    void this.#root.close();
    this.#databases.clear();
    this.#writable = writable;
    this.#writtenSinceOpened = false;
    this.#root = this.#openRoot();
  }

  close(): Promise<void> {
    return this.#root.close();
  }

  #openRoot(): RootDatabase<Buffer, Uint8Array> {
    return this.#lmdb.open<Buffer, Uint8Array>({ ...this.#options, readOnly: !this.#writable });
  }
}

/**
 * - `certificates`: fingerprint -> DER
 * - `missing`: source and fingerprint -> when the source did not have it
 * - `ids`: source and crt.sh id -> fingerprint
 * - `meta`: `format` -> the version of all this
 */
export const DATABASES = ['certificates', 'missing', 'ids', 'meta'] as const;

export type DatabaseName = (typeof DATABASES)[number];
