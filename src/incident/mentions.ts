/** What a report says anywhere, whatever of. */
import type { Mentions } from './claim.ts';
import type { Statement } from './draft.ts';
import { type Element, isPhrase } from './phrases/phrase.ts';
import { isDenied } from './kinds/grammar.ts';
import { formatDate, otherReading, type WrittenDate } from './tokens/date.ts';
import { typeOfWord } from './tokens/validation-type.ts';

export function readMentions(statements: readonly Statement[]): Mentions {
  const numbers = new Set<number>();
  const days = new Set<string>();
  const types = new Set<string>();
  for (const { sentence } of statements) {
    for (const [at, element] of sentence.elements.entries()) {
      for (const number of numbersOf(element, sentence.elements[at + 1])) numbers.add(number);
      const type = isPhrase(element) ? undefined : typeOfWord(element.word);
      const named = isPhrase(element) ? element.types : type === undefined ? [] : [type];
      if (named.length > 0 && !isDenied(sentence, at)) for (const each of named) types.add(each);
      if (!isPhrase(element)) {
        if (element.date !== undefined) for (const day of daysOf(element.date)) days.add(day);
      }
    }
  }
  return { numbers, days, types };
}

function numbersOf(element: Element, next: Element | undefined): number[] {
  if (isPhrase(element)) {
    return [element.count, element.whole].filter((number) => number !== undefined);
  }
  const { number = 0 } = element;
  return number < LARGE || isOfThings(next) ? [] : [number];
}

/** "22 hits", "30 days": of what is no certificate. */
function isOfThings(next: Element | undefined): boolean {
  if (next === undefined || isPhrase(next) || next.kind !== 'word') return false;
  return (
    /^\p{L}/u.test(next.word) && !NO_THINGS.test(next.word) && typeOfWord(next.word) === undefined
  );
}

/** What may follow a number of certificates that are named before. */
const NO_THINGS =
  /^(?:of|in|on|at|by|for|from|as|to|and|or|with|which|that|who|was|were|are|is|has|have|had|been|be|more|altogether|overall|affected|impacted|misissued|problematic|unique|distinct|different|revoked|expired|valid|unexpired|remain|remained|remaining|still|not|instead|rather|but|certs?|certificates?|precertificates?)$/;

/** Smaller numbers stand everywhere: of steps, of days, of people. */
const LARGE = 20;

function daysOf(date: WrittenDate): string[] {
  if (date.month === undefined || date.year === undefined) return [];
  const other = otherReading(date);
  return [date, ...(other === undefined ? [] : [other])].flatMap((each) => {
    const iso = formatDate(each);
    return [iso.slice(0, ISO_MONTH), iso.slice(0, ISO_DAY)];
  });
}

const ISO_MONTH = '2026-11'.length;
const ISO_DAY = '2026-11-21'.length;
