/** The bare request: one GET over kept-alive connections, whole body, bounded in size and time. */
import { decodeContent } from './content-encoding.ts';
import { createDispatcher, type DispatcherOptions } from './dispatcher.ts';
import { exchange, type Exchange, MAX_BODY_BYTES } from './exchange.ts';
import { isOfProxy, wordError } from './network-error.ts';
import type { Get, NoReply, Reply } from './reply.ts';
import { retryAfterSeconds } from './retry-after.ts';

export type { ProxySettings } from './dispatcher.ts';

export interface GetOptions extends DispatcherOptions {
  readonly userAgent: string;
  /** Sent to whatever host is asked. */
  readonly authorization?: string;
  /** Until the headers are there, and between two pieces of the body. */
  readonly idleTimeoutMs: number;
  /** Until the whole body is there: one byte now and then resets the idle time. */
  readonly wholeTimeoutMs: () => number;
  /** What is asked for, as media types; certificates when absent. */
  readonly accept?: string;
  /** `MAX_BODY_BYTES` when absent. */
  readonly maxBodyBytes?: number;
}

export interface Client {
  readonly get: Get;
  readonly close: () => Promise<void>;
}

/** Behind `https://` or `http://x`, where the next slash begins the path. */
const AFTER_SCHEME = 8;

const CERTIFICATES = 'application/pkix-cert, */*';

/** @throws {CertImpactError} `bad-option` for a proxy that is no URL */
export function createClient(options: GetOptions): Client {
  const { userAgent, authorization, idleTimeoutMs, wholeTimeoutMs } = options;
  const { accept = CERTIFICATES, maxBodyBytes = MAX_BODY_BYTES } = options;
  const dispatcher = createDispatcher(options);
  const common = {
    method: 'GET' as const,
    headers: {
      'user-agent': userAgent,
      accept,
      ...(authorization !== undefined && { authorization }),
    },
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
  };
  return {
    get,
    // not `close()`, which waits for requests that an abort has left behind
    close: () => dispatcher.destroy(),
  };

  async function get(url: string, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    const pathStart = url.indexOf('/', AFTER_SCHEME);
    try {
      const request = { ...common, origin: url.slice(0, pathStart), path: url.slice(pathStart) };
      const patience = { signal, timeoutMs: wholeTimeoutMs(), maxBytes: maxBodyBytes };
      return readReply(url, await exchange(dispatcher, request, patience), maxBodyBytes);
    } catch (error) {
      signal.throwIfAborted();
      const { unreachable, reason } = wordError(error);
      const where = isOfProxy(error, options.proxy) ? 'the proxy: ' : '';
      return { kind: 'none', unreachable, reason: where + reason };
    }
  }
}

function readReply(
  url: string,
  { status, headers, body, tooLarge }: Exchange,
  maxBytes: number,
): Reply {
  const encoding = first(headers['content-encoding']);
  const content = tooLarge ? undefined : decodeContent(body, encoding, maxBytes);
  if (content?.outcome === 'damaged') return none(`damaged content (${encoding})`);
  return {
    kind: 'http',
    status,
    contentType: first(headers['content-type']).split(';', 1)[0]!.trim().toLowerCase(),
    retryAfterSeconds: retryAfterSeconds(first(headers['retry-after']), first(headers['date'])),
    location: absolute(first(headers['location']), url),
    body: content?.outcome === 'decoded' ? content.body : body,
    tooLarge: tooLarge || content?.outcome === 'too-large',
  };
}

function none(reason: string): NoReply {
  return { kind: 'none', unreachable: false, reason };
}

function absolute(location: string, base: string): string | undefined {
  return location !== '' && URL.canParse(location, base) ? new URL(location, base).href : undefined;
}

function first(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}
