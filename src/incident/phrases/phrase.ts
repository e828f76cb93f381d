import type { Token } from '../tokens/token.ts';

/**
 * Words about certificates, as one unit of a sentence:
 * - `NP`: so many certificates ("8 EV certificates"); `DEFNP`: so many that were named before ("all 33");
 * - `ALL`, `REST`, `DEF`, `ONE`, `NONE`: without a number: all certificates, all others, the affected
 *   certificates, the affected certificate, no certificates.
 */
export type PhraseForm = 'NP' | 'DEFNP' | 'ALL' | 'REST' | 'DEF' | 'ONE' | 'NONE';

export interface Phrase {
  readonly kind: 'phrase';
  readonly form: PhraseForm;
  /** Of `NP` and `DEFNP`. */
  readonly count: number | undefined;
  readonly qualifier: string | null;
  readonly head: 'certificate' | 'precertificate' | 'intermediate' | 'serial-number';
  /** The words between number and noun, and "additional" before it. */
  readonly modifiers: readonly string[];
  /** Types named within, in order. */
  readonly types: readonly string[];
  /** "13 out of the 90 …": only a part is counted. */
  readonly isPart: boolean;
  /** The 90 thereof. */
  readonly whole: number | undefined;
  readonly isSingular: boolean;
  readonly start: number;
  readonly end: number;
}

/** What a sentence is made of once phrases are found. */
export type Element = Token | Phrase;

export function isPhrase(element: Element | undefined): element is Phrase {
  return element?.kind === 'phrase';
}

export function has(phrase: Phrase, words: ReadonlySet<string>): boolean {
  return phrase.modifiers.some((word) => words.has(word));
}

/** The number of a phrase, or the number that a token is. */
export function countOf(element: Element | undefined): number | undefined {
  return isPhrase(element) ? element.count : element?.number;
}

/** The word of a token; empty for a phrase, and beyond the ends of a sentence. */
export function wordOf(element: Element | undefined): string {
  return element === undefined || isPhrase(element) ? '' : element.word;
}
