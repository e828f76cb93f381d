/** undici's, Node's and OpenSSL's errors -> words, and whether there is no way to the server or a bad moment. */

import { NETWORK_REASONS } from '../network-reasons.ts';
import type { ProxySettings } from './dispatcher.ts';
import { tlsReason } from './tls-error.ts';

const TIMED_OUT = 'no complete answer in time';

const REASONS = new Map([
  ...NETWORK_REASONS,
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time'],
  ['UND_ERR_PRX_TLS', 'TLS with the proxy failed'],
  ['UND_ERR_PRX_CONN', 'the proxy does not tunnel'],
  ['EPROTO', 'TLS failed'],
]);

/** undici's words for a CONNECT that the proxy refused, with its status. */
const PROXY_REFUSAL = /^Proxy response \((\d+)\)/;

/** A connection was there, and then no whole answer. */
const BROKEN = new Map([
  ['UND_ERR_HEADERS_TIMEOUT', TIMED_OUT],
  ['UND_ERR_BODY_TIMEOUT', TIMED_OUT],
  ['ETIMEDOUT', TIMED_OUT],
  ['ECONNRESET', 'connection cut'],
  ['EPIPE', 'connection cut'],
  ['UND_ERR_SOCKET', 'connection cut'],
  ['UND_ERR_HEADERS_OVERFLOW', 'answered with too many headers'],
]);

/** Whether it is the way to the proxy that failed, not the one to the server. */
export function isOfProxy(error: unknown, proxy: ProxySettings | undefined): boolean {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  return [proxy?.http, proxy?.https].some((url) => {
    if (!url || !URL.canParse(url)) return false;
    const { hostname, port, protocol } = new URL(url);
    const own = port || (protocol === 'https:' ? '443' : '80');
    return errors.some((each) => {
      const { hostname: host, address, port: failed } = each as ConnectError;
      if (host !== undefined) return host === hostname;
      return address !== undefined && String(failed) === own;
    });
  });
}

/** What Node adds to errors of `getaddrinfo` and of `connect`. */
interface ConnectError {
  readonly hostname?: string;
  readonly address?: string;
  readonly port?: number;
}

/** What an error of undici means, for people, lower case. */
export function wordError(error: unknown): { unreachable: boolean; reason: string } {
  const unreachable = unreachableReason(error);
  if (unreachable !== undefined) return { unreachable: true, reason: unreachable };
  const { code = '', message, name } = error as NodeJS.ErrnoException;
  const known = BROKEN.get(code);
  if (known !== undefined) return { unreachable: false, reason: known };
  if (name === 'HTTPParserError') {
    return { unreachable: false, reason: 'answered with something that is no HTTP' };
  }
  return { unreachable: false, reason: code === '' ? message : `${code}: ${message}` };
}

function unreachableReason(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  const reason = REASONS.get(code);
  if (reason !== undefined) return reason;
  const ofTls = tlsReason(error);
  if (ofTls !== undefined) return ofTls;
  const refusal = PROXY_REFUSAL.exec(message);
  if (refusal) return `the proxy answered ${refusal[1]}`;
  // of several addresses of a host, each has failed
  const isConnecting = error instanceof AggregateError || syscall === 'connect';
  if (isConnecting || syscall === 'getaddrinfo') return `cannot connect: ${code}`;
  return undefined;
}
