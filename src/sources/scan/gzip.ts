import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ArchiveBudget } from './archive-budget.ts';
import type { Chunks } from './chunks.ts';

/** Unpacks gzip (RFC 1952), several members one behind the other included. */
export async function* gunzip(packed: Chunks, budget: ArchiveBudget): AsyncGenerator<Uint8Array> {
  let packedBytes = 0;
  let unpackedBytes = 0;
  const input = Readable.from(copied(), { objectMode: false });
  const output = createGunzip();
  input.on('error', (error) => output.destroy(error));
  input.pipe(output);
  try {
    for await (const chunk of output as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      budget.unpack(chunk.length, unpackedBytes, packedBytes);
      yield chunk;
    }
  } finally {
    input.destroy();
    output.destroy();
  }

  // zlib reads a piece in another thread, after the next one has been asked for
  async function* copied(): AsyncGenerator<Buffer> {
    for await (const chunk of packed) {
      packedBytes += chunk.length;
      yield Buffer.from(chunk);
    }
  }
}
