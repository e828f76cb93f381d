import { formatInstant } from '../der/time.ts';
import type { HistogramBucket } from './impact.ts';
import type { Notes } from './statistic.ts';

const HOUR = 3600;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970-01-01 was a Thursday; weeks begin on Monday (ISO 8601). */
const FIRST_MONDAY = 4 * DAY;

/** A span is cut into at most about this many hours, days or weeks; longer ones into months. */
const MAX_BUCKETS = 62;
/** Beyond this many buckets (a certificate from the year 1), those with nothing in them are left out. */
const MAX_WITH_EMPTY = 400;

/**
 * The number of certificates by notBefore, in hours, days, weeks or months (all UTC), whichever is
 * the finest that suits the span from `first` to `last` (seconds since 1970).
 */
export function histogram(notes: Notes, first: number, last: number): HistogramBucket[] {
  if (Number.isNaN(first)) return [];
  const grid = gridFor(first, last);
  const counts = new Map<number, number>();
  notes.forEach((seconds) => {
    if (Number.isNaN(seconds)) return;
    const index = grid.indexOf(seconds);
    counts.set(index, (counts.get(index) ?? 0) + 1);
  });
  const [from, to] = [grid.indexOf(first), grid.indexOf(last)];
  const indexes =
    to - from < MAX_WITH_EMPTY
      ? Array.from({ length: to - from + 1 }, (_, i) => from + i)
      : [...counts.keys()].sort((a, b) => a - b);
  return indexes.map((index) => ({
    from: formatInstant(grid.startOf(index))!,
    to: formatInstant(grid.startOf(index + 1))!,
    count: counts.get(index) ?? 0,
  }));
}

interface Grid {
  indexOf(seconds: number): number;
  startOf(index: number): number;
}

function gridFor(first: number, last: number): Grid {
  const span = last - first;
  if (span < 2 * DAY) return evenGrid(HOUR, 0);
  if (span < MAX_BUCKETS * DAY) return evenGrid(DAY, 0);
  return span < MAX_BUCKETS * WEEK ? evenGrid(WEEK, FIRST_MONDAY) : MONTHS;
}

function evenGrid(width: number, origin: number): Grid {
  return {
    indexOf: (seconds) => Math.floor((seconds - origin) / width),
    startOf: (index) => origin + index * width,
  };
}

const MONTHS: Grid = {
  indexOf: (seconds) => {
    const date = new Date(seconds * 1000);
    return date.getUTCFullYear() * 12 + date.getUTCMonth();
  },
  startOf: (index) => {
    // setUTCFullYear, since Date.UTC takes the years 0 to 99 for 1900 to 1999
    const date = new Date(0);
    date.setUTCFullYear(0, index, 1);
    return date.getTime() / 1000;
  },
};
