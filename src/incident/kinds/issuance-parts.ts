/** Dates of issuance that are no ends of all: of a series, of an aside, of a CA's certificate, of a list that is sent. */

import type { IssuanceRole } from './issuance-cues.ts';

/** Whether what a cue covers of a sentence's form is told of a part, or of something else. */
export function isOfPart(form: string, start: number, end: number, role: IssuanceRole): boolean {
  const told = form.slice(start, end);
  if (role === 'both' && SERIES.test(form)) return true;
  return (
    leavesBrackets(told) ||
    PERIOD_OF_OTHERS.test(told) ||
    (role === 'range' && RANGES_BEHIND.test(form.slice(end))) ||
    (OF_CA.test(told) && !AFFECTED.test(told)) ||
    SENT.test(told)
  );
}

/** "Platform A (in operation since 2016) has issued …": the date is of the aside alone. */
function leavesBrackets(told: string): boolean {
  let depth = 0;
  for (const mark of told.matchAll(/ ([()])(?= )/g)) {
    depth += mark[1] === '(' ? 1 : -1;
    if (depth < 0) return told.slice(0, mark.index).includes('@');
  }
  return false;
}

/** "In the audit periods from … to …" says not when in these. */
const PERIOD_OF_OTHERS =
  / (?:audit|audited|reporting|assessment|attestation|review|observation|engagement|billing) (?:periods?|years?|cycles?|windows?) /;

/** "In June 126 were issued; in December another 11": each date is of some. */
const SERIES =
  / (?:in|on|during) @ (?:(?!@ )\S+ ){0,9}?[;,] (?:and )?(?:in|on|during) @ ,? ?(?:(?:another|a|further|the|other|last|remaining|final|only) ){0,3}(?:#|NP|REST) (?:(?!@ |was |were )\S+ ){0,3}?(?:[;,.)] |$|and |(?:were|was) issued )/;
/** "From … to … (51) and from … to … (3)". */
const RANGES_BEHIND =
  /^ (?:\( (?:#|NP) \) )?(?:and|,) (?:(?:again|then|also) )?(?:from|between) @ (?:to|and|until|-|\u2013) @ /;

/** "When the first intermediate certificate was issued": that of a CA, under which others were. */
const OF_CA =
  / (?:first|last|earliest|latest|oldest|newest) (?:\S+ )?(?:intermediate|root|subordinate|sub-ca|cross|issuing) (?:ca )?(?:certificate|cert|ONE|NP)(?= )/;
const AFFECTED = / (?:affected|impacted|misissued) /;

/** "List of affected certificates issued to the subscribers": what is issued is the list. */
const SENT =
  /^ @ (?:[:,|\u2013-] )?(?:\S+ ){0,3}?(?:lists?|listing|reports?|notices?|notifications?|details|statements?|announcements?|inventory|overview) (?:of|on|about|for|with) (?:the |all )*(?:DEF|ALL|DEFNP|NP|certificates) (?:was |were )?(?:issued|generated|created|produced)(?= |$)/;
