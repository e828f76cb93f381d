import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes a folder, and those above it, where they are not there yet; one that is there is left as it is.
 *
 * Each with its own `mkdir`: where the parent is there and answers ENOENT all the same (`/proc`, some
 * network file systems), Node's `recursive` tries for ever, at 100 % CPU and deaf to signals.
 * @throws what the file system has against it
 */
export async function makeFolder(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(path, mode);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === 'ENOENT' && parent !== path) {
      await makeFolder(parent, mode);
      await mkdir(path, mode).catch(unlessFolder(path));
    } else await unlessFolder(path)(error);
  }
}

/** Another process may have made it; and what EEXIST says, others say of a folder as EROFS or EISDIR. */
function unlessFolder(path: string): (error: unknown) => Promise<void> {
  return async (error) => {
    const stats = await stat(path).catch(() => undefined);
    if (stats?.isDirectory() !== true) throw error;
  };
}
