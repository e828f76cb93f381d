/** Dates as claims have them (ISO 8601, cut to what is known), beside instants of certificates. */
import { formatOffset } from '../cells/zone.ts';

export interface ClaimedInstant {
  /** Seconds since 1970, as if in UTC where no zone is stated. */
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** A time of day is stated. */
  readonly isTimed: boolean;
  readonly isZoned: boolean;
  /** Of the zone that is stated, in seconds east of UTC; 0 where none is. */
  readonly offset: number;
}

const ISO = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/** `undefined` for what is no date. */
export function parseClaimed(value: string): ClaimedInstant | undefined {
  const match = ISO.exec(value);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, zone] = match;
  const at = (y: number, m: number, d: number): number => Date.UTC(y, m, d) / 1000;
  const [y, m, d] = [Number(year), Number(month ?? 1) - 1, Number(day ?? 1)];
  const whole = { isTimed: false, isZoned: false, offset: 0 };
  if (month === undefined) return { start: at(y, 0, 1), end: at(y + 1, 0, 1), ...whole };
  if (day === undefined) return { start: at(y, m, 1), end: at(y, m + 1, 1), ...whole };
  if (hour === undefined) return { start: at(y, m, d), end: at(y, m, d + 1), ...whole };
  const offset = zone === undefined ? 0 : offsetOf(zone);
  const clock = Number(hour) * HOUR + Number(minute) * 60 + Number(second ?? 0);
  const start = at(y, m, d) + clock - offset;
  const precision = second === undefined ? 60 : 1;
  return { start, end: start + precision, isTimed: true, isZoned: zone !== undefined, offset };
}

/** How an instant agrees with what is claimed; `undefined` where it does not. */
export type Agreement =
  | { readonly kind: 'time' | 'day' }
  /** It would, were the time given in another zone: `offset` such as `UTC+02:00`, or `UTC`. */
  | { readonly kind: 'zone'; readonly offset: string; readonly isStated: boolean }
  /** Its day does, somewhere on earth. */
  | { readonly kind: 'day elsewhere' };

/** Compares; a day is that of any zone, a time that of a zone which somewhere is in use. */
export function agreement(claimed: ClaimedInstant, instant: number): Agreement | undefined {
  if (contains(claimed, instant)) return { kind: claimed.isTimed ? 'time' : 'day' };
  if (!claimed.isTimed) return isNear(claimed, instant) ? { kind: 'day elsewhere' } : undefined;
  for (const offset of OFFSETS) {
    if (contains(claimed, instant + offset - claimed.offset)) {
      return {
        kind: 'zone',
        offset: offset === 0 ? 'UTC' : formatOffset(offset),
        isStated: claimed.isZoned,
      };
    }
  }
  return undefined;
}

/** Whether an instant is in what is claimed or, where no zone is stated, may be. */
export function isNear({ start, end, isZoned }: ClaimedInstant, instant: number): boolean {
  if (isZoned) return start <= instant && instant < end;
  return start - MOST_EAST <= instant && instant < end + MOST_WEST;
}

/** The earliest and the latest second that may be meant. */
export function widest(claimed: ClaimedInstant): { first: number; last: number } {
  const { start, end, isZoned } = claimed;
  return isZoned
    ? { first: start, last: end - 1 }
    : { first: start - MOST_EAST, last: end - 1 + MOST_WEST };
}

/** `+2 d 03:00:00`, of seconds. */
export function formatSpan(seconds: number): string {
  const rest = Math.abs(Math.round(seconds));
  const days = Math.floor(rest / DAY);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(Math.floor((rest % DAY) / HOUR))}:${two(Math.floor((rest % HOUR) / 60))}:${two(rest % 60)}`;
  return `${seconds < 0 ? '-' : '+'}${days > 0 ? `${days} d ` : ''}${time}`;
}

function contains({ start, end }: ClaimedInstant, instant: number): boolean {
  return start <= instant && instant < end;
}

function offsetOf(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours, minutes] = zone.slice(1).split(':').map(Number);
  return (zone.startsWith('-') ? -1 : 1) * (hours! * HOUR + minutes! * 60);
}

const HOUR = 3600;
const DAY = 86_400;
const MOST_EAST = 14 * HOUR;
const MOST_WEST = 12 * HOUR;

/** Offsets in use (IANA tz database, 2024), those nearest to UTC first. */
const OFFSETS: readonly number[] = [
  ...Array.from({ length: 27 }, (_, index) => index - 12),
  ...[3.5, 4.5, 5.5, 5.75, 6.5, 8.75, 9.5, 10.5, 12.75, -2.5, -3.5, -9.5],
]
  .sort((a, b) => Math.abs(a) - Math.abs(b))
  .map((hours) => hours * HOUR);
