/** What tells that certificates are revoked, not revoked, expired or still valid. */
import type { ClaimKind } from '../claim.ts';
import { ASIDE, cue, OF_A_PERIOD, PASSIVE, PERFECT, REVOKED, SHARE } from './grammar.ts';

export type StatusKind = Extract<
  ClaimKind,
  'revoked' | 'not-revoked' | 'expired' | 'remaining-valid'
>;

export interface StatusCue {
  readonly kind: StatusKind;
  readonly pattern: RegExp;
}

/** Behind a number of certificates; the first that fits decides. */
export const STATUS_BEHIND: readonly StatusCue[] = [
  {
    kind: 'not-revoked',
    pattern:
      /^ (?:\S+ ){0,4}?(?:(?:was|were|has|have|had|are|is|and|which|that|but|did|could|will|would|can|yet|still|also|however) ){1,4}not (?:\S+ ){0,3}?(?:revoked|revoke)(?= )/,
  },
  {
    kind: 'not-revoked',
    pattern: /^ (?:(?:that|which|,) ){0,2}(?:\w+ )?(?:failed|fail|omitted) to be revoked(?= )/,
  },
  {
    kind: 'not-revoked',
    pattern:
      /^ (?:(?:that|which|,) ){0,2}(?:remain|remained|remains|are|were|still|is|was) (?:still )?(?:unrevoked|to be revoked|pending revocation|awaiting revocation|not-revoked)(?= )/,
  },
  {
    kind: 'not-revoked',
    pattern:
      /^ (?:(?:that|which|,) ){0,2}(?:(?:have|has|are|is) yet to be revoked|(?:still )?await(?:s|ing)? revocation|(?:still |left )?(?:to be revoked|pending revocation)|(?:are|is|remain|remains) (?:still )?(?:pending|outstanding)(?= [.,;)]))(?= )/,
  },
  {
    kind: 'not-revoked',
    pattern:
      /^ (?:(?:that|which|,) ){0,2}(?:should have been revoked|(?:\w+ ){0,2}(?:missed|exceeded|passed) the (?:\S+ ){0,3}(?:deadline|revocation|period)|(?:was|were) revoked (?:too )?(?:late|later than|beyond|outside|after (?:the |more than )?(?:\S+ ){0,2}(?:deadline|days|hours|period)))(?= )/,
  },
  {
    kind: 'not-revoked',
    pattern:
      /^ (?:still )?remain (?:(?:and|,|which|that) ){1,2}(?:will|shall|are|must|have) (?:\S+ ){0,3}?revoked(?= )/,
  },
  {
    kind: 'remaining-valid',
    pattern: new RegExp(
      `^ (?:(?:that|which) (?:was|were) issued (?:\\S+ ){1,6}?)?(?:(?:of this type|that|which|,|in total|with this issue) ){0,3}(?:(?:are|were|is|was|remain|remained|remains|being) ){1,2}(?:\\w+ly |now |at that time )?(?:still-valid|valid|active|live|unrevoked-unexpired)(?= (?!${OF_A_PERIOD}))`,
    ),
  },
  {
    kind: 'remaining-valid',
    pattern: /^ (?:that |which )?(?:(?:have|has|had) )?unrevoked-unexpired(?= )/,
  },
  {
    kind: 'remaining-valid',
    pattern:
      /^ (?:that |which )?(?:still |currently )?(?:still-valid|remain valid|remain active)(?= )/,
  },
  {
    kind: 'expired',
    pattern: new RegExp(`^ (?:(?:that|which|,) ){0,2}(?:${PASSIVE}|${PERFECT})expired(?= (?!or ))`),
  },
  {
    kind: 'revoked',
    pattern: new RegExp(`^ (?:(?:that|which|,) ){0,2}${PASSIVE}${REVOKED}(?= (?!or ))`),
  },
  {
    kind: 'revoked',
    pattern:
      /^ , (?:all|both|each) (?:of (?:them|which) )?(?:was |were |has been |have been )?(?:\w+ly |already |since )?revoked(?= (?!or ))/,
  },
  // a line of a timeline
  { kind: 'revoked', pattern: /^ revoked (?:$|[.,;] |on |at |in |by |within |and )/ },
];

