import type { FindingKind, LineCheck } from '../../check.ts';

const BINARY: FindingKind = {
  code: 'binary-line',
  severity: 'error',
  summary: 'A line is no text.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Save the file as text, best as UTF-8.',
};
const TOO_LONG: FindingKind = {
  code: 'line-too-long',
  severity: 'error',
  summary: 'A line is so long that not all of it is read.',
  rule: null,
  advice: 'Put one certificate on a line.',
};
const DAMAGED: FindingKind = {
  code: 'damaged-certificate',
  severity: 'error',
  summary: 'A certificate that stands in the list itself cannot be decoded.',
  rule: null,
  advice: 'Copy it anew; a line of base64 is missing or altered.',
};
const DAMAGED_LIST: FindingKind = {
  code: 'damaged-list',
  severity: 'error',
  summary: 'A list in an archive, or the archive itself, cannot be read, or not to its end.',
  rule: null,
  advice: 'Make the archive anew; certificates may be missing.',
};
const WORDS: FindingKind = {
  code: 'words-only',
  severity: 'note',
  summary: 'A line holds words that name no certificate and is no heading or comment either.',
  rule: null,
  advice: 'Make it a comment, or see whether a certificate is missing.',
};

/** Lines that cannot be read. */
export const damage: LineCheck & {
  readonly problems: Record<
    'binary' | 'line-too-long' | 'damaged-certificate' | 'damaged-list' | 'text',
    FindingKind
  >;
} = {
  kinds: [BINARY, TOO_LONG, DAMAGED, DAMAGED_LIST, WORDS],
  problems: {
    binary: BINARY,
    'line-too-long': TOO_LONG,
    'damaged-certificate': DAMAGED,
    'damaged-list': DAMAGED_LIST,
    text: WORDS,
  },
};
