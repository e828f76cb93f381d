import type { CrlEvidence } from './evidence.ts';
import type { CrlEntry } from './look-up.ts';
import { isPassing } from './reason.ts';
import type { UnknownReason } from './revocation-status.ts';
import type { RevocationSubject } from './revocation-subject.ts';

/** Why it proves nothing that a verified CRL does not list a certificate; `undefined` where it does. */
export function whyAbsenceProvesNothing(
  { notAfter }: RevocationSubject,
  { complete, hasNextUpdate, matches, nextUpdate, thisUpdate }: CrlEvidence,
  asOf: number,
): UnknownReason | undefined {
  if (!complete || matches!.unreadableEntries > 0 || Number.isNaN(thisUpdate)) return 'damaged';
  if (!hasNextUpdate) return 'no-next-update';
  if (Number.isNaN(nextUpdate)) return 'damaged';
  if (asOf > nextUpdate) return 'stale';
  if (Number.isNaN(notAfter)) return 'unreadable-validity';
  return notAfter < thisUpdate ? 'after-expiry' : undefined;
}

/** Whether an entry says that a certificate was revoked for good, at as-of or before. */
export function isRevokedBefore(entry: CrlEntry | undefined, asOf: number): boolean {
  if (entry === undefined || entry.revocationDate === null) return false;
  return entry.revocationDate <= asOf && !isPassing(entry.reasonCode);
}

/**
 * Whether a CRL of this time has to list what was revoked at another: a CA has a day to publish it (TLS BR
 * §4.9.7). Both in seconds since 1970; false where either is NaN.
 */
export function hasToList(thisUpdate: number, revokedAt: number): boolean {
  return revokedAt + SECONDS_TO_PUBLISH < thisUpdate;
}

const SECONDS_TO_PUBLISH = 86_400;