/** Before a number of certificates. */
export const STATUS_BEFORE: readonly StatusCue[] = [
  {
    kind: 'not-revoked',
    pattern:
      / (?:failed to|unable to|not able to|not been able to|could not|cannot|failure to|not be able to) (?:\w+ly )?revoke (?:(?:all|any|of|the|a|total) ){0,3}$/,
  },
  {
    kind: 'not-revoked',
    pattern:
      / revocation (?:is|was|remains|has been) (?:still |currently )?(?:pending|outstanding) (?:for|of) (?:the |all )?$/,
  },
  { kind: 'not-revoked', pattern: / (?:not|never) (?:\w+ ){0,2}revoked? (?:all |any )?(?:of )?$/ },
  {
    kind: 'revoked',
    pattern:
      / (?<!be |to be |being |not |or )(?:revoked|has revoked|have revoked)(?: (?:all|a|total|of|the|and|replaced|reissued|re-issued|renewed|batch|set|group|:)){0,4} $/,
  },
];

/** "The remaining 5 will be revoked by …". */
export const REVOKED_LATER = /^ (?:will|are|is|shall|have|must|need|needs)(?: \S+){0,5}? revoked /;

/** "Revocation of all 449 unexpired certificates was completed". */
export const REVOCATION_DONE = {
  alone:
    / (?:completed|finished|concluded|performed|carried out) (?:the )?revocation of (?:(?:all|the|outstanding|remaining|last) )*$/,
  before: / revocation of (?:all |the )?$/,
  behind: new RegExp(
    `^ ${ASIDE}${PASSIVE}(?:completed|complete|done|finished|performed|carried out|finalized)(?= )`,
  ),
};

/** "of which 1,000 have been revoked and 34 have expired". */
const PARTS: readonly (readonly [StatusKind, string])[] = [
  ['revoked', 'revoked'],
  ['expired', 'expired'],
  [
    'not-revoked',
    'not revoked|not yet revoked|could not be revoked|cannot be revoked|unrevoked|not been revoked|not yet been revoked|pending|outstanding|(?:yet )?to be revoked|awaiting revocation',
  ],
  ['remaining-valid', 'still-valid|valid|active|live|time-valid|unrevoked-unexpired'],
];

/** "Still valid: 4. Already expired: 2. Revoked: 12." */
const LABELS: readonly (readonly [StatusKind, string])[] = [
  ['remaining-valid', 'still-valid|remaining-valid|currently-valid'],
  ['expired', '(?:already )?expired'],
  ['revoked', '(?:already )?revoked'],
  [
    'not-revoked',
    '(?:not (?:yet )?revoked|unrevoked|(?:still |yet )?to be revoked|pending|outstanding)',
  ],
];

