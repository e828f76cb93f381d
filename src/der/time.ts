import { GENERALIZED_TIME, UTC_TIME } from './tags.ts';

/** What a time departs from in RFC 5280 §4.1.2.5; combined as bits in `TimeReader.flaws`. */
export const TIME_NOT_RFC5280 = 1;
export const TIME_UNREADABLE = 2;

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/**
 * Reads UTCTime and GeneralizedTime (X.680 §46, §47) to seconds since 1970-01-01T00:00:00Z, in all
 * the variants that certificates carry although RFC 5280 §4.1.2.5 forbids them: no seconds, fractions
 * (of the last field, X.680 §46.2; those of a second are dropped), an offset instead of `Z`, neither
 * (taken as UTC), a two-digit year in GeneralizedTime's tag or the reverse. It never throws.
 */
export class TimeReader {
  flaws = 0;

  /** Seconds since 1970, or NaN when there is no such time. */
  read(tag: number, bytes: Uint8Array, start: number, end: number): number {
    this.flaws = 0;
    const length = end - start;
    const yearDigits = tag === UTC_TIME ? 2 : 4;
    if (tag !== UTC_TIME && tag !== GENERALIZED_TIME) this.flaws = TIME_NOT_RFC5280;
    // the two forms of RFC 5280: YYMMDDHHMMSSZ and YYYYMMDDHHMMSSZ
    if (length === 11 + yearDigits && bytes[end - 1] === 0x5a) {
      const seconds = this.#civil(bytes, start, yearDigits, 5);
      if (!Number.isNaN(seconds)) return seconds;
    }
    return this.#readLenient(bytes, start, end, yearDigits);
  }

  #readLenient(bytes: Uint8Array, start: number, end: number, yearDigits: number): number {
    this.flaws = TIME_NOT_RFC5280;
    let digits = 0;
    while (start + digits < end && isDigit(bytes[start + digits]!)) digits++;
    let fields = (digits - yearDigits) / 2;
    // a year written as the other type writes it: told by the number of digits
    if (yearDigits === 2 && digits === 14) fields = (digits - (yearDigits = 4)) / 2;
    else if (yearDigits === 4 && digits === 12 && year(bytes, start, 4) > 2200) {
      fields = (digits - (yearDigits = 2)) / 2;
    }
    let at = start + digits;
    if (!Number.isInteger(fields) || fields < 2 || fields > 5) return this.#unreadable();
    let fraction = 0;
    if (at < end && (bytes[at] === 0x2e || bytes[at] === 0x2c)) {
      if (fields === 2) return this.#unreadable(); // only hours, minutes and seconds have one
      let digit = fields === 3 ? HOUR : fields === 4 ? MINUTE : 1;
      for (at++; at < end && isDigit(bytes[at]!); at++) {
        digit /= 10;
        fraction += (bytes[at]! - 0x30) * digit;
      }
    }
    const offset = zoneOffset(bytes, at, end);
    if (Number.isNaN(offset)) return this.#unreadable();
    // a little more, as ten times 0.1 is less than 1 in binary
    const seconds = Math.floor(fraction + 1e-9);
    return this.#civil(bytes, start, yearDigits, fields) + seconds - offset;
  }

  #unreadable(): number {
    this.flaws |= TIME_UNREADABLE;
    return NaN;
  }

  /** `fields` two-digit fields after the year: month, day, hour, minute, second. */
  #civil(bytes: Uint8Array, start: number, yearDigits: number, fields: number): number {
    const y = yearDigits === 2 ? utcYear(year(bytes, start, 2)) : year(bytes, start, 4);
    const at = start + yearDigits;
    const month = two(bytes, at);
    const day = two(bytes, at + 2);
    const hour = fields > 2 ? two(bytes, at + 4) : 0;
    const minute = fields > 3 ? two(bytes, at + 6) : 0;
    const second = fields > 4 ? two(bytes, at + 8) : 0;
    const valid =
      y >= 0 &&
      month >= 1 &&
      month <= 12 &&
      day >= 1 &&
      day <= daysInMonth(y, month) &&
      hour >= 0 &&
      hour <= 23 &&
      minute >= 0 &&
      minute <= 59 &&
      second >= 0 &&
      second <= 60; // a leap second, counted as the first second of the next minute
    if (!valid) return this.#unreadable();
    return daysFromCivil(y, month, day) * DAY + hour * HOUR + minute * MINUTE + second;
  }
}

