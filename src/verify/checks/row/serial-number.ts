import { isRounded } from '../../../appendix/table/mangled.ts';
import { cellOf } from '../../../appendix/table/table.ts';
import { isAbsent } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { compareSerial, hasOddDigits } from '../../cells/serial-number.ts';
import type { FindingKind, RowCheck } from '../../check.ts';

const RULE = 'IRG 3.2 Appendix: "The Serial Number field of the certificate, in hex."';

const DIFFERENT: FindingKind = {
  code: 'serial-differs',
  severity: 'error',
  summary: 'The serial number is not that of the certificate.',
  rule: RULE,
  advice: 'Take it from the certificate, as hex.',
};
const DECIMAL: FindingKind = {
  code: 'serial-decimal',
  severity: 'error',
  summary: 'The serial number is that of the certificate in decimal, not in hex.',
  rule: RULE,
  advice: 'Write it in hex.',
};
const ODD: FindingKind = {
  code: 'serial-odd-digits',
  severity: 'note',
  summary:
    'The serial number has an odd number of hex digits, so that a zero in front is missing, and is right otherwise as far as the certificate could be had.',
  rule: 'RFC 5280 §4.1.2.2',
  advice: 'Write whole octets; programs that compare texts do not find it otherwise.',
};
const UNREADABLE: FindingKind = {
  code: 'serial-unreadable',
  severity: 'warning',
  summary: 'A cell for a serial number holds none.',
  rule: RULE,
  advice: 'Write it in hex.',
};

/** The serial number, as an integer. */
export const serialNumber: RowCheck = {
  kinds: [DIFFERENT, DECIMAL, ODD, UNREADABLE],
  check({ row, certificate }, report) {
    const actual = cellOf(row, 'serial');
    const expected = certificate?.serial ?? undefined;
    // what a spreadsheet has rounded is named by the reader of the table
    if (actual === undefined || actual === expected || isAbsent(actual) || isRounded(actual))
      return;
    const comparison =
      expected === undefined
        ? hasOddDigits(actual)
          ? 'odd'
          : 'equal'
        : compareSerial(actual, expected);
    if (comparison === 'equal') return;
    const [kind, message] = {
      different: [DIFFERENT, 'the serial number is not that of the certificate'] as const,
      decimal: [DECIMAL, 'the serial number is written in decimal'] as const,
      odd: [ODD, 'the serial number has an odd number of digits'] as const,
      unreadable: [UNREADABLE, 'this is no serial number'] as const,
    }[comparison];
    report(kind, { message, column: columnName(row.table, 'serial'), expected, actual });
  },
};
