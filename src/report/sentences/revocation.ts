/** What was found out about revocation, what was not, and on what that stands. */
import type { EvidenceAccount, Figures, RevocationFigures } from '../../impact/impact.ts';
import { wordDuration } from '../../impact/duration.ts';
import { UNKNOWN_WORDS } from '../revocation-words.ts';
import {
  enumerate,
  formatInstant,
  paragraph,
  plural,
  quoted,
  say,
  type Sentence,
} from '../sentence.ts';
import { MAX_NAMES_IN_SENTENCE } from '../limits.ts';

/** "1,204 are revoked (of these 3 have expired since), the first at … and the last at …." */
export function revokedSentence({ validity, revocation }: Figures): Sentence {
  if (revocation === undefined || validity.revoked === null) return [];
  const { statuses } = revocation;
  if (statuses.revoked === 0) return say`None is known to be revoked.`;
  const verb = statuses.revoked === 1 ? 'is' : 'are';
  return say`${statuses.revoked} ${verb} revoked${sinceWhen(revocation)}.`;
}

/** "4 (1 of them expired, too), the first at … and the last at …" */
export function revokedWords({ revocation }: Figures): Sentence {
  if (revocation === undefined) return [];
  return say`${revocation.statuses.revoked}${sinceWhen(revocation)}`;
}

/** In front of a number that what is not known could make larger. */
export function atLeast({ revocation }: Figures): Sentence {
  return (revocation?.remainingUnknown ?? 0) > 0 ? say`at least ` : [];
}

function sinceWhen({ revokedExpired, dates }: RevocationFigures): Sentence {
  const expired = revokedExpired === 0 ? [] : say` (${revokedExpired} of them expired, too)`;
  return say`${expired}${datesWords(dates)}`;
}

function datesWords({ first, last, certificates }: RevocationFigures['dates']): Sentence {
  if (first === null || last === null) return [];
  if (first === last) return say`, ${certificates === 1 ? '' : 'all '}at ${formatInstant(first)}`;
  return say`, the first at ${formatInstant(first)} and the last at ${formatInstant(last)}`;
}

/** Of how many it is not known whether they remain valid, and why. Empty where that is none. */
export function revocationDoubt({ revocation }: Figures): Sentence {
  if (revocation === undefined || revocation.remainingUnknown === 0) return [];
  const { remainingUnknown, unknown } = revocation;
  const { shortLived } = revocation.statuses;
  const causes = unknown.map(({ why, count }) => say`${UNKNOWN_WORDS[why]} (${count})`);
  if (shortLived > 0) causes.unshift(say`short-lived (BR 1.6.1), without evidence (${shortLived})`);
  const shown = causes.slice(0, MAX_NAMES_IN_SENTENCE);
  const hidden = causes.length - shown.length;
  if (hidden > 0) shown.push(say`${plural(hidden, 'other cause')}`);
  return say`Of ${plural(remainingUnknown, 'certificate')} it is not known whether ${remainingUnknown === 1 ? 'it is' : 'they are'} revoked: ${enumerate(shown)}.`;
}

/** "Evidence: 12 CRLs, published from … to …; crt.sh:sql." Of all lists together. */
export function evidenceSentence({ revocation }: Figures): Sentence {
  const { evidence } = revocation ?? {};
  if (evidence === undefined) return [];
  const used = evidence.filter(({ state }) => state === 'verified' || state === 'stated');
  const crls = used.filter(({ state, certificates }) => state === 'verified' && certificates > 0);
  const voices = used.filter(({ state }) => state === 'stated');
  if (crls.length + voices.length === 0) return say`Evidence: none that could be used.`;
  const parts = [
    ...(crls.length === 0 ? [] : [say`${plural(crls.length, 'verified CRL')}${thisUpdates(crls)}`]),
    ...voices.map(({ kind, name }) =>
      kind === 'list' ? say`the list ${quoted(name)}` : say`${quoted(name)}`,
    ),
  ];
  return say`Evidence: ${enumerate(parts)}.`;
}

function thisUpdates(crls: readonly EvidenceAccount[]): Sentence {
  const times = crls.flatMap(({ thisUpdate }) => thisUpdate ?? []).sort();
  const [first] = times;
  const last = times.at(-1);
  if (first === undefined || last === undefined) return [];
  if (first === last) return say` of ${formatInstant(first)}`;
  return say` of ${formatInstant(first)} to ${formatInstant(last)}`;
}

/** How the deadline of BR §4.9.1.1 was kept; empty where none was given. */
export function deadlineSentence({ revocation }: Figures): Sentence {
  const delay = revocation?.delay;
  if (delay === undefined) return [];
  if (delay === null) {
    return say`How the deadline was kept is not known, as no certificate could be examined.`;
  }
  const { revokedInTime, revokedLate, revokedOnDeadlineDay, notYetRevoked, exempt, lateness } =
    delay;
  const due = say`Revocation was due by ${formatInstant(delay.deadline)}, the CA having been aware since ${formatInstant(delay.discovered)}.`;
  const kept = say`${revokedInTime} ${was(revokedInTime)} revoked in time, ${revokedLate} late, and ${notYetRevoked} ${notYetRevoked === 1 ? 'is' : 'are'} not yet revoked.`;
  // not 0, but nobody knows
  const isKnown = delay.unknown === 0 || delay.unknown < sumOf(revocation!.statuses);
  const onDay =
    revokedOnDeadlineDay === 0
      ? []
      : say`${revokedOnDeadlineDay} ${was(revokedOnDeadlineDay)} revoked on the day of the deadline, at a time that is not known.`;
  const short =
    exempt === 0
      ? []
      : say`${exempt} ${exempt === 1 ? 'is' : 'are'} short-lived (BR 1.6.1) and exempt from revocation.`;
  const open =
    delay.unknown === 0 ? [] : say`Of ${plural(delay.unknown, 'certificate')} it is not known.`;
  const late =
    lateness.median === null || lateness.largest === null
      ? []
      : say`Of those revoked late, the median was ${wordDuration(lateness.median)} after the deadline, and the last ${wordDuration(lateness.largest)}.`;
  return paragraph(
    [due, isKnown ? kept : [], onDay, short, open, late].filter((sentence) => sentence.length > 0),
  );
}

function sumOf(statuses: RevocationFigures['statuses']): number {
  return Object.values(statuses).reduce((sum, count) => sum + count, 0);
}

function was(count: number): string {
  return count === 1 ? 'was' : 'were';
}
