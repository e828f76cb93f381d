/** What comes of a URL: its content, in whatever way it was had, or why there is none. */
import type { Glance } from './spool.ts';

export interface FetchedContent {
  readonly kind: 'content';
  /**
   * - `fetched`: just now
   * - `unchanged`: kept, and the server says that it still is so
   * - `kept`: from an earlier run, as the server was not asked, or in vain
   */
  readonly from: 'fetched' | 'unchanged' | 'kept';
  /** As it came, but for its content encoding; memory of its own. */
  readonly body: Uint8Array;
  /** Of `body`, lower-case hex. */
  readonly sha256: string;
  /** When it came, and when the server last said that it is so; milliseconds since 1970. */
  readonly fetchedAt: number;
  readonly checkedAt: number;
  /** Why it is not fresh from the server; `null` where it is, or need not be. Lower case, for people. */
  readonly reason: string | null;
  /** Of what was fetched in the place of other octets: reads these, while both are in memory. */
  readonly before?: () => Uint8Array | undefined;
}

export interface MissingContent {
  readonly kind: 'missing';
  /**
   * - `refused`: not asked for, by the rules for URLs of strangers
   * - `unavailable`: asked for in vain, or `--offline` and not kept
   */
  readonly why: 'refused' | 'unavailable';
  /** Lower case, for people. */
  readonly reason: string;
}

export type Content = FetchedContent | MissingContent;

/**
 * Takes what came of a URL; called for one at a time and waited for, so that one body is in memory.
 *
 * @param urls all that were asked for and are the same URL, as they were given
 * @returns false for a content that is not what it should be (a signature that is wrong, an older one than
 *   `before`): it is not kept then, and where another one was, that is handed on in a second call
 */
export type TakeContent = (
  urls: readonly string[],
  content: Content,
) => boolean | undefined | Promise<boolean | undefined>;

/** What kind of content is wanted. */
export interface ContentKind {
  /** For people: "CRL". */
  readonly name: string;
  /** The Accept header. */
  readonly accept: string;
  /** How long a content is taken for fresh without asking, in milliseconds. */
  readonly recentMs: number;
  /** Why a body is none of it, lower case: "an HTML page"; `undefined` where it may be one. */
  readonly misfit: (glance: Glance) => string | undefined;
}
