import type { WrittenDate } from './date.ts';
import { readDate } from './date.ts';
import type { Token } from './token.ts';

/**
 * Joins what is written apart: `04:41 to 05:41 UTC on February 12, 2026` is two dates, as are
 * `2024-03-04 12:00 - 14:00 UTC` and `January 12 and 15, 2024`. In a range, the end's year and zone hold
 * for a beginning that has none.
 */
export function joinDates(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    // "the 4th of March", "Monday, March 4"
    const lead = leadLength(tokens, at);
    if (lead > 0) {
      at += lead - 1;
      continue;
    }
    const next =
      timesBeforeDate(tokens, at) ??
      dayBeforeDate(tokens, at) ??
      timeAfterRange(tokens, at, joined) ??
      dayAfterRange(tokens, at, joined);
    if (next === undefined) {
      joined.push(token);
    } else {
      joined.push(...next.tokens);
      at += next.consumed - 1;
    }
  }
  return completeRanges(joined);
}

function leadLength(tokens: readonly Token[], at: number): number {
  let next = at;
  while (LEADS.has(tokens[next]?.word ?? '')) next++;
  const hasWord = /\w/.test(tokens[at]!.word);
  return hasWord && next > at && tokens[next]?.date !== undefined ? next - at : 0;
}

interface Joined {
  readonly tokens: readonly Token[];
  readonly consumed: number;
}

/** `T`, or `T to T`, then `on`, `,` or nothing, then a date without a time. */
function timesBeforeDate(tokens: readonly Token[], at: number): Joined | undefined {
  const first = tokens[at]!;
  if (first.time === undefined) return undefined;
  const isRange = isBetween(tokens[at + 1]) && tokens[at + 2]?.time !== undefined;
  const last = isRange ? tokens[at + 2]! : first;
  let next = at + (isRange ? 3 : 1);
  if (BEFORE_DATE.has(tokens[next]?.word ?? '')) next++;
  const day = tokens[next];
  if (day?.date?.day === undefined || day.date.time !== undefined) {
    return undefined;
  }
  const zone = last.time!.zone;
  const end: Token = {
    ...dated(last, { ...day.date, time: last.time!.time, zone }),
    end: day.end,
  };
  if (!isRange) return { tokens: [end], consumed: next - at + 1 };
  const start = dated(first, { ...day.date, time: first.time.time, zone: first.time.zone || zone });
  return { tokens: [start, tokens[at + 1]!, end], consumed: next - at + 1 };
}

/** `between 1 and 7 September 2022`: a day alone, `and`, a whole date. */
function dayBeforeDate(tokens: readonly Token[], at: number): Joined | undefined {
  const [day, between, date] = tokens.slice(at, at + 3);
  if (day === undefined || !/^\d{1,2}(?:st|nd|rd|th)?$/.test(day.word)) return undefined;
  const last = date?.date;
  if (!isBetween(between) || last?.day === undefined || last.time !== undefined) return undefined;
  const isRange = RANGE_BEFORE.has(tokens[at - 1]?.word ?? '');
  const read = Number.parseInt(day.word, 10);
  if (!isRange || read < 1 || read >= last.day) return undefined;
  return { tokens: [dated(day, { ...last, day: read })], consumed: 1 };
}

/** A date with a time, `to`, and a time alone. */
function timeAfterRange(
  tokens: readonly Token[],
  at: number,
  before: readonly Token[],
): Joined | undefined {
  const token = tokens[at]!;
  const start = before.at(-2)?.date;
  if (token.time === undefined || start?.time === undefined || !isBetween(before.at(-1))) {
    return undefined;
  }
  return { tokens: [dated(token, { ...start, ...token.time })], consumed: 1 };
}

/** A month and a day, `and`, another day and the year. */
function dayAfterRange(
  tokens: readonly Token[],
  at: number,
  before: readonly Token[],
): Joined | undefined {
  const start = before.at(-2)?.date;
  const [day, comma, year] = tokens.slice(at, at + 3);
  if (day?.number === undefined || start?.day === undefined || start.year !== undefined) {
    return undefined;
  }
  if (!isBetween(before.at(-1)) || comma?.word !== ',' || year?.number === undefined)
    return undefined;
  const read = readDate(`${year.word}-${String(start.month)}-${day.word}`, 0);
  if (read === undefined) return undefined;
  return { tokens: [{ ...dated(day, read.date), end: year.end }], consumed: 3 };
}

function completeRanges(tokens: Token[]): Token[] {
  for (const [at, token] of tokens.entries()) {
    const end = tokens[at + 2]?.date;
    if (token.date === undefined || end === undefined || !isBetween(tokens[at + 1])) continue;
    tokens[at] = dated(token, {
      ...token.date,
      year: token.date.year ?? end.year,
      zone: token.date.time === undefined ? '' : token.date.zone || end.zone,
    });
  }
  return tokens;
}

function dated(token: Token, date: WrittenDate): Token {
  return { kind: 'date', word: '@', start: token.start, end: token.end, date };
}

function isBetween(token: Token | undefined): boolean {
  return token !== undefined && BETWEEN.has(token.word);
}

const BETWEEN = new Set(['to', 'and', 'until', 'till', 'through', '-', '\u2013', '~']);
const LEADS = new Set([
  'the',
  ',',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
]);
const RANGE_BEFORE = new Set(['between', 'from', 'the', 'on', 'during', 'of']);
const BEFORE_DATE = new Set(['on', ',', 'of', '(']);
