/** What tells of one date on which all certificates were issued: the first and the last. */
import { cue, PASSIVE } from './grammar.ts';
import { THESE, ISSUED, ON, VERB } from './issuance-words.ts';

export const OF_ONE_DATE: readonly { readonly role: 'both'; readonly pattern: RegExp }[] = [
  { role: 'both', pattern: cue(` ${THESE} ${VERB}${ON} (?:the )?@(?= )`) },
  {
    role: 'both',
    pattern: cue(
      ` (?:${THESE}|an? (?:\\S+ ){0,3}?certificate) (?:with|without|containing|having|including|whose|for) (?:(?!@ |not |if |when |valid |; )\\S+ ){1,12}?${PASSIVE}(?:\\w+ly )?${ISSUED} ${ON} (?:the )?@(?= )`,
    ),
  },
  {
    role: 'both',
    pattern: cue(
      `(?<= (?:certificate|certificates|ONE|DEF|NP) .{0,120}) (?:it|they|both|, which) (?:was|were) (?:\\w+ly )?${ISSUED} (?:on|at|in) @(?= )`,
    ),
  },
  // "issued by "Example OV CA 4" in March 2024"
  {
    role: 'both',
    pattern: cue(
      ` ${THESE} (?:${PASSIVE})?${ISSUED} by (?:" (?:[^" ]+ ){1,9}" |\\S+ ){1,3}?${ON} @(?= )`,
    ),
  },
  { role: 'both', pattern: cue(` ${THESE} ${VERB}(?:, )?@(?= )`) },
  // a line of a timeline
  {
    role: 'both',
    pattern: cue(
      ' @ (?:: |- > |- |\u2013 |\\| )?(?:(?!stop|start|began|first |last |no |not |resum|test |replacement|new |renew|reissu|compliant |correct|NONE)\\S+ ){0,4}?(?:ONE|certificate|certificates|DEF|NP) (?:was |were |is |are |got |has been |have been )?(?:issued|misissued)(?= )',
    ),
  },
  {
    role: 'both',
    pattern: cue(
      ` @ (?:: |- > |- |\u2013 |\\| )?(?:(?:a|the|one|affected|first|NP) )*(?:certificate|ONE|NP) (?:with|without|containing|for|whose) (?:(?!stop|request|if |not |no |problem )\\S+ ){1,10}?(?:was|were|has been|have been|is|are) (?:issued|misissued)(?= )`,
    ),
  },
  {
    role: 'both',
    pattern: cue(
      ` (?:^ )?(?:in|on|at) @ (?:at @time )?,? ?(?:(?!not )\\S+ ){1,4}?(?:issued|misissued) (?:a|an|the|one) (?:(?!certificate )\\S+ ){0,5}?(?:certificate|cert|qwac) (?=(?:with|without|that|which|where|whose|for|to|containing|in|having|,|\\.|from) )`,
    ),
  },
  {
    role: 'both',
    pattern: cue(
      ` (?:${ISSUED} (?:a total of )?NP|misissued (?:ONE|DEF)) (?:(?!before |after |since |until |and |revoked )\\S+ ){0,5}?(?:in|on|during) @(?= )`,
    ),
  },
  {
    role: 'both',
    pattern: cue(
      ' (?:issuance|issue) dates? (?:(?:of|the|this|certificate|was|is|:|ONE|DEF) ){1,6}@(?= )',
    ),
  },
  {
    role: 'both',
    pattern: cue(
      ` (?:in|on|during) @ ,? ?(?:\\S+ ){1,5}?(?:issued|misissued) (?:a total of )?NP(?= )`,
    ),
  },
];
