/** One conditional GET with its redirects, its body spooled, bounded in size and time. */
import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { wordError } from '../http/network-error.ts';
import { retryAfterSeconds } from '../http/retry-after.ts';
import type { Validators } from '../store/kept-content.ts';
import { decodedStream } from './content-stream.ts';
import { type UrlRules, checkUrl } from './content-url.ts';
import { SPECIAL_ADDRESS } from './guarded-connect.ts';
import { Spool } from './spool.ts';

/** Of one URL: to https, to another path, to a host for files. */
export const MAX_REDIRECTS = 3;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const LATE = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/** Of the page behind a status, read to keep the connection: crt.sh's and nginx's have less. */
const MAX_DISCARDED_BYTES = 1 << 14;

/** Longer ones are not kept: they would be sent back with each request. */
const MAX_VALIDATOR_CHARACTERS = 1_024;

export interface ExchangeOptions extends UrlRules {
  readonly dispatcher: Dispatcher;
  readonly userAgent: string;
  readonly accept: string;
  readonly idleTimeoutMs: number;
  readonly wholeTimeoutMs: number;
  /** Of the body, as it comes and unpacked. */
  readonly maxBytes: number;
  /** Told of each piece of a body. */
  readonly onBytes: (bytes: number) => void;
  /** Awaited before each further request of a redirect: the pace of the host that it leads to. */
  readonly beforeHop: (url: URL, signal: AbortSignal) => Promise<void>;
}

/**
 * - `body`: 200, whole; the caller closes `spool`
 * - `unchanged`: 304
 * - `busy`: asked too much, by all requests together
 * - `transient`: worth another try
 * - `late`: no answer, or not all of it, in a time that nobody waits for twice
 * - `final`: an answer, and no content
 * - `unreachable`: no connection
 * - `refused`: not asked for, by the rules for strangers' URLs
 */
export type Exchanged =
  | { readonly kind: 'body'; readonly spool: Spool; readonly validators: Validators }
  | { readonly kind: 'unchanged'; readonly validators: Validators }
  | {
      readonly kind: 'busy' | 'transient';
      readonly reason: string;
      readonly retryAfterSeconds?: number | undefined;
    }
  | { readonly kind: 'late' | 'final' | 'unreachable' | 'refused'; readonly reason: string };

/**
 * Rejects only when `signal` is aborted.
 * @param known of the content that is kept; none asks for it whatever it is
 */
export async function exchange(
  url: URL,
  known: Validators | undefined,
  options: ExchangeOptions,
  signal: AbortSignal,
): Promise<Exchanged> {
  signal.throwIfAborted();
  const time = new AbortController();
  const timer = setTimeout(() => {
    time.abort();
  }, options.wholeTimeoutMs);
  try {
    return await follow(url, known, options, AbortSignal.any([signal, time.signal]));
  } catch (error) {
    signal.throwIfAborted();
    if (time.signal.aborted) {
      const seconds = options.wholeTimeoutMs / 1_000;
      return { kind: 'late', reason: `no complete answer within ${seconds} s` };
    }
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === SPECIAL_ADDRESS) return { kind: 'refused', reason: message };
    const { unreachable, reason } = wordError(error);
    return { kind: LATE.has(code) ? 'late' : unreachable ? 'unreachable' : 'transient', reason };
  } finally {
    clearTimeout(timer);
  }
}

async function follow(
  from: URL,
  known: Validators | undefined,
  options: ExchangeOptions,
  signal: AbortSignal,
): Promise<Exchanged> {
  let url = from;
  for (let hops = 0; ; hops++) {
    const response = await request(url, known, options, signal);
    const location = first(response.headers['location']);
    if (!REDIRECTS.has(response.statusCode) || location === '') {
      const isConditional = known?.etag != null || known?.lastModified != null;
      return await judge(response, isConditional, options);
    }
    discard(response.body);
    if (hops === MAX_REDIRECTS) return { kind: 'final', reason: 'redirected too often' };
    const target = checkUrl(location, options, url.href);
    if (target.kind === 'refused') {
      return { kind: 'refused', reason: `redirected to what is not fetched: ${target.reason}` };
    }
    url = target.url;
    await options.beforeHop(url, signal);
  }
}

function request(
  { origin, pathname, search }: URL,
  known: Validators | undefined,
  { dispatcher, userAgent, accept, idleTimeoutMs }: ExchangeOptions,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  return dispatcher.request({
    origin,
    path: pathname + search,
    method: 'GET',
    headers: {
      'user-agent': userAgent,
      accept,
      ...(known?.etag != null && { 'if-none-match': known.etag }),
      ...(known?.lastModified != null && { 'if-modified-since': known.lastModified }),
    },
    headersTimeout: idleTimeoutMs,
    bodyTimeout: idleTimeoutMs,
    signal,
  });
}

async function judge(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  isConditional: boolean,
  options: ExchangeOptions,
): Promise<Exchanged> {
  const validators = {
    etag: validator(headers['etag']),
    lastModified: validator(headers['last-modified']),
  };
  if (statusCode === 200) {
    return await spoolBody(body, first(headers['content-encoding']), validators, options);
  }
  discard(body);
  const reason = `answered ${statusCode}`;
  const retryAfter = retryAfterSeconds(first(headers['retry-after']), first(headers['date']));
  if (statusCode === 304 && isConditional) return { kind: 'unchanged', validators };
  if (statusCode === 429) {
    return { kind: 'busy', reason: 'too many requests (429)', retryAfterSeconds: retryAfter };
  }
  if (statusCode >= 500 || statusCode === 408 || statusCode === 425) {
    return { kind: 'transient', reason, retryAfterSeconds: retryAfter };
  }
  return { kind: 'final', reason };
}

async function spoolBody(
  body: Readable,
  encoding: string,
  validators: Validators,
  { maxBytes, onBytes }: ExchangeOptions,
): Promise<Exchanged> {
  const stream = decodedStream(body, encoding);
  if (stream === undefined) {
    body.on('error', () => undefined).destroy();
    return { kind: 'final', reason: 'answered with a content encoding that is not known' };
  }
  const spool = new Spool();
  try {
    for await (const chunk of stream) {
      onBytes(chunk.length);
      if (spool.length + chunk.length > maxBytes) {
        await spool.close();
        return { kind: 'final', reason: `answered with more than ${maxBytes} bytes` };
      }
      await spool.write(chunk);
    }
    return { kind: 'body', spool, validators };
  } catch (error) {
    await spool.close();
    const { code = '' } = error as NodeJS.ErrnoException;
    if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT')) {
      return { kind: 'transient', reason: 'answered with damaged compressed content' };
    }
    throw error;
  } finally {
    // a decoder that is left early leaves the connection to us
    body.on('error', () => undefined).destroy();
  }
}

function discard(body: Dispatcher.ResponseData['body']): void {
  void body.dump({ limit: MAX_DISCARDED_BYTES }).catch(() => undefined);
}

function validator(header: string | string[] | undefined): string | null {
  const value = first(header);
  return value !== '' && value.length <= MAX_VALIDATOR_CHARACTERS ? value : null;
}

function first(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}
