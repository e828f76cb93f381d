/**
 * Sentences about a model, before it is known where they will stand. Own words are plain strings;
 * everything else says what it is, and each target writes it in its own way.
 */
import { formatCount } from '../impact/count.ts';

export { formatCount };

/** Our own words, or something that the target must treat with care. */
export type Piece = string | Foreign | ForPerson;

/** Text of a stranger: `quoted` is to be read letter by letter (a name), `words` as language. */
export interface Foreign {
  readonly kind: 'quoted' | 'words';
  readonly text: string;
}

/** What only a person at the CA can say. */
export interface ForPerson {
  readonly kind: 'for-person';
  readonly task: string;
}

export type Sentence = readonly Piece[];

/** What every field left to a person is marked with, in every format: to be searched for. */
export const PERSON_MARK = 'to be completed by the CA';

/** Builds a sentence: numbers get their thousands commas, sentences are taken in. */
export function say(
  strings: TemplateStringsArray,
  ...values: readonly (Piece | Sentence | number)[]
): Sentence {
  return strings.flatMap((string, index): Piece[] => {
    const value = values[index];
    if (value === undefined) return [string];
    if (typeof value === 'number') return [string, formatCount(value)];
    if (isSentence(value)) return [string, ...value];
    return [string, value];
  });
}

export function quoted(text: string): Foreign {
  return { kind: 'quoted', text };
}

export function words(text: string): Foreign {
  return { kind: 'words', text };
}

export function forPerson(task: string): ForPerson {
  return { kind: 'for-person', task };
}

/** "a", "a and b", "a, b and c". */
export function enumerate(items: readonly (Piece | Sentence)[]): Sentence {
  return items.flatMap((item, index): Piece[] => {
    const separator = index === 0 ? '' : index === items.length - 1 ? ' and ' : ', ';
    return isSentence(item) ? [separator, ...item] : [separator, item];
  });
}

/** Sentences one after the other, a space between. */
export function paragraph(sentences: readonly Sentence[]): Sentence {
  return sentences.flatMap((sentence, index) => (index === 0 ? sentence : [' ', ...sentence]));
}

/** "1 certificate", "5,079 certificates". */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`;
}

/** `2025-03-01T00:00:00Z` as `2025-03-01 00:00:00 UTC`: the IRG wants UTC, and says so. */
export function formatInstant(instant: string): string {
  return instant.replace('T', ' ').replace(/Z$/, ' UTC');
}

function isSentence(value: Piece | Sentence): value is Sentence {
  return Array.isArray(value);
}
