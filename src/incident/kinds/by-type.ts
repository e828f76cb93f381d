import { type Draft, draftOf, type Statement } from '../draft.ts';
import { type Element, isPhrase } from '../phrases/phrase.ts';
import { matchesOf, type Sentence, type Span, spanOf } from '../phrases/sentence.ts';
import { LIVE } from '../phrases/vocabulary.ts';
import { isMailType, typeOfWord } from '../tokens/validation-type.ts';
import { PASSIVE } from './grammar.ts';

interface Pair {
  readonly type: string;
  readonly count: number;
  readonly at: number;
  readonly to: number;
}

/**
 * Reads how many certificates there are of each type: "DV: 5036, OV: 34, EV: 9", "4 of these are EV and
 * 64 OV", "3 OV certificates and 2 EV certificates". One type alone is no division.
 */
export function readByType(statement: Statement): Draft[] {
  const found = divisionOf(statement.sentence.elements);
  if (found === undefined || isOfStatus(statement.sentence, found)) return [];
  return [...found, ...otherTypes(statement.sentence)].map(({ type, count, at, to }) =>
    draftOf('count-by-type', { type, count }, statement, at, to, {
      qualifier: type === OTHER_TYPES ? 'of no type that is named' : null,
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
      (_, index) => index >= from && index < to && countAt(elements, index) !== undefined,
    );
    return { type: OTHER_TYPES, count: countAt(elements, at)!, at: from, to };
  });
}

const OTHERS =
  / (?:(?:others?|unknown|none|neither) [:=(\u2013-] #|# (?:others?|of other types|unknown|without (?:a |any )?(?:policy|type)\S*)(?= ))(?= )/g;

/** Where a sentence divides only some of the certificates: "4 OV and 1 IV certificates are unexpired". */
export function dividedStatus({ sentence }: Statement): Span | undefined {
  const found = divisionOf(sentence.elements);
  if (found === undefined || !isOfStatus(sentence, found)) return undefined;
  return { from: found[0]!.at, to: found.at(-1)!.to };
}

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
      !WITHIN.has(wordAt(elements, at - 1)) ||
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
  if (
    within.some(
      (element) => isPhrase(element) && element.modifiers.some((word) => STATUS.has(word)),
    )
  )
    return true;
  return (
    STATUS_AHEAD.test(form.slice(0, places[first.at])) ||
    STATUS_AFTER.test(form.slice((places[last.to] ?? form.length) - 1))
  );
}

const STATUS: ReadonlySet<string> = new Set([
  ...LIVE,
  ...['expired', 'unexpired', 'revoked', 'unrevoked', 'non-revoked', 'remaining'],
]);
const STATE =
  '(?:unexpired|unrevoked|expired|revoked|valid|active|live|still-valid|remaining-valid|unrevoked-unexpired|replaced)';
const STATUS_AHEAD = new RegExp(
  ` ${STATE}(?: (?:certificates|DEF|ALL|of|them|these|are|were|is))*(?: [:(,])? $`,
);
const STATUS_AFTER = new RegExp(
  `^ (?:(?:that|which|certificates|,|\\)) ){0,3}(?:${PASSIVE}|remain |remained )(?:not )?(?:yet )?${STATE} `,
);

function pairs(
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
function typeThenCount(elements: readonly Element[], at: number): Pair | undefined {
  const type = typeAt(elements, at);
  if (type === undefined) return undefined;
  let next = at + 1;
  while (next < at + 4 && FILLER.has(wordAt(elements, next))) next++;
  // "DV 5036, OV 34"
  const isMarked = /^[:(=\u2013-]$/.test(wordAt(elements, next));
  if (!isMarked && next > at + 1) return undefined;
  const place = isMarked ? next + 1 : next;
  const count = countAt(elements, place);
  if (count === undefined || (!isMarked && YEAR.test(wordAt(elements, place)))) return undefined;
  return { type, count, at, to: place + 1 };
}

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
  const count = countAt(elements, at);
  if (count === undefined) return undefined;
  let next = at + 1;
  if (wordAt(elements, next) === '(' && wordAt(elements, next + 2) === ')') next++;
  while (next < at + 6 && BETWEEN.has(wordAt(elements, next))) next++;
  const type = typeAt(elements, next);
  return type === undefined ? undefined : { type, count, at, to: next + 1 };
}

function typeAt(elements: readonly Element[], at: number): string | undefined {
  return typeOfWord(wordAt(elements, at));
}

function countAt(elements: readonly Element[], at: number): number | undefined {
  const element = elements[at];
  return isPhrase(element) ? element.count : element?.number;
}

function wordAt(elements: readonly Element[], at: number): string {
  const element = elements[at];
  return element === undefined || isPhrase(element) ? '' : element.word;
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
