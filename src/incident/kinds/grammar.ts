import { isPhrase } from '../phrases/phrase.ts';
import type { Sentence } from '../phrases/sentence.ts';

/** Pieces that the cues of several kinds are built of; all match whole words of `Sentence.form`. */

/** Any adverb between the parts of a verb. */
const ADVERB =
  '(?:\\w+ly|all|both|now|also|since|then|already|either|yet|still|currently|each|therefore|thus|, ?)';

/** `was`, `have been`, `were both immediately`. */
export const PASSIVE = `(?:(?:was|were|is|are|been|has|have|had|got|${ADVERB}) ){1,7}`;

/** `revoked`, `replaced and revoked`. */
export const REVOKED =
  '(?:(?!not |expired )\\w+ (?:and|,) )?(?:(?:all|subsequently|\\w+ly) )?revoked';

/** `have`, `has already`. */
export const PERFECT = `(?:(?:has|have|had|${ADVERB}) ){0,4}`;

/** A clause between subject and verb that neither denies nor only plans. */
export const ASIDE =
  '(?:(?!not |never |will |shall |be |must |should |may |can |to |need |scheduled |planned |if |unless |except |but |; |# |NP |DEFNP |ALL |REST |DEF )\\S+ ){0,10}?';

/** The certificates of the report, named before. */
export const THEY =
  '(?:DEFNP|ALL|DEF|ONE|they|these|both|all|all of (?:them|these|those)|all #|it|each(?: of (?:them|these|those))?(?= (?:was|has|had) ))';

/** From one date to another. */
export const RANGE =
  '@ (?:to|and|-|\u2013|until|till|through|thru|~|up to|before|and until|and up to|and before|and prior to|(?:and )?(?:ending|ended)(?: (?:on|at|in|with))?|and (?:no|not) later than) @';

/** `12`, `12 of the 15`, `12 (80 %)`. */
export const SHARE =
  '#(?: (?:out )?of (?:(?:the|these|those|all|a|total|of) ){0,3}#)?(?: \\( [^()]{1,40} \\))?';

/** Whether an element is denied: "neither OV nor EV", "not OV", "no DV or EV certificates", "[ ] EV". */
export function isDenied({ form, places, elements }: Sentence, at: number): boolean {
  const element = elements[at];
  if (isPhrase(element) && element.form === 'NONE') return true;
  const place = places[at] ?? 0;
  if (NEGATED.test(form.slice(Math.max(0, place - MAX_BEFORE), place))) return true;
  const isDeniedThere = [NEITHER, NOT_AFFECT, NONE_ARE].some((pattern) => {
    const match = pattern.exec(form);
    return match !== null && place >= match.index && place < match.index + match[0].length;
  });
  return isDeniedThere || isUnchecked(form, place);
}

/** "This does not affect EV certificates". */
const NOT_AFFECT =
  / (?:not|never) (?:\w+ ){0,2}?(?:affect|impact|involve|concern|apply to|relate to) (?:(?:any|our|other|the|all) )*\S+/;

/** "None of them is an EV certificate", "no EV certificates among them". */
const NONE_ARE =
  / (?:none|neither|not one) (?:of (?:these|them|those|which|DEF|DEFNP) )?(?:is|are|was|were|being) (?:an? )?\S+/;

const NEITHER = / neither (?:\S+ ){0,16}nor \S+/;
const NEGATED =
  / (?:no|not|nor|without|except|excluding|never) (?:(?!, )(?:for |of |any |tls |ssl |type |types |validation |as |are |[dioe]v (?:, )?|s\/mime (?:, )?|(?<=(?:tls|ssl|types?) )\( |(?<=[dioe]v )\) (?:, )?|or |nor |and |" ){1,12})?$/;
const MAX_BEFORE = 80;

/** Boxes stand before what they are of, or all of them behind. */
function isUnchecked(form: string, place: number): boolean {
  const boxes = Array.from(form.matchAll(BOX));
  const [first] = boxes;
  if (first === undefined) return false;
  const isAhead = !/[a-z]/.test(form.slice(0, first.index + 1).replace(/^.* : /, ''));
  const box = isAhead
    ? boxes.findLast(({ index }) => index < place)
    : boxes.find(({ index }) => index >= place);
  return box !== undefined && /\u2610|\[ \]|\u2717|\u2718|\u274c/.test(box[0]);
}

const BOX = / (?:[\u2610-\u2612\u2713\u2714\u2717\u2718\u2705\u274c]|\[ (?:x )?\])(?= )/g;

/**
 * Whether what follows is told of another incident: "in bug 1890898, in which 6,008 certificates …". A
 * subject of its own ("we", "this incident") ends that.
 */
export function isOfOtherIncident(before: string): boolean {
  return OTHER_INCIDENT.test(before);
}

const OTHER_INCIDENT =
  / (?:(?:another|other|previous|earlier|separate|related|unrelated|similar|different|prior|sister|unlike (?:the|this|that|our)) (?:(?!we |our |this )\S+ )?(?:incidents?|bugs?|issue|cases?|tickets?)|(?:in|of|from|unlike|contrast to|compared (?:to|with)) (?:the |our )?(?:incident )?(?:in )?(?:bugs?|bz|tickets?) (?:# |nr |no )?(?:#|%url)|(?:the|our|an|that) incidents? (?:of|from|in) (?:(?:early|late|mid|the|year|spring|summer|autumn|winter) ){0,2}(?:#|@)|bugs? (?:# )?# (?:concern|affect|involv|report|describ|disclos|cover|is about|was about)\S*) (?:(?!(?:we|us|our|this|these|here|now|; ) )\S+ ){0,14}$/;

/** "Valid for 395 days", "valid when issued": a period of validity, not what is left of it. */
export const OF_A_PERIOD =
  '(?:for (?:(?:at|most|least|about|approximately|up|to|only|no|more|less|than|over|a|period|of|the|maximum) )*(?:#|one|two|several|many|longer|days|years|months)|(?:until|till|from|through|between|up to) (?:(?:the|at|least) )*@|(?:when|as|once|while) (?:(?:they|it|we|each|first|originally) )?(?:(?:were|was|had been|them) )?issued|when we issued|(?:at|upon|on|from|after|since) (?:(?:the|their|its|time|moment|date|of) )*(?:issuance|issue)) ';

export function cue(source: string): RegExp {
  return new RegExp(source, 'g');
}
