import { once } from 'node:events';
import {
  access,
  constants,
  type FileHandle,
  open,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { CertImpactError } from '../errors.ts';
import type { Io } from './io.ts';

/** Where results go: standard output, or a file that is there whole or not at all. */
export interface Output {
  /** Whether something is out that cannot be taken back. */
  readonly begun: boolean;
  /** Waits while the reader is slow, so that nothing piles up. */
  write(text: string): Promise<void>;
  /** Makes a file appear under its name. */
  commit(): Promise<void>;
  /** Leaves things as they were. */
  discard(): Promise<void>;
}

/**
 * Opens the output.
 * @param path as given by `-o`; standard output when absent
 * @param read what the run reads: none of it may be the output
 * @throws {CertImpactError} `write-failed` when the file cannot be made, before any work is done
 */
export async function openOutput(
  path: string | undefined,
  io: Io,
  read: readonly string[],
): Promise<Output> {
  if (path === undefined || path === '-') return streamOutput(io.stdout);
  await checkNotRead(path, read);
  return fileOutput(path);
}

/** A report over the appendix that it was made from would destroy the evidence; over a store, more. */
async function checkNotRead(path: string, read: readonly string[]): Promise<void> {
  const target = await stat(path).catch(() => undefined);
  if (target === undefined) return;
  for (const input of read) {
    const { dev, ino } = (await stat(input).catch(() => undefined)) ?? {};
    if (dev !== target.dev || ino !== target.ino) continue;
    throw new CertImpactError('write-failed', 'the output would replace what it is made from', {
      file: path,
      hint: 'give -o another name',
    });
  }
}

function streamOutput(stream: NodeJS.WritableStream): Output {
  let begun = false;
  return {
    get begun() {
      return begun;
    },
    async write(text) {
      begun ||= text !== '';
      if (!stream.write(text)) await once(stream, 'drain');
    },
    commit: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

/**
 * A file is written beside its place and renamed: a rename within a folder is atomic (POSIX
 * rename(2)). What is no file (a pipe, `/dev/null`) is written to as it stands, never replaced.
 */
async function fileOutput(path: string): Promise<Output> {
  const stats = await stat(path).catch((error: unknown) =>
    (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : failed(path)(error),
  );
  if (stats?.isDirectory() === true) {
    throw new CertImpactError('write-failed', 'a folder is in the place of the file', {
      file: path,
      hint: 'give -o the name of a file',
    });
  }
  if (stats !== undefined && !stats.isFile()) return handleOutput(path, await opened(path, path));
  // a link stays a link: what it leads to is replaced
  const target = stats === undefined ? path : await realpath(path);
  await checkFolder(dirname(target));
  const part = join(dirname(target), `.cert-impact-${randomUUID()}.part`);
  // shows that it can be made; a run that is killed before its first byte leaves nothing behind
  await (await opened(part, path)).close();
  await rm(part, { force: true });
  let opening: Promise<FileHandle> | undefined;
  let discarded = false;
  const begin = (): Promise<FileHandle> => (opening ??= opened(part, path));
  let begun = false;
  return {
    get begun() {
      return begun;
    },
    async write(text) {
      // work that was left behind may go on for a while
      if (text === '' || discarded) return;
      const handle = await begin();
      await handle.writeFile(text).catch(failed(path));
    },
    async commit() {
      const handle = await begin();
      if (stats !== undefined) await handle.chmod(stats.mode & 0o7777);
      await handle.close().catch(failed(path));
      await rename(part, target).catch(failed(path));
      begun = true;
    },
    async discard() {
      discarded = true;
      const handle = await opening?.catch(() => undefined);
      await handle?.close().catch(() => undefined);
      await rm(part, { force: true });
    },
  };
}

/** What is no file is written to at once. */
function handleOutput(path: string, handle: FileHandle): Output {
  let begun = false;
  return {
    get begun() {
      return begun;
    },
    write(text) {
      begun ||= text !== '';
      return handle.writeFile(text).catch(failed(path));
    },
    commit: () => handle.close().catch(failed(path)),
    discard() {
      // not waited for: the reader of a pipe may have stopped to read
      void handle.close().catch(() => undefined);
      return Promise.resolve();
    },
  };
}

function opened(part: string, path: string): Promise<FileHandle> {
  return open(part, part === path ? 'w' : 'wx').catch(failed(path));
}

function failed(path: string): (cause: unknown) => never {
  return (cause) => {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new CertImpactError('write-failed', `the file cannot be written (${code})`, {
      file: path,
      hint: 'check its name, the disk and the permissions of its folder',
      cause,
    });
  };
}

async function checkFolder(folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new CertImpactError('write-failed', 'the folder is not there or cannot be written to', {
      file: folder,
      hint: 'make the folder first, or choose another one with -o',
      cause,
    });
  }
}
