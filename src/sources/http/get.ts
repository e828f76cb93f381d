/** The bare request: one GET over kept-alive connections, whole body, bounded in size and time. */
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { CertImpactError } from '../../errors.ts';
import { unreachableReason } from './network-error.ts';
import type { Get, HttpReply, Reply } from './reply.ts';

/** A certificate as PEM is rarely above 10 KiB; stops bodies that never end. */
export const MAX_BODY_BYTES = 1 << 20;

const TIMED_OUT = 'no complete answer in time';

/** As the environment has them (HTTP_PROXY, HTTPS_PROXY, NO_PROXY); absent means none. */
export interface ProxySettings {
  readonly http?: string;
  readonly https?: string;
  readonly no?: string;
}

export interface GetOptions {
  readonly userAgent: string;
  /** Connections to one host at most. */
  readonly connections: number;
  readonly proxy?: ProxySettings;
  readonly connectTimeoutMs: number;
  /** Until the headers are there, and between two pieces of the body. */
  readonly idleTimeoutMs: number;
}

export interface Client {
  readonly get: Get;
  close(): Promise<void>;
}

/** @throws {CertImpactError} `bad-option` for a proxy that is no URL */
export function createClient(options: GetOptions): Client {
  const { userAgent, idleTimeoutMs } = options;
  const dispatcher = createDispatcher(options);
  return {
    get,
    // not `close()`, which waits for requests that an abort has left behind
    close: () => dispatcher.destroy(),
  };

  async function get(url: string, signal: AbortSignal): Promise<Reply> {
    signal.throwIfAborted();
    // one byte now and then resets the idle time: a whole answer may take twice as long, no more
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      deadline.abort();
    }, 2 * idleTimeoutMs);
    const abort = (): void => {
      deadline.abort();
    };
    signal.addEventListener('abort', abort);
    try {
      const response = await request(url, {
        dispatcher,
        headers: { 'user-agent': userAgent, accept: 'application/pkix-cert, */*' },
        headersTimeout: idleTimeoutMs,
        bodyTimeout: idleTimeoutMs,
        signal: deadline.signal,
      });
      return await readReply(url, response);
    } catch (error) {
      signal.throwIfAborted();
      if (deadline.signal.aborted) {
        return { kind: 'none', unreachable: false, reason: TIMED_OUT };
      }
      const unreachable = unreachableReason(error);
      return unreachable === undefined
        ? { kind: 'none', unreachable: false, reason: wordError(error) }
        : { kind: 'none', unreachable: true, reason: unreachable };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }
}

function createDispatcher(options: GetOptions): Dispatcher {
  const { proxy, connections, connectTimeoutMs } = options;
  const agent = { connections, connect: { timeout: connectTimeoutMs } };
  if (!proxy?.http && !proxy?.https) return new Agent(agent);
  try {
    return new EnvHttpProxyAgent({
      ...agent,
      // an empty string keeps undici from looking into the environment itself
      httpProxy: proxy.http ?? '',
      httpsProxy: proxy.https ?? '',
      noProxy: proxy.no ?? '',
      proxyTls: { timeout: connectTimeoutMs },
      requestTls: { timeout: connectTimeoutMs },
    });
  } catch (error) {
    throw new CertImpactError('bad-option', 'the proxy is no URL', {
      hint: 'set HTTPS_PROXY to something like http://proxy.example:3128',
      cause: error,
    });
  }
}

async function readReply(url: string, response: Dispatcher.ResponseData): Promise<HttpReply> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    parts.push(chunk);
    length += chunk.length;
    // leaving the loop destroys the body, and with it the connection
    if (length > MAX_BODY_BYTES) break;
  }
  const { headers } = response;
  return {
    kind: 'http',
    status: response.statusCode,
    contentType: first(headers['content-type']).split(';', 1)[0]!.trim().toLowerCase(),
    retryAfterSeconds: retryAfterSeconds(first(headers['retry-after']), first(headers['date'])),
    location: absolute(first(headers['location']), url),
    body: Buffer.concat(parts).subarray(0, MAX_BODY_BYTES),
    tooLarge: length > MAX_BODY_BYTES,
  };
}

/** RFC 9110 §10.2.3: seconds or a date, which is measured against the server's own clock. */
export function retryAfterSeconds(value: string, date: string): number | undefined {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  const seconds = (Date.parse(value) - Date.parse(date)) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : undefined;
}

function absolute(location: string, base: string): string | undefined {
  return location !== '' && URL.canParse(location, base) ? new URL(location, base).href : undefined;
}

function first(header: string | string[] | undefined): string {
  return (Array.isArray(header) ? header[0] : header) ?? '';
}

function wordError(error: unknown): string {
  const { code, message, name } = error as NodeJS.ErrnoException;
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return TIMED_OUT;
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') return 'connection cut';
  if (name === 'HTTPParserError') return 'answered with something that is no HTTP';
  return code === undefined ? message : `${code}: ${message}`;
}
