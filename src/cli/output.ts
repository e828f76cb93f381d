import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, constants, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { CertImpactError } from '../errors.ts';
import type { Io } from './io.ts';

/** Where results go: standard output, or a file that is there whole or not at all. */
export interface Output {
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
 * @throws {CertImpactError} `write-failed` when the file cannot be made, before any work is done
 */
export async function openOutput(path: string | undefined, io: Io): Promise<Output> {
  return path === undefined || path === '-' ? streamOutput(io.stdout) : fileOutput(path);
}

function streamOutput(stream: NodeJS.WritableStream): Output {
  return {
    async write(text) {
      if (!stream.write(text)) await once(stream, 'drain');
    },
    commit: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  };
}

// Written beside its place and renamed: a rename within a folder is atomic (POSIX rename(2)).
async function fileOutput(path: string): Promise<Output> {
  await checkTarget(path);
  const part = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`);
  const stream = createWriteStream(part, { flags: 'wx' });
  let failure: unknown;
  stream.on('error', (error) => {
    failure = error;
  });
  const check = (): void => {
    if (failure === undefined) return;
    throw new CertImpactError('write-failed', 'the file cannot be written', {
      file: path,
      hint: 'check the disk and the permissions of its folder',
      cause: failure,
    });
  };
  return {
    async write(text) {
      check();
      if (!stream.write(text)) await once(stream, 'drain').catch(check);
    },
    async commit() {
      stream.end();
      await once(stream, 'close');
      check();
      await rename(part, path);
    },
    async discard() {
      stream.destroy();
      await rm(part, { force: true });
    },
  };
}

async function checkTarget(path: string): Promise<void> {
  const folder = dirname(path);
  try {
    await access(folder, constants.W_OK);
  } catch (cause) {
    throw new CertImpactError('write-failed', 'the folder is not there or cannot be written to', {
      file: folder,
      hint: 'make the folder first, or choose another one with -o',
      cause,
    });
  }
  const isFolder = await stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) {
    throw new CertImpactError('write-failed', 'a folder is in the place of the file', {
      file: path,
      hint: 'give -o the name of a file',
    });
  }
}
