/** A tar -> its members, one at a time, as they come. Nothing is extracted. */
import { Readable } from 'node:stream';
import { type Header, extract } from 'tar-stream';
import type { ArchiveBudget } from './archive-budget.ts';
import type { ArchiveMember } from './archive-member.ts';
import { isAppleDouble } from './archive-member.ts';
import type { Chunks } from './chunks.ts';

/** What holds bytes of its own; links lead to what is not looked at. */
const FILES: ReadonlySet<Header['type']> = new Set(['file', 'contiguous-file']);
const WITHOUT_BYTES: ReadonlySet<Header['type']> = new Set([
  'link',
  'symlink',
  'character-device',
  'block-device',
  'directory',
  'fifo',
]);

/** Tars of before POSIX have no magic; the library's types do not know the option. */
const OPTIONS: object = { allowUnknownFormat: true };

/** @throws whatever tar-stream has against the archive, after the members before the damage */
export async function* readTar(
  chunks: Chunks,
  budget: ArchiveBudget,
): AsyncGenerator<ArchiveMember> {
  const unpacking = extract(OPTIONS);
  const input = Readable.from(copied(chunks), { objectMode: false });
  input.on('error', (error) => {
    unpacking.destroy(error);
  });
  input.pipe(unpacking);
  try {
    for await (const entry of unpacking as AsyncIterable<Entry>) {
      const { name, type, size } = entry.header;
      budget.enterMember();
      const bytes = readMember(entry, budget);
      if (FILES.has(type)) {
        if (!isAppleDouble(name)) yield { name, chunks: bytes };
      } else if (!WITHOUT_BYTES.has(type) && size > 0) {
        yield { name, damage: 'a kind of member that is not read' };
      }
      // the next member comes when this one is read to its end
      while ((await bytes.next()).done !== true);
    }
  } finally {
    input.destroy();
    unpacking.destroy();
  }
}

type Entry = AsyncIterable<Buffer> & { readonly header: Header };

/** Can be left before its end and gone on with: destroying an entry would destroy the archive. */
function readMember(entry: Entry, budget: ArchiveBudget): AsyncIterableIterator<Uint8Array> {
  const pieces = entry[Symbol.asyncIterator]();
  return {
    async next() {
      const piece = await pieces.next();
      // tar does not compress
      if (piece.done !== true) budget.unpack(piece.value.length, 0, 0);
      return piece;
    },
    return: () => Promise.resolve({ done: true, value: undefined }),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

/** The source overwrites each piece with the next one. */
async function* copied(chunks: Chunks): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) yield Buffer.from(chunk);
}
