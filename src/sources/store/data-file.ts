/**
 * A look at the data file before LMDB maps it into memory: LMDB trusts its files, so what is none ends
 * the process with SIGSEGV, and a read behind the end of one that was cut off with SIGBUS.
 */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

export const DATA_FILE = 'data.mdb';
export const LOCK_FILE = 'lock.mdb';

/** The files of the store in a folder, whether there or not. */
export function storeFiles(folder: string): string[] {
  return [join(folder, DATA_FILE), join(folder, LOCK_FILE)];
}

/** What is known of a data file. */
export type DataFile =
  | { readonly state: 'absent' }
  /** Made, and nothing written to it yet. */
  | { readonly state: 'empty' }
  /** `length` is the least that its last page ends at, which may be more than `size`. */
  | { readonly state: 'there'; readonly size: number; readonly length: number }
  | { readonly state: 'damaged'; readonly reason: string };

/** Offsets in a meta page of LMDB's data version 2 (`MDB_page_header`, then `MDB_meta`, in mdb.c). */
const META = { flags: 18, magic: 24, version: 28, pageBytes: 48, lastPage: 144, transaction: 152 };
const META_BYTES = 160;
const P_META = 0x08;
const MDB_MAGIC = 0xbeefc0de;
const DATA_VERSION = 2;

export function examineDataFile(folder: string): DataFile {
  let fd: number;
  try {
    fd = openSync(join(folder, DATA_FILE), 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { state: 'absent' };
    throw error;
  }
  try {
    return examine(fd);
  } finally {
    closeSync(fd);
  }
}

/**
 * Whether the store may be written to. With the data file that is tried: `access(2)` asks for the real
 * user, and on some file systems tells nothing. Not with the file of locks: closing it would end those
 * that this process has on it, if the store is open elsewhere in it. To be known before LMDB tries, which
 * ends with SIGSEGV where it may write to the one and not to the other (lmdb 3.5.6).
 */
export function isWritable(folder: string): boolean {
  const [data, lock] = storeFiles(folder) as [string, string];
  try {
    closeSync(openSync(data, 'r+'));
    accessSync(existsSync(lock) ? lock : folder, constants.W_OK);
    return true;
  } catch (error) {
    if (NOT_ALLOWED.has((error as NodeJS.ErrnoException).code)) return false;
    throw error;
  }
}

const NOT_ALLOWED: ReadonlySet<unknown> = new Set(['EPERM', 'EACCES', 'EROFS']);

/** Another process may be at work: it makes the file longer before it writes a meta page. */
function examine(fd: number): DataFile {
  if (fstatSync(fd).size === 0) return { state: 'empty' };
  const first = readMeta(fd, 0);
  if (first === undefined) return { state: 'damaged', reason: 'it is no LMDB database' };
  const second = readMeta(fd, first.pageBytes);
  if (second?.pageBytes !== first.pageBytes) {
    return { state: 'damaged', reason: 'its second page is damaged' };
  }
  const last = second.transaction > first.transaction ? second.lastPage : first.lastPage;
  const length = (Number(last) + 1) * first.pageBytes;
  return { state: 'there', size: fstatSync(fd).size, length };
}

interface Meta {
  readonly pageBytes: number;
  readonly lastPage: bigint;
  readonly transaction: bigint;
}

function readMeta(fd: number, position: number): Meta | undefined {
  const bytes = Buffer.alloc(META_BYTES);
  if (readSync(fd, bytes, 0, META_BYTES, position) < META_BYTES) return undefined;
  const pageBytes = bytes.readUInt32LE(META.pageBytes);
  const valid =
    (bytes.readUInt16LE(META.flags) & P_META) !== 0 &&
    bytes.readUInt32LE(META.magic) === MDB_MAGIC &&
    bytes.readUInt16LE(META.version) === DATA_VERSION &&
    pageBytes >= 512 &&
    pageBytes <= 1 << 16 &&
    (pageBytes & (pageBytes - 1)) === 0;
  if (!valid) return undefined;
  return {
    pageBytes,
    lastPage: bytes.readBigUInt64LE(META.lastPage),
    transaction: bytes.readBigUInt64LE(META.transaction),
  };
}

/** The first page of the lock file, as `stat` counts blocks. */
const LOCK_BLOCKS = 8;
const MIN_FREE_BYTES = 1 << 16;

/** LMDB writes to its lock file through memory: without room for it, that is SIGBUS, too. */
export function hasRoomForLock(folder: string): boolean {
  const lock = statSync(join(folder, LOCK_FILE), { throwIfNoEntry: false });
  if (lock !== undefined && lock.blocks >= LOCK_BLOCKS) return true;
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize >= MIN_FREE_BYTES;
}
