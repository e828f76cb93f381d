import type { ClaimKind } from '../claim.ts';
import { type Draft, draftOf, type Statement, type Strength } from '../draft.ts';
import { isRangeEnd } from '../phrases/front.ts';
import { type Element, has, isPhrase, type Phrase } from '../phrases/phrase.ts';
import { AFFECTED, LIVE } from '../phrases/vocabulary.ts';
import {
  ENOUGH,
  evidenceOf,
  isLookedAt,
  isAffectedPart,
  isDivided,
  isFaulty,
  isNamedAffected,
  isOfOthers,
  isPopulation,
  isSelected,
  isSum,
} from './count-evidence.ts';
import {
  readArticle,
  readNone,
  readNumberOf,
  readOnly,
  readSome,
  readWithPrecertificates,
} from './number-of.ts';
import { withoutAsides } from './asides.ts';
import { isOfIssuer } from './by-issuer.ts';
import { dividedStatus } from './by-type.ts';
import { outcomeOf, statusOf } from './count-status.ts';

/** Reads each "so many certificates" of a sentence: what it counts, if it counts certificates of the incident. */
export function readCounts(statement: Statement): Draft[] {
  const { elements } = statement.sentence;
  const divided = dividedStatus(statement);
  const counts = elements.flatMap((element, at) => {
    if (!isPhrase(element) || element.count === undefined) return [];
    if (divided !== undefined && at >= divided.from && at < divided.to) return [];
    if (isOfIssuer(elements, at) || isRangeEnd(elements, at)) return [];
    return readCount(statement, element, at);
  });
  const total = counts.find(({ kind }) => kind === 'total');
  return [
    ...counts,
    ...(total === undefined ? [] : readWithPrecertificates(statement, total)),
    ...readNumberOf(statement),
    ...readSome(statement),
    ...readNone(statement),
    ...readOnly(statement),
    ...readArticle(statement),
  ];
}

function readCount(statement: Statement, phrase: Phrase, at: number): Draft[] {
  const { elements, form, places } = statement.sentence;
  const before = form.slice(0, places[at]);
  const behind = withoutAsides(form.slice((places[at] ?? 0) + phrase.form.length));
  const counted = { statement, phrase, before, behind };
  const draft = (kind: ClaimKind, count: number, strength: Strength, scope?: string): Draft => {
    const qualifiers = [phrase.qualifier, scope].filter(
      (part) => part !== null && part !== undefined,
    );
    const qualifier = qualifiers.join(', ') || null;
    const from = quoteStart(statement, at);
    const to = quoteEnd(statement, at);
    return draftOf(kind, count, statement, from, to, { qualifier, strength });
  };
  const count = phrase.count!;
  if (PRECERTIFICATES_OF.test(before) || isOfPrecertificates(elements.slice(0, at))) {
    const isMisissued = has(phrase, AFFECTED) ? [draft('total', count, 'plain')] : [];
    return [draft('precertificates', count, 'plain'), ...isMisissued];
  }
  if (phrase.head === 'precertificate') {
    // "for 2 precertificates no final certificate was issued"
    if (/^ (?:, )?(?:no |NONE )/.test(behind)) return [];
    const isTheirs = !isOfOthers(counted) && (phrase.form === 'DEFNP' || evidenceOf(counted) > 0);
    return isTheirs ? [draft('precertificates', count, 'plain')] : [];
  }
  if (isFinal(phrase, elements.slice(0, at), before)) {
    return [draft('finals', count, 'plain')];
  }
  if (SHARE_OF.test(before) || has(phrase, REPLACEMENTS)) return [];
  if (has(phrase, ADDITIONAL) && NEW_SUM.test(behind)) return [];
  const status = statusOf(phrase, before, behind);
  if (status !== undefined && NONE_OF.test(before)) {
    const isAffected = has(phrase, AFFECTED) ? [draft('total', count, 'weak')] : [];
    if (!NEVER_YET.test(behind)) return isAffected;
    const isLeft = status === 'revoked' ? [draft('not-revoked', count, 'plain', 'all')] : [];
    return [draft(status, 0, 'plain'), ...isLeft, ...isAffected];
  }
  if (status !== undefined || phrase.isPart) {
    const { whole } = phrase;
    const drafts: Draft[] = [];
    const aside = { ...counted, behind: behind.replace(ALL_ASIDE, '') };
    const isToldAside = WHICH_WERE.test(behind) && !phrase.isPart && evidenceOf(aside) >= ENOUGH;
    if (isToldAside) drafts.push(draft('total', count, 'plain', scopeOf(phrase)));
    const isRest = phrase.modifiers.includes('remaining');
    const isAll = (status === 'revoked' && phrase.form === 'DEFNP' && !isRest) || isToldAside;
    if (status !== undefined && !(status === 'remaining-valid' && isLookedAt(counted))) {
      drafts.push(draft(status, count, 'plain', isAll ? 'all' : undefined));
      const outcome = status === 'remaining-valid' ? outcomeOf(behind) : undefined;
      if (outcome !== undefined) drafts.push(draft(outcome, count, 'plain'));
    }
    if (FAILED.test(behind) && phrase.form === 'NP' && !phrase.isPart) {
      drafts.push(draft('total', count, 'weak', scopeOf(phrase)));
    }
    // "8 out of 10 certificates contain …": the 8 are those of the incident
    if (
      status === undefined &&
      ((whole !== undefined && isFaulty(counted)) || isAffectedPart(counted))
    ) {
      drafts.push(draft('total', count, 'plain', scopeOf(phrase)));
    } else if (whole !== undefined && has(phrase, AFFECTED)) {
      drafts.push(draft('total', whole, 'plain'));
    }
    const isOfAll = !phrase.isPart && !has(phrase, LIVE) && !/^ (?:that|which) /.test(behind);
    if ((isAll || isOfAll) && phrase.form === 'DEFNP' && has(phrase, AFFECTED)) {
      drafts.push(draft('total', count, 'weak'));
    }
    return drafts;
  }
  if (isOfOthers(counted) || isPopulation(counted) || isSelected(counted)) return [];
  if (phrase.form === 'DEFNP')
    return isNamedAffected(counted) || isDivided(counted) ? [draft('total', count, 'weak')] : [];
  if (isSum(counted)) return [draft('total', count, 'sum', scopeOf(phrase))];
  const evidence = evidenceOf(counted);
  if (evidence <= 0) return [];
  return [draft('total', count, evidence >= ENOUGH ? 'plain' : 'weak', scopeOf(phrase))];
}

