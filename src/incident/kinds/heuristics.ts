/** By what a third party can tell the affected certificates (IRG 3.x, "Incident heuristic"). */
import { type Draft, draftOf, type Statement } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';
import { datesIn, matchesOf, spanOf } from '../phrases/sentence.ts';
import { readCountedList } from './counted-list.ts';
import { cue, PASSIVE, RANGE } from './grammar.ts';
import { isPolicyOid } from './policy-oid.ts';

/** "Any certificate … issued between A and B". */
const ANY_ISSUED = [
  cue(
    ` (?:ALL|any|every|each|certificates) (?:(?:that|which) (?:was|were|have been|has been) |(?!was |were |been )\\S+ ){0,16}?(?:issued|misissued|generated|created|signed) (?:(?:by|from|under) (?:(?!@ |not )\\S+ ){1,6}?)?(?:(?:in|the|period|during|time|timeframe|window|dates) ){0,5}(?:between |from |since |after |starting )?${RANGE}(?= )`,
  ),
];
/** "Certificates with a notBefore between A and B". */
const VALID_FROM = cue(
  ` (?:ALL|DEF|any|every|each|certificates|any certificate) (?:(?!@ |not )\\S+ ){0,16}?(?:notbefore|validity start|start of (?:the )?validity|valid-from|valid from|start date|issuance date|issue date|issuance dates|issue dates)(?: (?:date|dates|value|values|timestamp|time|that|which|is|are|lies|lie|falls|fall|in|within|the|a|range|period|of|interval|window)){0,6} (?:between |from )?${RANGE}(?= )`,
);
/** "From A to B, certificates were issued without …": so many as there were. */
const BETWEEN_ISSUED = [
  cue(
    ` (?:between|from) ${RANGE} (?:, )?(?:(?!not )\\S+ ){0,8}?certificates ${PASSIVE}(?:\\w+ly )?(?:issued|misissued|generated)(?= )`,
  ),
  cue(
    ` (?:between|from) ${RANGE} (?:, )?(?:(?!not |NP )\\S+ ){0,8}?(?:issued|misissued|issuing|misissuing) (?:(?!NP )\\S+ ){0,4}?certificates(?= )`,
  ),
];
/** "With a notBefore on or after A and before B". */
const NOT_BEFORE = cue(
  ' (?:notbefore|validity|issued|issuance|valid-from|date) (?:\\S+ ){0,4}?(?:(?:on or )?(?:after|since|from)|> =|>|\u2265) @ (?:and|,|but|&) (?:notbefore )?(?:(?:on or )?(?:before|until|prior to|up to)|< =|<|\u2264) @(?= )',
);
/** "From A to B every certificate that we issued …". */
const BETWEEN_ALL = cue(
  ` (?:between|from) ${RANGE} (?:, )?(?:ALL|any certificate|any certificates|each certificate) (?:(?!not |was |were )\\S+ ){0,7}?(?:issued|misissued|generated|signed)(?= )`,
);
const ANY_SINCE = [
  cue(
    ' (?:any|every|each|ALL|certificates|certificate) (?:(?!@ |not )\\S+ ){0,16}?(?:notbefore|valid-from|issuance date|issue date) (?:(?:date|dates|value|values|is|of|that|which) ){0,3}(?:on or after|after|since|from|later than|>|>=|\u2265) @(?= (?!(?:and|but|until|to|up) (?:\\S+ ){0,3}@ ))',
  ),
  cue(
    ' (?:any|every|each|ALL) (?:(?!@ )\\S+ ){0,16}?(?:issued|generated|created|signed) (?:(?:by|from|under) (?:(?!@ |not )\\S+ ){1,6}?)?(?:(?:on or )?after|since|from) @(?= )',
  ),
];
const WINDOW = cue(` (?:between|from) ${RANGE}(?= )`);
/** The sentence behind a window of time in which something was wrong. */
const IN_THE_WINDOW =
  /^ (?:during|in|within) (?:this|that|the said) (?:time|period|window|timeframe|time frame|interval|timespan|incident) (?:\S+ ){0,8}?(?:certificates|NP|DEF|ALL|issued|issuance) /;

/** Reads the range of issuance in a field "Incident heuristic", or in a sentence that says "any". */
export function readHeuristics(statement: Statement, next: Statement | undefined): Draft[] {
  const { passage } = statement;
  const isField = passage.field?.kind === 'heuristic';
  const cues = isField
    ? [...ANY_ISSUED, VALID_FROM, WINDOW, NOT_BEFORE]
    : [...ANY_ISSUED, VALID_FROM, ...BETWEEN_ISSUED, BETWEEN_ALL];
  for (const pattern of cues) {
    const range = readRange(statement, pattern);
    if (range !== undefined) return [range];
  }
  if (next !== undefined && IN_THE_WINDOW.test(next.sentence.form)) {
    const range = readRange(statement, WINDOW);
    if (range !== undefined) return [range];
  }
  for (const pattern of isField ? ANY_SINCE : []) {
    const range = readRange(statement, pattern);
    if (range !== undefined) return [range];
  }
  return [];
}

