import { type Draft, draftOf, type Statement } from '../draft.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import type { WrittenDate } from '../tokens/date.ts';
import { has, isPhrase } from '../phrases/phrase.ts';
import { AFFECTED } from '../phrases/vocabulary.ts';
import { populationIn } from './count-cues.ts';
import { isOfOtherIncident } from './grammar.ts';
import { ISSUANCE_CUES, type IssuanceRole } from './issuance-cues.ts';
import { BOTH_ENDS } from './issuance-ends.ts';
import { isOfPart } from './issuance-parts.ts';

/** Reads when the certificates were issued: first, last, both of one day, or a bound. */
export function readIssuanceDates(statement: Statement): Draft[] {
  const { sentence } = statement;
  const inImpact = statement.passage.section === 'impact';
  const drafts: Draft[] = [];
  // of which some are affected: when those were issued is not said
  if (populationIn(sentence) !== undefined || / none of (?:which|them|these) /.test(sentence.form))
    return drafts;
  const taken = new Set<number>();
  for (const { role, pattern } of ISSUANCE_CUES) {
    for (const match of matchesOf(sentence, pattern)) {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      const dates = datesIn(statement, from, to).filter(({ at }) => !taken.has(at));
      // further dates of a line are of other things
      if (
        dates.length === 0 ||
        /\b(?:revoked|expired?|reported|discovered) (?:\S+ ){0,3}$/.test(
          match[0].replace(/@.*/, '').replace(/ \([^()]*\)/, ''),
        )
      )
        continue;
      if (!isAboutIssuance(role, sentence.form, inImpact)) continue;
      if (isOfOtherIncident(sentence.form.slice(0, match.index + 1))) continue;
      const end = match.index + match[0].length;
      if (isOfOtherProfile(sentence.form, match.index, end)) continue;
      if (isOfOtherEvent(match[0], sentence.form.slice(0, match.index + 1))) continue;
      // the next clause has its own date
      if (role === 'both' && match[0].includes(' ; ')) continue;
      if (isOfPart(sentence.form, match.index, end, role)) {
        for (const { at } of dates) taken.add(at);
        continue;
      }
      // one end of a period is no day of issuance
      if (role === 'both' && isOneEnd(sentence.form, sentence.places[dates[0]!.at]!)) continue;
      for (const { at } of dates) taken.add(at);
      if (role === 'both' && (isOfCaOrYear(statement, from, to) || isOfOthers(statement, from, to)))
        continue;
      if (isBound(role) && UNAFFECTED.test(sentence.form.slice(match.index + match[0].length))) {
        continue;
      }
      const first = dates[0]!.date;
      const last = dates.at(-1)!.date;
      const add = (
        kind: 'first-issued' | 'last-issued',
        date: WrittenDate,
        qualifier: string | null = null,
      ): void => {
        const strength = role === 'both' ? 'plain' : 'sum';
        const of = role === 'both' || role === 'range' ? countIn(statement, from, to) : undefined;
        drafts.push(draftOf(kind, date, statement, from, to, { qualifier, strength, of }));
      };
      switch (role) {
        case 'first':
          add('first-issued', last);
          break;
        case 'last':
          add('last-issued', last);
          break;
        case 'since':
        case 'after':
          add('first-issued', last, role);
          break;
        case 'until':
        case 'up to':
          add('last-issued', last, role);
          break;
        case 'both':
        case 'range':
        case 'heuristic':
          add('first-issued', first);
          add('last-issued', last);
          break;
      }
    }
  }
  return drafts;
}

/** "The first certificate issued with the corrected profile": those tell when others than the affected were issued. */
function isOfOtherProfile(form: string, start: number, end: number): boolean {
  const told = form.slice(start, end);
  if (/ (?:misissued|affected|impacted) /.test(told)) return false;
  return OTHER_PROFILE.test(told) || OTHER_PROFILE.test(form.slice(end, end + MAX_BEHIND));
}

const OTHER_PROFILE =
  /^(?:.* (?:ONE|NP|DEF|certificates?|issued))? (?:(?:issued|generated|was|were|successfully) ){0,3}(?:with|by|from|under|using|on|after|via|for) (?:(?:the|a|an|our|its) )?(?:(?:new|newly|corrected|correct|fixed|updated|revised|adjusted|patched|changed|compliant|replacement|old|previous|former|test|testing) |(?:fix|correction|change|update|test|tests)(?= ))/;
const MAX_BEHIND = 120;

/** "One certificate expires on …, the last one on …": the verb that was said before is meant. */
function isOfOtherEvent(told: string, before: string): boolean {
  if (ISSUES.test(told)) return false;
  const clause = before + told;
  const other = lastPlace(clause, OTHER_EVENTS);
  return other > lastPlace(clause, ISSUES);
}

