/** Dates and times as tables of CAs write them. The guidelines say nothing about their form. */
import { monthNumber } from './month-names.ts';
import { parseZone } from './zone.ts';

export type DayOrder = 'year first' | 'day first' | 'month first';

/** One way to read what is written. */
export interface Reading {
  /** Seconds since 1970 of its first second, taken as UTC where no zone is written. */
  readonly start: number;
  readonly order: DayOrder;
}

export interface WrittenInstant {
  /** The usual reading of this form first; several where day, month and a year of two digits may be exchanged. */
  readonly readings: readonly Reading[];
  /** Neither of the readings is the usual one: `03/04/2025`. */
  readonly ambiguous: boolean;
  /** How many seconds it may mean: 1, 60 (no seconds written) or 86,400 (a day). */
  readonly precision: number;
  readonly zoned: boolean;
}

/** Reads a date, with or without time and zone; `undefined` where it is none. */
export function parseInstant(cell: string): WrittenInstant | undefined {
  const text = cell.trim().replace(/^["'=]+|["']+$/g, '');
  const iso = ISO.exec(text);
  if (iso !== null) return fromIso(iso);
  if (text.length > MAX_LENGTH) return undefined;
  return fromNumber(text) ?? fromText(text);
}

function fromIso([, year, month, day, hour, minute, second]: RegExpExecArray):
  WrittenInstant | undefined {
  const start = seconds([year, month, day], [hour, minute, second]);
  if (start === undefined) return undefined;
  return {
    readings: [{ start, order: 'year first' }],
    ambiguous: false,
    precision: 1,
    zoned: true,
  };
}

function fromNumber(text: string): WrittenInstant | undefined {
  if (!NUMBER.test(text)) return undefined;
  const value = Number(text.replace(',', '.'));
  const one = (start: number, precision: number, zoned: boolean): WrittenInstant => ({
    readings: [{ start, order: 'year first' }],
    ambiguous: false,
    precision,
    zoned,
  });
  if (value >= FIRST_SHEET_DAY && value <= LAST_SHEET_DAY) {
    const start = Math.round((value - SHEET_EPOCH_DAY) * DAY);
    return one(start, Number.isInteger(value) ? DAY : 1, false);
  }
  const digits = /^(\d\d|\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (digits !== null) {
    const [, year, month, day, ...time] = digits;
    const full = year!.length === 2 ? `20${year!}` : year!;
    const start = seconds([full, month, day], time);
    if (start !== undefined) return one(start, 1, false);
  }
  const date = /^((?:19|20)\d\d)(\d\d)(\d\d)$/.exec(text);
  if (date !== null) {
    const start = seconds([date[1], date[2], date[3]], []);
    if (start !== undefined) return one(start, DAY, false);
  }
  if (/^\d{10}$/.test(text)) return one(value, 1, true);
  if (/^\d{13}$/.test(text)) return one(Math.floor(value / 1000), 1, true);
  return undefined;
}

function fromText(text: string): WrittenInstant | undefined {
  const compact = text.replace(/^(\d{12,14})Z$/i, '$1');
  if (compact !== text) {
    const time = fromNumber(compact);
    return time && { ...time, zoned: true };
  }
  const clock = TIME.exec(text) ?? DOTTED_TIME.exec(text);
  let rest = text;
  let zone: number | undefined;
  let time: (string | undefined)[] = [];
  let precision = DAY;
  if (clock !== null) {
    const [all, hour, minute, second, half] = clock;
    time = [hours(hour!, half), minute, second ?? '0'];
    precision = second === undefined ? MINUTE : 1;
    const before = text.slice(0, clock.index).replace(/(?<=\d)T$|[,\s]+$/, '');
    let after = text.slice(clock.index + all.length).trim();
    // `Jul 17 00:00:00 2025 GMT`: the year stands behind the time
    const year = /^\d{4}\b/.exec(after)?.[0] ?? /(?<![+:-])\b\d{4}$/.exec(after)?.[0];
    if (year !== undefined && !/\d{4}/.test(before)) {
      after = after.replace(year, '').trim();
      rest = `${before} ${year}`;
    } else if (before === '') {
      rest = after;
      after = '';
    } else rest = before;
    if (after !== '') {
      zone = parseZone(after);
      if (zone === undefined) return undefined;
    }
  } else {
    const named = /\s+(UTC|GMT|Z)$/i.exec(text);
    if (named !== null) rest = text.slice(0, named.index);
  }
  const dates = readDate(rest);
  const readings: Reading[] = [];
  for (const { date, order } of dates) {
    const start = seconds(date, time);
    if (start !== undefined) readings.push({ start: start - (zone ?? 0), order });
  }
  if (readings.length === 0) return undefined;
  const [first, second] = readings;
  const ambiguous =
    rest.includes('/') &&
    first!.order !== 'year first' &&
    second !== undefined &&
    second.order !== 'year first' &&
    first!.start !== second.start;
  return { readings, ambiguous, precision, zoned: zone !== undefined };
}

interface WrittenDate {
  /** Year, month and day. */
  readonly date: readonly (string | undefined)[];
  readonly order: DayOrder;
}

function readDate(text: string): WrittenDate[] {
  const date = text.replace(WEEKDAY, '').trim();
  const numeric = /^(\d{1,4})\s?([-./])\s?(\d{1,2})\s?\2\s?(\d{1,4})\.?$/.exec(date);
  if (numeric !== null) {
    const [, first, , second, third] = numeric;
    if (first!.length === 4) {
      return [
        { date: [first, second, third], order: 'year first' },
        { date: [first, third, second], order: 'day first' },
      ];
    }
    const year = third!.length === 2 ? `20${third!}` : third;
    const readings: WrittenDate[] = [
      { date: [year, second, first], order: 'day first' },
      { date: [year, first, second], order: 'month first' },
    ];
    // 26-07-01
    const isShort = first!.length === 2 && third!.length === 2;
    if (isShort) readings.push({ date: [`20${first!}`, second, third], order: 'year first' });
    return readings;
  }
  const named = NAMED_DATES.map((form) => form.exec(date)).find((match) => match !== null);
  const { year, month, day } = named?.groups ?? {};
  const number = month === undefined ? 0 : monthNumber(month);
  if (number === 0) return [];
  const full = year!.length === 2 ? `20${year!}` : year;
  return [{ date: [full, String(number), day], order: 'year first' }];
}

function hours(hour: string, half: string | undefined): string {
  if (half === undefined) return hour;
  const value = Number(hour);
  if (value < 1 || value > 12) return 'none';
  return String((value % 12) + (/^p/i.test(half) ? 12 : 0));
}

/** Seconds since 1970; `undefined` where there is no such day or time. */
function seconds(
  [year, month, day]: readonly (string | undefined)[],
  [hour = '0', minute = '0', second = '0']: readonly (string | undefined)[],
): number | undefined {
  const [y, mo, d] = [Number(year), Number(month), Number(day)];
  const [h, mi, s] = [Number(hour), Number(minute), Number(second)];
  const isMidnight = h === 24 && mi === 0 && s === 0;
  if (!(y >= 1900 && y <= 9999 && (h <= 23 || isMidnight) && mi <= 59 && s <= 60)) return undefined;
  const time = Date.UTC(y, mo - 1, d);
  const date = new Date(time);
  if (date.getUTCMonth() !== mo - 1 || date.getUTCDate() !== d) return undefined;
  return time / 1000 + h * 3600 + mi * MINUTE + s;
}

const MINUTE = 60;
const DAY = 86_400;
const MAX_LENGTH = 60;
/** The commonest first: RFC 3339 in UTC, seconds with or without a fraction. */
const ISO =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})? ?(?:Z|z|UTC|GMT|[+-]00:?00)$/;
const NUMBER = /^\d{5,14}(?:[.,]\d{1,15})?$/;
/** Spreadsheets count days; 1899-12-30 is day 0 of them all but for dates before March 1900. */
const SHEET_EPOCH_DAY = 25_569;
/** 1982 and 2119: other numbers of five digits are no dates of certificates. */
const FIRST_SHEET_DAY = 30_000;
const LAST_SHEET_DAY = 80_000;
const TIME = /(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s*([ap])\.?m\b\.?)?/i;
/** As in Finland and Denmark, behind the date. */
const DOTTED_TIME = /(?<=\s)(\d{1,2})[.h](\d{2})(?:\.(\d{2}))?(?![.\d])(?:\s*([ap])\.?m\b\.?)?/i;
const WEEKDAY = /^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+/i;
/** `de` as in Spanish and Portuguese: `17 de julio de 2025`. */
const OF = '(?:[\\s,-]+|\\s+de\\s+)';
const MONTH = '(?<month>\\p{L}{3,10})\\.?';
const DAY_OF_MONTH = '(?<day>\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?';
const YEAR = '(?<year>\\d{4}|\\d\\d)';
/** `17 Jul 2025`, `17-Jul-25`; `Jul 17 2025`, `July 17th, 2025`; `2025 Jul 17` */
const NAMED_DATES: readonly RegExp[] = [
  new RegExp(`^${DAY_OF_MONTH}${OF}${MONTH}${OF}${YEAR}$`, 'iu'),
  new RegExp(`^${MONTH}[\\s-]+${DAY_OF_MONTH}[\\s,-]+${YEAR}$`, 'iu'),
  new RegExp(`^(?<year>\\d{4})[\\s-]+${MONTH}[\\s-]+${DAY_OF_MONTH}$`, 'iu'),
];
