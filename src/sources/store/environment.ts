/** LMDB as the store uses it: six databases in one file, synchronous transactions. */
import { closeSync, ftruncateSync, openSync, realpathSync } from 'node:fs';
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

/** EPERM, EACCES and EROFS as LMDB has them. */
const NOT_ALLOWED: ReadonlySet<unknown> = new Set([1, 13, 30]);

export interface EnvironmentOptions {
  /** What is there may not be written to. */
  readonly readOnly: boolean;
  /** Nothing is there yet: it is made. */
  readonly isNew: boolean;
}

/**
 * Open for reading until something is written: LMDB takes its lock for writing even to open a database in
 * what may be written to, and waits in the kernel, deaf to signals, while another process has it. So
 * readers never wait for a writer, not even for one that was stopped in the midst of a commit. What
 * cannot be helped: one who writes waits for another who does.
 */
export class Environment {
  /** Of this thread. */
  static readonly #all = new Set<Environment>();
  #readOnly: boolean;
  readonly #place: string;
  readonly #lmdb: Lmdb;
  readonly #options: RootDatabaseOptionsWithPath;
  /** Absent after it could not be opened once more. */
  #opened: RootDatabase<Buffer, Uint8Array> | undefined;
  /** How it is open at present. */
  #writable: boolean;
  readonly #databases = new Map<DatabaseName, BinaryDatabase | undefined>();

  /** @throws whatever LMDB has against it */
  constructor(lmdb: Lmdb, folder: string, { readOnly, isNew }: EnvironmentOptions) {
    this.#readOnly = readOnly;
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
    this.#writable = isNew;
    this.#place = realpathSync(folder);
    this.#opened = this.#openRoot();
    Environment.#all.add(this);
  }

  /** Whether it may not be written to, as far as is known: the first write may still be refused. */
  get readOnly(): boolean {
    return this.#readOnly;
  }

  get #root(): RootDatabase<Buffer, Uint8Array> {
    return (this.#opened ??= this.#openRoot());
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
   * One transaction: committed, and on disk, when this returns. Waits while another process writes, for
   * as long as that takes, and nothing else of this process goes on meanwhile.
   * @throws what LMDB or the file system has against it; then nothing is written
   */
  write(work: () => void): void {
    this.beWritable();
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
    if (missing > MAX_UNWRITTEN_BYTES || this.#readOnly) return false;
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

  /**
   * To be called before the databases of a transaction are asked for.
   * @throws what LMDB has against it; it is open for reading then
   */
  beWritable(): void {
    if (this.#writable || this.#readOnly) return;
    try {
      this.#reopen(true);
    } catch (error) {
      this.#readOnly = NOT_ALLOWED.has((error as { code?: unknown }).code);
      this.#writable = false;
      throw error;
    }
  }

  /**
   * Opens it once more, for reading, which gives back the memory that was read: mapped pages count as the
   * program's until then. For writing, lmdb takes 64 KiB each time that no garbage collector is in a hurry
   * to free (of 3,000,000 certificates, 150 MiB).
   */
  remap(): void {
    this.#reopen(false);
  }

  #reopen(writable: boolean): void {
    // with nothing under way, LMDB closes before this returns
    for (const other of Environment.#all) {
      // in one process lmdb opens a file once, for all in the manner of the first
      if (other === this || (writable && other.#place === this.#place)) other.#letGo();
    }
    this.#writable = writable;
    this.#opened = this.#openRoot();
  }

  /** Until it is needed again. */
  #letGo(): void {
    void this.#opened?.close();
    this.#opened = undefined;
    this.#databases.clear();
  }

  async close(): Promise<void> {
    Environment.#all.delete(this);
    await this.#opened?.close();
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
 * - `contents`: SHA-256 of a URL -> what is known of its content (`kept-content.ts`)
 * - `pieces`: a content's key and a number -> a piece of its octets
 */
export const DATABASES = ['certificates', 'missing', 'ids', 'meta', 'contents', 'pieces'] as const;

export type DatabaseName = (typeof DATABASES)[number];
