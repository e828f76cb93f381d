import type { Element } from './phrase.ts';
import { DEFINITE, type QualifierPhrase, QUALIFIERS } from './vocabulary.ts';

/** What stands before a number and belongs to it. */
export interface Front {
  /** Elements. */
  readonly length: number;
  readonly start: number | undefined;
  /** The word before all that. */
  readonly previous: string;
  readonly qualifier: string | null;
  readonly isDefinite: boolean;
  readonly modifiers: readonly string[];
}

/** Reads it from the end of what was found so far. */
export function readFront(before: readonly Element[]): Front {
  const wordAt = (back: number): string => {
    const element = before[before.length - back];
    return element === undefined || element.kind === 'phrase' ? '' : element.word;
  };
  const modifiers: string[] = [];
  const phrase = qualifierPhrase(before, before.length);
  const qualifier = phrase?.qualifier ?? null;
  let length = phrase?.words.length ?? 0;
  while (FRONT_ADJECTIVES.has(wordAt(length + 1)) && !SUBJECTS.has(wordAt(length + 2))) {
    modifiers.push(wordAt(++length));
  }
  const determiner = wordAt(length + 1);
  const isNew = modifiers.some((word) => NEW.has(word));
  const isDefinite = !isNew && (DEFINITE.has(determiner) || modifiers.includes('remaining'));
  if (isDefinite && DEFINITE.has(determiner)) length++;
  const first = before[before.length - length];
  return {
    length,
    start: length === 0 ? undefined : first?.start,
    previous: wordAt(length + 1),
    qualifier,
    isDefinite,
    modifiers,
  };
}

/** "approximately", "at least" and the like in front of a number. */
export function qualifierBefore(elements: readonly Element[], at: number): string | null {
  return qualifierPhrase(elements, at)?.qualifier ?? null;
}

/** What stands before a number, or behind it ("60+", "60 or more"). */
export function qualifierOf(elements: readonly Element[], at: number): string | null {
  return qualifierBehind(elements, at) ?? qualifierBefore(elements, at);
}

function qualifierBehind(elements: readonly Element[], at: number): string | null {
  const [number, next, last] = elements.slice(at, at + 3);
  if (number === undefined || next === undefined || next.kind === 'phrase') return null;
  const isPlus = next.word === '+' && next.start === number.end;
  const isMore = OR.has(next.word) && last?.kind === 'word' && last.word === 'more';
  return isPlus || isMore ? 'at least' : null;
}

const OR: ReadonlySet<string> = new Set(['or', 'and']);

/** Whether a number is one end of "100 to 150": no exact number, and neither end is claimed. */
export function isRangeEnd(elements: readonly Element[], at: number): boolean {
  const valueAt = (place: number): number | undefined => {
    const element = elements[place];
    return element?.kind === 'phrase' ? element.count : element?.number;
  };
  const joins = (place: number, before: number): boolean => {
    const [element, low, high] = [elements[place], valueAt(place - 1), valueAt(place + 1)];
    if (element === undefined || element.kind === 'phrase') return false;
    if (low === undefined || high === undefined || low >= high) return false;
    if (element.word === 'to' || element.word === 'or') return true;
    if (DASHES.has(element.word)) return elements[place - 1]!.end === element.start;
    const opening = elements[before];
    return element.word === 'and' && opening?.kind === 'word' && opening.word === 'between';
  };
  const openingOf = (low: number): number => {
    let place = low - 1;
    while (
      place > 0 &&
      elements[place]?.kind !== 'phrase' &&
      APPROXIMATE.has((elements[place] as { word: string }).word)
    )
      place--;
    return place;
  };
  return joins(at + 1, openingOf(at)) || joins(at - 1, openingOf(at - 2));
}

const DASHES: ReadonlySet<string> = new Set(['-', '\u2013']);
const APPROXIMATE: ReadonlySet<string> = new Set(['about', 'approximately', 'around', 'roughly']);

function qualifierPhrase(elements: readonly Element[], at: number): QualifierPhrase | undefined {
  const wordAt = (place: number): string => {
    const element = elements[place];
    return element === undefined || element.kind === 'phrase' ? '' : element.word;
  };
  const found = QUALIFIERS.find(({ words }) =>
    words.every((word, index) => wordAt(at - words.length + index) === word),
  );
  return found?.words[0] === 'about' && TOLD.has(wordAt(at - 2)) ? undefined : found;
}

/** "A report about 2 certificates" is about exactly two. */
const TOLD: ReadonlySet<string> = new Set(
  'report reports informed notified email emails e-mail notification is was complaint message'.split(
    ' ',
  ),
);
/** Of those, "additional" makes certificates that were not named before. */
const NEW: ReadonlySet<string> = new Set([
  'additional',
  'further',
  'another',
  'following',
  'only',
  'new',
]);
/** "We misissued 10 certificates": a verb. */
const SUBJECTS: ReadonlySet<string> = new Set([
  'we',
  'have',
  'has',
  'had',
  'it',
  'they',
  'ca',
  'which',
  'that',
  'issue',
  'incident',
]);
const FRONT_ADJECTIVES: ReadonlySet<string> = new Set([
  ...NEW,
  ...['affected', 'impacted', 'misissued', 'remaining', 'above', 'first', 'last', 'original'],
]);
