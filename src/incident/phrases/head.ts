import type { Token } from '../tokens/token.ts';
import { typeOfWord } from '../tokens/validation-type.ts';
import type { Phrase } from './phrase.ts';
import {
  BREAKERS,
  CERTIFICATE,
  CERTIFICATES,
  INTERMEDIATES,
  NOT_COUNTED_AFTER,
  OTHER_THINGS,
  PRECERTIFICATES,
} from './vocabulary.ts';

/** The noun of a phrase, with the words in front of it. */
export interface Head {
  readonly head: Phrase['head'];
  readonly modifiers: readonly string[];
  readonly isSingular: boolean;
  readonly next: number;
}

/** Words up to a noun for certificates; `undefined` when something else is meant. */
export function readHead(
  tokens: readonly Token[],
  at: number,
  count: number | undefined,
): Head | undefined {
  const modifiers: string[] = [];
  for (let next = at; next < tokens.length && next - at <= MAX_MODIFIERS; next++) {
    const { word, kind } = tokens[next]!;
    const following = tokens[next + 1]?.word ?? '';
    if (PRECERTIFICATES.has(word)) {
      return { head: 'precertificate', modifiers, isSingular: !word.endsWith('s'), next: next + 1 };
    }
    if (word === 'pre' && (following === 'certificates' || following === 'certs')) {
      return { head: 'precertificate', modifiers, isSingular: false, next: next + 2 };
    }
    if (INTERMEDIATES.has(word)) {
      return { head: 'intermediate', modifiers, isSingular: false, next: next + 1 };
    }
    if (word === 'serial' && following === 'numbers') {
      return { head: 'serial-number', modifiers, isSingular: false, next: next + 2 };
    }
    if (CERTIFICATES.has(word)) {
      if (word === 'finals') modifiers.push('final');
      return { head: headOf(modifiers), modifiers, isSingular: false, next: next + 1 };
    }
    if (CERTIFICATE.has(word) && !NOT_COUNTED_AFTER.has(following)) {
      // "certificate(s)"
      if (following === '(' && tokens[next + 2]?.word === 's') {
        return { head: headOf(modifiers), modifiers, isSingular: false, next: next + 4 };
      }
      const isPlural = count !== undefined && count !== 1;
      if (isPlural && !BREAKERS.has(following) && following !== '' && /\w/.test(following)) {
        return undefined;
      }
      return { head: headOf(modifiers), modifiers, isSingular: !isPlural, next: next + 1 };
    }
    if (kind === 'mark' && !(count === undefined ? PLAIN_MARKS : INNER_MARKS).has(word))
      return undefined;
    if (kind === 'word' && (BREAKERS.has(word) || OTHER_THINGS.has(word))) return undefined;
    if (kind !== 'mark' && kind !== 'word') return undefined;
    // "the attached file lists all affected certificates"
    if (word === 'all' && modifiers.length > 0) return undefined;
    if (kind === 'word') modifiers.push(word);
  }
  return undefined;
}

/** The validation types among the words, each once. */
export function typesOf(modifiers: readonly string[]): string[] {
  // "S/MIME organization-validated" is one type (S/MIME BRs §7.1.6.1)
  const isMail = modifiers.some((word) => typeOfWord(word) === 'S/MIME');
  const types = modifiers
    .filter((word) => !isMail || !word.endsWith('-validated'))
    .map(typeOfWord)
    .filter((type) => type !== undefined);
  return Array.from(new Set(types));
}

/** More words than this between a number and its noun are another clause. */
const MAX_MODIFIERS = 14;

function headOf(modifiers: readonly string[]): Phrase['head'] {
  return modifiers.some((word) => CA_WORDS.has(word)) ? 'intermediate' : 'certificate';
}

const CA_WORDS: ReadonlySet<string> = new Set(
  'intermediate ca sub-ca subca subordinate root roots cross cross-certified issuing icas ica'.split(
    ' ',
  ),
);
/** "During this time, certificates were issued": no phrase without a number goes across a comma. */
const PLAIN_MARKS: ReadonlySet<string> = new Set(['/', '"', "'", '-', '&']);
const INNER_MARKS: ReadonlySet<string> = new Set([',', '/', '"', "'", '-', '&', '(', ')']);
