/** Many URLs of strangers -> their contents, each URL once, politely, kept, one at a time to the caller. */
import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { asTheyCome } from '../http/as-they-come.ts';
import { type ProxySettings, createDispatcher } from '../http/dispatcher.ts';
import type { HostPace } from '../http/host-pace.ts';
import { HostPaces } from '../http/host-paces.ts';
import type { KeptContent, Validators } from '../store/kept-content.ts';
import type { KeptContents } from '../store/kept-contents.ts';
import type { ContentKind, TakeContent } from './content.ts';
import { type QueuedUrl, queueUrls } from './content-queue.ts';
import { Deliveries } from './deliveries.ts';
import { type ExchangeOptions, exchange } from './exchange.ts';
import { type Found, fetchContent, inVain } from './fetch-content.ts';
import { type ResolveAll, guardedConnect } from './guarded-connect.ts';
import { type SpecialKind, specialKind } from './special-address.ts';
import {
  CONTENT_LIMITS,
  CONTENT_TIMING,
  type ContentLimits,
  type ContentTiming,
} from './timing.ts';

/** Polite to a file server of which nothing is known. */
export const CONTENT_REQUESTS_PER_SECOND = 10;
export const CONTENT_BURST = 10;
export const CONNECTIONS_PER_HOST = 2;

/** Each with its connections: a host that is slow holds up its own contents only. */
export const HOSTS_AT_ONCE = 8;

/** Answers of a host in a row that took all their time, after which it is asked no more. */
export const MAX_LATE_ANSWERS = 2;

export interface FetchOptions {
  /** `cert-impact/1.2.3 (+https://…)`: who asks, and where to complain. */
  readonly userAgent: string;
  /** Where contents are kept: `Store.contents`. */
  readonly kept?: KeptContents;
  /** Nothing is asked of the network. */
  readonly offline?: boolean;
  /** Asks also for what was confirmed a short while ago (`ContentKind.recentMs`). */
  readonly askAgain?: boolean;
  /** Special addresses and ports are fetched from, too: for a CA's own network. */
  readonly allowPrivate?: boolean;
  /**
   * A proxy resolves names itself, so that what they resolve to is for the proxy to check; literal
   * addresses, schemes and ports are checked here all the same.
   */
  readonly proxy?: ProxySettings;
  /** Shared by all that ask in a run, so that a host is asked no faster by two of them. */
  readonly paces?: HostPaces;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what a waiting user wants to know; lower case. */
  readonly onNote?: (text: string) => void;
  readonly timing?: Partial<ContentTiming>;
  readonly limits?: Partial<ContentLimits>;
  /** Tests resolve names as they like, and let a server of their own through. */
  readonly resolve?: ResolveAll;
  readonly specialKind?: SpecialKind;
}

/**
 * Hands on what comes of each URL, in any order. A URL that fails is data; rejects only when aborted, when
 * `take` does, or at once:
 * @throws {CertImpactError} `bad-option` for a proxy that is no URL
 */
