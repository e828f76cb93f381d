/** What the commands of `cert-impact store` share. */
import { CertImpactError } from '../../errors.ts';
import { DISK_FULL, READ_ONLY, type Store, openStore } from '../../pipeline/local-store.ts';
import type { Io } from '../io.ts';
import { note } from '../messages.ts';
import type { Progress } from '../progress.ts';
import { storeFolder } from '../store-folder.ts';

/** Options that all of them take. */
export interface StoreOptions {
  /** The folder; `false` from `--no-store`, which makes no sense here. */
  readonly store: string | false | undefined;
  readonly quiet: boolean;
}

/** @throws {CertImpactError} `bad-option` */
export function namedFolder({ store }: StoreOptions, io: Io): string {
  const folder = storeFolder(store, io.env);
  if (folder !== undefined) return folder;
  throw new CertImpactError('bad-option', '--no-store leaves nothing to work on', {
    hint: 'leave it out, or name a folder with --store',
  });
}

/**
 * Opens the store, gives it to `work`, and closes it whatever happens.
 * @param create where there is none; else `work` gets `undefined` then
 */
export async function withStore<T>(
  options: StoreOptions,
  io: Io,
  create: boolean,
  progress: Progress,
  work: (store: Store | undefined, folder: string) => Promise<T>,
): Promise<T> {
  const folder = namedFolder(options, io);
  const store = await openStore(folder, {
    create,
    now: io.now,
    // the commands that write say it once, as what stopped them
    onUnwritable: () => undefined,
    onNote: (text) => {
      progress.clear();
      note(text, io, options.quiet);
    },
  });
  try {
    return await work(store, folder);
  } finally {
    progress.end();
    await store?.close();
  }
}

/** @throws {CertImpactError} `file-not-found` where there is none */
export function existing(store: Store | undefined, folder: string): Store {
  if (store !== undefined) return store;
  throw new CertImpactError('file-not-found', 'there is no store yet', {
    file: folder,
    hint: 'cert-impact store import makes one, and so does a run that fetches certificates',
  });
}

/** What stops a command that has to write to the store, and cannot. */
export function unwritable({ folder, failure }: Store): CertImpactError {
  return new CertImpactError('write-failed', `the store cannot be written to: ${failure!}`, {
    file: folder,
    hint: HINTS[failure!] ?? 'check the disk and the permissions of the folder, and try again',
  });
}

const HINTS: Readonly<Record<string, string>> = {
  [DISK_FULL]: 'make room, and give the same command again: it goes on with what is not done yet',
  [READ_ONLY]: 'check who owns its files and who may write to them, or name another with --store',
};

/** Says of up to twenty what is wrong, and that there are more. */
export class NamedFew {
  count = 0;
  readonly #tell: (text: string) => void;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  add(text: string): void {
    this.count++;
    if (this.count <= MAX_NAMED) this.#tell(text);
    else if (this.count === MAX_NAMED + 1) this.#tell('further ones are not named');
  }
}

const MAX_NAMED = 20;
