/** Bytes that arrive in pieces. A piece is valid until the next one is asked for. */
import { closeSync, openSync, read, readSync } from 'node:fs';
import { promisify } from 'node:util';
import { SNIFF_BYTES } from './scan-item.ts';

export type Chunks = AsyncIterable<Uint8Array>;

export const CHUNK_BYTES = 1 << 20;

const readPromise = promisify(read);

/** A stream whose first bytes have been looked at. */
export interface Headed {
  /** At least `SNIFF_BYTES`, or all there is. */
  readonly head: Uint8Array;
  /** All of it, `head` included; to be iterated once. */
  readonly chunks: Chunks;
  /** Length of all of it where that is known already. */
  readonly length: number | undefined;
  /** Releases the stream when `chunks` has not been iterated to its end. */
  close(): Promise<void>;
}

/** Reads ahead as much as telling the kind of content takes. */
export async function readHead(source: Chunks, signal: AbortSignal): Promise<Headed> {
  const iterator = source[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  let ended = false;
  let failure: { readonly error: unknown } | undefined;
  while (length < SNIFF_BYTES && !ended && !failure) {
    signal.throwIfAborted();
    try {
      const next = await iterator.next();
      if (next.done) {
        ended = true;
      } else {
        // a large first piece is used as it is; small ones are gathered, so copied
        const whole = length === 0 && next.value.length >= SNIFF_BYTES;
        parts.push(whole ? next.value : Buffer.from(next.value));
        length += next.value.length;
      }
    } catch (error) {
      // what came before the damage is still good
      failure = { error };
    }
  }
  const head = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
  return {
    head,
    length: ended ? length : undefined,
    chunks: follow(),
    async close() {
      await iterator.return?.();
    },
  };

  async function* follow(): AsyncGenerator<Uint8Array> {
    if (head.length > 0) yield head;
    if (failure) throw failure.error;
    while (!ended) {
      signal.throwIfAborted();
      const next = await iterator.next();
      if (next.done) return;
      yield next.value;
    }
  }
}

export interface OpenFile {
  /** To be closed by whoever opened it. */
  readonly fd: number;
  readonly chunks: Chunks;
}

/**
 * Opens a regular file and reads it from its start into `buffer`, which each piece overwrites.
 *
 * The first piece is read at once and synchronously: with promises a folder of small files takes
 * three to four times as long. Later pieces leave the event loop free.
 */
export function openFile(path: string, buffer: Buffer): OpenFile {
  const fd = openSync(path, 'r');
  try {
    return { fd, chunks: follow(readFully(fd, buffer)) };
  } catch (error) {
    closeSync(fd);
    throw error;
  }

  async function* follow(first: number): AsyncGenerator<Uint8Array> {
    for (let length = first, position = 0; length > 0;) {
      yield buffer.subarray(0, length);
      if (length < buffer.length && position === 0) return;
      position += length;
      length = (await readPromise(fd, buffer, 0, buffer.length, position)).bytesRead;
    }
  }
}

/** As much as the buffer holds: a short read is no end of file on every file system. */
function readFully(fd: number, buffer: Buffer): number {
  let length = 0;
  while (length < buffer.length) {
    const bytes = readSync(fd, buffer, length, buffer.length - length, length);
    if (bytes === 0) break;
    length += bytes;
  }
  return length;
}
