/** URLs as strangers write them -> what may be asked for, or why not. */
import { isIP } from 'node:net';
import type { SpecialKind } from './special-address.ts';

/** Longer ones are cut by servers and proxies; real distribution points have 30 to 120 characters. */
export const MAX_URL_CHARACTERS = 2_048;

/** Below it, services that are no web servers: a GET must not speak to a mail server. */
const FIRST_UNPRIVILEGED_PORT = 1_024;

/**
 * Names that are this machine's, whoever resolves them (RFC 6761 §6.3): a proxy, which resolves them itself,
 * has a machine of its own.
 */
const LOCALHOST = /(?:^|\.)localhost\.?$/i;
const LOOPBACK = '127.0.0.1';

export interface UrlRules {
  /** Special addresses and all ports are allowed: it is a network of one's own. */
  readonly allowPrivate: boolean;
  readonly specialKind: SpecialKind;
}

export type CheckedUrl =
  | { readonly kind: 'allowed'; readonly url: URL }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Holds a URL against the rules that can be checked before anything is connected: the WHATWG parser has
 * by then made `127.0.0.1` of `0x7f.1`, `2130706433` and `0177.0.0.1`. What a name resolves to is checked
 * when it is connected to (`guarded-connect.ts`).
 *
 * @param base what a relative one (the target of a redirect) is relative to
 */
export function checkUrl(text: string, rules: UrlRules, base?: string): CheckedUrl {
  const { allowPrivate, specialKind } = rules;
  if (text.length > MAX_URL_CHARACTERS) {
    return refused(`a URL of more than ${MAX_URL_CHARACTERS} characters`);
  }
  if (!URL.canParse(text, base)) return refused('not a URL');
  const url = new URL(text, base);
  const { protocol, username, password, port } = url;
  if (protocol !== 'http:' && protocol !== 'https:') {
    return refused(`${protocol.slice(0, -1)} is not fetched, only http and https`);
  }
  if (username !== '' || password !== '') return refused('a URL with credentials');
  url.hash = '';
  if (allowPrivate) return { kind: 'allowed', url };
  if (port !== '' && port !== '80' && port !== '443' && Number(port) < FIRST_UNPRIVILEGED_PORT) {
    return refused(`port ${port} is not one of web servers`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const address = LOCALHOST.test(host) ? LOOPBACK : host;
  const kind = isIP(address) === 0 ? undefined : specialKind(address);
  return kind === undefined ? { kind: 'allowed', url } : refused(wordSpecial(host, kind));
}

/** @param kind of `specialKind` */
export function wordSpecial(address: string, kind: string): string {
  return `${address} is a ${kind} address`;
}

function refused(reason: string): CheckedUrl {
  return { kind: 'refused', reason };
}
