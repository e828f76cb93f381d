/** The values of the template's fields that are numbers of certificates (IRG 3.x §Impact). */
import type { ClaimKind } from '../claim.ts';
import { type Draft, draftOf, type Statement } from '../draft.ts';
import { isRangeEnd, qualifierOf } from '../phrases/front.ts';
import { type Element, isPhrase } from '../phrases/phrase.ts';
import { matchesOf, type Sentence, spanOf } from '../phrases/sentence.ts';
import { NUMBERED } from '../phrases/vocabulary.ts';
import { isOfDivision, readByType } from './by-type.ts';
import { cue, PASSIVE } from './grammar.ts';
import { readStatuses } from './statuses.ts';
import { readTypeLines } from './type-lists.ts';

/** The first number is the claim, what follows is context (BZ 1994454: "150 … by a total of 68 …"). */
export function readNumberField(kind: ClaimKind, statements: readonly Statement[]): Draft[] {
  const drafts: Draft[] = [];
  const divided = isDivided(statements);
  let isOpen = false;
  for (const statement of statements) {
    const { elements, form } = statement.sentence;
    const isPart = divided && !SUM_LINE.test(form);
    if (!isPart && !isOpen && !drafts.some((draft) => draft.kind === kind)) {
      const at = placeOfNumber(kind, statement);
      // "100 to 150", or "18 OV and 12 IV": none of them is the number
      isOpen = at === NONE_OF_THEM;
      const element = elements[at];
      if (element !== undefined) {
        const qualifier = isPhrase(element) ? element.qualifier : qualifierOf(elements, at);
        drafts.push(draftOf(kind, countOf(element)!, statement, at, at + 1, { qualifier }));
      }
    }
    if (kind === 'total') drafts.push(...readByType(statement));
    drafts.push(...readPreAndLeaf(statement));
    drafts.push(
      ...readStatuses(statement).filter(
        (draft) =>
          draft.kind === 'expired' ||
          draft.kind === 'not-revoked' ||
          (draft.kind === 'remaining-valid' && kind === 'total' && draft.qualifier === null) ||
          (draft.kind === 'revoked' && draft.qualifier === null),
      ),
    );
  }
  return [...drafts, ...readTypeLines(statements)];
}

/** The place of the number that a value stands by; -1 where it has none. */
function placeOfNumber(kind: ClaimKind, { sentence }: Statement): number {
  const { elements } = sentence;
  const corrected = placeBehind(sentence, CORRECTED) ?? placeBehind(sentence, SUM_BEHIND_PARTS);
  if (corrected !== undefined) return corrected;
  if (LABELLED_PARTS.test(sentence.form)) return NONE_OF_THEM;
  if (SUPERSEDED.test(sentence.form)) return -1;
  for (const [at, element] of elements.entries()) {
    if (countOf(element) === undefined || isNumbered(elements, at)) continue;
    if (kind !== 'total' && isWhole(sentence, at)) return placeBehind(sentence, REMAIN) ?? -1;
    return isRangeEnd(elements, at) || isOfDivision(elements, at) ? NONE_OF_THEM : at;
  }
  return -1;
}

const NONE_OF_THEM = -2;

function countOf(element: Element): number | undefined {
  if (isPhrase(element)) return element.form === 'NONE' ? 0 : element.count;
  return NONE.has(element.word) ? 0 : element.number;
}

const NONE: ReadonlySet<string> = new Set(['none', 'nil', 'no']);

/** "See appendix 1: 66 certificates": the first is the name of an appendix. */
function isNumbered(elements: readonly Element[], at: number): boolean {
  const previous = elements[at - 1];
  return previous !== undefined && !isPhrase(previous) && NUMBERED.has(previous.word);
}

/** "Of 41 certificates, 37 have expired": the 41 are not the number that is asked for. */
function isWhole({ form, places }: Sentence, at: number): boolean {
  return / (?:of|among) $/.test(form.slice(0, places[at])) && OTHERS_FOLLOW.test(form);
}