export async function fetchContents(
  urls: Iterable<string>,
  kind: ContentKind,
  options: FetchOptions,
  take: TakeContent,
  signal: AbortSignal,
): Promise<void> {
  signal.throwIfAborted();
  const { userAgent, kept, now, onNote, offline = false, allowPrivate = false } = options;
  const timing = { ...CONTENT_TIMING, ...options.timing };
  const limits = { ...CONTENT_LIMITS, ...options.limits };
  const isSpecial = options.specialKind ?? (allowPrivate ? () => undefined : specialKind);
  const rules = { allowPrivate, specialKind: isSpecial };
  const paces = options.paces ?? new HostPaces();
  // offline nothing is connected to: what is kept was allowed when it was fetched
  const asked = offline ? { allowPrivate: true, specialKind: () => undefined } : rules;
  const queue = queueUrls(urls, asked, limits.urls);
  const dispatcher = createDispatcher({
    connections: CONNECTIONS_PER_HOST,
    connectTimeoutMs: timing.connectTimeoutMs,
    connect: guardedConnect({
      connectTimeoutMs: timing.connectTimeoutMs,
      specialKind: isSpecial,
      ...(options.resolve && { resolve: options.resolve }),
    }),
    ...(options.proxy && { proxy: options.proxy }),
  });
  const stop = new AbortController();
  const until = AbortSignal.any([signal, stop.signal]);
  setMaxListeners(0, until);
  const deliveries = new Deliveries({ kept, now, take, ask });
  let fetchedBytes = 0;
  const exchanging: ExchangeOptions = {
    ...rules,
    ...timing,
    dispatcher,
    userAgent,
    accept: kind.accept,
    maxBytes: limits.bodyBytes,
    onBytes: (bytes) => (fetchedBytes += bytes),
    beforeHop: (url, signalOfTry) => paceOf(url).token(signalOfTry),
  };
  try {
    if (queue.beyond > 0) {
      onNote?.(`${queue.beyond} URLs beyond the first ${limits.urls} are not fetched`);
    }
    for (const { text, reason } of queue.refused) {
      await take([text], { kind: 'missing', why: 'refused', reason });
    }
    const limit = pLimit(HOSTS_AT_ONCE);
    const hosts = queue.hosts.map((host) =>
      limit(fetchHost, host).catch((error: unknown) => {
        stop.abort(error);
        throw error;
      }),
    );
    await Promise.allSettled(hosts);
    await Promise.all(hosts);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await deliveries.close();
    // not `close()`, which waits for requests that an abort has left behind
    await dispatcher.destroy();
    if (!offline) kept?.prune();
  }

  async function fetchHost(queued: readonly QueuedUrl[]): Promise<void> {
    let late = 0;
    if (!offline) paceOf(queued[0]!.url).anew();
    const task = async (index: number): Promise<Found> => {
      const { url } = queued[index]!;
      const found = late < MAX_LATE_ANSWERS ? await find(url) : tooLate(url);
      if ('late' in found && found.late) late++;
      else if (found.kind === 'new' || found.kind === 'unchanged') late = 0;
      return deliveries.hold(found);
    };
    await asTheyCome(queued.length, { concurrency: CONNECTIONS_PER_HOST }, task, (index, found) =>
      deliveries.deliver(queued[index]!, found, until),
    );
  }

  function find(url: URL): Found | Promise<Found> {
    const known = kept?.find(url.href);
    if (offline) {
      return known === undefined
        ? {
            kind: 'missing',
            why: 'unavailable',
            reason: 'not kept, and nothing is fetched offline',
          }
        : { kind: 'kept', reason: null };
    }
    const age = known === undefined ? Infinity : now() - known.checkedAt;
    const isRecent = age >= 0 && age < kind.recentMs && options.askAgain !== true;
    return isRecent ? { kind: 'kept', reason: null } : ask(url, known);
  }

  async function ask(url: URL, known: KeptContent | undefined): Promise<Found> {
    if (offline) return inVain(known, 'nothing is fetched offline');
    if (fetchedBytes >= limits.runBytes) {
      return inVain(known, `${limits.runBytes} bytes and more were fetched before`);
    }
    const asking = {
      kept: known,
      kind,
      timing,
      pace: paceOf(url),
      exchange: (validators: Validators | undefined) =>
        exchange(url, validators, exchanging, until),
    };
    return fetchContent(asking, until);
  }

  function tooLate(url: URL): Found {
    return inVain(kept?.find(url.href), `${url.host} lets all the time pass`);
  }

  function paceOf({ host }: URL): HostPace {
    return paces.of({
      ...timing,
      host,
      now,
      ...(onNote && { onNote }),
      requestsPerSecond: CONTENT_REQUESTS_PER_SECOND,
      burst: CONTENT_BURST,
    });
  }
}
