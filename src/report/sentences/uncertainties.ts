/** What keeps the figures from being the whole truth; none of it is an error of the program. */
import type { Figures } from '../../impact/impact.ts';
import { isEncodingProblem } from '../problem-explanations.ts';
import { paragraph, plural, say, type Sentence } from '../sentence.ts';
import { examinedCertificates, totalCaveats } from './counting.ts';
import { revocationDoubt } from './revocation.ts';
import { noneUnexpired } from './validity.ts';
import { inferredCount, inferredNote } from './types.ts';

/** One sentence or two for each doubt; empty when there is none. */
export function uncertainties(figures: Figures): Sentence[] {
  const doubts = [
    totalCaveats(figures),
    uncheckedDoubt(figures),
    revocationDoubt(figures),
    inferredDoubt(figures),
    sctDoubt(figures),
    problemsDoubt(figures),
  ];
  return doubts.filter((doubt) => doubt.length > 0);
}

function uncheckedDoubt(figures: Figures): Sentence {
  if (figures.revocation !== undefined) return [];
  if (figures.validity.revoked !== null || examinedCertificates(figures) === 0) return [];
  if (noneUnexpired(figures)) return [];
  return say`Revocation was not checked: how many certificates remain valid is not known.`;
}

function inferredDoubt(figures: Figures): Sentence {
  const inferred = figures.validationTypes.reduce((sum, type) => sum + inferredCount(type), 0);
  if (inferred === 0) return [];
  const count = say`${plural(inferred, 'validation type was', 'validation types were')} inferred.`;
  return paragraph([count, ...inferredNote(figures)]);
}

function sctDoubt(figures: Figures): Sentence {
  const without = examinedCertificates(figures) - figures.issuance.sct.certificates;
  if (without <= 0 || figures.issuance.sct.certificates === 0) return [];
  return say`${plural(without, 'certificate holds', 'certificates hold')} no SCT: first and last by SCT do not cover ${without === 1 ? 'it' : 'them'}.`;
}

function problemsDoubt({ problems }: Figures): Sentence {
  if (!problems.some(isEncodingProblem)) return [];
  return say`Some certificates are malformed, and were read as far as they can be: see the problems below.`;
}
