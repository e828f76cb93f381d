/** Which certificates a division by type is of: those of the incident, a part of them, or others. */
import { countOf, type Element, isPhrase, wordOf } from '../phrases/phrase.ts';
import type { Sentence } from '../phrases/sentence.ts';
import { isOfOtherIncident } from './grammar.ts';

/** The number that the brackets around a place stand behind: "152 are not expired yet (131 DV, 21 OV)". */
export function wholeOfBrackets(elements: readonly Element[], at: number): number | undefined {
  const open = elements.slice(0, at).findLastIndex((element) => BRACKETS.test(wordOf(element)));
  if (wordOf(elements[open]) !== '(') return undefined;
  for (let back = open - 1; back >= 0 && !CLAUSE_END.test(wordOf(elements[back])); back--) {
    const element = elements[back]!;
    const count = countOf(element);
    // "Amazon RSA 2048 M02 (25 DV)", where the count stands before the name
    if (count !== undefined && !isInName(elements, back)) return count;
  }
  return undefined;
}

/** Whether the words around a division tell of what is issued every day, or of another incident. */
export function isOfOtherCertificates(
  { form, places }: Sentence,
  found: readonly { readonly at: number; readonly to: number }[],
): boolean {
  const before = form.slice(0, places[found[0]!.at]);
  const behind = form.slice((places[found.at(-1)!.to] ?? form.length) - 1);
  return isOfOtherIncident(before) || RATE_AHEAD.test(before) || RATE_BEHIND.test(behind);
}

const BRACKETS = /^[()]$/;
const CLAUSE_END = /^[,;:.()]$/;

/** "RSA 2048 M02": between two words of a name. */
function isInName(elements: readonly Element[], at: number): boolean {
  const previous = elements[at - 1];
  return (
    !isPhrase(elements[at]) && /^(?:rsa|ecc|ecdsa|sha|tls|ca|class|g|r)$/.test(wordOf(previous))
  );
}

/** "Each week we issue …". */
const PERIOD = '(?:hour|day|week|month|quarter|year)';
const RATE_AHEAD = new RegExp(
  ` (?:(?:each|every|per|a) ${PERIOD}|hourly|daily|weekly|monthly|usually|normally|typically|on average) (?:(?!; )\\S+ ){0,12}$`,
);
const RATE_BEHIND = new RegExp(
  `^ (?:(?!; |, )\\S+ ){0,6}(?:(?:each|every|per|a) ${PERIOD}|hourly|daily|weekly|monthly|on average) `,
);
