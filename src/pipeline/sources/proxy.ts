import { CertImpactError } from '../../errors.ts';
import type { ProxySettings } from '../../sources/http/get.ts';

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The proxies that the environment names, if any.
 * @throws {CertImpactError} `bad-option` for one that is no URL of an HTTP proxy; its value is not said, as it
 * may hold a password
 */
export function proxySettings(env: Env): ProxySettings | undefined {
  const http = proxyIn(env, 'HTTP_PROXY');
  const https = proxyIn(env, 'HTTPS_PROXY');
  const no = env['no_proxy'] ?? env['NO_PROXY'];
  if (!http && !https) return undefined;
  return { ...(http && { http }), ...(https && { https }), ...(no && { no }) };
}

function proxyIn(env: Env, upper: string): string | undefined {
  // lower case first, as curl does
  const lower = upper.toLowerCase();
  const name = env[lower] === undefined ? upper : lower;
  const url = env[name];
  if (!url) return undefined;
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol === 'http:' || protocol === 'https:') return url;
  const isSocks = protocol.startsWith('socks');
  throw new CertImpactError(
    'bad-option',
    isSocks ? 'a SOCKS proxy, which is not known here' : 'not the URL of a proxy',
    { file: name, hint: `set ${name} to something like http://proxy.example:3128, or unset it` },
  );
}
