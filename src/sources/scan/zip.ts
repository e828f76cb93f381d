/** A zip -> its members, one at a time, in the order of its directory. Nothing is extracted. */
import { crc32 } from 'node:zlib';
import yauzl from 'yauzl';
import { CertImpactError } from '../../errors.ts';
import type { ArchiveBudget } from './archive-budget.ts';
import { type ArchiveMember, isAppleDouble } from './archive-member.ts';

/** From an open file, or from bytes in memory. */
export type ZipInput = { readonly fd: number } | { readonly bytes: Buffer };

// names are decoded here: yauzl would end the walk at the first name such as `../x`
const OPTIONS = { autoClose: false, decodeStrings: false } as const;

/** @throws what is wrong with the archive, after the members before the damage */
export async function* readZip(
  input: ZipInput,
  budget: ArchiveBudget,
): AsyncGenerator<ArchiveMember> {
  try {
    yield* readMembers(input, budget);
  } catch (error) {
    throw worded(error);
  }
}

async function* readMembers(input: ZipInput, budget: ArchiveBudget): AsyncGenerator<ArchiveMember> {
  const zip = await ('fd' in input
    ? yauzl.fromFdPromise(input.fd, OPTIONS)
    : yauzl.fromBufferPromise(input.bytes, OPTIONS));
  for await (const entry of zip.eachEntry()) {
    budget.enterMember();
    const name = yauzl.getFileNameLowLevel(
      entry.generalPurposeBitFlag,
      entry.fileNameRaw,
      entry.extraFields,
      false,
    );
    if (name.endsWith('/') || isAppleDouble(name)) continue;
    if (entry.isEncrypted()) yield { name, damage: 'encrypted' };
    else if (!entry.canDecodeFileData()) {
      yield { name, damage: `compression method ${entry.compressionMethod} is not supported` };
    } else yield { name, chunks: readMember(zip, entry, budget) };
  }
}

async function* readMember(
  zip: yauzl.ZipFile,
  entry: yauzl.Entry,
  budget: ArchiveBudget,
): AsyncGenerator<Uint8Array> {
  const stream = await zip.openReadStreamPromise(entry);
  let unpacked = 0;
  let crc = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    unpacked += chunk.length;
    budget.unpack(chunk.length, unpacked, entry.compressedSize);
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc32) throw new CertImpactError('bad-archive', 'CRC-32 does not match');
}

/** What yauzl says most, in our manner; the rest loses the full stop, and what follows the first one. */
const WORDINGS: readonly (readonly [says: RegExp, reason: string])[] = [
  [/^End of central directory record/i, 'the end of the zip is missing'],
  [/^invalid comment length/i, 'the end of the zip is damaged, or something follows it'],
  [/central directory/i, 'the directory of the zip is damaged'],
  [/^multi-disk/i, 'a zip in several parts, which are not read'],
];

function worded(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof CertImpactError || 'code' in error)
    return error;
  const reason = WORDINGS.find(([says]) => says.test(error.message))?.[1];
  const first = error.message.replace(/\.(?:\s.*)?$/s, '');
  return new CertImpactError('bad-archive', reason ?? first, { cause: error });
}
