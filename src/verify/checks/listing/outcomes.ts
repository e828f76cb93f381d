import type { FindingKind, OutcomeCheck } from '../../check.ts';

const NOT_FOUND: FindingKind = {
  code: 'not-found',
  severity: 'note',
  summary: 'No source has the certificate; nothing of its row could be checked against it.',
  rule: null,
  advice:
    'Certificates that are not logged are found nowhere; give them with --from. Else look for a wrong hash.',
};
const UNAVAILABLE: FindingKind = {
  code: 'unavailable',
  severity: 'note',
  summary: 'No source could be asked for the certificate.',
  rule: null,
  advice: 'Try again; what was obtained is kept.',
};
const MISMATCHED: FindingKind = {
  code: 'mismatched',
  severity: 'warning',
  summary: 'A source has answered with bytes whose SHA-256 is not the one that is listed.',
  rule: null,
  advice: 'Look at the source; the list may be right.',
};
const UNREADABLE: FindingKind = {
  code: 'unreadable',
  severity: 'error',
  summary: 'What has the hash that is listed is no X.509 certificate.',
  rule: 'IRG 3.2 Appendix: "The SHA-256 hash of the DER encoded certificate."',
  advice: 'Look for hashes of something else, such as a PEM file or a certificate request.',
};
const UNRESOLVABLE: FindingKind = {
  code: 'unresolvable',
  severity: 'warning',
  summary:
    'Nothing but a serial number, or a number of crt.sh that was not asked, names the certificate.',
  rule: 'IRG 3.2 Appendix: "please provide at least the certificate serial number and SHA256 hash"',
  advice: 'Give the SHA-256 hash.',
};

/** What became of entries that were not examined. */
export const outcomes: OutcomeCheck = {
  kinds: [NOT_FOUND, UNAVAILABLE, MISMATCHED, UNREADABLE, UNRESOLVABLE],
  outcomes: {
    notFound: NOT_FOUND,
    unavailable: UNAVAILABLE,
    mismatched: MISMATCHED,
    unreadable: UNREADABLE,
    unresolvable: UNRESOLVABLE,
  },
};