/**
 * The seconds since 1970 of the UTCTime `YYMMDDHHMMSSZ` (RFC 5280 §4.1.2.5.1) whose content is the
 * 13 octets at `at`; NaN for anything else, which `TimeReader` may be able to read.
 *
 * Four digits at a time: 0.06 instead of 0.11 µs for the two of a certificate (Node 20).
 */
export function tryUtcTime(words: DataView, at: number): number {
  const yearMonth = words.getInt32(at);
  const dayHour = words.getInt32(at + 4);
  const minuteSecond = words.getInt32(at + 8);
  if (notDigits(yearMonth) | notDigits(dayHour) | notDigits(minuteSecond)) return NaN;
  if (words.getUint8(at + 12) !== 0x5a) return NaN;
  const ym = twoNumbers(yearMonth);
  const dh = twoNumbers(dayHour);
  const ms = twoNumbers(minuteSecond);
  const y = utcYear(ym >> 16);
  const month = ym & 0xff;
  const day = dh >> 16;
  const hour = dh & 0xff;
  const minute = ms >> 16;
  const second = ms & 0xff;
  if (month < 1 || month > 12 || day < 1 || (day > 28 && day > daysInMonth(y, month))) return NaN;
  if (hour > 23 || minute > 59 || second > 60) return NaN;
  return daysFromCivil(y, month, day) * DAY + (hour * HOUR + minute * MINUTE + second);
}

/**
 * 0 when all four octets of the word are decimal digits: the subtraction sets the high bit of one
 * below 0x30 and the addition that of one above 0x39; carries come only from octets that are told.
 */
function notDigits(word: number): number {
  return ((word - 0x30303030) | (word + 0x46464646)) & 0x80808080;
}

/** The numbers that four decimal digits make two by two, in bits 16 to 23 and 0 to 7. */
function twoNumbers(word: number): number {
  const digits = word - 0x30303030;
  return (digits + (digits >> 8) * 10) & 0x00ff00ff;
}

/** ISO 8601 UTC with whole seconds: `2025-03-01T00:00:00Z`; `null` for NaN. */
export function formatInstant(seconds: number): string | null {
  if (Number.isNaN(seconds)) return null;
  const text = new Date(seconds * 1000).toISOString();
  return `${text.slice(0, text.indexOf('.'))}Z`;
}

// RFC 5280 §4.1.2.5.1: 50 and above is 19YY
function utcYear(two: number): number {
  return two < 0 ? -1 : two >= 50 ? 1900 + two : 2000 + two;
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}

/** Two decimal digits, or a negative number where there are none. */
function two(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]! - 0x30;
  const ones = bytes[at + 1]! - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : -1;
}

function year(bytes: Uint8Array, at: number, digits: number): number {
  const high = two(bytes, at);
  if (digits === 2) return high;
  const low = two(bytes, at + 2);
  return high < 0 || low < 0 ? -1 : high * 100 + low;
}

/** Seconds east of UTC for `Z`, nothing, `+hhmm`, `-hhmm` or `+hh`; NaN for anything else. */
function zoneOffset(bytes: Uint8Array, at: number, end: number): number {
  if (at === end || (at + 1 === end && bytes[at] === 0x5a)) return 0;
  const sign = bytes[at] === 0x2b ? 1 : bytes[at] === 0x2d ? -1 : 0;
  if (sign === 0 || (end - at !== 5 && end - at !== 3)) return NaN;
  const hours = two(bytes, at + 1);
  const minutes = end - at === 5 ? two(bytes, at + 3) : 0;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return NaN;
  return sign * (hours * HOUR + minutes * MINUTE);
}

function daysInMonth(y: number, month: number): number {
  if (month === 2) return (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days since 1970-01-01 in the proleptic Gregorian calendar; the year begins in March here. */
function daysFromCivil(y: number, month: number, day: number): number {
  // 400 years later, so that integer division need not round towards minus infinity
  const shifted = (month <= 2 ? y - 1 : y) + 400;
  const dayOfYear = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  const leapDays = ((shifted / 4) | 0) - ((shifted / 100) | 0) + ((shifted / 400) | 0);
  return shifted * 365 + leapDays + dayOfYear - 719_468 - 146_097;
}
