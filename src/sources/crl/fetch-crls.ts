/** The CRLs behind distribution points of certificates. */
import type { ContentKind, TakeContent } from '../content/content.ts';
import { type FetchOptions, fetchContents } from '../content/fetch-contents.ts';
import { crlMisfit } from './crl-outline.ts';

/**
 * How long a CRL is taken for fresh without asking: what a run that broke off has fetched, its rerun does
 * not ask for again. No longer, and whatever nextUpdate says: a CA publishes within 24 hours of a
 * revocation (BR §4.9.7), and a delayed revocation is waited for. With validators, to ask costs nothing.
 */
export const RECENT_CRL_MS: number = 15 * 60 * 1_000;

const CRL: ContentKind = {
  name: 'CRL',
  // RFC 5280 §4.2.1.13, RFC 2585 §4
  accept: 'application/pkix-crl, */*',
  recentMs: RECENT_CRL_MS,
  misfit: crlMisfit,
};

/**
 * Fetches CRLs, each URL once, with conditional requests where one is kept. `take` is given what came of
 * each (DER or PEM; `decodeCrlFile` tells), one at a time; when it returns false (a signature that is
 * wrong) nothing is kept, and what was kept is handed on next.
 *
 * @param urls as certificates have them, in any number of copies; whatever else is in there is refused
 * @throws {CertImpactError} `bad-option` for a proxy that is no URL
 */
export function fetchCrls(
  urls: Iterable<string>,
  options: FetchOptions,
  take: TakeContent,
  signal: AbortSignal,
): Promise<void> {
  return fetchContents(urls, CRL, options, take, signal);
}
