/** undici's, Node's and OpenSSL's errors -> words, and whether there is no way to the server or a bad moment. */

const TIMED_OUT = 'no complete answer in time';

const REASONS = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the host name cannot be looked up'],
  ['ENETUNREACH', 'no network'],
  ['EHOSTUNREACH', 'host not reachable'],
  ['ENETDOWN', 'no network'],
  ['UND_ERR_CONNECT_TIMEOUT', 'no connection in time'],
  ['UND_ERR_PRX_TLS', 'TLS with the proxy failed'],
  ['UND_ERR_PRX_CONN', 'the proxy does not tunnel'],
  ['EPROTO', 'TLS failed'],
]);

/** OpenSSL's verdicts on a chain that ends nowhere: a CA of one's own, or a proxy that looks into TLS. */
const UNTRUSTED_CODE = /^(?:UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** Other verdicts, and Node's own: the server is not who it should be. */
const TLS_CODE = /^(?:ERR_TLS_|ERR_SSL_|CERT_)/;

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
  if (UNTRUSTED_CODE.test(code))
    return `TLS: ${message} (NODE_EXTRA_CA_CERTS can name CAs to trust)`;
  if (TLS_CODE.test(code)) return `TLS: ${message}`;
  const refusal = PROXY_REFUSAL.exec(message);
  if (refusal) return `the proxy answered ${refusal[1]}`;
  // of several addresses of a host, each has failed
  const isConnecting = error instanceof AggregateError || syscall === 'connect';
  if (isConnecting || syscall === 'getaddrinfo') return `cannot connect: ${code}`;
  return undefined;
}
