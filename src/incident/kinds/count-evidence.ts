import type { Statement } from '../draft.ts';
import { has, type Phrase } from '../phrases/phrase.ts';
import { AFFECTED } from '../phrases/vocabulary.ts';
import {
  HAVE_IT,
  NOT_THESE_BEFORE,
  NOT_THESE_BEHIND,
  PERHAPS_BEFORE,
  PERHAPS_BEHIND,
  populationIn,
  SELECTED_BEHIND,
  SUM_BEFORE,
  SUM_BEHIND,
  THESE_BEFORE,
  THESE_BEHIND,
} from './count-cues.ts';
import { isOfOtherIncident } from './grammar.ts';

/** A number of certificates in its sentence. */
export interface Counted {
  readonly statement: Statement;
  readonly phrase: Phrase;
  /** The sentence's form up to the phrase, and behind it. */
  readonly before: string;
  readonly behind: string;
}

/** Whether the number is a sum: "a total of …". */
export function isSum({ before, behind }: Counted): boolean {
  return (
    SUM_BEFORE.some((pattern) => pattern.test(before)) ||
    SUM_BEHIND.some((pattern) => pattern.test(behind))
  );
}

/** Whether it counts what was looked at, what might be, or what is of another incident. */
export function isOfOthers(counted: Counted): boolean {
  return isLookedAt(counted) || NOT_THESE_BEHIND.some((pattern) => pattern.test(counted.behind));
}

/** Whether it counts what was looked at, such as "we scanned 600,000 certificates". */
export function isLookedAt({ before }: Counted): boolean {
  return isOfOtherIncident(before) || NOT_THESE_BEFORE.some((pattern) => pattern.test(before));
}

/** Whether a relative clause or participle takes a part of them: "12 certificates use ECC keys". */
export function isSelected({ statement, phrase, behind }: Counted): boolean {
  if (BY_YEAR.test(statement.sentence.form) && IN_YEAR.test(behind)) return true;
  return !has(phrase, AFFECTED) && SELECTED_BEHIND.some((pattern) => pattern.test(behind));
}

const IN_YEAR = /^ (?:(?:were|was|have|been|\w+ed) ){0,4}in @ /;
/** "3 were issued in 2023 and 63 certificates were issued in 2024". */
const BY_YEAR =
  / (?:#|NP) (?:(?:were|was|have|been|\w+ed) ){0,4}in @ (?:, )?(?:and )?(?:#|NP) (?:(?:were|was|have|been|\w+ed) ){0,4}in @ /;

/** How much says that these are certificates of the incident. */
export function evidenceOf(counted: Counted): number {
  const { statement, phrase, before, behind } = counted;
  const { passage, sentence } = statement;
  let evidence = 0;
  if (has(phrase, AFFECTED)) evidence += 2;
  if (THESE_BEFORE.some((pattern) => pattern.test(before))) evidence += 2;
  if (THESE_BEHIND.some((pattern) => pattern.test(behind))) evidence += 2;
  if (PERHAPS_BEHIND.some((pattern) => pattern.test(behind))) evidence += 1;
  if (PERHAPS_BEFORE.some((pattern) => pattern.test(before))) evidence += 1;
  if (isSum(counted)) evidence += 2;
  if (passage.section === 'impact') evidence += before === ' ' ? 2 : 1;
  // of an OCSP responder or a CRL, say
  if (phrase.modifiers.includes('revoked')) evidence -= 1;
  if (evidence > 0 && / (?:affected|impacted|misissued) /.test(sentence.form)) evidence += 1;
  return evidence;
}

/** Less is of use only when nothing else says how many there are. */
export const ENOUGH = 2;

/** Whether it counts all that were issued or looked at, of which some are of the incident. */
export function isPopulation({ statement, before, phrase }: Counted): boolean {
  return !has(phrase, AFFECTED) && populationIn(statement.sentence) === before.length;
}

/** Whether the words behind say what is wrong with them. */
export function isFaulty(counted: Counted): boolean {
  return !isOfOthers(counted) && FAULTY.test(counted.behind);
}

const FAULTY =
  /^ (?:(?!not |revoked |expired |replaced |; )\S+ ){0,12}?(?:had no|have no|lacks?|lacked|(?:did|do) not (?:contain|include|have)|contain(?:s|ed)? (?:an? |the )?(?:wrong|incorrect|invalid|erroneous)|(?:are|were|was|is) (?:misissued|affected|impacted|non-compliant))(?= )/;
/** "66 of 1,204,331 certificates are affected", "66 of these have the error". */
export function isAffectedPart({ statement, phrase, behind }: Counted): boolean {
  if (!phrase.isPart || has(phrase, AFFECTED)) return false;
  if (phrase.whole === undefined && populationIn(statement.sentence) === undefined) return false;
  return (phrase.whole === undefined || LOOKED_AT.test(behind)) && PART_HAS_IT.test(behind);
}

const LOOKED_AT =
  /^ (?:that |which )?(?:we )?(?:were )?(?:issued|checked|examined|scanned|reviewed) /;
const PART_HAS_IT = new RegExp(`^ (?:(?!# |NP |DEFNP |, |not |and )\\S+ ){0,8}?${HAVE_IT}(?= )`);

/** Whether it is the whole that is divided: "of the 530 certificates, 512 were revoked", or listed. */
export function isDivided({ before, behind }: Counted): boolean {
  return (
    (/(?:^|[,;.] )? of $/.test(before) && DIVISION.test(behind)) ||
    / (?:complete|full|entire) (?:list|listing|set) of (?:all )?$/.test(before)
  );
}

const DIVISION =
  /^ (?:\S+ ){0,12}?, (?:we (?:have )?)?(?:\S+ ){0,2}?(?:#|NP) (?:\S+ ){0,4}?(?:revoked|expired|valid|active)(?= )/;

/** Whether certificates that were named before are called affected. */
export function isNamedAffected({ phrase, behind }: Counted): boolean {
  return (
    has(phrase, AFFECTED) ||
    /^ (?:(?:concerned|in question|involved) |(?:that |which )?(?:were|was|are|is|have been) (?:affected|impacted|misissued) )/.test(
      behind,
    )
  );
}
