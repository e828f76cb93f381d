/** From what was found to the caller, one body in memory at a time, and to the store behind it. */
import pLimit from 'p-limit';
import type { KeptContent } from '../store/kept-content.ts';
import type { KeptContents } from '../store/kept-contents.ts';
import type { FetchedContent, TakeContent } from './content.ts';
import type { QueuedUrl } from './content-queue.ts';
import { type Found, inVain } from './fetch-content.ts';
import type { Spool } from './spool.ts';

export interface DeliveriesOptions {
  readonly kept: KeptContents | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly take: TakeContent;
  /** Asks for a URL whatever is kept. */
  readonly ask: (url: URL, known: KeptContent | undefined) => Promise<Found>;
}

type New = Extract<Found, { kind: 'new' }>;

const NOT_ACCEPTED = 'what the server has now is not accepted';

export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #oneByOne = pLimit(1);
  readonly #spools = new Set<Spool>();
  #closed = false;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Sees to it that what waits is cleared away in the end. */
  hold(found: Found): Found {
    if (found.kind !== 'new') return found;
    this.#spools.add(found.spool);
    // one that came to its end while all the others were stopped
    if (this.#closed) void this.close();
    return found;
  }

  /** Hands on what there is, once nothing else is being handed on. */
  deliver(queued: QueuedUrl, found: Found, signal: AbortSignal): Promise<void> {
    return this.#oneByOne(async () => {
      signal.throwIfAborted();
      await this.#deliver(queued, found);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const spool of this.#spools) await spool.close();
    this.#spools.clear();
  }

  async #deliver(queued: QueuedUrl, found: Found): Promise<void> {
    const { take } = this.#options;
    if (found.kind === 'new') await this.#deliverNew(queued, found);
    else if (found.kind === 'missing') {
      const { why, reason } = found;
      await take(queued.texts, { kind: 'missing', why, reason });
    } else await this.#deliverKept(queued, found);
  }

  async #deliverNew({ url, texts }: QueuedUrl, found: New): Promise<void> {
    const { kept, now, take } = this.#options;
    const { spool, validators } = found;
    const body = await spool.read();
    const sha256 = spool.digest();
    await this.#release(spool);
    const at = now();
    const before = kept?.find(url.href);
    const known = before?.sha256 === sha256 ? before : undefined;
    const content = {
      ...validators,
      url: url.href,
      sha256,
      length: body.length,
      fetchedAt: known?.fetchedAt ?? at,
      checkedAt: at,
    };
    const from = known === undefined ? 'fetched' : 'unchanged';
    const fetched = contentOf(content, body, from, null);
    const isOther = before !== undefined && known === undefined;
    const isAccepted =
      (await take(texts, {
        ...fetched,
        ...(isOther && { before: () => kept?.read(url.href)?.body }),
      })) !== false;
    if (isAccepted) {
      if (known === undefined) await kept?.keep(content, body);
      else kept?.confirm(content);
    } else if (known !== undefined) kept?.forget(url.href);
    else if (before !== undefined) {
      await this.#deliverKept({ url, texts }, { kind: 'kept', reason: NOT_ACCEPTED });
    }
  }

  async #deliverKept(
    queued: QueuedUrl,
    found: Extract<Found, { kind: 'unchanged' | 'kept' }>,
  ): Promise<void> {
    const { kept, now, take, ask } = this.#options;
    const { url, texts } = queued;
    const reason = found.kind === 'kept' ? found.reason : null;
    const there = kept?.read(url.href);
    if (there === undefined) {
      // damaged, or forgotten by another process meanwhile
      const again =
        reason === null ? this.hold(await ask(url, undefined)) : inVain(undefined, reason);
      const isLoop = again.kind === 'kept' || again.kind === 'unchanged';
      await this.#deliver(queued, isLoop ? inVain(undefined, 'not kept any more') : again);
      return;
    }
    const content =
      found.kind === 'kept'
        ? there.content
        : {
            ...there.content,
            // RFC 9111 §4.3.4: a 304 may bring new ones
            etag: found.validators.etag ?? there.content.etag,
            lastModified: found.validators.lastModified ?? there.content.lastModified,
            checkedAt: now(),
          };
    const isAccepted =
      (await take(texts, contentOf(content, there.body, found.kind, reason))) !== false;
    if (!isAccepted) kept?.forget(url.href);
    else if (found.kind === 'unchanged') kept?.confirm(content);
  }

  async #release(spool: Spool): Promise<void> {
    this.#spools.delete(spool);
    await spool.close();
  }
}

function contentOf(
  { sha256, fetchedAt, checkedAt }: KeptContent,
  body: Uint8Array,
  from: FetchedContent['from'],
  reason: string | null,
): FetchedContent {
  return { kind: 'content', from, body, sha256, fetchedAt, checkedAt, reason };
}
