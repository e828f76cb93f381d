/** How a report words what revocation came to. */
import type { UnknownReason } from '../revocation/revocation-status.ts';

/** Why nothing is known: "CRL not obtained (17)". */
export const UNKNOWN_WORDS: Readonly<Record<UnknownReason, string>> = {
  contradicted: 'said to be revoked, and not on a newer CRL',
  'certificate-hold': 'on hold',
  'remove-from-crl': 'removeFromCRL outside of a delta CRL',
  'not-yet-valid': 'CRL whose thisUpdate is in the future',
  stale: 'CRL out of date',
  'no-next-update': 'CRL without nextUpdate',
  'after-expiry': 'expired before the CRL was made',
  'some-reasons': 'CRL of some reasons only',
  damaged: 'CRL that cannot be read to its end',
  'unreadable-validity': 'notAfter that cannot be read',
  delta: 'delta CRL only',
  indirect: 'indirect CRL only',
  'critical-extension': 'CRL with a critical extension that is not known',
  'bad-signature': 'wrong signature of the CRL',
  'no-key-identifier': 'certificate that does not name its issuer\u2019s key',
  'not-a-ca': 'CRL of an issuer whose certificate is none of a CA',
  'no-crl-sign': 'CRL of an issuer that may not sign CRLs',
  'unsupported-signature': 'signature of the CRL that cannot be checked',
  'no-issuer': 'CRL whose issuer\u2019s certificate is not known',
  'not-in-scope': 'not in the scope of the CRL',
  unreadable: 'CRL that cannot be read',
  unavailable: 'CRL not obtained',
  'no-serial': 'serial number that cannot be read',
  'no-evidence': 'no CRL known',
};
