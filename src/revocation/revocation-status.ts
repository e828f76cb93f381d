import type { CrlReference } from './evidence.ts';
import type { RevocationReason } from './reason.ts';
import type { ScopeMiss } from './scope.ts';

/** An entry of a CRL, and the CRL. */
export interface Revocation {
  /** Seconds since 1970; `null` when it cannot be read. */
  readonly date: number | null;
  /** `date` is the first second of a day, and at which time of it is not known. */
  readonly dayOnly?: boolean;
  /** `null` when the entry gives none, or none of RFC 5280 §5.3.1. */
  readonly reason: RevocationReason | null;
  /** The code that the entry gives, known or not; `null` without one. */
  readonly reasonCode: number | null;
  /** Seconds since 1970: when the key is suspected to have been lost (§5.3.2). */
  readonly invalidityDate: number | null;
  readonly crl: CrlReference;
}

/** Why nothing can be said, the closest to an answer first: of several CRLs the closest is told. */
export const UNKNOWN_REASONS = [
  'contradicted', // someone says that it was revoked, and a newer CRL does not list it
  'certificate-hold', // the newest CRL has it on hold: neither revoked for good nor not (§5.3.1)
  'remove-from-crl', // an entry that belongs into delta CRLs only (§5.3.1)
  'not-yet-valid', // its thisUpdate is in the future of the clock (§5.1.2.4)
  'stale', // not on it, and nextUpdate has passed
  'no-next-update', // not on it, and nobody knows for how long it holds (§5.1.2.5 demands nextUpdate)
  'after-expiry', // not on it, but it was made when the certificate had expired, which leave CRLs then
  'some-reasons', // not on it, and it lists some reasons only (onlySomeReasons)
  'damaged', // not on it, and it has entries or fields that cannot be read
  'unreadable-validity', // not on it, and nobody knows until when the certificate is valid
  'delta', // a delta CRL, which says something together with its base only (§5.2.4)
  'indirect', // its entries may be of other issuers (§5.2.5)
  'critical-extension', // of the CRL or an entry, and not known: it MUST NOT be used (§5.2, §5.3)
  'bad-signature', // by none of the known keys of its issuer
  'no-key-identifier', // the certificate does not say which key of its issuer's name has signed it
  'not-a-ca', // the issuer's certificate is not one of a CA (§4.2.1.9, §6.3.3 (f))
  'no-crl-sign', // the issuer's keyUsage does not allow it to sign CRLs (§6.3.3 (f))
  'unsupported-signature', // an algorithm or a key that cannot be checked here
  'no-issuer', // no certificate of its issuer is known to check it with
  'not-in-scope', // it is not about this certificate
  'unreadable', // it is no CRL
  'unavailable', // it could not be obtained
  'no-serial', // the certificate has no serial number that can be read
  'no-evidence', // there is no CRL of its issuer
] as const;

export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/**
 * A certificate's status as of a time. Which count as revoked at that time: those of `revoked`, and no
 * others. `isRemainingValid` says which count as remaining valid.
 */
export type RevocationStatus =
  | {
      readonly status: 'revoked';
      readonly revocation: Revocation;
      /** It has expired, too. */
      readonly expired: boolean;
      /** A newer CRL that should list it and does not: it was removed too early (§3.3), or un-revoked. */
      readonly absentFrom: CrlReference | null;
    }
  | {
      /** A fresh, verified CRL in whose scope it is does not list it. */
      readonly status: 'notRevoked';
      readonly crl: CrlReference;
      /** It was revoked after the time that is asked for. */
      readonly revokedLater: Revocation | null;
    }
  /** notAfter has passed, and no CRL lists it; whether it was revoked before cannot be told. */
  | { readonly status: 'expired' }
  | {
      /** No evidence, but exempt from revocation by the BR (`isShortLived`). */
      readonly status: 'shortLived';
    }
  | {
      readonly status: 'unknown';
      readonly why: UnknownReason;
      /** The CRL that `why` is about. */
      readonly crl: CrlReference | null;
      /** Of `not-in-scope`. */
      readonly miss: ScopeMiss | null;
      /** Of `certificate-hold` and `remove-from-crl`. */
      readonly entry: Revocation | null;
      /** A verified CRL of the issuer that proves nothing lists it all the same: "not revoked" is not believed. */
      readonly listed?: boolean;
    };

/**
 * Whether a certificate is neither expired nor revoked (design §5.5); `null` when nobody knows. That a
 * short-lived one need not be revoked does not prove that it was not: without evidence nobody knows.
 */
export function isRemainingValid(status: RevocationStatus): boolean | null {
  switch (status.status) {
    case 'notRevoked':
      return true;
    case 'revoked':
    case 'expired':
      return false;
    case 'shortLived':
    case 'unknown':
      return null;
  }
}
