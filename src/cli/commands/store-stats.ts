import { access, constants } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { formatCount } from '../../pipeline/run-view.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { escapeTerminal } from '../../report/escape.ts';
import { NO_PROGRESS } from '../progress.ts';
import { type StoreOptions, withStore } from './store.ts';

export interface StoreStatsOptions extends StoreOptions {
  readonly format: 'text' | 'json';
}

const NOTHING = { certificates: 0, bytes: 0, misses: 0, ids: 0 };

/** `cert-impact store stats`: where the store is, and what is in it. */
export function storeStatsCommand(options: StoreStatsOptions, io: Io): Promise<number> {
  return withStore(options, io, false, NO_PROGRESS, async (store, folder) => {
    const stats = store?.stats() ?? NOTHING;
    if (options.format === 'json') {
      io.stdout.write(`${JSON.stringify({ folder, ...stats }, undefined, 2)}\n`);
    } else {
      const rows = [
        ['folder', escapeTerminal(folder) + (store ? '' : ` (${await wordNotMade(folder)})`)],
        ['certificates', formatCount(stats.certificates)],
        ['bytes on disk', formatCount(stats.bytes)],
        ['not-found answers', formatCount(stats.misses)],
        ['crt.sh numbers', formatCount(stats.ids)],
      ];
      const width = Math.max(...rows.map(([name]) => name!.length));
      io.stdout.write(rows.map(([name, value]) => `${name!.padEnd(width)}  ${value!}\n`).join(''));
    }
    return EXIT_OK;
  });
}

/** Says, too, when it cannot be made: as far as the permissions tell. */
async function wordNotMade(folder: string): Promise<string> {
  for (let path = resolve(folder); ; path = dirname(path)) {
    try {
      await access(path, constants.W_OK);
      return 'not made yet';
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' || path === dirname(path)) return `not made, and cannot be: ${code!}`;
    }
  }
}
