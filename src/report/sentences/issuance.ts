/** When the certificates were issued, by each of the two clocks (design §5.6). */
import type { Figures } from '../../impact/impact.ts';
import { formatInstant, say, type Sentence } from '../sentence.ts';
import { examinedCertificates } from './counting.ts';

/** "By notBefore, the first was issued at … and the last at …." */
export function notBeforeSentence(figures: Figures): Sentence {
  const { first, last } = figures.issuance.notBefore;
  const times = rangeWords(figures, first, last);
  if (times === undefined)
    return say`When they were issued is not known: no notBefore could be read.`;
  return say`By notBefore, ${times}.`;
}

/** The same by the earliest SCT of each certificate, and how many have one. */
export function sctSentence(figures: Figures): Sentence {
  const { first, last, certificates } = figures.issuance.sct;
  const examined = examinedCertificates(figures);
  const times = rangeWords(figures, first, last);
  if (times === undefined || certificates === 0) {
    if (examined === 1)
      return say`The certificate holds no SCT that would tell when it was issued.`;
    return say`None of the certificates holds an SCT that would tell when it was issued.`;
  }
  if (certificates === examined) return say`By their earliest SCT, ${times}.`;
  const holders =
    certificates === 1
      ? say`1 of the ${examined} holds`
      : say`${certificates} of the ${examined} hold`;
  return say`By their earliest SCT, which ${holders}, ${times}.`;
}

function rangeWords(
  figures: Figures,
  first: string | null,
  last: string | null,
): string | undefined {
  if (first === null || last === null) return undefined;
  if (first === last) {
    const who = examinedCertificates(figures) === 1 ? 'it was' : 'all were';
    return `${who} issued at ${formatInstant(first)}`;
  }
  return `the first was issued at ${formatInstant(first)} and the last at ${formatInstant(last)}`;
}
