/** The Impact section of IRG 3.2 (its template is that of 3.0 and 3.1 too). */
import type { Impact } from '../../impact/impact.ts';
import { IMPACT_FIELDS } from '../../incident/document/template.ts';
import {
  invalidSentence,
  isComplete,
  listedSentence,
  totalCaveats,
} from '../sentences/counting.ts';
import { featureSentences, issuanceSentences, listingSentences } from '../sentences/summary.ts';
import { deadlineSentence, revokedSentence } from '../sentences/revocation.ts';
import { typesSentence } from '../sentences/types.ts';
import { remainingValidSentence } from '../sentences/validity.ts';
import { forPerson, formatCount, paragraph, plural, say, type Sentence } from '../sentence.ts';
import { inlineMarkdown } from './inline.ts';

type Field = (typeof IMPACT_FIELDS)[number];

/** "Fields that are not applicable MUST still be included": all seven are there, whatever is known. */
export function impactSection3(impact: Impact): string[] {
  const answers: Readonly<Record<Field, Sentence>> = {
    'Total number of certificates': totalField(impact),
    'Total number of "remaining valid" certificates': remainingValidSentence(impact, impact.asOf),
    'Affected certificate types': typesSentence(impact),
    'Incident heuristic': heuristicField(impact),
    'Was issuance stopped in response to this incident, and why or why not?': [
      forPerson('Yes or No, with an explanation'),
    ],
    Analysis: [
      forPerson("the reasons for a delay if the Whiteboard contains 'revocation-delay', else N/A"),
    ],
    'Additional considerations': [],
  };
  const fields = IMPACT_FIELDS.map((field) => {
    return `- **${field}:** ${inlineMarkdown(answers[field])}`.trimEnd();
  });
  const considerations = additionalConsiderations(impact);
  if (considerations.length === 0) return ['### Impact', `${fields.join('\n')} N/A`];
  const items = considerations.map((sentence) => `  - ${inlineMarkdown(sentence)}`);
  return ['### Impact', [...fields, ...items].join('\n')];
}

function totalField(impact: Impact): Sentence {
  const { total } = impact.certificates;
  if (total === 0) return say`0. ${listedSentence(impact)} ${invalidSentence(impact)}`;
  const caveats = totalCaveats(impact);
  if (caveats.length === 0) return [formatCount(total)];
  return paragraph([listedSentence(impact), caveats]);
}

/**
 * Options (1), (2) and (3) of the guideline. That nothing is missing from the appendix only the CA
 * can know; that what is in it was all read, the program does.
 */
function heuristicField(impact: Impact): Sentence {
  if (isComplete(impact)) {
    const confirm = forPerson('confirm that no affected certificate is missing from the Appendix');
    return say`(3) The full corpus of affected certificates is disclosed in the Appendix, which lists ${plural(impact.certificates.total, 'certificate')}. ${confirm}`;
  }
  const choose = forPerson(
    '(1) a heuristic by which a third party can assemble the full corpus, (2) why this is not possible, or (3) that the Appendix discloses the full corpus',
  );
  if (impact.certificates.total === 0) return [choose];
  return say`That the Appendix discloses the full corpus could not be confirmed, as part of it could not be examined. ${choose}`;
}

/** The guideline's introduction asks for issuance time and shared features, though no field does. */
function additionalConsiderations(impact: Impact): Sentence[] {
  const revocation = [revokedSentence(impact), deadlineSentence(impact)];
  return [
    ...revocation.filter((sentence) => sentence.length > 0),
    ...issuanceSentences(impact),
    ...featureSentences(impact),
    ...listingSentences(impact),
  ];
}
