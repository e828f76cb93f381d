import type { FindingKind, LineCheck } from '../../check.ts';

const ADVICE =
  'Take the value from the certificate anew, and have the spreadsheet import the column as text.';

const HASH: FindingKind = {
  code: 'mangled-hash',
  severity: 'error',
  summary:
    'A spreadsheet has altered a hash so that it names no certificate: made a number of it, cut it, or dropped a zero in front (63 digits).',
  rule: 'IRG 3.2 Appendix: "The SHA-256 hash of the DER encoded certificate."',
  advice: ADVICE,
};
const SERIAL: FindingKind = {
  code: 'mangled-serial',
  severity: 'error',
  summary:
    'A spreadsheet has left a rounded number or an error such as #NAME? of a serial number, and nothing else names the certificate.',
  rule: 'IRG 3.2 Appendix: "The Serial Number field of the certificate, in hex."',
  advice: ADVICE,
};
const NUMBER: FindingKind = {
  code: 'mangled-number',
  severity: 'error',
  summary:
    'A spreadsheet has altered a serial number beside a certificate: made a number such as 1.23E+38 of it, or dropped a zero in front.',
  rule: 'IRG 3.2 Appendix: "The Serial Number field of the certificate, in hex."',
  advice: ADVICE,
};
const DATE: FindingKind = {
  code: 'mangled-date',
  severity: 'note',
  summary: 'A spreadsheet has turned dates into numbers of days.',
  rule: null,
  advice: 'Write dates as ISO 8601 in UTC, such as 2025-07-17T00:00:00Z.',
  perColumn: true,
};
const CELL: FindingKind = {
  code: 'mangled-cell',
  severity: 'warning',
  summary:
    'A cell holds what a spreadsheet shows instead of a value, such as #REF!, #NAME? or ####.',
  rule: null,
  advice: ADVICE,
};

/** What spreadsheets leave of cells. */
export const mangled: LineCheck & {
  readonly problems: Record<
    'mangled-hash' | 'mangled-serial' | 'mangled-number' | 'mangled-date' | 'mangled-cell',
    FindingKind
  >;
} = {
  kinds: [HASH, SERIAL, NUMBER, DATE, CELL],
  problems: {
    'mangled-hash': HASH,
    'mangled-serial': SERIAL,
    'mangled-number': NUMBER,
    'mangled-date': DATE,
    'mangled-cell': CELL,
  },
};
