import { createGunzip } from 'node:zlib';

import { CertImpactError } from '../errors.ts';

/** True for bytes that begin as gzip with deflate does (RFC 1952 §2.3.1). */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 0x08;
}

/**
 * Expands gzip (also several members in a row) in bounded memory.
 *
 * What precedes damage is handed out before the error.
 *
 * @throws {CertImpactError} `bad-archive` when it is truncated or corrupt, `limit-exceeded` when it
 *   expands as no list does
 */
export async function* expandGzip(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = MAX_EXPANDED_BYTES,
): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const ready: Uint8Array[] = [];
  const state: { failure?: Error; read: number; expanded: number } = { read: 0, expanded: 0 };
  // data comes while a write is pending, so that one piece's expansion bounds what waits here
  gunzip.on('data', (bytes: Uint8Array) => {
    ready.push(bytes);
    state.expanded += bytes.length;
  });
  let wake: () => void = () => undefined;
  // on an error the callback of the pending write is never called
  gunzip.on('error', (error) => {
    state.failure = error;
    wake();
  });
  try {
    for await (const chunk of chunks) {
      for (let at = 0; at < chunk.length && state.failure === undefined; at += PIECE_BYTES) {
        const piece = chunk.subarray(at, at + PIECE_BYTES);
        state.read += piece.length;
        await new Promise<void>((resolve) => {
          wake = resolve;
          gunzip.write(piece, () => {
            resolve();
          });
        });
        refuseBomb(state.read, state.expanded, maxBytes);
        yield* ready.splice(0);
      }
      if (state.failure !== undefined) break;
    }
    if (state.failure === undefined) {
      await new Promise<void>((resolve) => {
        wake = resolve;
        gunzip.once('end', resolve).end();
      });
      yield* ready.splice(0);
    }
  } finally {
    gunzip.destroy();
  }
  if (state.failure !== undefined) {
    throw new CertImpactError('bad-archive', `gzip: ${state.failure.message}`, {
      cause: state.failure,
      hint: 'the file is incomplete or damaged; download or compress it again',
    });
  }
}

function refuseBomb(read: number, expanded: number, maxBytes: number): void {
  const bound = Math.min(maxBytes, Math.max(RATIO_FLOOR_BYTES, read * MAX_EXPANSION_RATIO));
  if (expanded <= bound) return;
  throw new CertImpactError(
    'limit-exceeded',
    `gzip: ${read} bytes expand to more than ${bound}, which no list of certificates does`,
    { hint: 'expand it yourself and give the text' },
  );
}

/** 16 KiB of deflate hold at most 16.5 MiB: the most that a bomb can put into memory at once. */
const PIECE_BYTES = 16 * 1024;
/** A gzip bomb reaches 1,032:1; hex digits, which are most of a list, hardly 2:1. */
const MAX_EXPANSION_RATIO = 100;
const RATIO_FLOOR_BYTES = 64 * 1024 * 1024;
const MAX_EXPANDED_BYTES = 16 * 1024 ** 3;
