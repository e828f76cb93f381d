import type { HostPaces } from '../../sources/http/host-paces.ts';
import type { CertificateSource } from '../../sources/source.ts';
import type { Store } from '../../sources/store/store.ts';

/** Which sources to ask and how, as the options of the command line say it. */
export interface SourceChoice {
  /** In order; the default is the store, then crt.sh's database, then crt.sh over HTTP. */
  readonly from: readonly string[] | undefined;
  /** The store and local paths only. */
  readonly offline: boolean;
  /** The folder of the store; absent for none. */
  readonly store: string | undefined;
  /** Ask also for what a source did not have a short while ago. */
  readonly askAgain: boolean;
  /** Requests under way at once. */
  readonly concurrency: number | undefined;
  /** Requests a second; 0 for no limit. */
  readonly rate: number | undefined;
  /** Says who asks, to the operators of servers. */
  readonly userAgent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what a waiting user wants to know; lower case. */
  readonly note: (text: string) => void;
}

/** What the sources of one run share. */
export interface SourceContext extends SourceChoice {
  /** How fast each host is asked. */
  readonly paces: HostPaces;
  /**
   * The store, opened once.
   * @param create where there is none yet
   * @returns `undefined` where there is none, or it cannot be used, which has been said
   */
  openStore(create: boolean): Promise<Store | undefined>;
}

/** A kind of source: what `--from` calls it, and how it is opened. */
export interface SourceKind {
  /** What it is called in messages. */
  readonly says: string;
  readonly network: boolean;
  isNamed(name: string): boolean;
  open(name: string, context: SourceContext): Promise<CertificateSource>;
}
