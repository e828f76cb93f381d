/** notBefore and notAfter, and how long that is by the rules. */
import { childrenOf, type Element, nameOf, TAG } from './element.ts';
import type { Item } from './inspection.ts';
import { latin1 } from './strings.ts';

interface Instant {
  readonly seconds: number | undefined;
  readonly item: Item;
}

const SECONDS_A_DAY = 86_400;

/** RFC 5280 §4.1.2.5: to the second, in Zulu; everything else is read too, and noted. */
const UTC_TIME = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?$/;
const GENERALIZED_TIME = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?(Z|[+-]\d{4})?$/;
const STRICT_UTC = /^\d{12}Z$/;
const STRICT_GENERALIZED = /^\d{14}Z$/;

export function validityItems(validity: Element): Item[] {
  const [from, to] = childrenOf(validity);
  const notBefore = instant('notBefore', from);
  const notAfter = instant('notAfter', to);
  return [notBefore.item, notAfter.item, durationItem(notBefore.seconds, notAfter.seconds)];
}

/** A time of any of the two types, as ISO 8601 in UTC; `undefined` when it cannot be read. */
export function timeString(element: Element): string | undefined {
  const seconds = secondsOf(latin1(element.content), element.tag === TAG.utcTime);
  return seconds === undefined ? undefined : isoString(seconds);
}

/** Seconds since 1970 as ISO 8601, to the second. */
export function isoString(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
}

function instant(label: string, element: Element | undefined): Instant {
  if (element === undefined) return { seconds: undefined, item: { label, value: 'missing' } };
  const raw = latin1(element.content);
  const utc = element.tag === TAG.utcTime;
  const seconds = secondsOf(raw, utc);
  const wrong = formProblem(raw, element, seconds);
  const note = [`${nameOf(element)} ${raw}`, ...(wrong === undefined ? [] : [wrong])].join('; ');
  const value = seconds === undefined ? 'unreadable' : isoString(seconds);
  return { seconds, item: { label, value, note } };
}

function formProblem(
  raw: string,
  element: Element,
  seconds: number | undefined,
): string | undefined {
  if (element.tag === TAG.utcTime) {
    return STRICT_UTC.test(raw) ? undefined : 'not the YYMMDDHHMMSSZ of RFC 5280 §4.1.2.5.1';
  }
  if (element.tag !== TAG.generalizedTime) return 'neither UTCTime nor GeneralizedTime';
  if (!STRICT_GENERALIZED.test(raw)) return 'not the YYYYMMDDHHMMSSZ of RFC 5280 §4.1.2.5.2';
  if (seconds !== undefined && seconds < FROM_2050) {
    return 'RFC 5280 §4.1.2.5: dates through 2049 must be UTCTime';
  }
  return undefined;
}

const FROM_2050 = Date.UTC(2050, 0) / 1000;

function secondsOf(raw: string, utc: boolean): number | undefined {
  const match = (utc ? UTC_TIME : GENERALIZED_TIME).exec(raw);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match
    .slice(1, 7)
    .map((part) => Number(part || 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  // RFC 5280 §4.1.2.5.1: two digits from 50 on are 19YY
  const fullYear = utc ? year + (year >= 50 ? 1900 : 2000) : year;
  const date = new Date(0);
  date.setUTCFullYear(fullYear, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined;
  date.setUTCHours(hour ?? 0, minute ?? 0, second ?? 0);
  return date.getTime() / 1000 - offsetSeconds(match[7]);
}

function offsetSeconds(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const size = Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(3)) * 60;
  return zone.startsWith('-') ? -size : size;
}

/** BR §6.3.2 and RFC 5280 §4.1.2.5: both ends inclusive; any part of a day is an additional day. */
function durationItem(from: number | undefined, to: number | undefined): Item {
  const label = 'validity period';
  if (from === undefined || to === undefined) return { label, value: 'unknown' };
  const seconds = to - from + 1;
  if (seconds <= 0) return { label, value: `${seconds} s`, note: 'notAfter is before notBefore' };
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - days * SECONDS_A_DAY;
  const whole = days === 1 ? '1 day' : `${days} days`;
  const exact = rest === 0 ? whole : `${whole} and ${rest} s`;
  const counted = days + (rest === 0 ? 0 : 1);
  const note = `BR 6.3.2: notAfter included, counts as ${counted} × ${SECONDS_A_DAY} s`;
  return { label, value: `${exact} (${seconds} s)`, note };
}
