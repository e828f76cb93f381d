/** How many certificates are listed, and how many of them the figures do not cover. */
import {
  type Figures,
  HIDING_PROBLEMS,
  type OutcomeCounts,
  attachedHashes,
} from '../../impact/impact.ts';
import { enumerate, paragraph, plural, say, type Sentence } from '../sentence.ts';

/** A way in which an entry ends without its certificate having been read. */
export type Failure = Exclude<keyof OutcomeCounts, 'examined'>;

/** In the order of the model. */
export const FAILURES: readonly Failure[] = [
  'notFound',
  'unavailable',
  'mismatched',
  'unreadable',
  'unresolvable',
];

export const FAILURE_WORDS: Readonly<Record<Failure, string>> = {
  notFound: 'not found',
  unavailable: 'unavailable',
  mismatched: 'mismatched',
  unreadable: 'unreadable',
  unresolvable: 'unresolvable',
};

/** The certificates over which every statistic is computed (design §5.3). */
export function examinedCertificates({ certificates }: Figures): number {
  return certificates.final + certificates.presumed;
}

/** True when nothing that is listed is missing from the figures. */
export function isComplete(figures: Figures): boolean {
  const unexamined = figures.certificates.notExamined + attachedHashes(figures);
  return figures.certificates.total > 0 && unexamined === 0 && unreadPlaces(figures) === 0;
}

/** Places where a certificate may have been meant; lines of words alone are not among them. */
export function unreadPlaces({ lines, problems }: Figures): number {
  const count = (codes: readonly string[]): number =>
    problems.reduce((sum, { code, count }) => sum + (codes.includes(code) ? count : 0), 0);
  return Math.max(lines.invalid - count(['text']), count(HIDING_PROBLEMS));
}

/** True when there is nothing, and nothing that could have been something. */
export function isEmpty(figures: Figures): boolean {
  return figures.certificates.total === 0 && unreadPlaces(figures) === 0;
}

/** "5,079 certificates are listed." */
export function listedSentence({ certificates }: Figures): Sentence {
  if (certificates.total === 0) return say`No certificate is listed.`;
  return say`${plural(certificates.total, 'certificate')} ${are(certificates.total)} listed.`;
}

/** What has to stand beside the total so that it is not mistaken: nothing, when all is well. */
export function totalCaveats(figures: Figures): Sentence {
  const caveats = [
    presumedSentence(figures),
    notExaminedSentence(figures),
    invalidSentence(figures),
  ];
  return paragraph(caveats.filter((caveat) => caveat.length > 0));
}

/** "3 of them could not be examined: 2 not found and 1 unavailable; the figures below cover …". */
export function notExaminedSentence(figures: Figures): Sentence {
  const { total, notExamined } = figures.certificates;
  const attached = attachedHashes(figures);
  const causes = failures(figures.outcomes, attached > 0);
  if (notExamined === 0) return attached === 0 ? [] : attachedSentence(attached, causes);
  if (total === 1)
    return say`It could not be examined (${causes}), and nothing more is known about it.`;
  if (notExamined === total) {
    return say`None of them could be examined (${causes}), and nothing more is known about them.`;
  }
  const examined = examinedCertificates(figures);
  return say`${notExamined} of them could not be examined (${causes}); the other figures cover the ${examined} examined.`;
}

/** Half of a pair is missing, and the other half is examined. */
function attachedSentence(attached: number, causes: Sentence): Sentence {
  return attached === 1
    ? say`1 hash could not be examined (${causes}); it counts as one with the other hash of its row.`
    : say`${attached} hashes could not be examined (${causes}); each counts as one with the other hash of its row.`;
}

/** Where a certificate may have been meant that nobody can count. */
export function invalidSentence(figures: Figures): Sentence {
  const unread = unreadPlaces(figures);
  if (unread === 0) return [];
  if (unread === 1) {
    return say`1 line of the appendix could not be read as an entry: a certificate that it was meant to name is not in this number.`;
  }
  return say`${unread} lines of the appendix could not be read as entries: certificates that they were meant to name are not in this number.`;
}

export function duplicatesSentence({ entries }: Figures): Sentence {
  if (entries.duplicates === 0) return [];
  return say`${plural(entries.duplicates, 'entry repeats', 'entries repeat')} a certificate that is listed before, and ${are(entries.duplicates)} not counted again.`;
}

/** How precertificates enter the count (design §5.1). */
export function precertificatesSentence({ certificates }: Figures): Sentence {
  const { precertificates, pairs, presumed } = certificates;
  if (precertificates === 0) return [];
  const listed = say`${plural(precertificates, 'precertificate is', 'precertificates are')} listed`;
  const paired = say`together with ${pairs === 1 ? 'its final certificate' : 'their final certificates'}, and counted once with ${pairs === 1 ? 'it' : 'them'}`;
  const alone =
    presumed === 1
      ? say`without its final certificate, and counted as one presumed certificate`
      : say`without their final certificates, and counted as ${presumed} presumed certificates`;
  if (presumed === 0) return say`${listed} ${paired}.`;
  if (pairs === 0) return say`${listed} ${alone}.`;
  return say`${listed}: ${pairs} ${paired}; ${precertificates - pairs} ${alone}.`;
}

function presumedSentence({ certificates }: Figures): Sentence {
  const { presumed, final } = certificates;
  if (presumed === 0) return [];
  const meaning =
    presumed === 1
      ? 'a precertificate whose final certificate is not listed'
      : 'precertificates whose final certificates are not listed';
  if (certificates.total === 1) return say`It is presumed from ${meaning}.`;
  if (final === 0 && certificates.notExamined === 0) return say`All are presumed from ${meaning}.`;
  return say`${presumed} of them ${presumed === 1 ? 'is' : 'are'} presumed from ${meaning}.`;
}

/** @param counted even where there is one cause only: there are more hashes than certificates */
function failures(outcomes: OutcomeCounts, counted: boolean): Sentence {
  const causes = FAILURES.filter((failure) => outcomes[failure] > 0);
  const only = causes.length === 1 ? causes[0] : undefined;
  if (counted) {
    const hashes = causes.filter((failure) => failure !== 'unresolvable');
    const each = enumerate(hashes.map((one) => say`${outcomes[one]} ${FAILURE_WORDS[one]}`));
    const rest = outcomes.unresolvable > 0 ? say`; ${outcomes.unresolvable} unresolvable` : [];
    return say`of the hashes, ${each}${rest}`;
  }
  if (only !== undefined) return [FAILURE_WORDS[only]];
  return enumerate(causes.map((failure) => say`${outcomes[failure]} ${FAILURE_WORDS[failure]}`));
}

function are(count: number): string {
  return count === 1 ? 'is' : 'are';
}
