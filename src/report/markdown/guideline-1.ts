/** The answers to questions 4 and 5 of IRG 1.0 (and of Mozilla's wiki page before it). */
import type { Figures, Impact } from '../../impact/impact.ts';
import {
  examinedCertificates,
  invalidSentence,
  isComplete,
  totalCaveats,
} from '../sentences/counting.ts';
import { notBeforeSentence } from '../sentences/issuance.ts';
import {
  featureSentences,
  issuanceSentences,
  listingSentences,
  revocationSentences,
} from '../sentences/summary.ts';
import { typesSentence } from '../sentences/types.ts';
import { groupName } from '../tables/groups.ts';
import { forPerson, paragraph, plural, say, type Sentence } from '../sentence.ts';
import { MAX_GROUP_ROWS } from '../limits.ts';
import { inlineMarkdown } from './inline.ts';

/** "For each problem: the number of certificates, and the date the first and last … were issued." */
export function impactSection1(impact: Impact): string[] {
  const items = problemItems(impact).map((sentence) => `   - ${inlineMarkdown(sentence)}`);
  const others = inlineMarkdown(paragraph(otherSentences(impact)));
  return [
    ['4. Summary of the problematic certificates, for each problem:', ...items].join('\n'),
    ...(others === '' ? [] : [`   ${others}`]),
    `5. Complete certificate data: ${inlineMarkdown(dataAnswer(impact))}`,
  ];
}

function problemItems(impact: Impact): Sentence[] {
  if (impact.groups.length === 0) {
    const problem = forPerson('name the problem');
    return [say`${problem}: ${problemSummary(impact)}`];
  }
  const shown = impact.groups.slice(0, MAX_GROUP_ROWS);
  const hidden = impact.groups.length - shown.length;
  return [
    ...shown.map((group) => say`${groupName(group)}: ${problemSummary(group)}`),
    ...(hidden > 0 ? [say`… and ${plural(hidden, 'more problem')}`] : []),
    say`All problems together, each certificate counted once: ${problemSummary(impact)}`,
  ];
}

function problemSummary(figures: Figures): Sentence {
  const count = say`${plural(figures.certificates.total, 'certificate')}.`;
  const dates = examinedCertificates(figures) === 0 ? [] : notBeforeSentence(figures);
  return paragraph([count, totalCaveats(figures), dates].filter((sentence) => sentence.length > 0));
}

function otherSentences(impact: Impact): Sentence[] {
  if (examinedCertificates(impact) === 0) return listingSentences(impact);
  return [
    typesSentence(impact),
    ...issuanceSentences(impact).slice(1),
    ...revocationSentences(impact),
    ...featureSentences(impact),
    ...listingSentences(impact),
  ];
}

function dataAnswer(impact: Impact): Sentence {
  const { total } = impact.certificates;
  if (total === 0) return say`N/A. ${invalidSentence(impact)}`;
  const listed = say`the appendix lists ${plural(total, 'certificate')}`;
  if (isComplete(impact))
    return say`${listed}, and ${total === 1 ? 'it was' : 'all were'} obtained and proved by SHA-256.`;
  return say`${listed}; what could not be examined is named below.`;
}
