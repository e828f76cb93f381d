import { type Draft, draftOf, type Statement } from '../draft.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { cue, PASSIVE } from './grammar.ts';

const STOPPED =
  '(?:stopped|suspended|halted|paused|ceased|discontinued|disabled|blocked|deactivated)';
const TYPES =
  '(?:(?:all|any|new|the|our|further|affected|such|these|those|of|tls|ssl|ev|ov|dv|iv|s/mime|smime|public|publicly-trusted|server|certificate|acme|manual|automated|ca|(?!which |that |who |ca )\\S+) ){0,4}?';

const CUES: readonly { readonly value: boolean; readonly pattern: RegExp }[] = [
  {
    value: false,
    pattern: cue(
      ` (?:no|neither|none of the) (?:(?!longer |further |more |new )\\S+ ){0,4}?(?:issuance|issuances|issuing) (?:(?:of|from|any|such|certificates|process|processes|activity|system|systems) ){0,3}(?:(?:had|needed|has|have|was|were|been|is|to|be) ){1,5}${STOPPED}(?= )`,
    ),
  },
  {
    value: false,
    pattern: cue(
      ' (?:not|no) (?:(?!only )\\S+ ){0,4}?(?:stop|cease|halt|suspend|pause|interrupt) (?:\\S+ ){0,3}?(?:issuing|issuance)(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' (?:decided|proceeded|chose|opted|agreed) to (?:\\w+ly )?(?:stop|suspend|halt|pause|cease|block|disable) (?:\\S+ ){0,5}?(?:issuance|issuing)(?= )',
    ),
  },
  {
    value: false,
    pattern: cue(
      ' (?:issuance|issuing) (?:\\S+ ){0,4}?(?:was|were|has|have|is) (?:not|never) (?:been )?(?:stopped|suspended|halted|paused|ceased)(?= )',
    ),
  },
  {
    value: false,
    pattern: cue(
      ' (?:have|has|had|did) not (?:\\w+ly |yet )?(?:stop|stopped|cease|ceased|halt|halted|suspend|suspended|pause|paused) (?:\\S+ ){0,3}?(?:issuing|issuance)(?= )',
    ),
  },
  {
    value: false,
    pattern: cue(
      ' (?:no need|not necessary|not required|unnecessary) to (?:stop|suspend|halt|cease|pause) (?:\\S+ ){0,3}?(?:issuing|issuance)(?= )',
    ),
  },
  { value: true, pattern: cue(` ${STOPPED} (?:the )?issuing(?= )`) },
  {
    value: true,
    pattern: cue(
      ` ${STOPPED} ${TYPES}(?:issuance|issuances)(?= (?!until |of (?:ONE|an?|this|that|one) ))`,
    ),
  },
  {
    value: true,
    pattern: cue(
      ` (?:issuance|issuing)(?: of)? (?!ca |cas )${TYPES}(?:(?:certificates|certificate|NP|DEF|ALL|from|DEFNP|under|this|these|CA|profile) ){0,6}?${PASSIVE}(?:\\w+ly )?${STOPPED}(?= )`,
    ),
  },
  {
    value: true,
    pattern: cue(
      ' (?:issuance|issuing) (?:\\S+ ){0,6}?(?:was|has been|is|were|have been) (?:\\w+ly )?(?:put |placed |set )?on hold(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' (?:no longer|not) (?:issue|issues|issuing|issued) (?:any )?(?:further|more|such|new|additional)(?: \\S+){0,3}? (?:certificates|certs|NP|DEF)(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' no (?:more|further|additional|new|longer) (?:\\S+ ){0,3}?certificates (?:\\S+ ){0,5}?(?:are|have been|were|being|can be|is) (?:being )?(?:issued|misissued)(?= )',
    ),
  },
  // a pledge (IRG 1.0, question 3); "a certificate until …" would be a rule
  {
    value: true,
    pattern: cue(
      ' (?:will|shall|are|is) (?:not|no longer) (?:be )?(?:issue|issuing|sign|signing) (?:(?!until |a |an )\\S+ ){0,8}?(?:certificates|any certificate|NP|DEF|ALL) (?:(?!until )\\S+ ){0,8}?(?:until|as long as)(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' (?:certificates|NP|DEF|ALL|any certificate) (?:(?!until |will )\\S+ ){0,8}?(?:will|shall|are) (?:not|no longer|never) (?:be )?(?:being )?(?:issued|signed) (?:(?!until )\\S+ ){0,4}?(?:until|as long as)(?= )',
    ),
  },
  { value: true, pattern: cue(` ${STOPPED} (?:\\w+ly )?(?:to issue|the production)(?= )`) },
  { value: true, pattern: cue(` ${STOPPED} using (?:\\S+ ){0,16}?to issue(?= )`) },
  {
    value: true,
    pattern: cue(
      ' (?:NONE|no (?:\\S+ ){0,4}?certificates) (?:are|have been|were|has been|will be) (?:being )?(?:issued|misissued) (?:until|since|after that|any longer)(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' since (?:then|that time|this time)(?: ,)? (?:NONE|no (?:\\S+ ){0,4}?certificates) (?:have been|were|has been) (?:issued|misissued)(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' not (?:mis)?issued any (?:(?!other )\\S+ ){0,8}?(?:certificates?|ONE|DEF) (?:\\S+ ){0,8}?(?:since|after)(?= )',
    ),
  },
  {
    value: true,
    pattern: cue(
      ' (?:issuance|issuing) of (?:(?:such|these|any|NP|DEF|ALL|certificates) ){1,2}(?:is|was|became|has become) (?:no longer|not) (?:any more )?possible(?= )',
    ),
  },
  // a line of a timeline
  {
    value: true,
    pattern: cue(
      ` (?:@|:|-|\u2013|\u2022) (?:(?:all|certificate|tls|our) ){0,2}issuance (?:(?:of|from|through|via|under|with|using) (?:\\S+ ){1,5}?)?(?:was |has been )?${STOPPED}(?= (?:[.,;] |for |until |on |$))`,
    ),
  },
  {
    value: false,
    pattern: cue(
      ' (?:issuance|issuing) (?:(?!after |was |resumed )\\S+ ){0,4}?(?:continued|continues)(?= )',
    ),
  },
];

/** Not the incident's issuance: of a CA that was retired before, what should be done, what others did. */
const OTHERS =
  / (?:which|that) (?:has|have|had) (?:already )?$| (?:asked|told|notified|requested|advised|required|if|should|would|to immediately|will be|will|to be|before|not) (?:\S+ )?$/;

/** Reads whether the CA stopped to issue such certificates. */
export function readIssuanceStopped(statement: Statement): Draft[] {
  const { sentence } = statement;
  // a title, whose answer follows
  if (/^(?: \S+){1,9} : $/.test(sentence.form)) return [];
  if (statement.passage.section === 'stopped') {
    const answer =
      /^ (?:yes|(?:(?:we|[a-z.-]+|our ca|the ca) )?(?:have |has )?(?:immediately |already )?stopped)(?= )/.exec(
        sentence.form,
      );
    if (answer !== null) return [draftOf('issuance-stopped', true, statement, 0, 8)];
  }
  for (const { value, pattern } of CUES) {
    for (const match of matchesOf(sentence, pattern)) {
      if (value && OTHERS.test(sentence.form.slice(0, match.index + 1))) continue;
      if (/ (?:CAs?|root|service|crl|ocsp) $/i.test(match[0])) continue;
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      return [draftOf('issuance-stopped', value, statement, from, to)];
    }
  }
  return [];
}
