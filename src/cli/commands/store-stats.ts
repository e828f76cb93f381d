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
  return withStore(options, io, false, NO_PROGRESS, (store, folder) => {
    const stats = store?.stats() ?? NOTHING;
    if (options.format === 'json') {
      io.stdout.write(`${JSON.stringify({ folder, ...stats }, undefined, 2)}\n`);
    } else {
      const rows = [
        ['folder', escapeTerminal(folder) + (store === undefined ? ' (not made yet)' : '')],
        ['certificates', formatCount(stats.certificates)],
        ['bytes on disk', formatCount(stats.bytes)],
        ['not-found answers', formatCount(stats.misses)],
        ['crt.sh numbers', formatCount(stats.ids)],
      ];
      const width = Math.max(...rows.map(([name]) => name!.length));
      io.stdout.write(rows.map(([name, value]) => `${name!.padEnd(width)}  ${value!}\n`).join(''));
    }
    return Promise.resolve(EXIT_OK);
  });
}