function lastPlace(form: string, pattern: RegExp): number {
  let last = -1;
  for (const { index } of form.matchAll(new RegExp(pattern, 'g'))) last = index;
  return last;
}

const ISSUES = /(?:issu|misissu|notbefore|generated|created|signed|dates|dated)/;
const OTHER_EVENTS = / (?:expir|revoked|revocation|replaced|renewed|notafter|reissue)/;

/** "12 new certificates issued". */
function isOfOthers({ sentence }: Statement, from: number, to: number): boolean {
  return sentence.elements
    .slice(from, to)
    .some((element) => isPhrase(element) && !has(element, AFFECTED) && has(element, OTHERS));
}

const OTHERS: ReadonlySet<string> = new Set(
  'new test replacement renewed reissued compliant correct corrected'.split(' '),
);

/** "The root certificate was issued on …", "the CAs issued 120,000 certificates in 2024". */
function isOfCaOrYear({ sentence }: Statement, from: number, to: number): boolean {
  const elements = sentence.elements.slice(from, to);
  const isAffected = elements.some((element) => isPhrase(element) && has(element, AFFECTED));
  if (isAffected || / (?:misissued|misissuance|affected|impacted) /.test(sentence.form))
    return false;
  return elements.some((element) =>
    isPhrase(element)
      ? element.head === 'intermediate' && element.form !== 'NP'
      : element.date !== undefined && element.date.month === undefined,
  );
}

/** "3 certificates issued on …": of how many a date is told. */
function countIn({ sentence }: Statement, from: number, to: number): number | undefined {
  const counts = sentence.elements.slice(from, to).filter(isPhrase);
  return counts.find(({ count }) => count !== undefined)?.count;
}

function isBound(role: IssuanceRole): boolean {
  return role === 'since' || role === 'after' || role === 'until' || role === 'up to';
}

/** Of the others: "certificates issued before … are not affected". */
const UNAFFECTED =
  /^ (?:\S+ ){0,4}?(?:(?:are|were|is|was|have been|has been) (?:therefore |thus )?(?:not|never) (?:affected|impacted|misissued|involved|concerned|in scope|part)|unaffected|(?:are|were) (?:compliant|correct|issued)|comply|complies|conform|(?:contain|include|have|use)s? the (?:correct|right|new))(?= )/;

/** Whether a date stands behind "until", or behind "to", "and" or "until" and another date. */
function isOneEnd(form: string, place: number): boolean {
  if (/^@ (?:to|until|till|-|\u2013|through) @ /.test(form.slice(place, place + 12))) return true;
  return /(?: # (?:to|-|\u2013|until)| (?:from|between|until|till|before|after|since|prior to|up to|@ (?:to|and|-|\u2013|through))) $/.test(
    form.slice(Math.max(0, place - 24), place),
  );
}

/** "First: 2019-11-04", which the guidelines 1.0 ask for. */
const ANSWER =
  / (?:first|last|earliest|oldest|latest|newest) (?:certificate |one |cert )?(?:[:-] |(?:is |was |dates |dated )?(?:from |of |back to |on )?)@ /;

/** "We received the first on … and the last on …". */
const OF_MESSAGES =
  / (?:received?|reported|notified|contacted|reached|filed|submitted|opened|published|sent|answered|reports?|letters?) /;

function isAboutIssuance(role: IssuanceRole, form: string, inImpact: boolean): boolean {
  // a requirement, not what was done
  if (
    (role === 'since' || role === 'after') &&
    / (?:must|shall|should|require|requires|required) /.test(form)
  )
    return false;
  if (role !== 'first' && role !== 'last') return true;
  return (
    / (?:issued|issuance|misissued|misissuance|notbefore) /.test(form) ||
    / @ (?:\S )?(?:the )?(?:first|last) ONE (?:$|[.,;(]|with )/.test(form) ||
    / (?:NP|DEFNP|DEF) (?:\S+ ){0,6}?first (?:(?:one|#|was|is|dates|dated) ){0,2}(?:from|of|on) @ /.test(
      form,
    ) ||
    / first ONE (?:(?:was|is|dates|dated) )?(?:from|of|:) @ /.test(form) ||
    / (?:certificates|NP|DEFNP|ALL|DEF) (?:\S+ ){0,8}?dates (?:back )?(?:from|to) @ /.test(form) ||
    (!OF_MESSAGES.test(form) && BOTH_ENDS.some((pattern) => pattern.test(form))) ||
    (inImpact && ANSWER.test(form))
  );
}

function datesIn(
  { sentence }: Statement,
  from: number,
  to: number,
): { at: number; date: WrittenDate }[] {
  return sentence.elements
    .slice(from, to)
    .flatMap((element, index) =>
      !isPhrase(element) && element.date !== undefined
        ? [{ at: from + index, date: element.date }]
        : [],
    );
}
