import { CertImpactError } from '../../errors.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { openProgress } from '../progress.ts';
import { type StoreOptions, namedFolder } from './store.ts';
import { type Told, checkStore, tellParent } from './store-verify-check.ts';
import { checkInChild } from './store-verify-child.ts';

export interface StoreVerifyOptions extends StoreOptions {
  readonly repair: boolean;
  /** That this is the process which another one has started to read the store. */
  readonly child: boolean;
}

/**
 * `cert-impact store verify`: checks each hash; prints the fingerprints of corrupt records.
 *
 * Another process does the reading: a damaged page ends whoever reads it (`store-verify-child.ts`).
 */
export async function storeVerifyCommand(options: StoreVerifyOptions, io: Io): Promise<number> {
  const { quiet, repair, child } = options;
  if (child && process.send !== undefined) {
    await tellParent((tell) => checkStore(options, io, tell));
    return EXIT_OK;
  }
  const progress = openProgress(io, { quiet, scrolling: false });
  const state = { checked: 0, bad: 0, total: 0 };
  const take = (told: Told): void => {
    if (told.kind === 'total') {
      state.total = told.total;
      progress.watch({ work: 'checking', done: () => state.checked, total: told.total });
    } else if (told.kind === 'checked') {
      state.checked += told.records;
      state.bad += told.corrupt.length;
      if (told.corrupt.length === 0) return;
      progress.clear();
      io.stdout.write(told.corrupt.map((name) => `${name}\n`).join(''));
    } else if (told.kind === 'note') {
      progress.clear();
      note(told.text, io, quiet);
    }
  };
  const folder = namedFolder(options, io);
  try {
    await checkInChild({ folder, repair, state, take }, io);
  } catch (error) {
    throw io.signal.aborted ? interruptedAfter(state) : error;
  } finally {
    progress.end();
  }
  const { checked, bad } = state;
  const all = `${formatCount(checked)} ${checked === 1 ? 'record' : 'records'}`;
  const what = `${formatCount(bad)} of ${all} ${bad === 1 ? 'is' : 'are'} corrupt`;
  const next = 'what is corrupt is fetched again when it is needed';
  note(
    bad === 0 ? `${all}, all good` : `${what}${repair ? ' and removed' : ''}: ${next}`,
    io,
    quiet,
  );
  return bad === 0 ? EXIT_OK : EXIT_INCOMPLETE;
}

function interruptedAfter({ checked, total }: { checked: number; total: number }): CertImpactError {
  const done = `${formatCount(checked)} of ${formatCount(total)} records were checked`;
  return new CertImpactError('interrupted', `interrupted: ${done}`);
}
