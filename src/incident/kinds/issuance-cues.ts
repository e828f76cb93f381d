/** What tells when the certificates of an incident were issued. */
import { cue, PASSIVE, RANGE } from './grammar.ts';
import { ENDS, LINK } from './issuance-ends.ts';
import { OF_ONE_DATE } from './issuance-one-date.ts';
import { THESE, SOME, ISSUED, ON, VERB } from './issuance-words.ts';

/** What a date of issuance is said to be. */
export type IssuanceRole =
  'first' | 'last' | 'both' | 'range' | 'after' | 'since' | 'until' | 'up to' | 'heuristic';

const ISSUANCE_WORD =
  ' (?:issued|issuance|misissued|misissuance|notbefore|certificates?|certs|ONE|DEF|NP) ';

/** What tells the dates of issuance; the first that fits a sentence decides. */
export const ISSUANCE_CUES: readonly { readonly role: IssuanceRole; readonly pattern: RegExp }[] = [
  // "began with the certificate issued on … and ended with that issued on …"
  {
    role: 'first',
    pattern: cue(
      ` (?:began|begins|started|starts|beginning|starting) (?:with|from|at) (?:(?!@ |first )\\S+ ){1,4}?${ISSUED} (?:${ON} )?@(?= )`,
    ),
  },
  {
    role: 'last',
    pattern: cue(
      ` (?:ended|ends|ending|stopped|finished) (?:with|at) (?:(?!@ |last )\\S+ ){1,4}?${ISSUED} (?:${ON} )?@(?= )`,
    ),
  },
  // "first and last issuance: … and …"
  {
    role: 'range',
    pattern: cue(
      ` (?:(?<=${ISSUANCE_WORD}.{0,80})|(?=.{0,80}${ISSUANCE_WORD}))${ENDS[0]!.words} (?:and|/|&|to) (?:the )?${ENDS[1]!.words}${LINK} @ (?:and|to|/|-|\u2013|,|until) @(?= )`,
    ),
  },
  // "2023-01-02 (first) to 2023-03-04 (last)"
  ...ENDS.map(({ role, words }) => ({
    role,
    pattern: cue(` @ \\( (?:the )?${words}(?: (?:issued|issuance|certificate|one|ONE))? \\)(?= )`),
  })),
  {
    role: 'first',
    pattern: cue(
      ` (?:first|earliest|oldest) (?:of )?(?:(?!last|latest|reports? |reported |complaints? |notifications? |notice |e-?mails? |alerts? |messages? |contact|concern(?:s|ed|ing) )\\S+ ){0,6}?(?:issued|issuance)?(?: date)? ?(?:was |is |took place |occurred )?(?:${ON} |- |\u2013 |issued on )*@(?= )`,
    ),
  },
  ...ENDS.map(({ role, words }) => ({ role, pattern: cue(` ${words}${LINK} @(?= )`) })),
  ...(['first', 'last'] as const).map((role, index, roles) => ({
    role,
    pattern: cue(
      ` @ (?:[:|,\u2013-] )?(?:(?!${roles[1 - index]!} |stopped |after |before |since )\\S+ ){0,6}?${role} (?:(?!${roles[1 - index]!} )\\S+ ){0,4}?(?:certificate|certificates|cert|certs|one|ONE|DEF|NP) (?:\\S+ ){0,2}?(?:issued|misissued|generated)(?= )`,
    ),
  })),
  // a line of a timeline: "first misissuance"
  ...(['first', 'last'] as const).map((role) => ({
    role,
    pattern: cue(
      ` @ (?:[:|,\u2013-] )?(?:utc )?(?:the )?${role} (?:(?:known|affected|erroneous|incorrect|recorded) )*(?:misissuance|ONE|(?:certificate )?issuance)(?= (?:$|[.,;(]|of |with |during |without ))`,
    ),
  })),
  {
    role: 'first',
    pattern: cue(
      ' @ (?:[:|,\u2013-] )?(?:\\S+ ){0,2}?(?:issuance|issue|misissuance) of (?:the )?first (?:\\S+ ){0,3}?(?:certificate|certificates|cert)(?= )',
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` ${SOME} (?:\\S+ ){0,3}?${VERB}(?:(?:between|from|since|after|starting|during|in|the|period|timeframe|time|of|dates) ){1,5}(?:\\S+ )?${RANGE}(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` ${ISSUED} (?:a total of )?(?:NP|DEFNP|DEF) (?:(?!@ |valid|validity|expiring|revoked|expired|and |but )\\S+ ){0,10}?(?:between|from|during|in the period|in the time|in the period of|in the period from|in the period between|over the period) ${RANGE}(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` (?:${THESE}|certificates) (?:all )?(?:date|dates|dated|dating|originate|stem) (?:back )?(?:from |between |to )${RANGE}(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` (?:issuance|misissuance) (?:of (?:the )?(?:${THESE}|(?:\\S+ ){0,3}?certificates) )?(?:began|started|begins) (?:on |at |in )?@ (?:,|and) (?:it )?(?:ended|stopped|ceased|was stopped|finished|lasted until|continued until|continued to) (?:on |at |in )?@(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(` ${SOME} ${VERB}(?:between |from |since |after |starting )?${RANGE}(?= )`),
  },
  {
    role: 'range',
    pattern: cue(
      ` (?:ALL|certificates) ${PASSIVE}(?:\\w+ly )?${ISSUED} (?:\\S+ ){0,5}?(?:between |from |since |after |starting )?${RANGE}(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` (?:between|from) ${RANGE} ,? ?(?:(?!not )\\S+ ){0,6}?(?:${ISSUED}|issue) (?:\\S+ ){0,4}?(?:NP|DEFNP)(?= )`,
    ),
  },
  // "in the period … to …, 12 certificates with … were issued"
  {
    role: 'range',
    pattern: cue(
      ` (?:between|from|in|during|within|over) (?:(?:the|this|a|affected|time|period|timeframe|window|of|from|between|\\() ){0,6}${RANGE} (?:\\) )?,? ?(?:a total of )?(?:NP|DEFNP) (?:(?:with|without|having|containing|whose) (?:(?!@ |not )\\S+ ){1,8}?)?${PASSIVE}(?:\\w+ly )?${ISSUED}(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` (?:between|from) ${RANGE} ,? ?(?:a total of )?${THESE} ${PASSIVE}${ISSUED}(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      `(?<! (?:any|every|each|ALL) .{0,80}) (?:issuance|issue|misissuance|notbefore (?:dates?|timestamps?|times?|values?))(?: (?:dates?|timestamps?|times?|values?|period|window|timeframe|of|the|these|those|affected|certificates|DEF|ALL|NP|DEFNP|range|ranges|ranged|ranging|lie|lies|lay|span|spans|spanned|run|runs|ran|fall|falls|fell|are|were|is|was|all|occurred|happened|took|place|from|between|:)){0,10} ${RANGE}(?= (?!(?:was|were|is|are|has|have|had) ))`,
    ),
  },
  // "2 were issued on … and another 3 on …"
  {
    role: 'range',
    pattern: cue(
      ` ${SOME} (?:${PASSIVE})?${ISSUED} (?:on|in|at) @ (?:and|,) (?:(?:another|a|further|the|other|remaining) ){0,2}(?:#|NP) (?:(?:more|others|ones) )?(?:on|in|at) @(?= )`,
    ),
  },
  {
    role: 'range',
    pattern: cue(
      ` (?:they|these|those|both|(?:all|both) of (?:them|these|those|which)) ${PASSIVE}(?:\\w+ly )?${ISSUED} (?:(?!@ |not )\\S+ ){0,5}?(?:between|from|(?:in|during|within|over) the (?:period|time|timeframe|window)(?: (?:of|from|between))?) ${RANGE}(?= )`,
    ),
  },
  // "16 certificates, 14 OV and 2 EV, that were issued between …"
  {
    role: 'range',
    pattern: cue(
      ` (?:NP|DEFNP) (?:, (?:(?:#|NP|and|&|dv|ov|iv|ev|tls|certificates|,) ){2,12}|\\( (?:(?:#|NP|and|&|dv|ov|iv|ev|tls|certificates|,) ){1,12}\\) )(?:that |which )?${PASSIVE}(?:\\w+ly )?${ISSUED} (?:(?!@ |not )\\S+ ){0,5}?(?:between|from) ${RANGE}(?= )`,
    ),
  },
  { role: 'range', pattern: cue(` ${RANGE} : ${THESE} ${PASSIVE}${ISSUED}(?= )`) },
  {
    role: 'range',
    pattern: cue(
      ` ${RANGE} ,? ?(?:and )?(?:during|within|in) (?:which|that|this) (?:(?:time|period|window|interval|timeframe) ){0,2},? ?(?:\\S+ ){0,4}?(?:NP|DEFNP) ${PASSIVE}${ISSUED}(?= )`,
    ),
  },
  {
    role: 'since',
    pattern: cue(
      ` (?:${THESE}|certificates|certs) ${VERB},? ?(?:ever )?(?:since|starting from|starting on|starting|beginning|beginning on|beginning with|starting with|as of) @(?= )`,
    ),
  },
  {
    role: 'until',
    pattern: cue(
      ` (?:${THESE}|certificates|certs) ${VERB}since @ ,? ?(?:and )?(?:until|till|up to|up until|through) @(?= )`,
    ),
  },
  {
    role: 'since',
    pattern: cue(` (?:${THESE}|certificates) ${VERB}from @ (?:on|onwards|onward|forward)(?= )`),
  },
  {
    role: 'since',
    pattern: cue(` (?:NP|DEFNP) (?:\\S+ ){0,8}?misissued (?:\\S+ ){0,3}?since @(?= )`),
  },
  {
    role: 'since',
    pattern: cue(
      ` (?:issued|misissued) (?:a total of )?(?:NP|DEFNP) (?:\\( [^()]{1,200} \\) )?(?:(?!@ |not |revoked |valid |and )\\S+ ){0,5}?since @(?= (?!(?:,? ?and )?(?:until|till|up|through|to) ))`,
    ),
  },
  {
    role: 'since',
    pattern: cue(
      ` since @ ,? ?(?:(?!not |no |NONE |@ )\\S+ ){0,5}?(?:(?:NP|DEFNP|DEF) ${PASSIVE}(?:\\w+ly )?${ISSUED}|(?:issued|misissued|issuing|misissuing) (?:a total of )?(?:NP|DEFNP|DEF))(?= )`,
    ),
  },
  {
    role: 'after',
    pattern: cue(
      ` (?:ALL|DEF|certificates|NP|DEFNP) (?:(?!before )\\S+ ){0,6}?${ISSUED} (?:(?:on or )?after) @(?= (?!(?:and )?(?:before|until|prior|up|to) ))`,
    ),
  },
  { role: 'up to', pattern: cue(` (?:NP|DEFNP|ALL|DEF|certificates) ${VERB}up to @(?= )`) },
  {
    role: 'until',
    pattern: cue(` (?:NP|DEFNP|ALL|DEF|certificates) ${VERB}(?:until|before|prior to) @(?= )`),
  },
  ...OF_ONE_DATE,
];
