/** A written date beside an instant of the certificate. */
import { type DayOrder, type WrittenInstant, parseInstant } from './written-instant.ts';
import { formatOffset } from './zone.ts';

export type InstantComparison =
  | { readonly kind: 'equal' | 'unreadable' | 'different' }
  /** Equal, were it written in the time zone `offset`; nothing says that it is. */
  | { readonly kind: 'zone'; readonly offset: string }
  /** Equal, when read with day or month first; the usual reading is another day, or there is none. */
  | { readonly kind: 'order'; readonly order: DayOrder };

/** @param seconds since 1970 */
export function compareInstant(cell: string, seconds: number): InstantComparison {
  const written = parseInstant(cell);
  if (written === undefined) return { kind: 'unreadable' };
  const [usual, ...others] = written.readings;
  if (contains(written, usual!.start, seconds)) {
    return written.ambiguous ? { kind: 'order', order: usual!.order } : { kind: 'equal' };
  }
  const other = others.find(({ start }) => contains(written, start, seconds));
  if (other !== undefined) {
    // 7/17/2025 has but one reading, and none is usual where slashes are written
    return { kind: 'order', order: other.order };
  }
  if (!written.zoned) {
    const offset = offsetBetween(written, seconds);
    if (offset !== undefined) return { kind: 'zone', offset: formatOffset(offset) };
  }
  return { kind: 'different' };
}

/** The latest second that a cell may mean in its usual reading, and the earliest. */
export function rangeOf(written: WrittenInstant): { first: number; last: number } {
  const starts = written.readings.map(({ start }) => start);
  // a day without a zone may be that of any zone
  const slack = written.zoned ? 0 : MAX_OFFSET;
  return {
    first: Math.min(...starts) - slack,
    last: Math.max(...starts) + written.precision - 1 - MIN_OFFSET * (written.zoned ? 0 : 1),
  };
}

function contains({ precision }: WrittenInstant, start: number, seconds: number): boolean {
  return start <= seconds && seconds < start + precision;
}

function offsetBetween(
  { readings, precision }: WrittenInstant,
  seconds: number,
): number | undefined {
  if (precision === DAY) return dayOffsetBetween(readings[0]!.start, seconds);
  for (const { start } of readings) {
    const offset = Math.floor((start + precision - 1 - seconds) / QUARTER) * QUARTER;
    if (offset < MIN_OFFSET || offset > MAX_OFFSET) continue;
    if (contains({ readings, precision } as WrittenInstant, start - offset, seconds)) return offset;
  }
  return undefined;
}

/** The offset nearest to UTC in which the second falls on that day. */
function dayOffsetBetween(start: number, seconds: number): number | undefined {
  const offset =
    seconds < start
      ? Math.ceil((start - seconds) / HOUR) * HOUR
      : Math.floor((start + DAY - 1 - seconds) / HOUR) * HOUR;
  return offset >= MIN_DAY_OFFSET && offset <= MAX_DAY_OFFSET ? offset : undefined;
}

const HOUR = 3600;
const DAY = 86_400;
/** From California to Japan, where CAs are: in wider ones, most dates of the day before or after would pass. */
const MIN_DAY_OFFSET = -8 * HOUR;
const MAX_DAY_OFFSET = 9 * HOUR;
/** Zones are a multiple of this, from UTC-12:00 to UTC+14:00. */
const QUARTER = 900;
const MIN_OFFSET = -12 * 3600;
const MAX_OFFSET = 14 * 3600;
