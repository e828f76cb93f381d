/** The validation types: the "Affected certificate types" of IRG 3.2. */
import type { Figures } from '../../impact/impact.ts';
import { enumerate, paragraph, say, words, type Sentence } from '../sentence.ts';
import { examinedCertificates, isEmpty } from './counting.ts';

/** How `validationTypes[].type` says that it could not be told (design §5.7): not *inferred* either. */
export const UNKNOWN_TYPE = 'unknown';

/** "This incident affects DV and OV certificates. DV: 5,036, OV: 34 (4 inferred)." */
export function typesSentence(figures: Figures): Sentence {
  if (isEmpty(figures)) return say`N/A: no certificate is listed.`;
  if (figures.validationTypes.length === 0) {
    return say`Not known, as no certificate could be examined.`;
  }
  const known = figures.validationTypes.filter(({ type }) => type !== UNKNOWN_TYPE);
  const noun = examinedCertificates(figures) === 1 ? 'certificate' : 'certificates';
  const article = examinedCertificates(figures) === 1 ? 'one ' : '';
  const summary =
    known.length === 0
      ? say`The validation type could not be determined.`
      : say`This incident affects ${article}${enumerate(known.map(({ type }) => words(type)))} ${noun}.`;
  return paragraph([summary, say`${typeCounts(figures)}.`, ...inferredNote(figures)]);
}

/** "DV: 5,036, OV: 34 (4 inferred)". */
export function typeCounts({ validationTypes }: Figures): Sentence {
  return validationTypes.flatMap((type, index): Sentence => {
    const inferred = inferredCount(type);
    const part = inferred === type.count ? say` (inferred)` : say` (${inferred} inferred)`;
    const separator = index === 0 ? '' : ', ';
    return say`${separator}${words(type.type)}: ${type.count}${inferred === 0 ? [] : part}`;
  });
}

/** How many certificates of a type were told without a policy OID that says so. */
export function inferredCount({ type, inferred }: Figures['validationTypes'][number]): number {
  return type === UNKNOWN_TYPE ? 0 : inferred;
}

/** What *inferred* means, where it occurs. */
export function inferredNote({ validationTypes }: Figures): Sentence[] {
  if (validationTypes.every((type) => inferredCount(type) === 0)) return [];
  return [
    say`Inferred means: told from the subject and the extended key usage, as there is neither a CA/Browser Forum policy OID nor a known EV policy OID.`,
  ];
}
