/** The Impact section of IRG 2.0: "a short description of the size and nature of the incident". */
import type { Impact } from '../../impact/impact.ts';
import { examinedCertificates, isComplete, totalCaveats } from '../sentences/counting.ts';
import { featureSentences, issuanceSentences, listingSentences } from '../sentences/summary.ts';
import { deadlineSentence, evidenceSentence, revocationDoubt } from '../sentences/revocation.ts';
import { typesSentence } from '../sentences/types.ts';
import { noneUnexpired, unexpiredSentence } from '../sentences/validity.ts';
import { forPerson, paragraph, plural, say, type Sentence } from '../sentence.ts';
import { inlineMarkdown } from './inline.ts';

/** Prose: size, issuance, validity, shared features, and whether issuance ceased. */
export function impactSection2(impact: Impact): string[] {
  const paragraphs = [
    sizeSentences(impact),
    issuanceSentences(impact),
    validitySentences(impact),
    [...featureSentences(impact), ...listingSentences(impact)],
    [listingSentence(impact)],
    [say`${forPerson('whether issuance had to cease during the incident, and why or why not')}`],
  ];
  const texts = paragraphs.map((sentences) => inlineMarkdown(paragraph(sentences)));
  return ['### Impact', ...texts.filter((text) => text !== '')];
}

function sizeSentences(impact: Impact): Sentence[] {
  const { total } = impact.certificates;
  const size = say`${plural(total, 'certificate is', 'certificates are')} affected.`;
  const types = examinedCertificates(impact) === 0 ? [] : typesSentence(impact);
  return [size, totalCaveats(impact), types].filter((sentence) => sentence.length > 0);
}

function validitySentences(impact: Impact): Sentence[] {
  const unexpired = unexpiredSentence(impact, impact.asOf);
  const { revoked, remainingValid } = impact.validity;
  if (unexpired.length === 0) return [];
  if (revoked !== null && remainingValid !== null) {
    return [
      unexpired,
      say`${plural(revoked, 'certificate is', 'certificates are')} revoked, and ${remainingValid} ${remainingValid === 1 ? 'remains' : 'remain'} valid.`,
      revocationDoubt(impact),
      deadlineSentence(impact),
      evidenceSentence(impact),
    ].filter((sentence) => sentence.length > 0);
  }
  if (noneUnexpired(impact)) return [unexpired];
  const task = forPerson('how many of the unexpired certificates are revoked');
  if (impact.revocation !== undefined) {
    return [unexpired, revocationDoubt(impact), say`${task}`];
  }
  return [unexpired, say`Revocation was not checked: ${task}`];
}

function listingSentence(impact: Impact): Sentence {
  if (impact.certificates.total === 0) return [];
  if (!isComplete(impact))
    return say`The Appendix lists the affected certificates, though part of it could not be examined.`;
  return impact.certificates.total === 1
    ? say`The Appendix lists it.`
    : say`The Appendix lists them all.`;
}
