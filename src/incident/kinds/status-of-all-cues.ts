/** What tells what has become of all certificates of an incident. */
import { ASIDE, cue, PASSIVE, PERFECT, REVOKED, THEY } from './grammar.ts';
import type { StatusCue } from './status-cues.ts';

/** What is told of all certificates of the incident; the number is the total. */
export const ALL_ARE: readonly StatusCue[] = [
  {
    kind: 'expired',
    pattern: cue(
      ` ${THEY} ${ASIDE}(?:${PASSIVE}|${PERFECT})expired(?= (?!or |and (?:\\S+ ){0,2}revoked |before |after ))`,
    ),
  },
  {
    kind: 'not-revoked',
    pattern: cue(
      ` ${THEY} (?:currently )?(?:(?:has|have) not (?:yet )?been (?:yet )?|(?:is|are) not (?:yet )?|remain |remains |(?:is|are) still (?:to be |not )?)(?:revoked|unrevoked)(?= )`,
    ),
  },
  {
    kind: 'remaining-valid',
    pattern: cue(
      ` ${THEY} (?:(?:all|both|currently) )?(?:(?:is|are) (?:all )?still-valid|remains? (?:valid|active))(?= (?!until ))`,
    ),
  },
];

/** All certificates of the incident are revoked. */
export const ALL_REVOKED: readonly RegExp[] = [
  cue(` ${THEY} ${ASIDE}${PASSIVE}${REVOKED}(?= (?!or ))`),
  cue(
    ` (?:NP|DEFNP|DEF|ONE) (?:\\S+ ){0,12}?and (?:we |then )?(?:have |had |has )?(?:\\w+ly )?revoked (?:them|all of them|these|those|it|the same)(?= )`,
  ),
  cue(
    ` (?:NP|DEFNP|DEF|ONE) (?:\\S+ ){0,14}?, (?:all of )?(?:which|that) ${PASSIVE}${REVOKED}(?= )`,
  ),
  cue(` (?:NP|DEFNP|DEF|ONE) ${ASIDE}and ${PASSIVE}${REVOKED}(?= )`),
  // "was issued at … and revoked at …"
  cue(
    ` (?:NP|all of which|${THEY}) (?:was|were|has been|have been) (?:(?!not |never |will |must |should |shall |needs? |needed |required |scheduled |planned |going |until |; |NP |DEFNP |# )\\S+ ){1,10}?and (?:\\w+ly |then |later )?revoked(?= (?:[.,;)] |$|on |at |in |by |within |the |@))`,
  ),
  cue(
    ' (?!(?:be|been|being|not|to|are|were|was|is|or|never|by) )\\S+ (?:\\w+ly |already |since )?revoked (?:ALL|DEF|ONE|all of them|them all|all of these)(?= )',
  ),
  // a line of a timeline
  cue(' (?:ALL|DEF|all certificates) (?:\\w+ly )?revoked (?:[.] )?$'),
  cue(
    '(?:^| @| @time| :| -| \u2013) (?:ALL|DEF|ONE) (?:\\w+ly )?revoked(?= (?:(?:[.] )?$|by |on |at |in |within ))',
  ),
  cue(`(?:^| @ :| @) certificates ${PASSIVE}${REVOKED}(?= (?!or ))`),
  cue(
    ' (?:completed|finished|concluded) (?:the )?(?:revocation|revoking) of (?:ALL|DEF|ONE|DEFNP)(?= )',
  ),
  cue(' (?:able|managed) to (?:\\w+ly )?revoke (?:ALL|DEF|ONE|DEFNP)(?= )'),
  cue(
    ' revocation of (?:ALL|DEF|ONE) (?:was|is|has been|were) (?:\\w+ly )?(?:completed|complete|done|finished)(?= )',
  ),
];

/** None of the certificates is valid any longer. */
export const NONE_VALID: readonly RegExp[] = [
  cue(
    ` ${THEY} ${ASIDE}(?:${PASSIVE}|${PERFECT})(?:either )?(?:revoked or (?:have |has |had |are )?(?:already )?expired|expired or (?:have |has |had |are )?(?:been )?(?:already )?revoked|expired and revoked|revoked and expired)(?= )`,
  ),
  cue(` REST ${ASIDE}${PASSIVE}(?:already )?revoked(?= )`),
  cue(
    ' (?:zero|none|no certificates|NONE) (?:of (?:them|these|those|the affected|DEF) )?(?:remain|remains|are|is) (?:still )?(?:valid|active|still-valid)(?= )',
  ),
];

/** "None has expired"; "in time" and the like would say less. */
export const NONE_ARE: readonly StatusCue[] = (['expired', 'revoked'] as const).map((kind) => ({
  kind,
  pattern: cue(
    ` (?:none|neither|NONE|not one)(?: of (?:them|these|those|which|DEF|DEFNP|(?:the|these) certificates))? (?:(?:has|have|had|was|were|is|are|been|yet|already) ){1,3}${kind}(?= (?!or |and |in time |on time |within |by |before |after |until ))`,
  ),
}));
