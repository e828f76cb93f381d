import type { FindingKind, LineCheck } from '../../check.ts';

const QUOTE: FindingKind = {
  code: 'unclosed-quote',
  severity: 'error',
  summary: 'A quoted cell does not end.',
  rule: 'RFC 4180 §2',
  advice: 'Close the quote; a quote within a cell is written twice.',
};
const UNNAMED: FindingKind = {
  code: 'unnamed-row',
  severity: 'error',
  summary: 'A row names no certificate: it has neither a hash nor a serial number.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Fill in the hashes, or remove the row.',
};

/** Rows that cannot be read as rows, or name nothing. */
export const rows: LineCheck & {
  readonly problems: Record<'unclosed-quote' | 'unnamed-row', FindingKind>;
} = {
  kinds: [QUOTE, UNNAMED],
  problems: { 'unclosed-quote': QUOTE, 'unnamed-row': UNNAMED },
};
