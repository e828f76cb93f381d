/** `store verify` in the process that reads the store, which tells another one what it finds. */
import { CertImpactError, type ErrorCode } from '../../errors.ts';
import { walkStore } from '../../pipeline/local-store.ts';
import type { Io } from '../io.ts';
import { NO_PROGRESS } from '../progress.ts';
import { type StoreOptions, existing, unwritable, withStore } from './store.ts';

/** Between processes: plain, as JSON has it. */
export type Told =
  | { readonly kind: 'total'; readonly total: number }
  | { readonly kind: 'checked'; readonly records: number; readonly corrupt: readonly string[] }
  | { readonly kind: 'note'; readonly text: string }
  | Last;

/** What is told last, if the process comes so far. */
export type Last =
  | { readonly kind: 'done' }
  | {
      readonly kind: 'failed';
      readonly code: ErrorCode;
      readonly message: string;
      readonly file?: string;
      readonly hint?: string;
    }
  | { readonly kind: 'bug'; readonly detail: string };

/** Resolves when it is told, whatever happens to this process then. */
export type Tell = (told: Told) => Promise<void>;

/** Checks each hash, and removes what is corrupt where that is wanted. */
export async function checkStore(
  options: StoreOptions & { readonly repair: boolean },
  io: Io,
  tell: Tell,
): Promise<void> {
  await withStore(options, io, false, NO_PROGRESS, async (found, folder) => {
    const store = existing(found, folder);
    await tell({ kind: 'total', total: store.stats().certificates });
    let removed = 0;
    for await (const records of walkStore(store, io.signal)) {
      const bad = records.filter(({ good }) => !good);
      await tell({
        kind: 'checked',
        records: records.length,
        corrupt: bad.map(({ name }) => name),
      });
      if (!options.repair) continue;
      for (const { key } of bad) store.remove(key);
      removed += bad.length;
    }
    await store.flush();
    if (removed > 0 && !store.keeps) throw unwritable(store);
  });
}

/** Has `work` tell the process that has started this one; how it ends is told, too. */
export async function tellParent(work: (tell: Tell) => Promise<void>): Promise<void> {
  const tell: Tell = (told) =>
    new Promise((resolve, reject) => {
      process.send!(told, undefined, undefined, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  const last = await work(tell).then((): Last => ({ kind: 'done' }), wordLast);
  // a parent that is gone need not know
  await tell(last).catch(() => undefined);
}

function wordLast(error: unknown): Last {
  if (error instanceof CertImpactError) {
    const { code, message, file, hint } = error;
    return { kind: 'failed', code, message, ...(file && { file }), ...(hint && { hint }) };
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { kind: 'bug', detail };
}
