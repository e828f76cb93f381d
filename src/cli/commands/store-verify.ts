import { walkStore } from '../../pipeline/local-store.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { openProgress } from '../progress.ts';
import { type StoreOptions, existing, withStore } from './store.ts';

export interface StoreVerifyOptions extends StoreOptions {
  readonly repair: boolean;
}

/** `cert-impact store verify`: checks each hash; prints the fingerprints of corrupt records. */
export async function storeVerifyCommand(options: StoreVerifyOptions, io: Io): Promise<number> {
  const { quiet, repair } = options;
  const progress = openProgress(io, { quiet, scrolling: false });
  return withStore(options, io, false, progress, async (found, folder) => {
    const store = existing(found, folder);
    const total = store.stats().certificates;
    let checked = 0;
    let bad = 0;
    progress.watch({ work: 'checking', done: () => checked, total });
    for await (const records of walkStore(store, io.signal)) {
      checked += records.length;
      for (const { key, name, good } of records) {
        if (good) continue;
        bad++;
        progress.clear();
        io.stdout.write(`${name}\n`);
        if (repair) store.remove(key);
      }
    }
    await store.flush();
    progress.end();
    const all = `${formatCount(checked)} ${checked === 1 ? 'record' : 'records'}`;
    const what = `${formatCount(bad)} of ${all} ${bad === 1 ? 'is' : 'are'} corrupt`;
    const removed = repair && !store.readOnly ? ' and removed' : '';
    const next = 'what is corrupt is fetched again when it is needed';
    note(bad === 0 ? `${all}, all good` : `${what}${removed}: ${next}`, io, quiet);
    return bad === 0 ? EXIT_OK : EXIT_INCOMPLETE;
  });
}
