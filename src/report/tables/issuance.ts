/** When the certificates were issued: first, last, and how they are spread over time. */
import type { Figures, HistogramBucket, Instant } from '../../impact/impact.ts';
import { MAX_HISTOGRAM_ROWS } from '../limits.ts';
import { examinedCertificates } from '../sentences/counting.ts';
import { formatInstant, plural, say, type Sentence } from '../sentence.ts';
import { countCell, countColumn, cutRows, textColumn, type Table } from './table.ts';

export function issuanceTable(figures: Figures): Table {
  const { notBefore, sct } = figures.issuance;
  return {
    title: 'Issuance',
    columns: [textColumn('By'), textColumn('First'), textColumn('Last')],
    rows:
      examinedCertificates(figures) === 0
        ? []
        : [
            [say`notBefore`, instantCell(notBefore.first), instantCell(notBefore.last)],
            [say`earliest SCT`, instantCell(sct.first), instantCell(sct.last)],
          ],
    notes: [
      say`SCTs: in ${sct.certificates} of the ${plural(examinedCertificates(figures), 'certificate')} examined.`,
    ],
  };
}

/** The buckets of the histogram; the empty ones go first when there are too many. */
export function histogramTable({ issuance }: Figures): Table {
  const { histogram } = issuance;
  const crowded = histogram.length > MAX_HISTOGRAM_ROWS;
  const buckets = crowded ? histogram.filter(({ count }) => count > 0) : histogram;
  const omitted = histogram.length - buckets.length;
  const unit = bucketUnit(histogram[0]);
  return {
    title: 'Issued over time',
    columns: [textColumn(`${UNIT_HEADERS[unit]} (UTC, by notBefore)`), countColumn('Certificates')],
    rows: cutRows(buckets, MAX_HISTOGRAM_ROWS, [unit, `${unit}s`], (bucket) => [
      say`${bucketLabel(bucket, unit)}`,
      countCell(bucket.count),
    ]),
    notes: omitted > 0 ? [say`Left out: ${plural(omitted, unit)} without a certificate.`] : [],
    bars: buckets.slice(0, MAX_HISTOGRAM_ROWS).map(({ count }) => count),
  };
}

type Unit = 'hour' | 'day' | 'week' | 'month';

const UNIT_HEADERS: Readonly<Record<Unit, string>> = {
  hour: 'Hour',
  day: 'Day',
  week: 'Week from',
  month: 'Month',
};

const HOUR_MS = 3_600_000;

function bucketUnit(bucket: HistogramBucket | undefined): Unit {
  if (bucket === undefined) return 'day';
  const hours = (Date.parse(bucket.to) - Date.parse(bucket.from)) / HOUR_MS;
  if (hours <= 1) return 'hour';
  if (hours <= 24) return 'day';
  return hours <= 7 * 24 ? 'week' : 'month';
}

function bucketLabel({ from }: HistogramBucket, unit: Unit): string {
  const [date = from, time = ''] = from.split('T');
  if (unit === 'hour') return `${date} ${time.slice(0, 5)}`;
  return unit === 'month' ? date.replace(/-\d\d$/, '') : date;
}

function instantCell(instant: Instant | null): Sentence {
  return [instant === null ? 'not known' : formatInstant(instant)];
}
