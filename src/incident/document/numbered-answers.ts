import type { Block } from '../text/blocks.ts';
import { type Section, sectionOfQuestion, sectionOfTitle } from './section.ts';

/**
 * The section of each block that begins an answer, where a report answers the seven questions of IRG 1.0
 * (and of Mozilla's wiki) by their numbers alone, without a heading and without the questions.
 */
export function numberedAnswers(blocks: readonly Block[]): ReadonlyMap<Block, Section> {
  const answers = blocks.filter(({ item, quoted }) => item > 0 && !quoted);
  const isWhole =
    answers.length >= MIN_ANSWERS &&
    answers.length <= MAX_ANSWERS &&
    answers.every(({ item }, index) => item === index + 1) &&
    STOPPED.test(textOf(answers[2])) &&
    CERTIFICATES.test(textOf(answers[3]));
  if (!isWhole || blocks.some(isTitled)) return new Map();
  return new Map(
    answers.flatMap((block, index): [Block, Section][] => {
      const section = SECTIONS[index];
      return section === undefined ? [] : [[block, section]];
    }),
  );
}

/** Some leave out how it came about; some add an eighth. */
const MIN_ANSWERS = 5;
const MAX_ANSWERS = 8;

const SECTIONS: readonly Section[] = [
  'summary',
  'timeline',
  'stopped',
  'impact',
  'appendix',
  'cause',
  'actions',
];

const STOPPED = /\b(?:stop\w*|yes|issuance|issuing|halted|suspended)\b|^\s*no\b/i;
const CERTIFICATES = /\bcert|\d/i;

function isTitled({ kind, content: { text } }: Block): boolean {
  if (kind === 'cell') return false;
  return sectionOfTitle(text) !== undefined || sectionOfQuestion(text) !== undefined;
}

function textOf(block: Block | undefined): string {
  return block?.content.text.slice(0, MAX_LOOKED_AT) ?? '';
}

const MAX_LOOKED_AT = 400;
