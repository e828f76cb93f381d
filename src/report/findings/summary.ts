/** How much was found, and over what: said in every format for people. */
import type { Impact } from '../../impact/impact.ts';
import { SEVERITIES, type Severity } from '../../verify/finding.ts';
import { FAILURES, FAILURE_WORDS } from '../sentences/counting.ts';
import { evidenceSentence, revocationDoubt } from '../sentences/revocation.ts';
import { enumerate, formatInstant, plural, say, type Sentence } from '../sentence.ts';
import type { Verification } from './verification.ts';

/** "3 errors, 1 warning, 2 notes in 9,999 entries", or "nothing found in 9,999 entries". */
export function summaryText({ summary, impact }: Verification): string {
  const counts = SEVERITIES.filter((severity) => summary[severity] > 0).map((severity) =>
    severityCount(severity, summary[severity]),
  );
  const found = counts.length === 0 ? 'nothing found' : counts.join(', ');
  return `${found} in ${plural(impact.entries.total, 'entry', 'entries')}`;
}

/** "1 error", "2,000 notes". */
export function severityCount(severity: Severity, count: number): string {
  return plural(count, severity);
}

/** Over how many certificates the cells were compared, and what was not checked at all. */
export function coverageSentences(impact: Impact): Sentence[] {
  return [
    comparedSentence(impact),
    ...(impact.revocation === undefined
      ? [say`Whether certificates are revoked was not checked.`]
      : [revocationDoubt(impact), evidenceSentence(impact)].filter(({ length }) => length > 0)),
  ];
}

/** "As of 2026-11-01 00:00:00 UTC, by IRG 3.2." */
export function measureSentence({ asOf, guideline }: Impact): Sentence {
  return say`As of ${formatInstant(asOf)}, by version ${guideline} of the guidelines.`;
}

/** What was found but not kept: "12,000 of `duplicate`". */
export function omittedSentence({ omitted }: Verification): Sentence {
  if (omitted.length === 0) return [];
  const counts = omitted.map(({ code, count }) => say`${count} more of ${code}`);
  return say`Counted, but not kept: ${enumerate(counts)}.`;
}

function comparedSentence({ entries, outcomes }: Impact): Sentence {
  const { unique } = entries;
  const { examined } = outcomes;
  if (unique === 0) return say`No certificate is listed, so that none was compared with the list.`;
  if (examined === unique) {
    const all =
      unique === 1 ? 'The one entry was' : `All ${plural(unique, 'entry', 'entries')} were`;
    return say`${all} obtained, proved by SHA-256 and compared with the list.`;
  }
  const causes = FAILURES.filter((failure) => outcomes[failure] > 0).map(
    (failure) => say`${outcomes[failure]} ${FAILURE_WORDS[failure]}`,
  );
  const rest = say`${unique - examined} ${unique - examined === 1 ? 'was' : 'were'} not (${enumerate(causes)})`;
  const listed = plural(unique, 'entry', 'entries');
  if (examined === 0) {
    return say`None of the ${listed} could be compared with the list: ${enumerate(causes)}.`;
  }
  return say`${examined} of ${listed} ${examined === 1 ? 'was' : 'were'} obtained, proved by SHA-256 and compared with the list; ${rest}.`;
}
