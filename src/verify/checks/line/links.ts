import type { FindingKind, LineCheck } from '../../check.ts';

const SEARCH: FindingKind = {
  code: 'search-link',
  severity: 'error',
  summary: 'A link is a search at crt.sh and names no certificate; its results change with time.',
  rule: 'IRG 3.2 Appendix',
  advice: 'List the certificates that the search found.',
};
const FOREIGN: FindingKind = {
  code: 'foreign-link',
  severity: 'warning',
  summary: 'A link names no certificate.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Give the link or the hash of the certificate itself.',
};
const CRT_SH_ID: FindingKind = {
  code: 'crt-sh-id',
  severity: 'warning',
  summary:
    'A certificate is named by its number at crt.sh, which only crt.sh can resolve and nothing proves.',
  rule: 'IRG 3.2 Appendix: "https://crt.sh/?sha256=[sha256 fingerprint of the certificate]"',
  advice: 'Give the SHA-256 hash.',
};

/** Links that are not of the form that the guidelines ask for. */
export const links: LineCheck & {
  readonly problems: Record<'search-link' | 'foreign-link' | 'not-recommended-form', FindingKind>;
} = {
  kinds: [SEARCH, FOREIGN, CRT_SH_ID],
  problems: {
    'search-link': SEARCH,
    'foreign-link': FOREIGN,
    'not-recommended-form': CRT_SH_ID,
  },
};