const OTHERS_FOLLOW =
  / (?:of|among) (?:#|NP|DEFNP) (?:\S+ ){0,6}?(?:, )?(?:\S+ ){0,3}?(?:#|NP|none|no|NONE) /;
const REMAIN =
  / (?:#|NP|none)(?= (?:(?:of (?:them|these|those)|are|is|certificates|still|remain|remains|remained|currently) )*(?:remain|remains|remaining|still-valid|valid|active|unexpired) )/;

/** The place of the last number that a cue covers. */
function placeBehind(sentence: Sentence, pattern: RegExp): number | undefined {
  const match = pattern.exec(sentence.form);
  if (match === null) return undefined;
  const { to } = spanOf(sentence, match.index, match.index + match[0].length);
  return to - 1;
}

/** "38 \u2192 41", "was 62, is now 66", "not 38 as first reported, but 41", "originally 38, now 41". */
const CORRECTED =
  /(?:^ |[:;,(] )(?:\S+ ){0,4}?(?:(?:#|NP) (?:(?:\u2192|\u21d2|- >|= >) (?:#|NP) ){0,5}(?:\u2192|\u21d2|- >|= >)|(?:was|were|not|originally|initially|previously|formerly|earlier|estimated|first) (?:\S+ ){0,4}?(?:#|NP) (?:\S+ ){0,6}?(?:is now|are now|now|but|is|are|corrected to|updated to|revised to|actually|actual|final)) (?:(?:is|are|now|in|fact|actually|number|the|correct|:|corrected|to) ){0,3}(?:#|NP)(?= )/;
/** "Originally reported: 62." */
const SUPERSEDED =
  /^ (?:(?:originally|initially|previously|formerly|earlier) (?:\S+ ){0,3}?|not (?:only )?)(?:#|NP) /;
/** "62 + 4 = 66", "DV 16, OV 10, total 26", "3 in 2023 and 63 in 2024, 66 altogether". */
const SUM_BEHIND_PARTS =
  /(?:^| )(?:#|NP) (?:\S+ ){0,60}?(?:(?:=|[,;:(] (?:and )?(?:total|sum|altogether|overall|together|in total|in all)) (?:(?:of|is|:|=|-|\u2013) ){0,2}(?:#(?= (?:[.,;)] |$|certificates ))|NP(?= ))|[,;:=] (?:and )?(?:#|NP)(?= (?:altogether|in total|in all|overall|together|total) ))/;
/** "R3: 16; GlobalSign: 10", "DV 16, OV 10": parts without their sum. */
const LABELLED_PARTS =
  /^ (?:(?!(?:total|number|count|sum|certificates|@|and) )[^\s#:;,()]+ ){1,6}(?:[:=\u2013-] )?(?:#|NP) (?:\( [^()]{1,60}\) )?[;,] (?:(?!(?:of|which|total|sum|with|including) )[^\s#:;,()]+ ){1,6}(?:[:=\u2013-] )?(?:#|NP) /;

/** A list below the label, a line for each type, issuer or the like: none of them is all. */
function isDivided(statements: readonly Statement[]): boolean {
  if (/^ (?:#|NP|DEFNP) $/.test(statements[0]?.sentence.form ?? '')) return false;
  const parts = statements.filter(({ sentence }) => PART_LINE.test(sentence.form));
  return new Set(parts.map(({ passage }) => passage)).size >= 2;
}

/** Whether a line tells of one type, issuer or the like: "DV: 16 (first issued 2020-12-01)". */
export function isPartLine({ sentence }: Statement): boolean {
  if (TYPE_LINE.test(sentence.form)) return true;
  return (
    PART_LINE.test(sentence.form) && !SUM_LINE.test(sentence.form) && !OF_ALL.test(sentence.form)
  );
}

/** "DV certificates: first issued 2020-12-01". */
const TYPE_LINE =
  /^ (?:\u2022 )?(?:[dioe]v|s\/mime|smime|code-signing) (?:(?:tls|ssl) )?(?:certificates )?[:(\u2013-] /;
const OF_ALL =
  /^ (?:\S+ )*?(?:impacted|affected|misissued|issued|valid|still-valid|remaining-valid|active|expired|revoked|remaining|number|count|issue|problem|incident|case|batch|bug|certificates|certs|first|last|earliest|latest|impact|scope|#) [^#]*[:=] /;
const PART_LINE = /^ (?:(?!# |NP )\S+ ){1,12}[:=\u2013-] (?:#|NP) /;
const SUM_LINE =
  /^ (?:\u2022 )?(?:(?:grand|overall) )?(?:total|sum|all|overall|altogether|together) [:=\u2013-] /;

/** "8 (4 pre and 4 leaf)". */
export function readPreAndLeaf(statement: Statement): Draft[] {
  const { elements, form, places } = statement.sentence;
  const drafts: Draft[] = [];
  for (const match of matchesOf(statement.sentence, MADE_FINAL)) {
    const { from, to } = spanOf(statement.sentence, match.index, match.index + match[0].length);
    const number = elements
      .slice(from, to)
      .find((element) => !isPhrase(element) && element.number !== undefined);
    if (number === undefined || isPhrase(number)) continue;
    drafts.push(draftOf('finals', number.number!, statement, from, to));
  }
  for (const [at, element] of elements.entries()) {
    if (isPhrase(element) && isInBrackets(form, places[at]!)) {
      drafts.push(...readBracketed(statement, at));
    }
    if (isPhrase(element) || element.number === undefined) continue;
    const next = elements[at + 1];
    const word = next === undefined || isPhrase(next) ? '' : next.word;
    const kind = PRE_AND_LEAF.get(word);
    if (kind !== undefined) drafts.push(draftOf(kind, element.number, statement, at, at + 2));
    else if (ARE_PRE.test(form.slice((places[at] ?? 0) + 2))) {
      drafts.push(draftOf('precertificates', element.number, statement, at, at + 5));
    }
  }
  return drafts;
}

/** "For 52 of these the corresponding certificate was issued": precertificates became certificates. */
const MADE_FINAL = cue(
  ` (?:for # of (?:them|these|those|which) ,? ?(?:(?:a|an|the|corresponding|final|actual) )*(?:ONE|DEF|certificates?) ${PASSIVE}(?:issued|delivered|signed|generated|produced)|# of (?:them|these|those|which) (?:resulted in|became|led to|turned into|were followed by) (?:(?:a|an|the|corresponding|actual|full) )*(?:final|leaf|certificates?|ONE|DEF))(?= (?!authorit))`,
);

/** "17 (9 precertificates and 8 certificates)". */
function readBracketed(statement: Statement, at: number): Draft[] {
  const [phrase, , other] = statement.sentence.elements.slice(at, at + 3);
  if (!isPhrase(phrase) || !isPhrase(other) || phrase.head === other.head) return [];
  return [phrase, other].flatMap((one) => {
    if (one.count === undefined || one.types.length > 0) return [];
    const kind = KIND_OF_HEAD.get(one.head);
    return kind === undefined ? [] : [draftOf(kind, one.count, statement, at, at + 3)];
  });
}

const KIND_OF_HEAD: ReadonlyMap<string, ClaimKind> = new Map([
  ['precertificate', 'precertificates'],
  ['certificate', 'finals'],
]);

function isInBrackets(form: string, place: number): boolean {
  return / (?:#|NP|DEFNP) \( $/.test(form.slice(Math.max(0, place - 9), place));
}

/** "Two of them are precertificates". */
const ARE_PRE =
  /^(?:of (?:them|these|those|which) )?(?:are|were|is|was) (?:only )?(?:precertificates?|pre-certificates?|precerts?|pre-certs?)\b/;

const PRE_AND_LEAF: ReadonlyMap<string, ClaimKind> = new Map([
  ['pre', 'precertificates'],
  ['precert', 'precertificates'],
  ['leaf', 'finals'],
  ['final', 'finals'],
]);
