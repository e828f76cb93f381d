/** Which errors mean that there is no way to the server, as opposed to a bad moment. */

const REASONS = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the host name cannot be looked up'],
  ['ENETUNREACH', 'no network'],
  ['EHOSTUNREACH', 'host not reachable'],
  ['ENETDOWN', 'no network'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time'],
  ['UND_ERR_PRX_TLS', 'TLS with the proxy failed'],
  ['EPROTO', 'TLS failed'],
]);

/** OpenSSL's verdicts and Node's own: the server is not who it should be. */
const TLS_CODE = /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** undici's words for a CONNECT that the proxy refused, with its status. */
const PROXY_REFUSAL = /^Proxy response \((\d+)\)/;

/** For people, lower case; `undefined` where a connection was there. */
export function unreachableReason(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', syscall, message } = error as NodeJS.ErrnoException;
  const reason = REASONS.get(code);
  if (reason !== undefined) return reason;
  if (TLS_CODE.test(code)) return `TLS: ${message}`;
  const refusal = PROXY_REFUSAL.exec(message);
  if (refusal) return `the proxy answered ${refusal[1]}`;
  if (syscall === 'connect' || syscall === 'getaddrinfo') return `cannot connect: ${code}`;
  return undefined;
}