/** `N currently active`, `3 revoked`, `4 remain valid` as a line of its own, or in brackets. */
export const STATUS_ALONE: readonly StatusCue[] = [
  {
    kind: 'remaining-valid',
    pattern: cue(
      '^ # (?:(?:are|is|were|of them|of these|remain) ){0,2}(?:still-valid|active|valid|live)(?: certificates)? (?:[.,;] )?$',
    ),
  },
  {
    kind: 'revoked',
    pattern: cue(
      '^ # (?:(?:are|is|were|have|been|already|of|them|these) ){0,4}revoked (?:[.,;] )?$',
    ),
  },
  {
    kind: 'expired',
    pattern: cue('^ # (?:(?:are|is|were|have|already|of|them|these) ){0,4}expired (?:[.,;] )?$'),
  },
  {
    kind: 'expired',
    pattern: cue(
      ' \\( (?:with |including |of which |incl )?# (?:of them |already )?(?:have |has |is |are )?expired \\)',
    ),
  },
  {
    kind: 'revoked',
    pattern: cue(
      ' \\( (?:with |including |of which |incl )?# (?:of them |already )?(?:have been |has been |is |are )?revoked \\)',
    ),
  },
  {
    kind: 'not-revoked',
    pattern: cue(
      ' (?:and|,|while|but|which|them|these) # (?:of (?:them|these|those) )?(?:certificates )?(?:missed|exceeded|passed) the (?:\\S+ ){0,3}(?:deadline|period)(?= )',
    ),
  },
  {
    kind: 'not-revoked',
    pattern: cue(
      ' (?:other|remaining|last|others) # (?:(?:ones|of them|certificates) )?(?:will (?!not )|shall |are (?:scheduled|planned|due|yet|still) |have yet |remain )(?:(?!not )\\S+ ){0,5}?(?:revoked|revocation)(?= )',
    ),
  },
  {
    kind: 'not-revoked',
    pattern: cue(
      ' revoked (?:(?!# |not )\\S+ ){0,8}?(?:;|and|,|but|while) (?:the )?(?:(?:other|remaining) )?# (?:have|has|were|was) not (?:yet )?(?:been )?(?:[.,;)] )?$',
    ),
  },
  {
    kind: 'revoked',
    pattern: cue(
      ' (?<!not |never |be |to |been |or |were |was )revoked (?:(?:already|only|just|about|so far) )?# (?:of|from) (?:them|these|those)(?= )',
    ),
  },
  {
    kind: 'not-revoked',
    pattern: cue(
      ' (?:will|shall|plan to|intend to|going to|have to|need to) (?:then )?revoke (?:the )?(?:remaining|other|others|last|rest of) #(?= )',
    ),
  },
  // "11 of them were still valid and have been revoked"
  {
    kind: 'revoked',
    pattern: cue(
      ` # (?:of (?:them|these|those|which) )?(?:were|was|are|is) (?:still-valid|valid|active) (?:(?!not |will |# |; )\\S+ ){0,10}?and ${PASSIVE}(?:all )?revoked(?= )`,
    ),
  },
  // "all but 8 were revoked"
  {
    kind: 'not-revoked',
    pattern: cue(
      ` (?:all|ALL|DEFNP|NP|each|every one) (?:but|except|except for|apart from|other than|save) (?:#|NP) (?:(?!not |# )\\S+ ){0,8}?${PASSIVE}(?:replaced and )?revoked(?= )`,
    ),
  },
  // "6 were revoked in time and one was left pending"
  {
    kind: 'not-revoked',
    pattern: cue(
      ` (?:revoked|revocation) (?:(?!# |not )\\S+ ){0,12}?(?:;|and|,|but|while|whereas|with) (?:the )?(?:(?:other|remaining|last|only|further) )*# (?:(?:more|other|others|certificates?|of (?:them|these|those)|ones?) )?(?:(?:was|were|is|are|has|have|been|still|being|currently|left|remains?|remained|kept) )*(?:pending|outstanding|open|delayed|postponed|unrevoked|left|in use|scheduled|(?:to|will|shall|must) be (?:replaced and )?revoked|awaiting (?:revocation|replacement)|revoked (?:too late|late|later|after (?:the|that|more|this)|beyond|outside))(?= )`,
    ),
  },
  // "all were revoked on …, with the exception of two"
  {
    kind: 'not-revoked',
    pattern: cue(
      ' (?:were|are|been|was) (?:\\w+ly |already |now )?revoked (?:(?!not |# |NP )\\S+ ){0,8}?(?:, )?(?:with the exception of|except for|except|apart from|save for) (?:the |only )?#(?= (?:$|[.;)]|certificates? [.;]))',
    ),
  },
  {
    kind: 'revoked',
    pattern: cue(
      ' revocations? (?:progress |status |completed |done |so far )?: # (?:out )?of (?:the )?#(?= )',
    ),
  },
  ...LABELS.map(([kind, words]) => ({
    kind,
    pattern: cue(
      `(?:^ | [.;,(|\u2022] )(?:of these |of which |thereof )?(?:${words})(?: certificates)? [:=] #(?= (?:[.,;)|\u2022] |certificates |$))`,
    ),
  })),
  ...PARTS.map(([kind, words]) => ({
    kind,
    pattern: cue(
      `(?:^| (?:which|them|these|those|,|;|:|\u2026|and|(?<!(?:all|ALL|DEFNP|NP|each) )but|while|includes|included|including|\\()|^ (?:by|at|as|until|upon|to|so)(?: (?!# |NP |DEFNP |DEF |ALL |not )[^\\s,;]+){1,8}) (?:(?:over|approximately|roughly|about|around|some|nearly|almost|at|least|more|than|only|already|currently|with|another|the|other|remaining|further|>|~) ){0,3}${SHARE} (?:(?:of|them|these|those|which|that|have|has|had|been|are|is|was|were|already|now|since|also|still|replaced|and|remain|remained|certificates|DEF|all|currently) ){0,6}(?:(?:found|known|confirmed|determined|shown|reported) (?:to be |as )(?:still )?)?(?:${words})(?= (?!(?:too )?late |${OF_A_PERIOD}))`,
    ),
  })),
  {
    kind: 'remaining-valid',
    pattern: cue(
      ' # (?:of (?:them|these|those|which) )?remain(?:s|ed)? (?:valid|active|still-valid|live)(?= )',
    ),
  },
];

/** What is left of the certificates after those that were revoked. */
export const REMAINDER = cue(
  ' (?:#|NP|DEFNP) (?:(?!not |NP |DEFNP |# )\\S+ ){0,6}?revoked (?:(?!not |NP |DEFNP |# (?!days|hours|calendar|business))\\S+ ){0,8}?(?:, )?(?:i.e \\. |i.e. |, so |so that |hence |thus |therefore |meaning |(?:which )?(?:leaves|leaving|left) )(?:, )?(?:(?:that|still|another|a|us|with|about|the|total|of|other|remaining|approximately) ){0,5}(?:NP|DEFNP|#)(?= )',
);
