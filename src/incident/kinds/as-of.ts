/** At which time a number of valid or expired certificates is meant: "As of 20.06.2022, 25 have expired". */
import type { ClaimKind } from '../claim.ts';
import type { Draft } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { formatDate, otherReading } from '../tokens/date.ts';
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
  for (const match of matchesOf(sentence, AS_OF)) {
    const { to } = spanOf(sentence, match.index, match.index + match[0].length);
    const told = sentence.elements[to - 1];
    if (told === undefined || isPhrase(told) || told.date === undefined) continue;
    if (clauseAt(told.start) !== clauseOf) continue;
    const isKnown = told.date.year !== undefined && otherReading(told.date) === undefined;
    const time = isKnown ? formatDate(told.date, undefined) : 'a date';
    const qualifier = [draft.qualifier, `as of ${time}`].filter((part) => part !== null).join(', ');
    return { ...draft, qualifier };
  }
  return draft;
}

const TIMED: ReadonlySet<ClaimKind> = new Set(['remaining-valid', 'expired']);
const AS_OF = cue(
  ' (?:as (?:of|at|on|per)|(?:#|valid|still-valid|active|expired|unexpired) (?:certificates )?(?:on|at|by)) (?:\\( )?@(?= )',
);
