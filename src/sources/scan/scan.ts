/**
 * A path or a stream -> every certificate in it, whatever form it comes in: folder, PEM, DER,
 * base64, CSV, zip, gzip. Hands on bytes; that they are a certificate is for others to find out.
 */
import { closeSync, createReadStream, type Stats } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { setImmediate } from 'node:timers/promises';
import { CertImpactError } from '../../errors.ts';
import { CHUNK_BYTES, type Chunks, openFile, type OpenFile } from './chunks.ts';
import { walkFolder } from './folder.ts';
import {
  reasonOf,
  scanContent,
  scanContext,
  type ScanContext,
  type ScanOptions,
  withoutGz,
} from './scan-content.ts';
import { damaged, hasCertificateExtension, type ScanItem } from './scan-item.ts';

/** Items to a batch at least, but for the last: small files are gathered. */
const BATCH_ITEMS = 256;

/** And no more than this, or one that is larger: several batches are under way at once. */
const BATCH_BYTES = 2 << 20;

const FILES_PER_TURN = 64;

/** Gathered small files go on after this many, though they held nothing. */
const BATCH_TURNS = 1024;

/**
 * Scans a file, or a folder with all that is under it, in the order of the names.
 *
 * @throws {CertImpactError} `file-not-found` or `file-unreadable`, about `path` itself only
 */
export async function* scanCertificates(
  path: string,
  signal: AbortSignal,
  options: ScanOptions = {},
): AsyncGenerator<ScanItem[]> {
  const stats = await statPath(path);
  const { promised = true } = options;
  yield* inBatches(scanPath(path, stats, promised, scanContext(signal, options)));
}

/** Scans bytes that come from elsewhere (standard input); `chunks` may reuse its buffer. */
export async function* scanStream(
  chunks: AsyncIterable<Uint8Array>,
  place: string,
  signal: AbortSignal,
  options: ScanOptions = {},
): AsyncGenerator<ScanItem[]> {
  const { promised = true } = options;
  yield* inBatches(scanContent({ place, chunks, promised }, scanContext(signal, options)));
}

/** @throws {CertImpactError} `file-not-found` or `file-unreadable` */
export async function statPath(path: string): Promise<Stats> {
  try {
    const stats = await stat(path);
    await access(path, constants.R_OK);
    return stats;
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    const missing = code === 'ENOENT' || code === 'ENOTDIR';
    throw new CertImpactError(
      missing ? 'file-not-found' : 'file-unreadable',
      missing ? 'no such file or folder' : `cannot be read: ${code}`,
      {
        file: path,
        hint: missing
          ? 'check the path: it is taken relative to the current folder'
          : 'check the permissions of the file and of the folders above it',
        cause: error,
      },
    );
  }
}

async function* scanPath(
  path: string,
  stats: Stats,
  promised: boolean,
  context: ScanContext,
): AsyncGenerator<ScanItem[]> {
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  if (!stats.isDirectory()) {
    yield* stats.isFile()
      ? scanFile(path, promised, buffer, context)
      : scanContent({ place: path, chunks: readPipe(path, context.signal), promised }, context);
    return;
  }
  let files = 0;
  for await (const entry of walkFolder(path, context.signal)) {
    // small files are read synchronously: signals and timers get their turn here
    if (++files % FILES_PER_TURN === 0) await setImmediate();
    if (entry.kind === 'damaged') yield [entry];
    else {
      const isPromised = hasCertificateExtension(withoutGz(entry.path));
      yield* scanFile(entry.path, isPromised, buffer, context);
    }
  }
}

async function* scanFile(
  path: string,
  promised: boolean,
  buffer: Buffer,
  context: ScanContext,
): AsyncGenerator<ScanItem[]> {
  let file: OpenFile;
  try {
    file = openFile(path, buffer);
  } catch (error) {
    yield [damaged(path, 0, reasonOf(error))];
    return;
  }
  try {
    const { fd, chunks } = file;
    yield* scanContent({ place: path, chunks, promised, fd }, context);
  } finally {
    closeSync(file.fd);
  }
}

/** A FIFO or device that the user named (`<(…)` in a shell): can be read only once, in order. */
function readPipe(path: string, signal: AbortSignal): Chunks {
  return createReadStream(path, { signal, highWaterMark: CHUNK_BYTES }) as AsyncIterable<Buffer>;
}

async function* inBatches(source: AsyncIterable<ScanItem[]>): AsyncGenerator<ScanItem[]> {
  let batch: ScanItem[] = [];
  let bytes = 0;
  let turns = 0;
  for await (const items of source) {
    for (const item of items) {
      batch.push(item);
      if (item.kind === 'certificate') bytes += item.der.length;
      if (bytes < BATCH_BYTES) continue;
      yield batch;
      batch = [];
      bytes = turns = 0;
    }
    if (batch.length >= BATCH_ITEMS || ++turns >= BATCH_TURNS) {
      if (batch.length > 0) yield batch;
      batch = [];
      bytes = turns = 0;
    }
  }
  if (batch.length > 0) yield batch;
}
