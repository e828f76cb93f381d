/** The first and the last certificate, by what they are called. */

export const ENDS: readonly { readonly role: 'first' | 'last'; readonly words: string }[] = [
  { role: 'first', words: '(?:first|earliest|oldest)' },
  {
    role: 'last',
    words: '(?:last|latest|newest|youngest|most recent|final(?= (?:#|one|issued|issuance|ONE) ))',
  },
];

/** What may stand between "the last" and its date, and leaves it a date of issuance. */
export const LINK =
  '(?: (?:one|#|of|which|them|the|these|those|affected|impacted|misissued|misissuance|CERT|NP|ONE|DEF|certificate|certificates|certs|cert|with|this|problem|was|were|is|are|being|been|has|from|dates|dated|issued|issuance|issue|date|day|took|place|occurred|value|notbefore|back|to|on|at|in|\\)|:|-|\u2013)){0,9}';
/** "The oldest is dated …, the youngest …": both ends, with nothing else between. */
export const BOTH_ENDS: readonly RegExp[] = [ENDS, [...ENDS].reverse()].map(
  ([one, other]) =>
    new RegExp(
      ` ${one!.words}${LINK} @ (?:(?:,|;|and|while|whereas|to|-|/) ){0,2}(?:the )?${other!.words}${LINK} @ `,
    ),
);
