/** An appendix that is said to list so many certificates, which are all: "the 169 affected certificates are in the attached file". */
import { type Draft, draftOf, type Statement } from '../draft.ts';
import { isPhrase, type Phrase } from '../phrases/phrase.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { AFFECTED } from '../phrases/vocabulary.ts';
import { cue, isOfOtherIncident } from './grammar.ts';

const LIST =
  '(?:appendix|annex|attachment|attached (?:file|spreadsheet|csv|list|zip|table|document|archive))';
const COUNTED_LIST: readonly RegExp[] = [
  cue(
    ` ${LIST} (?:(?:%url|\\(|\\)|also|now) ){0,4}(?:contains|lists|includes|provides|gives|shows|enumerates|holds|discloses) (?:all of )?DEFNP(?= (?!that |which |whose |with |without |from |of |issued |revoked |expired |misissued ))`,
  ),
  cue(
    ` (?:list|listing|file|spreadsheet|csv|table|document|zip|archive) (?:of|with|containing) (?:all of )?DEFNP (?:is |was |has been )?(?:attached|appended|enclosed)(?= )`,
  ),
  cue(
    ` (?:all of )?DEFNP (?:are|were|is|can be|have been) (?:(?:all|fully|contained|listed|disclosed|provided|included|given|found|available|enumerated) ){0,2}(?:in|as|at|within) (?:(?:the|an|a|this|our) )?${LIST}(?= )`,
  ),
];

/** Reads that the appendix lists all, and how many these are; a number of some ("the 12 revoked …") is not meant. */
export function readCountedList(statement: Statement): Draft[] {
  const { sentence } = statement;
  for (const pattern of COUNTED_LIST) {
    for (const match of matchesOf(sentence, pattern)) {
      if (isOfOtherIncident(sentence.form.slice(0, match.index + 1))) continue;
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      const at = sentence.elements.findIndex(
        (element, index) => index >= from && isPhrase(element) && element.form === 'DEFNP',
      );
      const phrase = sentence.elements[at];
      if (phrase === undefined || !isPhrase(phrase) || at >= to) continue;
      if (!isOfAll(statement, phrase, match[0])) continue;
      const count = draftOf('total', phrase.count!, statement, at, at + 1, {
        qualifier: phrase.qualifier,
        strength: 'weak',
      });
      return [draftOf('full-list-in-appendix', true, statement, from, to), count];
    }
  }
  return [];
}

/** Whether a number that an appendix gives is that of all. */
export function isCountOfList({ statement, start, end }: Draft): boolean {
  return readCountedList(statement).some((draft) => draft.start === start && draft.end === end);
}

function isOfAll({ passage }: Statement, phrase: Phrase, told: string): boolean {
  const isPlain = phrase.modifiers.every((word) => AFFECTED.has(word) || PLAIN.has(word));
  const isNamed = phrase.modifiers.some((word) => AFFECTED.has(word));
  const isAll = /^all\b/i.test(passage.content.text.slice(phrase.start)) || told.includes(' all ');
  return isPlain && !phrase.isPart && (isNamed || isAll);
}

/** Words that leave "all 31 certificates" to mean all of them. */
const PLAIN: ReadonlySet<string> = new Set(
  'tls ssl server subscriber end-entity leaf unique distinct'.split(' '),
);