function readRange(statement: Statement, pattern: RegExp): Draft | undefined {
  const { sentence } = statement;
  for (const match of matchesOf(sentence, pattern)) {
    const before = sentence.form.slice(0, match.index + 1);
    if (OF_MESSAGES.test(before) || LOOKED_AT.test(before)) continue;
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const dates = datesIn(sentence, { from, to });
    const value = { from: dates[0]!, to: dates[1] ?? null };
    return draftOf('heuristic-range', value, statement, from, to);
  }
  return undefined;
}

/** "We reviewed all certificates issued between …": what was looked at is not what was found. */
const LOOKED_AT =
  / (?:reviewed|reviewing|checked|checking|scanned|scanning|examined|examining|analy[sz]ed|inspected|audited|tested|verified|investigated|searched|linted|sampled|went|looked) (?:(?:through|at|all|of|our|the|for|again) ){0,3}$/;

/** "All problem reports filed between …" is no range of issuance. */
const OF_MESSAGES =
  / (?:reports?|requests?|responses?|crls?|cprs?|e-?mails?|messages?|quer(?:y|ies)|validations?|orders?) (?:(?!issued |certificates )\S+ ){0,6}$/;

/** Reads every policy OID of the field. */
export function readFieldOids(statement: Statement): Draft[] {
  if (OTHERS_HAVE.test(statement.sentence.form)) return [];
  return statement.sentence.elements.flatMap((element, at) =>
    !isPhrase(element) && element.kind === 'oid' && isPolicyOid(element.word)
      ? [draftOf('heuristic-oid', element.word, statement, Math.max(0, at - 4), at + 1)]
      : [],
  );
}

/** "Not affected: certificates with OID …", "certificates without OID …". */
export const OTHERS_HAVE =
  / (?:not|never|no|without|lack|lacks|lacking|except|excluding|exclude|excluded|unaffected|neither|other than) (?:\S+ )*%oid | %oid (?:(?!;|\.)\S+ )*(?:(?:are|were|is|was) not (?:affected|impacted|included)|unaffected|excluded) /;

