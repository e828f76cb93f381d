/** At which time a number of valid or expired certificates is meant: "As of 20.06.2022, 25 have expired". */
import type { ClaimKind } from '../claim.ts';
import type { Draft } from '../draft.ts';
import { type Element, isPhrase } from '../phrases/phrase.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { formatDate, otherReading } from '../tokens/date.ts';
import type { Token } from '../tokens/token.ts';
import { cue } from './grammar.ts';

/**
 * Adds the qualifier `as of 2022-06-20` where the clause says a time. Without a year, or where it can be
 * read in two ways, the time is not known, and the qualifier a scope as any other.
 */
export function withTime(draft: Draft): Draft {
  if (!TIMED.has(draft.kind)) return draft;
  const { sentence, passage } = draft.statement;
  const { starts } = passage.content;
  const clauseAt = (place: number): number =>
    sentence.elements.filter(
      (element) => element.end <= place && !isPhrase(element) && element.word === ';',
    ).length;
  const clauseOf = clauseAt(starts.subarray(0).findIndex((start) => start >= draft.end - 1));
  const timed = (time: string): Draft => {
    const qualifier = [draft.qualifier, `as of ${time}`].filter((part) => part !== null).join(', ');
    return { ...draft, qualifier };
  };
  // what has expired stays so, and no certificate comes back
  const isFinal = draft.kind === 'remaining-valid' && draft.value === 0;
  for (const pattern of isFinal ? [AS_OF] : [AS_OF, WHEN, FRONTED]) {
    for (const match of matchesOf(sentence, pattern)) {
      const { to } = spanOf(sentence, match.index, match.index + match[0].length);
      const told = sentence.elements.slice(0, to).findLast(isDated);
      if (told?.date === undefined || clauseAt(told.start) !== clauseOf) continue;
      const isKnown = told.date.year !== undefined && otherReading(told.date) === undefined;
      return timed(isKnown ? formatDate(told.date, undefined) : 'a date');
    }
  }
  return !isFinal && THEN.test(sentence.form) ? timed('a date') : draft;
}

function isDated(element: Element): element is Token {
  return !isPhrase(element) && element.date !== undefined;
}

const TIMED: ReadonlySet<ClaimKind> = new Set(['remaining-valid', 'expired']);
const AS_OF = cue(
  ' (?:as (?:of|at|on|per)|(?:#|valid|still-valid|active|expired|unexpired) (?:certificates )?(?:on|at|by)) (?:\\( )?@(?= )',
);

const STATUS = '(?:valid|still-valid|active|expired|unexpired)';
/** "Were valid when we discovered the issue on …". */
const WHEN = cue(
  ` (?:was|were|had|remained) (?:(?:still|already|been|not|yet) ){0,3}${STATUS} (?:when|as|at the (?:time|moment)) (?:(?!@ |and |but |; )\\S+ ){0,8}?@(?= )`,
);
/** "On …, 51 certificates were still valid": of a time that is past. */
const FRONTED = cue(
  `^ (?:(?:on|by|at|until|as of|in) )?@ (?:(?!@ |are |is |have |has |; )\\S+ ){0,8}?(?:was|were|had|remained) (?:(?:still|already|been|not|yet) ){0,3}${STATUS}(?= )`,
);
const THEN = new RegExp(
  ` (?:was|were|had|remained) (?:(?:still|already|been|not|yet) ){0,3}${STATUS} (?:at that (?:time|point|moment)|back then|by then)(?= )|^ (?:(?:a|one|two|#|some|several|many|few) ){1,2}(?:days?|weeks?|months?|years?) ago ,? ?(?:(?!are |is |have |has |; )\\S+ ){0,8}?${STATUS} `,
);
