import { cellOf } from '../../../appendix/table/table.ts';
import { wordDuration } from '../../../impact/duration.ts';
import { columnName } from '../../cells/columns.ts';
import { wordDate, wordEvidence } from '../../cells/evidence-words.ts';
import { compareInstant, rangeOf } from '../../cells/instant.ts';
import { readRevocation } from '../../cells/revocation-row.ts';
import type { EvidenceCheck, FindingKind } from '../../check.ts';

const DIFFERS: FindingKind = {
  code: 'revocation-date-differs',
  severity: 'error',
  summary:
    'The date of revocation is another one than that of the entry on the CRL, or of other evidence.',
  rule: 'IRG 3.2 Appendix: "Actual Date, Planned Date, or "N/A""; RFC 5280 §5.1.2.6',
  advice: 'Write the revocationDate of the CRL entry.',
};

const DAY = 86_400;

/** The date beside "Yes"; a day alone, another order or another zone may be meant well. */
export const dateOnCrl: EvidenceCheck = {
  kinds: [DIFFERS],
  check({ row, status }, report) {
    if (status.status !== 'revoked' || status.date === null) return;
    const { status: said, date } = readRevocation(row);
    const actual = cellOf(row, 'revocationDate');
    if (said !== 'Yes' || date === undefined || actual === undefined) return;
    if (compareInstant(actual, status.date).kind !== 'different') return;
    const { first, last } = rangeOf(date);
    // of a day, in some zone
    if (date.precision > 1 && first <= status.date && status.date <= last) return;
    const { start } = date.readings[0]!;
    // the evidence knows the day only: so does what it is compared with
    if (status.dayOnly && Math.abs(start - status.date) < DAY) return;
    const difference = start - status.date;
    report(DIFFERS, {
      message: `${wordDuration(difference)} ${difference < 0 ? 'earlier' : 'later'} than ${wordEvidence(status)} says`,
      column: columnName(row.table, 'revocationDate'),
      expected: wordDate(status) ?? undefined,
      actual,
    });
  },
};
