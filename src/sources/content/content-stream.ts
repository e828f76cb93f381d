import { type Transform, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';

const DECODERS: ReadonlyMap<string, () => Transform> = new Map<string, () => Transform>([
  ['gzip', createGunzip],
  ['x-gzip', createGunzip],
  ['deflate', createInflate],
  ['br', createBrotliDecompress],
]);

/**
 * Undoes the Content-Encoding (RFC 9110 §8.4) of a body while it comes, so that a few bytes that unpack
 * to gigabytes are met piece by piece. None is asked for, but some servers have nothing else.
 * @returns `undefined` for an encoding that is not known, or several
 */
export function decodedStream(
  body: NodeJS.ReadableStream,
  encoding: string,
): AsyncIterable<Buffer> | undefined {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return body as AsyncIterable<Buffer>;
  const decoder = DECODERS.get(name)?.();
  // an error of either ends both, and is met where the decoder is read
  return decoder && pipeline(body, decoder, () => undefined);
}
