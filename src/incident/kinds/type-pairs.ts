/** Counts of a type, pair by pair: "DV: 12", "12 DV certificates". */
import { countOf, type Element, isPhrase, wordOf } from '../phrases/phrase.ts';
import { LIVE } from '../phrases/vocabulary.ts';
import { typeOfWord } from '../tokens/validation-type.ts';

export interface Pair {
  readonly type: string;
  readonly count: number;
  readonly at: number;
  readonly to: number;
  /** "5 of these 26 are EV". */
  readonly whole?: number | undefined;
}

export function pairs(
  elements: readonly Element[],
  read: (elements: readonly Element[], at: number) => Pair | undefined,
): Pair[] {
  const found: Pair[] = [];
  for (let at = 0; at < elements.length; at++) {
    const pair = read(elements, at);
    if (pair === undefined) continue;
    found.push(pair);
    at = pair.to - 1;
  }
  return found;
}

/** `DV : 5036`, `DV ( 5036 )`, `DV - 5036`. */
export function typeThenCount(elements: readonly Element[], at: number): Pair | undefined {
  const type = typeAt(elements, at);
  if (type === undefined) return undefined;
  let next = at + 1;
  while (next < at + 4 && FILLER.has(wordOf(elements[next]))) next++;
  // "DV 5036, OV 34"
  const isMarked = /^[:(=\u2013-]$/.test(wordOf(elements[next]));
  if (!isMarked && next > at + 1) return undefined;
  const place = isMarked ? next + 1 : next;
  const count = countOf(elements[place]);
  if (count === undefined || (!isMarked && YEAR.test(wordOf(elements[place])))) return undefined;
  if (wordOf(elements[next]) === '(' && isAside(elements, at, place)) return undefined;
  return { type, count, at, to: place + 1 };
}

/** "145 DV (14 expired)": the number of the type stands before it, and that in brackets is of a part. */
function isAside(elements: readonly Element[], at: number, place: number): boolean {
  return countOf(elements[at - 1]) !== undefined || STATUS.has(wordOf(elements[place + 1]));
}

/** What has become of certificates, in one word. */
export const STATUS: ReadonlySet<string> = new Set([
  ...LIVE,
  ...['expired', 'unexpired', 'revoked', 'unrevoked', 'non-revoked', 'remaining'],
]);

/** "OV 2022" is a CA's name. */
const YEAR = /^(?:19|20)\d\d$/;

/** `5036 DV`, `4 of these are EV`, `3 OV certificates`. */
export function countThenType(elements: readonly Element[], at: number): Pair | undefined {
  const element = elements[at];
  if (isPhrase(element)) {
    const [type, ...more] = element.types;
    if (element.count === undefined || type === undefined || more.length > 0) return undefined;
    return { type, count: element.count, at, to: at + 1 };
  }
  const count = countOf(elements[at]);
  if (count === undefined) return undefined;
  const part = wholeBehind(elements, at + 1);
  const begin = part?.next ?? at + 1;
  let next = begin;
  if (wordOf(elements[next]) === '(' && wordOf(elements[next + 2]) === ')') next++;
  while (next < begin + 5 && BETWEEN.has(wordOf(elements[next]))) next++;
  const type = typeAt(elements, next);
  return type === undefined ? undefined : { type, count, at, to: next + 1, whole: part?.whole };
}

/** "145 of the 171 are DV": the 171 are the whole. */
function wholeBehind(
  elements: readonly Element[],
  at: number,
): { readonly whole: number; readonly next: number } | undefined {
  let next = wordOf(elements[at]) === 'out' ? at + 1 : at;
  if (wordOf(elements[next++]) !== 'of') return undefined;
  while (WHOLES.has(wordOf(elements[next]))) next++;
  const whole = countOf(elements[next]);
  return whole === undefined ? undefined : { whole, next: next + 1 };
}

const WHOLES: ReadonlySet<string> = new Set(['the', 'these', 'those', 'all', 'our', 'total', 'a']);

export function typeAt(elements: readonly Element[], at: number): string | undefined {
  return typeOfWord(wordOf(elements[at]));
}

const FILLER = new Set(['tls', 'ssl', 'certificates', 'certs', 'certificate']);
const BETWEEN = new Set([
  'of',
  'these',
  'them',
  'those',
  'which',
  'are',
  'were',
  'tls',
  'ssl',
  'x',
  '\u00d7',
]);
