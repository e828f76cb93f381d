/** Dates and times of day as people write them. */

/** What is written of an instant; what is not written is absent, and never made up. */
export interface WrittenDate {
  /** `undefined` until the context says which ("year implied"). */
  readonly year: number | undefined;
  /** 1 to 12; absent of a bare year. */
  readonly month: number | undefined;
  readonly day: number | undefined;
  /** `hh:mm` or `hh:mm:ss`. */
  readonly time: string | undefined;
  /** `Z`, `+01:00`, or nothing when no zone is stated. */
  readonly zone: string;
  /** Written with slashes, as `03/04/2024`: both orders are in use. */
  readonly slashed?: 'day first' | 'month first' | 'either';
}

export interface ReadDate {
  readonly date: WrittenDate;
  /** Exclusive, in the text. */
  readonly end: number;
}

/** ISO 8601, cut to what is known; `year` stands in for one that is not written. */
export function formatDate(date: WrittenDate, year?: number): string {
  const { month, day, time, zone } = date;
  const known = String(date.year ?? year ?? 0).padStart(4, '0');
  if (month === undefined) return known;
  if (day === undefined) return `${known}-${two(month)}`;
  return `${known}-${two(month)}-${two(day)}${time === undefined ? '' : `T${time}${zone}`}`;
}

/** The other reading of a date that is ambiguous (`03/04/2024`). */
export function otherReading(date: WrittenDate): WrittenDate | undefined {
  if (date.slashed !== 'either') return undefined;
  return { ...date, month: date.day, day: date.month, slashed: 'day first' };
}

/** Reads the date that begins at `at`, with a time of day before or behind it. */
export function readDate(text: string, at: number): ReadDate | undefined {
  const first = text.charCodeAt(at);
  const isDigit = first >= 0x30 && first <= 0x39;
  for (const { pattern, digit, fields } of DATE_FORMS) {
    if (digit !== isDigit) continue;
    const match = exec(pattern, text, at);
    const date = match && fields(match.groups ?? {});
    if (date === undefined || !isCalendar(date)) continue;
    const end = at + match![0].length;
    const behind = readTimeBehind(text, end);
    return {
      date: { ...date, time: behind?.time, zone: behind?.zone ?? '' },
      end: behind?.end ?? end,
    };
  }
  return undefined;
}

export interface ReadTime {
  readonly time: string;
  readonly zone: string;
  readonly end: number;
}

/** Reads a time of day, such as `04:41`, `12.10 p.m.`, `2 pm`, with its zone if there is one. */
export function readTime(text: string, at: number): ReadTime | undefined {
  const groups = exec(TIME, text, at);
  if (groups === undefined) return undefined;
  const { hour, minute, second, half } = groups.groups ?? {};
  if (minute === undefined && half === undefined) return undefined;
  const written = Number(hour);
  const isAfternoon = half?.toLowerCase().startsWith('p') === true;
  let hours = written;
  if (isAfternoon && written < 12) hours += 12;
  if (half !== undefined && !isAfternoon && written === 12) hours = 0;
  if (hours > 23 || Number(minute ?? 0) > 59 || Number(second ?? 0) > 60) return undefined;
  const end = at + groups[0].length;
  const zone = readZone(text, end);
  const time = `${two(hours)}:${minute ?? '00'}${second === undefined ? '' : `:${second}`}`;
  return { time, zone: zone?.zone ?? '', end: zone?.end ?? end };
}

function readTimeBehind(text: string, end: number): ReadTime | undefined {
  const gap = exec(TIME_GAP, text, end);
  if (gap === undefined) return undefined;
  return readTime(text, end + gap[0].length);
}

