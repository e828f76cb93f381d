/** Bytes of any kind -> the certificates in them: tells what they are, and unpacks as deep as allowed. */
import { ARCHIVE_LIMITS, ArchiveBudget, type ArchiveLimits } from './archive-budget.ts';
import { type Chunks, type Headed, readHead } from './chunks.ts';
import { readDer } from './der-reader.ts';
import { DerSlab } from './der-slab.ts';
import { gunzip } from './gzip.ts';
import { PemReader } from './pem-reader.ts';
import { type ContentKind, sniff } from './sniff.ts';
import {
  damaged,
  hasCertificateExtension,
  hasOtherDerExtension,
  isPkcs7Name,
  type ScanItem,
} from './scan-item.ts';
import type { ArchiveMember } from './archive-member.ts';
import { fromUtf16, utf16Encoding } from './utf16.ts';
import type { ZipInput } from './zip.ts';

/** What one scan shares among its files. */
export interface ScanContext {
  readonly signal: AbortSignal;
  readonly slab: DerSlab;
  readonly limits: ArchiveLimits;
}

/** One stream of bytes to be scanned. */
export interface Content {
  readonly place: string;
  readonly chunks: Chunks;
  /** Whether a certificate is to be expected: then none is damage. */
  readonly promised: boolean;
  /** The open file that `chunks` comes from, where it can be read at random. */
  readonly fd?: number;
}

/** What a caller may choose. */
export interface ScanOptions {
  /** Of archives; tests make them small. */
  readonly limits?: ArchiveLimits;
  /** Whether a file or stream without a certificate is damaged; true when absent. */
  readonly promised?: boolean;
  /** Whether certificates are to be in memory that all threads see. */
  readonly shared?: boolean;
}

export function scanContext(
  signal: AbortSignal,
  { limits = ARCHIVE_LIMITS, shared = false }: ScanOptions,
): ScanContext {
  return { signal, slab: new DerSlab(shared), limits };
}

/** Whatever is wrong with the bytes becomes a damaged item; throws only when aborted. */
export function scanContent(content: Content, context: ScanContext): AsyncGenerator<ScanItem[]> {
  return scanLayer(content, context, new ArchiveBudget(context.limits), 0);
}

async function* scanLayer(
  content: Content,
  context: ScanContext,
  budget: ArchiveBudget,
  depth: number,
): AsyncGenerator<ScanItem[]> {
  const { place, promised } = content;
  let empty = true;
  let headed: Headed | undefined;
  try {
    headed = await readHead(content.chunks, context.signal);
    const kind = sniff(headed.head, headed.length);
    for await (const items of readKind(kind, { ...content, headed }, context, budget, depth)) {
      if (items.length === 0) continue;
      empty = false;
      yield items;
    }
    if (empty && promised) {
      yield [damaged(place, 0, kind === 'empty' ? 'empty' : 'holds no certificate')];
    }
  } catch (error) {
    context.signal.throwIfAborted();
    yield [damaged(place, 0, reasonOf(error))];
  } finally {
    await headed?.close();
  }
}

async function* readKind(
  kind: ContentKind,
  content: Content & { headed: Headed },
  context: ScanContext,
  budget: ArchiveBudget,
  depth: number,
): AsyncGenerator<ScanItem[]> {
  const { headed, place, promised } = content;
  const { slab } = context;
  switch (kind) {
    case 'empty':
      // what ended it may have been an error
      yield* readText(headed, new PemReader({ place, slab }));
      return;
    case 'gzip':
      if (depth >= budget.limits.nesting) yield [tooDeep(place, budget)];
      else {
        const chunks = gunzip(headed.chunks, budget);
        yield* scanLayer({ place, promised, chunks }, context, budget, depth + 1);
      }
      return;
    case 'zip':
    case 'tar':
      if (depth >= budget.limits.nesting) yield [tooDeep(place, budget)];
      else {
        const members = await openArchive(kind, content, budget);
        yield* scanMembers(members, content, context, budget, depth);
      }
      return;
    case 'der':
      if (!promised && isPkcs7Name(withoutGz(place))) {
        // it may hold certificates, so it is not passed over in silence
        yield [damaged(place, 0, 'PKCS #7 is not read: openssl pkcs7 -print_certs unpacks it')];
        return;
      }
      if (!promised && hasOtherDerExtension(withoutGz(place))) return;
      yield* readDer(headed.chunks, { place, promised, slab });
      return;
    case 'binary':
      if (promised) yield* readText(headed, new PemReader({ place, slab }));
      return;
    case 'pem':
    case 'base64':
    case 'text':
      yield* readText(headed, new PemReader({ place, slab }));
  }
}

async function* readText(headed: Headed, reader: PemReader): AsyncGenerator<ScanItem[]> {
  const encoding = utf16Encoding(headed.head);
  const chunks = encoding ? fromUtf16(headed.chunks, encoding) : headed.chunks;
  try {
    for await (const chunk of chunks) yield reader.push(chunk);
  } catch (error) {
    // what came before the damage is still good
    yield reader.end();
    throw error;
  }
  yield reader.end();
}

/** Their libraries are loaded for those who have such an archive. */
async function openArchive(
  kind: 'zip' | 'tar',
  { headed, fd }: Content & { headed: Headed },
  budget: ArchiveBudget,
): Promise<AsyncGenerator<ArchiveMember>> {
  if (kind === 'tar') {
    const { readTar } = await import('./tar.ts');
    return readTar(headed.chunks, budget);
  }
  const { readZip } = await import('./zip.ts');
  const input: ZipInput = fd === undefined ? { bytes: await hold(headed.chunks, budget) } : { fd };
  return readZip(input, budget);
}

async function* scanMembers(
  members: AsyncIterable<ArchiveMember>,
  content: Content,
  context: ScanContext,
  budget: ArchiveBudget,
  depth: number,
): AsyncGenerator<ScanItem[]> {
  for await (const { name, damage, chunks } of members) {
    context.signal.throwIfAborted();
    const place = `${content.place}!${name}`;
    if (!chunks) {
      yield [damaged(place, 0, damage ?? 'unreadable')];
      continue;
    }
    const promised = hasCertificateExtension(withoutGz(name));
    yield* scanLayer({ place, promised, chunks }, context, budget, depth + 1);
    if (budget.spent) return;
  }
}

/** All of a zip that cannot be read at random. */
async function hold(chunks: Chunks, budget: ArchiveBudget): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > budget.limits.heldZipBytes) {
      throw new Error(
        `a zip in a zip or from a pipe, of more than ${budget.limits.heldZipBytes} bytes`,
      );
    }
    parts.push(Buffer.from(chunk));
  }
  return Buffer.concat(parts);
}

/** `bundle.pem.gz` promises what `bundle.pem` does. */
export function withoutGz(name: string): string {
  return name.replace(/\.gz$/i, '');
}

function tooDeep(place: string, { limits }: ArchiveBudget): ScanItem {
  return damaged(place, 0, `archives nested more than ${limits.nesting} deep`);
}

export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unreadable';
  const { code, syscall } = error as NodeJS.ErrnoException;
  return syscall !== undefined && code !== undefined
    ? `cannot be read: ${code}`
    : error.message.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}
