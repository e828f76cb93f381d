import { CertImpactError } from '../../errors.ts';
import { withheld } from '../../sources/http/withheld.ts';
import { HostPaces } from '../../sources/http/host-paces.ts';
import type { CertificateSource } from '../../sources/source.ts';
import { type Store, openStore } from '../../sources/store/store.ts';
import { stored } from '../../sources/store/stored.ts';
import { SOURCE_KINDS } from './kinds.ts';
import type { SourceChoice, SourceContext, SourceKind } from './kind.ts';

/** The fastest polite way: what is here, then the database, then one request a certificate. */
const DEFAULT_SOURCES: readonly string[] = ['store', 'crt.sh:sql', 'crt.sh'];

interface Named {
  readonly name: string;
  readonly kind: SourceKind;
}

/** The sources of a run, and the store behind them. */
export interface OpenedSources {
  readonly sources: readonly CertificateSource[];
  /** Where what is fetched is kept; absent where nothing is. */
  readonly store: Store | undefined;
  /** For what else asks the network or the store in the same run. */
  readonly context: SourceContext;
  close(): Promise<void>;
}

/**
 * Opens the sources that `--from` names, in order. What the network gives goes into the store, and what
 * the store has is not asked of the network: the store stands before the first of them, if nowhere else.
 * @throws {CertImpactError} `unknown-source`, `bad-option`, `file-not-found`, `file-unreadable`
 */
export async function openSources(choice: SourceChoice): Promise<OpenedSources> {
  checkConcurrency(choice.concurrency);
  checkRate(choice.rate);
  const named = withStore(namedSources(choice), choice);
  let store: Promise<Store | undefined> | undefined;
  const context: SourceContext = {
    ...choice,
    paces: new HostPaces(),
    openStore: (create) => (store ??= openUsable(choice, create)),
  };
  // made before anything looks for it
  const network = named.some(({ kind }) => kind.network);
  if (network && choice.store !== undefined) await context.openStore(true);
  const sources: CertificateSource[] = [];
  const close = async (): Promise<void> => {
    for (const source of sources) await source.close?.();
    await (await store)?.close();
  };
  try {
    for (const { kind, name } of named) {
      const source = await kind.open(name, context);
      const keeper = kind.network && choice.store !== undefined && (await store);
      sources.push(keeper ? stored(source, keeper, choice) : source);
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { sources, store: network ? await store : undefined, context, close };
}

function namedSources({ from, offline }: SourceChoice): Named[] {
  const names = from ?? DEFAULT_SOURCES;
  const all = names.map((name) => ({ name, kind: SOURCE_KINDS.find((k) => k.isNamed(name))! }));
  const forbidden = offline && all.find(({ kind }) => kind.network);
  if (forbidden && from !== undefined) {
    throw new CertImpactError(
      'bad-option',
      `--offline forbids the source ${withheld(forbidden.name)}`,
      {
        hint: 'leave out --offline, or name local files with --from',
      },
    );
  }
  return all.filter(({ kind }) => !offline || !kind.network);
}

function withStore(named: readonly Named[], { store, from }: SourceChoice): Named[] {
  const isStore = ({ name }: Named): boolean => name === 'store';
  if (store === undefined) return named.filter((each) => from !== undefined || !isStore(each));
  const first = named.findIndex(({ kind }) => kind.network);
  if (first < 0 || named.some(isStore)) return [...named];
  const kind = SOURCE_KINDS.find((each) => each.isNamed('store'))!;
  return [...named.slice(0, first), { name: 'store', kind }, ...named.slice(first)];
}

/** A run does not fail for its store: without it, it only has to fetch again. */
async function openUsable(
  { store: folder, note, now }: SourceChoice,
  create: boolean,
): Promise<Store | undefined> {
  if (folder === undefined) return undefined;
  try {
    return await openStore(folder, { now, onNote: note, create });
  } catch (error) {
    if (!(error instanceof CertImpactError)) throw error;
    note(`${folder}: ${error.message}; going on without the store`);
    return undefined;
  }
}

function checkConcurrency(value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= 1000)) return;
  throw new CertImpactError('bad-option', '--concurrency is no whole number from 1 to 1000', {
    hint: 'crt.sh rejects what goes beyond about 5 at once',
  });
}

/** One in 17 minutes: a wait beyond 24 days is more than a timer takes, and would be none. */
const MIN_RATE = 0.001;

function checkRate(value: number | undefined): void {
  if (value === undefined || value === 0) return;
  if (value >= MIN_RATE && Number.isFinite(value)) return;
  throw new CertImpactError('bad-option', '--rate is no number of requests a second', {
    hint: `crt.sh allows 1 a second, ${MIN_RATE} is the least; 0 stands for no limit, for servers of your own`,
  });
}