/** A report on late revocation is of those that it was late for. */
const FAILED = /^ (?:that |which )?failed to be revoked /;

/** What was issued instead is not what went wrong. */
const REPLACEMENTS: ReadonlySet<string> = new Set(['replacement', 'substitute', 'successor']);

/** "A further 18 were revoked, which brings the number to 240": the 18 are in it. */
const NEW_SUM =
  / (?:bring|brings|bringing|brought|raise|raises|raising|raised) (?:the |our )?(?:\S+ ){0,6}?to (?:#|NP) /;

/** "60% of the 500 certificates": how many is not said. */
const SHARE_OF =
  / (?:%|percent|most|half|majority|some|many|part|few|several|subset|portion|percentage|third|quarter) of $/;
/** "None of the 33 certificates has expired": so many have not. */
const NONE_OF = / (?:none|not one|not a single one|neither|zero|0) of (?:the |these |our )?$/;

/** "None was revoked in time" says less. */
const NEVER_YET = /^ (?:\S+ ){1,6}(?:yet |so far |to date |at all )?(?:[.,;)] |$)/;

/** "The pre-certificates for 3 certificates": one each. */
const PRECERTIFICATES_OF =
  / (?:precertificates|pre-certificates|precerts|pre-certs) (?:for|of|to|corresponding to) (?:the |these |all )?$/;

function isOfPrecertificates(before: readonly Element[]): boolean {
  const [whose, of] = before.slice(-2);
  if (whose === undefined || of === undefined || !isPhrase(whose) || isPhrase(of)) return false;
  return whose.head === 'precertificate' && (of.word === 'for' || of.word === 'of');
}

/** "4 pre and 4 leaf certificates": the second is finals only in sight of the first. */
function isFinal(phrase: Phrase, previous: readonly Element[], before: string): boolean {
  const isPrecertificate = (element: Element): boolean =>
    isPhrase(element) && element.head === 'precertificate';
  const isNext =
    previous.slice(-2).some(isPrecertificate) || / # pre (?:and|,|\/|&|plus) $/.test(before);
  if (/ (?:for|from) which $/.test(before) && previous.some(isPrecertificate)) return true;
  // "the precertificates for 3 certificates"
  if (/ (?:for|of) $/.test(before)) return false;
  return (
    isNext ||
    (has(phrase, FINAL) &&
      (previous.some(isPrecertificate) ||
        / (?:precertificate|pre-certificate|pre)s? /.test(before)))
  );
}

/** "We issued 3 certificates, which were revoked": what stands aside is told of all of them. */
const WHICH_WERE =
  /^ , (?:(?:(?:all|both) of )?which (?:was|were|has|have|is|are) |(?:all|both|each) (?:of (?:which|them) )?(?:(?:now|already|since|have|has|are|was|were|been) ){0,3}(?:expired|revoked) )/;

/** "3 certificates, all expired, contained …". */
const ALL_ASIDE = /^ , (?:all|both) (?:\S+ ){1,3},(?= )/;

const FINAL: ReadonlySet<string> = new Set(['leaf', 'final', 'end-entity', 'end-user']);
const ADDITIONAL: ReadonlySet<string> = new Set(['additional', 'further', 'another', 'more']);

function scopeOf(phrase: Phrase): string | undefined {
  if (phrase.head === 'intermediate') return 'intermediate CA certificates';
  return has(phrase, ADDITIONAL) ? 'additional' : undefined;
}

const QUOTED_BEFORE = 3;
const QUOTED_BEHIND = 6;

/** The words that a reader needs to see the claim, within its clause. */
function quoteStart({ sentence }: Statement, at: number): number {
  let from = at;
  while (from > 0 && at - from < QUOTED_BEFORE && !isMark(sentence.elements[from - 1])) from--;
  return from;
}

function quoteEnd({ sentence }: Statement, at: number): number {
  let to = at + 1;
  while (
    to < sentence.elements.length &&
    to - at <= QUOTED_BEHIND &&
    !isMark(sentence.elements[to])
  ) {
    to++;
  }
  return to;
}

function isMark(element: Element | undefined): boolean {
  return element?.kind === 'mark' && /[,;:.()|\u2022]/.test(element.word);
}