function readZone(text: string, at: number): { zone: string; end: number } | undefined {
  const match = exec(ZONE, text, at);
  if (match === undefined) return undefined;
  const { name, sign, hours, minutes = '00', offset, place } = match.groups ?? {};
  const end = at + match[0].length;
  if (offset !== undefined) return { zone: `${offset.slice(0, 3)}:${offset.slice(-2)}`, end };
  if (place !== undefined) return { zone: PLACES.get(place.toLowerCase())!, end };
  if (hours !== undefined) {
    if (Number(hours) === 0 && Number(minutes) === 0) return { zone: 'Z', end };
    return { zone: `${sign === '-' ? '-' : '+'}${two(Number(hours))}:${minutes}`, end };
  }
  return { zone: ZONES.get(name!.toUpperCase())!, end };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const MONTH =
  '(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?';
const DAY = '(?<day>\\d{1,2})(?:\\s?(?:st|nd|rd|th))?';
const YEAR = '(?<year>(?:19|20)\\d\\d)(?!\\d)';
/** How a date ends: not in the middle of a number, a version or an identifier. */
const END = '(?![\\d\\w]|[-/.]\\d)';

type Groups = Readonly<Record<string, string | undefined>>;

interface DateForm {
  readonly pattern: RegExp;
  /** Whether it begins with a digit. */
  readonly digit: boolean;
  readonly fields: (groups: Groups) => WrittenDate;
}

/** From the most specific to the least. */
const DATE_FORMS: readonly DateForm[] = [
  form(`${YEAR}(?<separator>[-/.])(?<month>\\d{1,2})\\k<separator>(?<day>\\d{1,2})(?!\\d|[-/]\\d)`),
  form(`${YEAR}[-/ ]${MONTH}[-/ ](?<day>\\d{1,2})${END}`),
  form(`${DAY}(?:[-/., ]|\\sof\\s|\\s)\\s?(?:of )?${MONTH}[-/.,]?\\s?${YEAR}`),
  form(`(?<day>\\d{1,2})(?<separator>[./-])(?<month>\\d{1,2})\\k<separator>${YEAR}`, readNumeric),
  form(`(?<month>\\d{1,2})/${YEAR}`),
  form(`${YEAR}-(?<month>0[1-9]|1[0-2])${END}`),
  form(`${DAY}(?:-|\\s(?:of\\s)?)${MONTH}(?![\\w-])`),
  form(`${MONTH}\\s(?:the\\s)?${DAY}(?:,\\s?|\\s(?:of\\s)?)${YEAR}`),
  form(`${MONTH}[-/](?<day>\\d{1,2})[-/]${YEAR}`),
  form(`${MONTH}(?:,?\\s(?:of\\s)?|-)${YEAR}`),
  form(`${MONTH}\\s(?:the\\s)?${DAY}${END}`),
];

function form(source: string, fields: (groups: Groups) => WrittenDate = readFields): DateForm {
  return { pattern: new RegExp(source, 'iy'), digit: !source.startsWith(MONTH), fields };
}

function readFields({ year, month, day }: Groups): WrittenDate {
  const number = /^\d/.test(month!)
    ? Number(month)
    : MONTHS.indexOf(month!.slice(0, 3).toLowerCase()) + 1;
  return {
    year: year === undefined ? undefined : Number(year),
    month: number,
    day: day === undefined ? undefined : Number(day),
    time: undefined,
    zone: '',
  };
}

/**
 * `29.04.2024` and `29-04-2024` put the day first; with slashes both orders are in use, and the
 * guidelines themselves put the month first (IRG 3.2, "11/13/2024").
 */
function readNumeric(groups: Groups): WrittenDate {
  const { year } = groups;
  const [first, second] = [Number(groups['day']), Number(groups['month'])];
  const base = { year: Number(year), time: undefined, zone: '' };
  const separator = groups['separator'] ?? '/';
  const dayFirst: WrittenDate = { ...base, day: first, month: second };
  const monthFirst: WrittenDate = { ...base, day: second, month: first };
  if (separator !== '/') return second > 12 ? monthFirst : dayFirst;
  if (first > 12) return { ...dayFirst, slashed: 'day first' };
  if (second > 12) return { ...monthFirst, slashed: 'month first' };
  return first === second ? monthFirst : { ...monthFirst, slashed: 'either' };
}

const TIME_GAP = /(?:\s?\(|\s?[-\u2013@]\s?|,?\s(?:at\s|around\s|approx\.?\s|~)?|T|,)/iy;
const TIME =
  /(?<hour>\d{1,2})(?:(?:[:.]|\s?h\s?)(?<minute>\d\d)(?::(?<second>\d\d)(?:\.\d{1,9})?)?)?(?:\s?(?<half>[ap]\.?\s?m\b\.?))?(?![\d%]|[.,:]\d)/iy;

/** Hours that a name of a zone means; CST is two zones and is left without one, as are "MT" and the like. */
const ZONES: ReadonlyMap<string, string> = new Map([
  ...['UTC', 'UCT', 'GMT', 'Z', 'ZULU', 'WET'].map((name) => [name, 'Z'] as const),
  ...['CET', 'MET', 'MEZ', 'WEST', 'BST'].map((name) => [name, '+01:00'] as const),
  ...['CEST', 'MEST', 'MESZ', 'EET'].map((name) => [name, '+02:00'] as const),
  ...['EEST', 'TRT', 'MSK'].map((name) => [name, '+03:00'] as const),
  ...['HKT', 'SGT', 'MYT'].map((name) => [name, '+08:00'] as const),
  ...['JST', 'KST'].map((name) => [name, '+09:00'] as const),
  ...['EDT'].map((name) => [name, '-04:00'] as const),
  ...['EST', 'CDT'].map((name) => [name, '-05:00'] as const),
  ...['MDT'].map((name) => [name, '-06:00'] as const),
  ...['MST', 'PDT'].map((name) => [name, '-07:00'] as const),
  ...['PST'].map((name) => [name, '-08:00'] as const),
  ...['IST'].map((name) => [name, '+05:30'] as const),
]);
const PLACES: ReadonlyMap<string, string> = new Map([
  ['indian', '+05:30'],
  ['beijing', '+08:00'],
  ['taipei', '+08:00'],
  ['taiwan', '+08:00'],
  ['japan', '+09:00'],
]);
const ZONE = new RegExp(
  '\\s?\\(?(?:(?:UTC|GMT)\\s?(?<sign>[+\\u00b1]\\s?|[-\\u2013])(?<hours>1[0-4]|0?\\d)(?::?(?<minutes>\\d\\d))?(?!\\d|[-:.]\\d)' +
    '|(?<offset>[-+]\\d\\d:?\\d\\d)(?![\\d:-])' +
    `|(?<name>${Array.from(ZONES.keys()).join('|')})(?![\\w+-])` +
    `|(?<place>${Array.from(PLACES.keys()).join('|')}) (?:standard )?time)\\)?`,
  'iy',
);

function isCalendar({ year, month, day }: WrittenDate): boolean {
  if (year !== undefined && (year < FIRST_YEAR || year > LAST_YEAR)) return false;
  if (month === undefined) return true;
  if (month < 1 || month > 12) return false;
  return day === undefined || (day >= 1 && day <= daysOf(month, year));
}

/** X.509 is of 1988; what is dated later than this is not a report's date. */
const FIRST_YEAR = 1988;
const LAST_YEAR = 2079;

function daysOf(month: number, year = 2000): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function exec(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
