/** When the certificates were issued, by each of the two clocks (design §5.6). */
import type { Figures } from '../../impact/impact.ts';
import { formatInstant, say, type Sentence } from '../sentence.ts';
import { examinedCertificates } from './counting.ts';

/** "By notBefore, the first was issued at … and the last at …." */
export function notBeforeSentence(figures: Figures): Sentence {
  const { notBefore, histogram } = figures.issuance;
  const { first, last } = notBefore;
  if (first === null || last === null)
    return say`When they were issued is not known: no notBefore could be read.`;
  const examined = examinedCertificates(figures);
  const dated = histogram.reduce((sum, { count }) => sum + count, 0);
  const times = rangeWords(figures, first, last, dated);
  if (dated >= examined) return say`By notBefore, ${times}.`;
  return say`By notBefore, which can be read in ${dated} of the ${examined}, ${times}.`;
}

/** The same by the earliest SCT of each certificate, and how many have one. */
export function sctSentence(figures: Figures): Sentence {
  const { first, last, certificates } = figures.issuance.sct;
  const examined = examinedCertificates(figures);
  if (first === null || last === null || certificates === 0) {
    const all = figures.certificates.notExamined === 0;
    const who =
      examined === 1
        ? say`The ${all ? '' : '1 examined '}certificate`
        : say`None of the ${all ? [] : say`${examined} examined `}certificates`;
    return say`${who} holds ${examined === 1 ? 'no' : 'an'} SCT that would tell when it was issued.`;
  }
  const times = rangeWords(figures, first, last, certificates);
  if (certificates === examined) return say`By their earliest SCT, ${times}.`;
  const holders =
    certificates === 1
      ? say`1 of the ${examined} holds`
      : say`${certificates} of the ${examined} hold`;
  return say`By their earliest SCT, which ${holders}, ${times}.`;
}

/** @param dated of how many certificates `first` and `last` tell; the others' time is not known */
function rangeWords(figures: Figures, first: string, last: string, dated: number): string {
  if (first !== last) {
    return `the first was issued at ${formatInstant(first)} and the last at ${formatInstant(last)}`;
  }
  const { notExamined } = figures.certificates;
  const every = notExamined === 0 ? 'all' : 'all examined';
  const who =
    dated === 1 ? 'it was' : dated < examinedCertificates(figures) ? 'they were' : `${every} were`;
  return `${who} issued at ${formatInstant(first)}`;
}
