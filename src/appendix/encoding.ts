import { isGzip, expandGzip } from './gzip.ts';
import { refuseKnownBinary } from './file-kind.ts';

/**
 * An appendix's bytes as UTF-8, in slices of at most `MAX_SLICE_BYTES` and without a byte order
 * mark: gzip is expanded, UTF-16 (by its mark, or evident from its NULs) transcoded.
 *
 * @throws {CertImpactError} `not-an-appendix`, `bad-archive`, `limit-exceeded`
 */
export async function* decodeToUtf8(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const opened = await openHead(chunks);
  const { head, whole } = isGzip(opened.head) ? await openHead(expandGzip(opened.whole)) : opened;
  refuseKnownBinary(head);
  const { label, mark } = detectEncoding(head);
  let skip = mark;
  const decoder = label === 'utf-8' ? undefined : new TextDecoder(label);
  for await (const chunk of whole) {
    const bytes = toBuffer(chunk).subarray(skip);
    skip = 0;
    for (let at = 0; at < bytes.length; at += MAX_SLICE_BYTES) {
      const slice = bytes.subarray(at, at + MAX_SLICE_BYTES);
      yield decoder === undefined
        ? slice
        : Buffer.from(decoder.decode(slice, { stream: true }), 'utf8');
    }
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield Buffer.from(rest, 'utf8');
}

interface Encoding {
  readonly label: 'utf-8' | 'utf-16le' | 'utf-16be';
  /** Length of the byte order mark. */
  readonly mark: number;
}

/** The encoding that the first bytes of a file show. */
export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { label: 'utf-8', mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { label: 'utf-16le', mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { label: 'utf-16be', mark: 2 };
  const length = Math.min(head.length, MAX_SAMPLE_BYTES) & ~1;
  if (length < MIN_UTF16_BYTES) return { label: 'utf-8', mark: 0 };
  let even = 0;
  let odd = 0;
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++;
    if (head[at + 1] === 0) odd++;
  }
  const most = (length / 2) * 0.9;
  const few = (length / 2) * 0.1;
  if (odd > most && even < few) return { label: 'utf-16le', mark: 0 };
  if (even > most && odd < few) return { label: 'utf-16be', mark: 0 };
  return { label: 'utf-8', mark: 0 };
}

// Reads on until enough is there to tell what it is, however small the chunks.
async function openHead(
  chunks: AsyncIterable<Uint8Array>,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  let length = 0;
  let failure: { error: unknown } | undefined;
  try {
    while (length < MAX_SLICE_BYTES) {
      const next = await iterator.next();
      if (next.done === true) break;
      parts.push(next.value.slice());
      length += next.value.length;
    }
  } catch (error) {
    failure = { error };
  }
  const head = Buffer.concat(parts, length);
  return { head, whole: replay(head, iterator, failure) };
}

async function* replay(
  head: Uint8Array,
  iterator: AsyncIterator<Uint8Array>,
  failure: { error: unknown } | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    if (failure !== undefined) throw failure.error;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
      yield next.value;
    }
  } finally {
    await iterator.return?.();
  }
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Bounds how many lines one slice makes; also the least that is looked at to tell text from binary. */
const MAX_SLICE_BYTES = 64 * 1024;
const MAX_SAMPLE_BYTES = 4096;
/** Two characters: with fewer, NULs prove nothing. */
const MIN_UTF16_BYTES = 4;
