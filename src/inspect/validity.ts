/** notBefore and notAfter, and how long that is by the rules. */
import { GENERALIZED_TIME, UTC_TIME } from '../der/tags.ts';
import { formatInstant, TIME_NOT_RFC5280, TimeReader } from '../der/time.ts';
import { childrenOf, type Element, nameOf } from './element.ts';
import type { Item } from './inspection.ts';
import { latin1 } from './primitive.ts';

const SECONDS_A_DAY = 86_400;
const FROM_2050 = Date.UTC(2050, 0) / 1000;

export function validityItems(validity: Element): Item[] {
  const times = new TimeReader();
  const ends = childrenOf(validity);
  let period = 1; // both ends are included
  const items = ['notBefore', 'notAfter'].map((label, i): Item => {
    const end = ends[i];
    if (end === undefined) {
      period = NaN;
      return { label, value: 'missing' };
    }
    const seconds = times.read(end.tag, end.content, 0, end.content.length);
    period += i === 0 ? -seconds : seconds;
    const problem = formProblem(end.tag, seconds, times.flaws);
    const note = `${nameOf(end)} ${latin1(end.content)}${problem}`;
    return { label, value: formatInstant(seconds) ?? 'unreadable', note };
  });
  return [...items, periodItem(period)];
}

function formProblem(tag: number, seconds: number, flaws: number): string {
  if (tag !== UTC_TIME && tag !== GENERALIZED_TIME) return '; neither UTCTime nor GeneralizedTime';
  if ((flaws & TIME_NOT_RFC5280) !== 0) {
    return tag === UTC_TIME
      ? '; not the YYMMDDHHMMSSZ of RFC 5280 §4.1.2.5.1'
      : '; not the YYYYMMDDHHMMSSZ of RFC 5280 §4.1.2.5.2';
  }
  return tag === GENERALIZED_TIME && seconds < FROM_2050
    ? '; RFC 5280 §4.1.2.5: dates through 2049 must be UTCTime'
    : '';
}

/** BR §6.3.2 and RFC 5280 §4.1.2.5: both ends inclusive; any part of a day is an additional day. */
function periodItem(seconds: number): Item {
  const label = 'validity period';
  if (Number.isNaN(seconds)) return { label, value: 'unknown' };
  if (seconds <= 0) return { label, value: `${seconds} s`, note: 'notAfter is before notBefore' };
  const days = Math.floor(seconds / SECONDS_A_DAY);
  const rest = seconds - days * SECONDS_A_DAY;
  const whole = days === 1 ? '1 day' : `${days} days`;
  const exact = rest === 0 ? whole : `${whole} and ${rest} s`;
  const counted = days + (rest === 0 ? 0 : 1);
  const note = `BR 6.3.2: notAfter included, counts as ${counted} × ${SECONDS_A_DAY} s`;
  return { label, value: `${exact} (${seconds} s)`, note };
}
