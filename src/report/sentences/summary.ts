/** What a reader of an Impact section wants to know next: issuance, shared features, oddities. */
import type { Figures, Impact, Instant } from '../../impact/impact.ts';
import { isEncodingProblem } from '../problem-explanations.ts';
import { formatInstant, plural, say, words, type Sentence } from '../sentence.ts';
import {
  duplicatesSentence,
  examinedCertificates,
  listedSentence,
  precertificatesSentence,
  totalCaveats,
} from './counting.ts';
import { issuersSentence, publicKeysSentence, signatureAlgorithmsSentence } from './features.ts';
import { notBeforeSentence, sctSentence } from './issuance.ts';
import { deadlineSentence, revocationDoubt, revokedSentence } from './revocation.ts';
import { typeCounts } from './types.ts';
import { unexpiredSentence } from './validity.ts';

/** First and last issuance by both clocks; empty if no certificate was examined. */
export function issuanceSentences(figures: Figures): Sentence[] {
  if (examinedCertificates(figures) === 0) return [];
  return [notBeforeSentence(figures), sctSentence(figures)];
}

/** What the certificates have in common, and by how many they differ. */
export function featureSentences(figures: Figures): Sentence[] {
  const sentences = [
    issuersSentence(figures),
    signatureAlgorithmsSentence(figures),
    publicKeysSentence(figures),
    ...figures.shared.map((sentence): Sentence => [words(sentence)]),
  ];
  return sentences.filter((sentence) => sentence.length > 0);
}

/** How many are revoked and when, how many are not known, and the deadline; empty where not asked for. */
export function revocationSentences(figures: Figures): Sentence[] {
  return [revokedSentence(figures), revocationDoubt(figures), deadlineSentence(figures)].filter(
    (sentence) => sentence.length > 0,
  );
}

/** What of the list itself a reader must know to compare the numbers with it. */
export function listingSentences(figures: Figures): Sentence[] {
  return [precertificatesSentence(figures), duplicatesSentence(figures)].filter(
    (sentence) => sentence.length > 0,
  );
}

/** All about one list of several. */
export function groupSentences(figures: Figures, asOf: Instant): Sentence[] {
  const sentences = [
    say`${listedSentence(figures)} ${totalCaveats(figures)}`,
    figures.validationTypes.length === 0 ? [] : say`${typeCounts(figures)}.`,
    ...issuanceSentences(figures),
    unexpiredSentence(figures, asOf),
    ...revocationSentences(figures),
    ...featureSentences(figures),
    ...listingSentences(figures),
    problemsSentence(figures),
  ];
  return sentences.filter((sentence) => sentence.length > 0);
}

/** What the numbers stand on: said once in each format. */
export function originSentence({ asOf }: Impact): Sentence {
  return say`Computed by cert-impact from the appendix, as of ${formatInstant(asOf)}.`;
}

export function problemsSentence(figures: Figures): Sentence {
  const problems = figures.problems.filter(isEncodingProblem);
  if (problems.length === 0) return [];
  return say`${plural(problems.length, 'kind of problem was', 'kinds of problems were')} found in the encoding of the certificates.`;
}
