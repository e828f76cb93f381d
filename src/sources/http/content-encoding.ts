import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';

type Decode = (body: Buffer, options: { readonly maxOutputLength: number }) => Buffer;

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', gunzipSync],
  ['x-gzip', gunzipSync],
  ['deflate', inflateSync],
  ['br', brotliDecompressSync],
]);

export type Decoded =
  | { readonly outcome: 'decoded'; readonly body: Buffer }
  /** A few bytes that inflate to gigabytes. */
  | { readonly outcome: 'too-large' }
  | { readonly outcome: 'damaged' }
  | { readonly outcome: 'unknown' };

/**
 * Undoes the Content-Encoding (RFC 9110 §8.4) of a whole body. None is asked for, but a mirror made of
 * compressed files sends them as they are.
 */
export function decodeContent(body: Buffer, encoding: string, maxBytes: number): Decoded {
  const name = encoding.trim().toLowerCase();
  if (name === '' || name === 'identity') return { outcome: 'decoded', body };
  const decode = DECODERS.get(name);
  if (decode === undefined) return { outcome: 'unknown' };
  try {
    return { outcome: 'decoded', body: decode(body, { maxOutputLength: maxBytes }) };
  } catch (error) {
    const isTooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    return { outcome: isTooLarge ? 'too-large' : 'damaged' };
  }
}
