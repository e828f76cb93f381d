import { type Draft, draftOf, type Statement } from '../draft.ts';
import { countOf, type Element, isPhrase, wordOf } from '../phrases/phrase.ts';
import { matchesOf, type Sentence, type Span, spanOf } from '../phrases/sentence.ts';
import { isMailType, typeOfWord } from '../tokens/validation-type.ts';
import { isOfOtherCertificates, wholeOfBrackets } from './division-of.ts';
import { PASSIVE } from './grammar.ts';
import { countThenType, type Pair, pairs, STATUS, typeAt, typeThenCount } from './type-pairs.ts';

/**
 * Reads how many certificates there are of each type: "DV: 5036, OV: 34, EV: 9", "4 of these are EV and
 * 64 OV", "3 OV certificates and 2 EV certificates". One type alone is no division.
 */
export function readByType(statement: Statement): Draft[] {
  const found = divisionOf(statement.sentence.elements);
  if (found === undefined || isOfStatus(statement.sentence, found)) return [];
  if (isOfOtherCertificates(statement.sentence, found)) return [];
  const { elements } = statement.sentence;
  return [...found, ...otherTypes(statement.sentence)].map(({ type, count, at, to, whole }) =>
    draftOf('count-by-type', { type, count }, statement, at, to, {
      qualifier: type === OTHER_TYPES ? 'of no type that is named' : null,
      whole: whole ?? wholeOfBrackets(elements, at),
    }),
  );
}

/** What the counts of "DV: 2, OV: 1, other: 1" leave over. */
export const OTHER_TYPES = 'other';

function otherTypes(sentence: Sentence): Pair[] {
  return Array.from(matchesOf(sentence, OTHERS)).map((match) => {
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const { elements } = sentence;
    const at = elements.findIndex(
      (_, index) => index >= from && index < to && countOf(elements[index]) !== undefined,
    );
    return { type: OTHER_TYPES, count: countOf(elements[at])!, at: from, to };
  });
}

const OTHERS =
  / (?:(?:others?|unknown|none|neither) [:=(\u2013-] #(?! [dioe]v )|# (?:others?|of other types|unknown|without (?:a |any )?(?:policy|type)\S*)(?= ))(?= )/g;

/** Where a sentence divides only some of the certificates: "4 OV and 1 IV certificates are unexpired". */
export function dividedStatus({ sentence }: Statement): Span | undefined {
  const found = divisionOf(sentence.elements);
  if (found === undefined || !isOfStatus(sentence, found)) return undefined;
  return { from: found[0]!.at, to: found.at(-1)!.to };
}

/**
 * The type that a status is told of: "145 DV (14 expired), 21 OV (4 expired)", "DV 145, of which 14 expired".
 * More than there are of the type are of all: "145 DV and 5 EV (19 expired)".
 */
export function typeOfStatus({ elements }: Sentence, at: number): string | undefined {
  let end = at;
  while (end > 0 && AHEAD_OF_STATUS.has(wordOf(elements[end - 1]))) end--;
  if (wordOf(elements[end]) === '(' && countOf(elements[end - 2]) === undefined) {
    const type = typeAt(elements, end - 1);
    if (type !== undefined) return type;
  }
  const isInBrackets = wordOf(elements[end - 1]) === ')';
  const line = typeThenCount(elements, wordOf(elements[0]) === '\u2022' ? 1 : 0);
  const told = divisionOf(elements) ?? (line === undefined ? [] : [line]);
  const pair = told.find(({ to }) => to === end || (isInBrackets && to === end - 1));
  return pair !== undefined && countOf(elements[at])! <= pair.count ? pair.type : undefined;
}

/** What stands between the number of a type and what became of them. */
const AHEAD_OF_STATUS: ReadonlySet<string> = new Set([
  ...['(', ',', 'of', 'which', 'these', 'them', 'those', 'thereof', 'including', 'incl', 'with'],
]);

/** Whether a number is that of one type of several. */
export function isOfDivision(elements: readonly Element[], at: number): boolean {
  return divisionOf(elements)?.some((pair) => at >= pair.at && at < pair.to) === true;
}

function divisionOf(elements: readonly Element[]): readonly Pair[] | undefined {
  const before = pairs(elements, typeThenCount);
  const behind = pairs(elements, countThenType);
  const all = withoutMail(elements, before.length >= behind.length ? before : behind);
  const found = all.filter(
    ({ type, at }, index) =>
      !WITHIN.has(wordOf(elements[at - 1])) ||
      !all.slice(0, index).some((other) => other.type === type),
  );
  const types = new Set(found.map(({ type }) => type));
  // "12 code signing certificates, 3 of them EV": the 12 are the whole
  if (types.size === 2 && types.has('code signing') && types.has('EV')) return undefined;
  return types.size < 2 ? undefined : found;
}

/** "15 EV (of which 5 EV were …)": those are among them. */
const WITHIN = new Set(['which', 'these', 'those', 'them', 'including', 'thereof']);

/** "S/MIME (Organization-validated: 14)": of mail, "organization-validated" is no OV. */
function withoutMail(elements: readonly Element[], found: readonly Pair[]): readonly Pair[] {
  if (!isOfMail(elements)) return found;
  return found.filter(({ at, to }) =>
    elements.slice(at, to).every((element) => isPhrase(element) || !isMailType(element.word)),
  );
}

/** Whether a sentence is about S/MIME, or names a type that only S/MIME has. */
export function isOfMail(elements: readonly Element[]): boolean {
  return elements.some((element) =>
    isPhrase(element)
      ? element.types.includes('S/MIME')
      : MAIL.has(element.word) || typeOfWord(element.word) === 'S/MIME',
  );
}

const MAIL: ReadonlySet<string> = new Set(
  'mailbox mailbox-validated sponsor sponsor-validated'.split(' '),
);

/** Whether behind a type stands that there is none: `EV (0)`. */
export function isZero(elements: readonly Element[], at: number): boolean {
  return typeThenCount(elements, at)?.count === 0 || countThenType(elements, at - 1)?.count === 0;
}

/** "4 OV and 1 IV certificates are unexpired" divides those, not all. */
function isOfStatus({ form, elements, places }: Sentence, found: readonly Pair[]): boolean {
  const first = found[0]!;
  const last = found.at(-1)!;
  const within = elements.slice(first.at, last.to);
  return (
    within.some(
      (element) => isPhrase(element) && element.modifiers.some((word) => STATUS.has(word)),
    ) ||
    STATUS_AHEAD.test(form.slice(0, places[first.at])) ||
    STATUS_AFTER.test(form.slice((places[last.to] ?? form.length) - 1))
  );
}

const STATE =
  '(?:unexpired|unrevoked|expired|revoked|valid|active|live|still-valid|remaining-valid|unrevoked-unexpired|replaced)';
const STATUS_AHEAD = new RegExp(
  ` (?:${STATE}(?: (?:certificates|DEF|ALL|of|them|these|are|were|is|yet))*(?: [:(,])?|(?:revoke|revoking|replace|replacing|reissue|reissuing)(?: the| these| those| of)*) $`,
);
const STATUS_AFTER = new RegExp(
  `^ (?:, which (?:[^\\s,;]+ ){1,12}, )?(?:(?:that|which|certificates|,|\\)) ){0,3}(?:${PASSIVE}|remain |remained )(?:not )?(?:yet )?${STATE} `,
);
