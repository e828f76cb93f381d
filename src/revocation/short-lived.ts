import type { RevocationSubject } from './revocation-subject.ts';

const DAY = 86_400;

/** Seconds since 1970 of 2024-03-15 and 2026-03-15, from when each limit holds (BR 1.6.1). */
const FIRST_DEFINED = 1_710_460_800;
const SHORTENED = 1_773_532_800;

const FIRST_LIMIT = 10 * DAY;
const SHORTENED_LIMIT = 7 * DAY;

/**
 * Whether a certificate is a Short-lived Subscriber Certificate of the TLS Baseline Requirements
 * (§1.6.1), whose revocation they do not demand (§4.9.1.1): issued from 2024-03-15 to 2026-03-14 and
 * valid for at most 10 days (864,000 s), or issued later and valid for at most 7 days (604,800 s).
 *
 * Issued is taken to be notBefore. The validity period includes both of its ends (RFC 5280 §4.1.2.5).
 */
export function isShortLived(subject: RevocationSubject): boolean {
  const { notBefore, notAfter, ca, serverAuth } = subject;
  if (ca || !serverAuth || !(notBefore >= FIRST_DEFINED)) return false;
  const seconds = notAfter - notBefore + 1;
  return seconds > 0 && seconds <= (notBefore < SHORTENED ? FIRST_LIMIT : SHORTENED_LIMIT);
}
