import { readDate, readTime, type WrittenDate } from './date.ts';
import { numberOfWord, readNumber } from './number.ts';

/** A word, number, date or mark of a text, with its place there. */
export interface Token {
  readonly kind: 'word' | 'number' | 'date' | 'time' | 'oid' | 'url' | 'mark';
  /** In lower case. */
  readonly word: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  readonly number?: number;
  readonly date?: WrittenDate;
  readonly time?: { readonly time: string; readonly zone: string };
}

/** Reads a text into tokens, in time linear in its length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const code = text.charCodeAt(at);
    if (code <= 0x20) {
      at++;
      continue;
    }
    const token = readToken(text, at, code, tokens);
    tokens.push(token);
    at = token.end;
  }
  return tokens;
}

function readToken(text: string, at: number, code: number, before: readonly Token[]): Token {
  const url = match(URL, text, at);
  if (url !== undefined) return { kind: 'url', word: url, start: at, end: at + url.length };
  const isDigit = code >= 0x30 && code <= 0x39;
  if (isDigit || MONTH_INITIAL.test(text[at]!)) {
    const read = readDate(text, at);
    if (read !== undefined && !isModalMay(text, at, read.date)) {
      return { kind: 'date', word: '@', start: at, end: read.end, date: read.date };
    }
  }
  if (isDigit) {
    const token = readDigits(text, at, before);
    if (token !== undefined) return token;
  }
  const word = match(WORD, text, at)?.toLowerCase();
  if (word === undefined) {
    const mark = String.fromCodePoint(text.codePointAt(at)!);
    return { kind: 'mark', word: mark, start: at, end: at + mark.length };
  }
  const number = numberOfWord(word);
  const token = { word, start: at, end: at + word.length };
  return number === undefined ? { kind: 'word', ...token } : { kind: 'number', number, ...token };
}

function readDigits(text: string, at: number, before: readonly Token[]): Token | undefined {
  const oid = match(OID, text, at);
  if (oid !== undefined) return { kind: 'oid', word: oid, start: at, end: at + oid.length };
  const time = readTime(text, at);
  if (time !== undefined) return { kind: 'time', word: '@time', start: at, end: time.end, time };
  const number = readNumber(text, at);
  // "10-day certificates"
  if (number === undefined || /^-\p{L}/u.test(text.slice(number.end, number.end + 2)))
    return undefined;
  const token = { start: at, end: number.end };
  if (number.isYearLike && YEAR_WORDS.has(before.at(-1)?.word ?? '')) {
    const none = { month: undefined, day: undefined, time: undefined, zone: '' };
    return { kind: 'date', word: '@', ...token, date: { year: number.value, ...none } };
  }
  return { kind: 'number', word: text.slice(at, number.end), ...token, number: number.value };
}

/** "may 3 certificates", where May is no month. */
function isModalMay(text: string, at: number, date: WrittenDate): boolean {
  return date.month === 5 && date.year === undefined && text.startsWith('may ', at);
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

const URL = /(?:https?:\/\/|www\.)[^\s<>"|]{1,2000}/iy;
const OID = /\d{1,5}(?:\.\d{1,12}){3,30}(?![\w])/y;
const MONTH_INITIAL = /[jfmasondJFMASOND]/;

/** A point within a word joins names (`crt.sh`, `SSL.com`), unless a sentence begins behind it. */
const WORD =
  /[\p{L}\p{N}_](?:[\p{L}\p{N}_]|[-'&+#](?=[\p{L}\p{N}])|\.(?=[\p{Ll}\p{N}])|(?<=\b[Ss])\/(?=[Mm][Ii][Mm][Ee])){0,100}/uy;

/** What makes a year of four digits behind it. */
const YEAR_WORDS = new Set('in since until from before after during'.split(' '));