const FULL_LIST = [
  cue(
    ' (?:full|complete|entire|whole|comprehensive) (?:(?:and|full|complete) )?(?:list|corpus|set|listing|details|data|population) (?:(?!not |will |shall |would |being |to be )\\S+ ){0,14}?(?:appendix|annex)(?= )',
  ),
  cue(
    ' (?:full|complete|entire|whole|comprehensive) (?:list|corpus|set|listing) (?:of )?(?:the |all )?(?:NP|DEFNP|ALL|DEF|certificates) (?:is|are|has been|have been|was|can be found) (?:\\w+ly )?(?:attached|in the attachment|in the attached|listed in|provided|available|uploaded)(?= )',
  ),
  cue(
    ' (?:ALL|DEF) (?:are|have been|were|is) (?:(?:fully|also|all) ){0,2}(?:listed|disclosed|provided|included|given|found|available|attached|enumerated) (?:(?:in|as|at|to|within|under|an|the|this|report|bug|\\w+) ){0,5}(?:appendix|annex)(?= )',
  ),
];
/** What is attached to a bug is its appendix. */
const ATTACHED_FULL_LIST = [
  cue(
    ' (?:full|complete|entire|whole) (?:list|listing|data|details) (?:(?:of|for|with|the|all|certificates|certs|DEF|ALL|affected) ){0,5}(?::|-|\u2013) (?:please )?(?:(?:see|in|is in|refer to|as) )(?:the )?(?:attachment|attached|appendix|annex)(?= )',
  ),
  cue(
    ' (?:spreadsheet|file|csv|document|table|zip|archive|attachment) (?:with|of|containing|listing|that lists) (?:ALL|DEFNP) (?:(?!not |will )\\S+ ){0,4}?(?:is|has been|was) (?:\\w+ly )?(?:attached|provided|uploaded)(?= )',
  ),
  cue(
    ' attached (?:(?:is|are|here|hereto|to|this|bug|report|you|will|find|,|please) ){0,6}(?:the |a )?(?:list|listing|details|data) (?:of|for|with) (?:ALL|DEFNP)(?= )',
  ),
  cue(
    ' (?:(?:is|are) )?attached (?:(?:is|are|here|hereto|to|this|bug|report|you|will|find|,|please) ){0,5}(?:the |a )?(?:full|complete|entire|whole|comprehensive) (?:list|corpus|set|listing|certificate data|data|details)(?= )',
  ),
  cue(
    ' (?:full|complete|entire|whole|comprehensive) (?:certificate )?(?:data|details|list|listing) (?:(?!not |will |# )\\S+ ){0,8}?(?:(?:is|are|was|were|has been|have been) (?:\\w+ly |also )?(?:attached|included as an attachment)|(?:is|are|can be found|available|provided) (?:in|as) (?:the |an |a )?(?:attachment|attached))(?= )',
  ),
  cue(
    ' (?:list|listing|details|data) (?:of|for|with|on) (?:ALL|DEFNP) (?:\\S+ ){0,4}?(?:is|are|has been|was|can be found) (?:\\w+ly )?(?:attached|in the attachment|in the attached|available in the att\\w+)(?= )',
  ),
  cue(
    ' (?:see|refer to|consult) (?:the |our )?(?:attachment|attached (?:file|csv|list|document|spreadsheet|zip)|appendix) (?:for|with|containing|which lists) (?:the |a )?(?:(?:full |complete |entire )?(?:list|listing|details) of )?ALL(?= )',
  ),
  cue(
    ' ALL (?:are|have been|were|is|can be) (?:(?:fully|also|all|contained) ){0,2}(?:(?:listed|disclosed|provided|included|given|found|available|enumerated) )?(?:in|as|at|within) (?:(?:the|an|a|this|our) )?(?:attachment|attached|appendix|annex)(?= )',
  ),
];
/** "The attached file has them: all 31 are in it", "complete list attached". */
const LISTED_THERE = [
  cue(
    ' (?:attached|attachment|appendix|annex) (?:(?!not |will )\\S+ ){0,10}?(?:ALL|all|all #|all of them|DEFNP) (?:are|is|were) (?:(?:listed|included|contained|enumerated|to be found) )?(?:inside|included|listed|contained|in it|therein|there|in there)(?= )',
  ),
  cue(
    ' (?:full|complete|entire|comprehensive) (?:(?:certificate|data) )?(?:list|listing|data|details) (?:(?:is|:) )?attached(?= )',
  ),
  cue(
    ' (?:lists?|listing|serial-numbers?|serial numbers?|fingerprints|links|details|data) (?:of|for|to) (?:ALL|DEFNP) (?:(?:is|are) )?(?:follow|follows|given|listed|shown|provided|included|found) (?:(?:here|in the table|in the list) )?(?:below|beneath|hereafter)(?= )',
  ),
];
/** "The appendix contains all affected certificates", "find all affected certificates in the attached file". */
const ALL_LISTED = [
  cue(
    ' (?:appendix|annex|attachment|attached (?:file|spreadsheet|csv|list|zip|table|document)) (?:also |now )?(?:contains|lists|includes|provides|gives|shows|enumerates|holds|discloses) ALL(?= )',
  ),
  cue(
    ' (?:find|see|list|listed|provide|provided|disclosed|included|attached) ALL (?:\\S+ ){0,3}?(?:in|as) (?:the |an )?(?:attached|attachment|appendix|annex)(?= )',
  ),
];
/** The list is not there, not whole, or not yet there. */
const NOT_LISTED =
  / (?:not|never|cannot|can't|couldn't|isn't|aren't|wasn't|don't|won't|unable|impossible|neither|nor|without|withheld|omitted|except|excluded|partial|incomplete|will|only|instead|may|might|would|could|should|must|no (?:(?!, |; |\. )\S+ ){0,5}?(?:list|listing|corpus|set|data|details|appendix|annex|attachment)) /;
const FIELD_FULL_LIST = cue(' (?:appendix|attachment|attached|annex)(?= )');

/** Reads whether the report says that the appendix lists all affected certificates. */
export function readFullList(statement: Statement): Draft[] {
  const { sentence, passage } = statement;
  if (NOT_LISTED.test(sentence.form)) return [];
  const cues =
    passage.field?.kind === 'heuristic'
      ? [...FULL_LIST, ...ALL_LISTED, ...ATTACHED_FULL_LIST, ...LISTED_THERE, FIELD_FULL_LIST]
      : [...FULL_LIST, ...ALL_LISTED, ...ATTACHED_FULL_LIST, ...LISTED_THERE];
  for (const pattern of cues) {
    for (const match of matchesOf(sentence, pattern)) {
      if (
        pattern === FIELD_FULL_LIST &&
        !/ (?:full|complete|entire|all|ALL|3|#|see|list|listed|DEF) /.test(sentence.form)
      )
        continue;
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      return [draftOf('full-list-in-appendix', true, statement, from, to)];
    }
  }
  return readCountedList(statement);
}
