import type { ProxySettings } from '../../sources/http/get.ts';

/** The proxies that the environment names, if any. */
export function proxySettings(
  env: Readonly<Record<string, string | undefined>>,
): ProxySettings | undefined {
  // lower case first, as curl does
  const http = env['http_proxy'] ?? env['HTTP_PROXY'];
  const https = env['https_proxy'] ?? env['HTTPS_PROXY'];
  const no = env['no_proxy'] ?? env['NO_PROXY'];
  if (!http && !https) return undefined;
  return { ...(http && { http }), ...(https && { https }), ...(no && { no }) };
}
