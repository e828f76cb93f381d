import { readdir } from 'node:fs/promises';
import { CertImpactError } from '../../errors.ts';
import { DATA_FILE, LOCK_FILE, examineDataFile, hasRoomForLock, isWritable } from './data-file.ts';
import { DATABASES, Environment } from './environment.ts';
import { makeFolder } from './make-folder.ts';

/** Of what the databases hold; to be raised when an older program would misread it. */
const FORMAT = 1;
const FORMAT_KEY: Uint8Array = Buffer.from('format');

const OTHER_FOLDER = 'move it away, or name another folder with --store';

/**
 * Opens the databases in `folder`, for reading only where it cannot be written to.
 * @param create where there is nothing yet; the folder is made, too
 * @returns `undefined` where there is nothing, and nothing is to be made
 * @throws {CertImpactError} `store-unusable`
 */
export async function openEnvironment(
  folder: string,
  create: boolean,
): Promise<Environment | undefined> {
  try {
    const names = await readFolder(folder);
    const foreign = names.find((name) => name !== DATA_FILE && name !== LOCK_FILE);
    if (foreign !== undefined && !names.includes(DATA_FILE)) {
      throw unusable(folder, 'the folder has other files and no store', OTHER_FOLDER);
    }
    if (!create && !names.includes(DATA_FILE)) return undefined;
    // whoever shares the machine need not know what is looked into
    if (create) await makeFolder(folder, 0o700);
    const file = examineDataFile(folder);
    if (file.state === 'damaged') {
      throw unusable(folder, `the store is damaged: ${file.reason}`, OTHER_FOLDER);
    }
    if (file.state === 'empty' && !create) return undefined;
    if (!hasRoomForLock(folder)) {
      throw unusable(folder, 'the disk is full', 'make room, or name another folder with --store');
    }
    return await open(folder, file.state !== 'there');
  } catch (error) {
    if (error instanceof CertImpactError) throw error;
    const what = isLmdbError(error) ? 'is damaged' : 'cannot be opened';
    throw unusable(folder, `the store ${what}: ${wordCause(error)}`, hintFor(error), error);
  }
}

async function open(folder: string, isNew: boolean): Promise<Environment> {
  const lmdb = await loadLmdb(folder);
  const readOnly = !isNew && !isWritable(folder);
  const environment = new Environment(lmdb, folder, { readOnly, isNew });
  try {
    if (!environment.fillUp(folder)) {
      throw unusable(folder, 'the store is damaged: a part of its end is missing', OTHER_FOLDER);
    }
    const own: ReadonlySet<string> = new Set(DATABASES);
    if (environment.names().some((name) => !own.has(name))) {
      throw unusable(folder, 'a database of another program is in the folder', OTHER_FOLDER);
    }
    checkFormat(folder, environment);
    if (isNew) environment.remap();
    return environment;
  } catch (error) {
    await environment.close();
    throw error;
  }
}

function checkFormat(folder: string, environment: Environment): void {
  const text = environment.database('meta')?.getBinary(FORMAT_KEY)?.toString('latin1');
  if (text === undefined) {
    // just made, by this process or one that was killed in the midst of it
    if (environment.readOnly) return;
    environment.beWritable();
    const meta = environment.database('meta');
    environment.write(() => {
      meta!.putSync(FORMAT_KEY, Buffer.from(`${FORMAT}`));
    });
    return;
  }
  if (Number(text) === FORMAT) return;
  throw unusable(
    folder,
    `the store has format ${JSON.stringify(text)}, and this program reads ${FORMAT}`,
    'a newer cert-impact has made it: update this one, or name another folder with --store',
  );
}

async function loadLmdb(folder: string): Promise<typeof import('lmdb')> {
  try {
    // it takes time to load, and has no binaries for some systems
    return await import('lmdb');
  } catch (error) {
    throw unusable(
      folder,
      'the store needs the package lmdb, which cannot be loaded on this system',
      'install cert-impact again, or go on with --no-store',
      error,
    );
  }
}

async function readFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code !== 'ENOTDIR') throw error;
    throw unusable(folder, 'a file is in the place of the store', 'name a folder with --store');
  }
}

export function unusable(
  folder: string,
  message: string,
  hint: string,
  cause?: unknown,
): CertImpactError {
  return new CertImpactError('store-unusable', message, {
    file: folder,
    hint,
    ...(cause !== undefined && { cause }),
  });
}

/** What cannot be mended: each list that avoids the damage can still be exported. */
export function damagedStore(folder: string, reason: string, cause?: unknown): CertImpactError {
  const hint = 'move it away, and import into a new one what store export LIST still gives of it';
  return unusable(folder, `the store is damaged: ${reason}`, hint, cause);
}

/** What LMDB or the file system says, in our manner. */
export function wordCause(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') return code;
  return isLmdbError(error) ? message : message.charAt(0).toLowerCase() + message.slice(1);
}

function hintFor(error: unknown): string {
  return isLmdbError(error)
    ? OTHER_FOLDER
    : 'check the folder and its permissions, or name another one with --store';
}

/** `MDB_CORRUPTED: Located page was wrong type`, and its like. */
function isLmdbError(error: unknown): boolean {
  return (error as Error).message.startsWith('MDB_');
}
