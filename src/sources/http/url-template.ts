/** A server that has a URL for each certificate: `https://HOST/PATH/{sha256}`, answering DER, PEM or base64. */
import { CertImpactError } from '../../errors.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import type { CertificateSource } from '../source.ts';
import { type Address, parseAddress } from './address.ts';
import type { Verdict } from './answer.ts';
import { collectFrom } from './collect-from.ts';
import { type HttpSourceOptions, openHost } from './open-host.ts';
import { withheld } from './withheld.ts';

/** Polite to a server of which nothing is known; a file server of one's own takes `--rate 0`. */
export const TEMPLATE_REQUESTS_PER_SECOND = 10;
export const TEMPLATE_BURST = 10;
export const TEMPLATE_CONCURRENCY = 4;

const PLACEHOLDER = /\{([^{}]*)\}/g;
const HINT = 'write it like https://certificates.example/{sha256}, or {SHA256} for upper-case hex';

/** Stand for the placeholders while the URL is parsed, which would escape the braces. */
const LOWER = 'sha256inlowercase';
const UPPER = 'sha256inuppercase';
const MARKS: Readonly<Record<string, string>> = { sha256: LOWER, SHA256: UPPER };

export interface UrlTemplateOptions extends HttpSourceOptions {
  readonly template: string;
}

/** @throws {CertImpactError} `bad-option` for a template or proxy that is none */
export function urlTemplateSource(options: UrlTemplateOptions): CertificateSource {
  const { template } = options;
  const address = parseTemplate(template);
  const { href } = address.url;
  const host = openHost(address, options, {
    concurrency: TEMPLATE_CONCURRENCY,
    requestsPerSecond: TEMPLATE_REQUESTS_PER_SECOND,
    burst: TEMPLATE_BURST,
    isDoubtful,
    refusesWhatItLacks: true,
  });
  return {
    name: withheld(template),
    identity: template,
    local: false,
    once: true,
    collect: collectFrom(host, (fingerprint) => urlFor(href, fingerprint)),
    close: host.close,
  };
}

function urlFor(href: string, fingerprint: Fingerprint): string {
  return href.replaceAll(LOWER, fingerprint).replaceAll(UPPER, fingerprint.toUpperCase());
}

function parseTemplate(template: string): Address {
  const fail = (message: string): never => {
    throw new CertImpactError('bad-option', message, { file: withheld(template), hint: HINT });
  };
  const marked = template.replace(PLACEHOLDER, (whole, name: string) => {
    return MARKS[name] ?? fail(`${whole} is no placeholder`);
  });
  if (marked === template) return fail('no {sha256} in the URL');
  const address = parseAddress(marked, HINT, template);
  const { pathname, search } = address.url;
  const sent = pathname + search;
  // elsewhere, each certificate would be asked of another host, or all with the same URL
  const everywhere = marked.split(LOWER).length + marked.split(UPPER).length;
  if (sent.split(LOWER).length + sent.split(UPPER).length !== everywhere) {
    return fail('{sha256} stands outside of the path and the query');
  }
  return address;
}

/** A 404 of a mirror is its last word. */
function isDoubtful({ kind }: Verdict): boolean {
  return kind === 'transient' || kind === 'mismatched';
}
