import { createReadStream, type Stats } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { constants, gunzipSync } from 'node:zlib';
import { CertImpactError } from '../errors.ts';
import { MAX_NESTING } from '../sources/scan/archive-budget.ts';
import { sniff } from '../sources/scan/sniff.ts';

/** What is named on the command line where an appendix is expected. */
export interface Input {
  /** As the user named it; in messages and as the name of a list. */
  readonly name: string;
  /** Absent for standard input. */
  readonly path?: string;
  /** The bytes, once. */
  open(): AsyncIterable<Uint8Array>;
}

/**
 * A list of certificates, or the certificates themselves (design §4): as text, in which links may
 * stand too, or as DER, an archive or a folder. A zip may be a workbook, and hold lists and certificates.
 */
export type InputKind = 'list' | 'certificates in text' | 'certificates' | 'zip';

const HEAD_BYTES = 64 * 1024;

/** The input that a path names. */
export function fileInput(path: string): Input {
  return { name: path, path, open: () => createReadStream(path, { highWaterMark: 1 << 20 }) };
}

/**
 * Tells by its first bytes what an input is.
 * @returns the kind, and the input to read from then on: a stream can be read but once
 * @throws {CertImpactError} `file-not-found`, `file-unreadable`, `file-empty`, `not-an-appendix`
 */
export async function identify(input: Input): Promise<{ kind: InputKind; input: Input }> {
  if (input.path !== undefined) {
    const stats = await statOrThrow(input.path);
    if (stats.isDirectory()) return { kind: 'certificates', input };
    // a pipe (`<(…)` in a shell) can be read but once, as standard input
    if (stats.isFile()) return { kind: kindOf(await readHead(input.path), input.name), input };
  }
  const { head, rest } = await split(input.open());
  return { kind: kindOf(head, input.name), input: { name: input.name, open: () => rest } };
}

/**
 * What begins with these bytes.
 * @throws {CertImpactError} `file-empty`
 */
export function kindOf(head: Uint8Array, name: string, depth = 0): InputKind {
  const kind = sniff(head);
  switch (kind) {
    case 'empty':
      throw new CertImpactError('file-empty', 'the file is empty', {
        file: name,
        hint: 'an appendix lists at least one certificate',
      });
    case 'gzip':
      // a gzip file may unpack to itself (R. Cox 2010); the scan says that this one is too deep
      if (depth > MAX_NESTING) return 'certificates';
      return kindOf(inflateHead(head), name, depth + 1);
    // a control character makes no list binary: its reader tells a bad line from a picture
    case 'binary':
    case 'text':
      return 'list';
    case 'pem':
    case 'base64':
      // only one layer of gzip is taken off a text
      return depth > 1 ? 'certificates' : 'certificates in text';
    case 'zip':
      // one in gzip in gzip holds certificates, if anything
      return depth > 1 ? 'certificates' : 'zip';
    case 'der':
    case 'tar':
      return 'certificates';
  }
}

function inflateHead(head: Uint8Array): Uint8Array {
  try {
    const text = gunzipSync(head, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: HEAD_BYTES * 1100,
    });
    return text.subarray(0, HEAD_BYTES);
  } catch {
    // whoever reads it says what is wrong with it
    return Buffer.from('damaged');
  }
}

async function statOrThrow(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (cause) {
    throw new CertImpactError('file-not-found', 'there is no such file or folder', {
      file: path,
      hint: 'check the path; "-" stands for standard input',
      cause,
    });
  }
}

async function readHead(path: string): Promise<Uint8Array> {
  try {
    await using file = await open(path);
    const head = new Uint8Array(HEAD_BYTES);
    const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0);
    return head.subarray(0, bytesRead);
  } catch (cause) {
    throw new CertImpactError('file-unreadable', 'the file cannot be read', {
      file: path,
      hint: 'check its permissions',
      cause,
    });
  }
}

/** The first bytes of a stream, and all of it. */
export async function split(chunks: AsyncIterable<Uint8Array>): Promise<{
  head: Uint8Array;
  rest: AsyncIterable<Uint8Array>;
  /** To be called where the rest is not read. */
  close: () => Promise<void>;
}> {
  const iterator = chunks[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < HEAD_BYTES;) {
    const next = await iterator.next();
    if (next.done === true) break;
    first.push(next.value);
    length += next.value.length;
  }
  async function* rest(): AsyncGenerator<Uint8Array> {
    try {
      yield* first;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }
  const close = async (): Promise<void> => {
    await iterator.return?.();
  };
  return { head: Buffer.concat(first).subarray(0, HEAD_BYTES), rest: rest(), close };
}
