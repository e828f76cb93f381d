import { joinDates } from '../tokens/joined-dates.ts';
import type { WrittenDate } from '../tokens/date.ts';
import type { Token } from '../tokens/token.ts';
import { findPhrases } from './find-phrases.ts';
import { type Element, isPhrase } from './phrase.ts';
import { joinWords } from './joined-words.ts';
import { joinNumbers } from './spelled-numbers.ts';

/**
 * A sentence in a form that cues are written for: its words in lower case with a space around each,
 * phrases about certificates as `NP`, `ALL`, …, numbers as `#`, dates as `@`.
 */
export interface Sentence {
  readonly form: string;
  readonly elements: readonly Element[];
  /** Where in `form` each element begins. */
  readonly places: readonly number[];
}

/** A part of a sentence, by its elements; `end` is exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Longer "sentences" are cut: every cue is tried on a bounded text, however hostile. */
const MAX_ELEMENTS = 300;

/** The sentences of a passage. */
export function readSentences(text: string, tokens: readonly Token[]): Sentence[] {
  const sentences: Sentence[] = [];
  let start = 0;
  for (let at = 0; at <= tokens.length; at++) {
    const isEnd = at === tokens.length || at - start >= MAX_ELEMENTS;
    if (!isEnd && !endsSentence(text, tokens, at)) continue;
    const words = joinNumbers(joinWords(tokens.slice(start, at)));
    if (words.length > 0) sentences.push(makeSentence(findPhrases(joinDates(words))));
    start = isEnd && at < tokens.length ? at : at + 1;
  }
  return sentences;
}

function makeSentence(elements: readonly Element[]): Sentence {
  const places: number[] = [];
  let form = ' ';
  for (const element of elements) {
    places.push(form.length);
    form += `${wordOf(element)} `;
  }
  return { form, elements, places };
}

function wordOf(element: Element): string {
  if (isPhrase(element)) return element.form;
  switch (element.kind) {
    case 'number':
      return '#';
    case 'oid':
      return '%oid';
    case 'url':
      return '%url';
    case 'word':
    case 'date':
    case 'time':
    case 'mark':
      return element.word;
  }
}

/** The elements that a stretch of the form covers. */
export function spanOf(sentence: Sentence, start: number, end: number): Span {
  return { from: lowerBound(sentence.places, start), to: lowerBound(sentence.places, end) };
}

/** The dates within a part of a sentence. */
export function datesIn({ elements }: Sentence, { from, to }: Span): WrittenDate[] {
  return elements
    .slice(from, to)
    .flatMap((element) => (isPhrase(element) ? [] : (element.date ?? [])));
}

/** All places where a cue stands; it must be global. */
export function* matchesOf(sentence: Sentence, cue: RegExp): Generator<RegExpExecArray> {
  cue.lastIndex = 0;
  for (let match = cue.exec(sentence.form); match !== null; match = cue.exec(sentence.form)) {
    yield match;
    // cues share the space between words, and may overlap
    cue.lastIndex = match.index + 1;
  }
}

function lowerBound(places: readonly number[], value: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (places[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function endsSentence(text: string, tokens: readonly Token[], at: number): boolean {
  const { word, start, end } = tokens[at]!;
  if (word === '!' || word === '?') return true;
  if (word !== '.') return false;
  const next = tokens[at + 1];
  const previous = tokens[at - 1];
  if (previous?.end === start && ABBREVIATIONS.has(previous.word)) {
    // "ca. 100", and not "of this CA. 4 …"
    if (text.slice(previous.start, start) !== 'CA') return false;
  }
  return next === undefined || next.start > end || /\p{Lu}/u.test(text[next.start]!);
}

const ABBREVIATIONS: ReadonlySet<string> = new Set(
  'approx ca e.g i.e e g i no nr vs inc ltd etc cf sec mr ms dr st resp incl max min fig'.split(
    ' ',
  ),
);
