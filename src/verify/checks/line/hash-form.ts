import type { FindingKind, LineCheck } from '../../check.ts';

const RULE = 'IRG 3.2 Appendix: "The SHA-256 hash of the DER encoded certificate."';

const TRUNCATED: FindingKind = {
  code: 'truncated-hash',
  severity: 'error',
  summary: 'A hash has fewer than 64 hex digits and names no certificate.',
  rule: RULE,
  advice: 'Give the whole hash; zeros in front belong to it.',
};
const OVERLONG: FindingKind = {
  code: 'overlong-hash',
  severity: 'error',
  summary: 'A hash has more than 64 hex digits and names no certificate.',
  rule: RULE,
  advice: 'Look for two hashes that run into one another, or for digits that were copied along.',
};
const SHA1: FindingKind = {
  code: 'sha1-hash',
  severity: 'error',
  summary: 'There are 40 hex digits, as of a SHA-1 hash, where a SHA-256 hash has 64.',
  rule: RULE,
  advice: 'Give the SHA-256 hash: SHA-1 no longer tells certificates apart.',
};
const NOT_HEX: FindingKind = {
  code: 'not-hex',
  severity: 'error',
  summary: 'Where a hash must stand is something that is not hex.',
  rule: RULE,
  advice: 'Give the hash in hex, or "N/A" where there is no such certificate.',
};

/** Hashes that are none. */
export const hashForm: LineCheck & {
  readonly problems: Record<
    'truncated-hash' | 'overlong-hash' | 'sha1-hash' | 'not-hex',
    FindingKind
  >;
} = {
  kinds: [TRUNCATED, OVERLONG, SHA1, NOT_HEX],
  problems: {
    'truncated-hash': TRUNCATED,
    'overlong-hash': OVERLONG,
    'sha1-hash': SHA1,
    'not-hex': NOT_HEX,
  },
};
