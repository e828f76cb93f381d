/** Node's and OpenSSL's errors of TLS -> words, without the file and line of OpenSSL's source. */

/** OpenSSL's verdicts on a chain that ends nowhere: a CA of one's own, or a proxy that looks into TLS. */
const UNTRUSTED_CODE = /^(?:UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/;

/** Other verdicts, and Node's own: the server is not who it should be. */
const TLS_CODE = /^(?:ERR_TLS_|ERR_SSL_|CERT_)/;

/** What OpenSSL makes of a greeting that is no TLS: `HTTP/1.1 400 Bad Request`, `220 mail.example`. */
const NO_TLS_CODES: ReadonlySet<string> = new Set([
  'ERR_SSL_WRONG_VERSION_NUMBER',
  'ERR_SSL_PACKET_LENGTH_TOO_LONG',
  'ERR_SSL_BAD_RECORD_TYPE',
  'ERR_SSL_UNEXPECTED_MESSAGE',
  'ERR_SSL_HTTP_REQUEST',
]);

/** `undefined` for an error that is not of TLS. */
export function tlsReason(error: Error): string | undefined {
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (UNTRUSTED_CODE.test(code)) {
    return `TLS: ${message} (NODE_EXTRA_CA_CERTS can name CAs to trust)`;
  }
  if (NO_TLS_CODES.has(code)) return 'TLS: there is none at this port';
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'TLS: the certificate is of another host';
  if (!TLS_CODE.test(code)) return undefined;
  // `error:0A000410:SSL routines::ssl/tls alert handshake failure:../deps/openssl/…`
  const { reason } = error as { reason?: unknown };
  return `TLS: ${typeof reason === 'string' && code.startsWith('ERR_SSL_') ? reason : message}`;
}
