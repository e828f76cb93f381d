/** A folder -> its files, in an order that is the same on every machine. */
import type { Dirent, Stats } from 'node:fs';
import { lstat, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { damaged, type DamagedItem, hasCertificateExtension } from './scan-item.ts';
import { reasonOf } from './scan-content.ts';

/** Deeper than any real tree; file systems themselves end at 4,096 characters of path. */
const MAX_DEPTH = 256;

/** What macOS puts beside each file on foreign file systems. */
const APPLE_DOUBLE = '._';

export type FolderEntry = { readonly kind: 'file'; readonly path: string } | DamagedItem;

/**
 * Walks depth first, names in code unit order. Symbolic links are followed, but no folder is
 * entered twice, so that loops end and meshes of links do not multiply. FIFOs, sockets and devices
 * are passed over: opening one may block for ever.
 */
export async function* walkFolder(root: string, signal: AbortSignal): AsyncGenerator<FolderEntry> {
  const entered = new Set<string>();
  yield* walk(root, 0);

  async function* walk(folder: string, depth: number): AsyncGenerator<FolderEntry> {
    signal.throwIfAborted();
    let entries: Dirent[];
    try {
      if (depth > MAX_DEPTH) throw new Error(`folders nested more than ${MAX_DEPTH} deep`);
      const identity = identityOf(await stat(folder));
      if (entered.has(identity)) return;
      entered.add(identity);
      entries = await readdir(folder, { withFileTypes: true });
    } catch (error) {
      yield damaged(folder, 0, reasonOf(error));
      return;
    }
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith(APPLE_DOUBLE)) continue;
      const path = join(folder, entry.name);
      // without an answer from the file system (some network ones), as for links, ask for each
      const settled = entry.isFile() || entry.isDirectory() ? entry : await follow(path);
      if (settled === undefined) {
        if (hasCertificateExtension(entry.name)) yield damaged(path, 0, 'broken symbolic link');
      } else if (settled.isDirectory()) yield* walk(path, depth + 1);
      else if (settled.isFile()) yield { kind: 'file', path };
    }
  }
}

async function follow(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() =>
    lstat(path).then((own) => (own.isSymbolicLink() ? undefined : own)),
  );
}

function identityOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}
