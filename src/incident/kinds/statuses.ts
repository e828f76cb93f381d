import { ALL, type Draft, draftOf, ONLY, type Statement } from '../draft.ts';
import { qualifierBefore } from '../phrases/front.ts';
import { isPhrase, type Phrase, wordOf } from '../phrases/phrase.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { typeOfStatus } from './by-type.ts';
import { isOfOthers } from './count-evidence.ts';
import { REMAINDER, STATUS_ALONE, type StatusCue } from './status-cues.ts';
import { ALL_ARE, ALL_REVOKED, NONE_ARE, NONE_VALID } from './status-of-all-cues.ts';

/** Reads "all were revoked", "either expired or revoked", "3 revoked", "(with 1 expired)". */
export function readStatuses(statement: Statement): Draft[] {
  return [
    ...readAlone(statement),
    ...readRemainder(statement),
    ...readAll(statement),
    ...readNoneValid(statement),
    ...readNoneAre(statement),
  ];
}

function readAlone(statement: Statement): Draft[] {
  const { sentence } = statement;
  const drafts: Draft[] = [];
  for (const { kind, pattern } of STATUS_ALONE) {
    for (const match of matchesOf(sentence, pattern)) {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      const number = sentence.elements
        .slice(from, to)
        .find((element) => !isPhrase(element) && element.number !== undefined);
      if (number === undefined || isPhrase(number)) continue;
      if (/ of (?:them|these|those|which) /.test(match[0]) && isOfLookedAt(statement, from))
        continue;
      const at = sentence.elements.indexOf(number);
      const scope = typeOfStatus(sentence, at);
      const qualifiers = [qualifierBefore(sentence.elements, at), scope].filter(Boolean);
      const qualifier = qualifiers.join(', ') || null;
      drafts.push(draftOf(kind, number.number!, statement, from, to, { qualifier }));
    }
  }
  return drafts;
}

/** "10 certificates examined, 6 of them expired": those are of what was examined. */
function isOfLookedAt(statement: Statement, before: number): boolean {
  const { elements, form, places } = statement.sentence;
  const at = elements.slice(0, before + 1).findLastIndex(isPhrase);
  const phrase = elements[at];
  if (!isPhrase(phrase) || phrase.count === undefined) return false;
  const behind = form.slice((places[at] ?? 0) + phrase.form.length);
  return isOfOthers({ statement, phrase, before: form.slice(0, places[at]), behind });
}

/** "38 were revoked in time, i.e. 553 were not": what is left after those that were revoked. */
function readRemainder(statement: Statement): Draft[] {
  const { sentence } = statement;
  for (const match of matchesOf(sentence, REMAINDER)) {
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const left = sentence.elements[to - 1];
    const count = isPhrase(left) ? left.count : left?.number;
    if (count === undefined) continue;
    const qualifier = isPhrase(left) ? left.qualifier : qualifierBefore(sentence.elements, to - 1);
    return [draftOf('not-revoked', count, statement, from, to, { qualifier })];
  }
  return [];
}

/** "Not all of these", "none of them", "once they are". */
const NOT_ALL =
  / (?:not|if|once|until|after|before|when|unless|ensure|ensures|ensuring|verify|confirm|process|procedure|some of|most of|part of|many of|% of|percent of|half of|majority of|portion of|none of|one of|neither of)(?: that)? (?:\S+ ){0,2}$/;

function readAll(statement: Statement): Draft[] {
  const revoked = ALL_REVOKED.map((pattern) => ({ kind: 'revoked' as const, pattern }));
  return [revoked, ...ALL_ARE.map((one) => [one])].flatMap((cues) => readAllOf(cues, statement));
}

function readAllOf(cues: readonly StatusCue[], statement: Statement): Draft[] {
  const { sentence } = statement;
  for (const { kind, pattern } of cues) {
    for (const match of matchesOf(sentence, pattern)) {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      // "not all of these", "some of these"
      if (NOT_ALL.test(sentence.form.slice(0, match.index + 1))) {
        continue;
      }
      // "have been revoked or have expired" is neither
      if (kind === 'expired' && / revoked |^ all of which /.test(match[0])) continue;
      if (isOfOneType(statement, from, to)) continue;
      const value = numberOfAll(statement, from);
      return [draftOf(kind, value, statement, from, to, { qualifier: 'all' })];
    }
  }
  return [];
}

/** How many "all" are, by what is told of them: "the 12 certificates", "it", "both", "all 12". */
function numberOfAll(statement: Statement, at: number): number | typeof ALL | typeof ONLY {
  const { elements } = statement.sentence;
  const subject = elements[at];
  const next = elements[at + 1];
  if (!isPhrase(subject)) {
    if (wordOf(subject) === 'it') return ONLY;
    return wordOf(subject) === 'all' && !isPhrase(next) ? (next?.number ?? ALL) : ALL;
  }
  if (subject.count !== undefined && !subject.isPart) return subject.count;
  if (subject.form === 'ONE') return ONLY;
  return isPair(statement, subject) ? 2 : ALL;
}

/** "We revoked the EV certificates (4) and the OV certificates": neither are all. */
function isOfOneType({ sentence }: Statement, from: number, to: number): boolean {
  const { elements, form, places } = sentence;
  const typed = elements.flatMap((element, at) =>
    isPhrase(element) && element.types.length > 0 ? [{ phrase: element, at }] : [],
  );
  return typed.some(
    ({ phrase, at }) =>
      at >= from &&
      at < to &&
      phrase.count === undefined &&
      (/^\S+ \( (?:(?:all|the) )?# /.test(form.slice(places[at])) ||
        typed.some((other) => other.phrase.types.some((type) => !phrase.types.includes(type)))),
  );
}

function isPair({ passage }: Statement, subject: Phrase): boolean {
  const { text } = passage.content;
  return /^both\b/i.test(text.slice(subject.start, subject.end));
}

/** "None of them was revoked". */
function readNoneAre(statement: Statement): Draft[] {
  const { sentence } = statement;
  return NONE_ARE.flatMap(({ kind, pattern }) =>
    Array.from(matchesOf(sentence, pattern)).flatMap((match) => {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      const none = draftOf(kind, 0, statement, from, to);
      if (kind !== 'revoked') return [none];
      return [none, draftOf('not-revoked', ALL, statement, from, to, { qualifier: 'all' })];
    }),
  );
}

function readNoneValid(statement: Statement): Draft[] {
  const { sentence } = statement;
  for (const pattern of NONE_VALID) {
    for (const match of matchesOf(sentence, pattern)) {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      if (NOT_ALL.test(sentence.form.slice(0, match.index + 1))) continue;
      const isSaid = / (?:zero|none|NONE|no) /.test(match[0]);
      const qualifier = isSaid ? null : 'implied';
      return [draftOf('remaining-valid', 0, statement, from, to, { qualifier })];
    }
  }
  return [];
}
