import type { GuidelineVersion } from '../claim.ts';
import type { Block } from '../text/blocks.ts';
import { numberedAnswers } from './numbered-answers.ts';
import type { Passage } from './passage.ts';
import { sectionOfQuestion, sectionOfTitle, type Section } from './section.ts';
import { templateFields } from './template.ts';

/**
 * The version whose form a report has: the fields of the templates of 3.x, the seven questions (or numbers)
 * of 1.0 and of Mozilla's wiki before it, the headings of 2.0; absent where it has none of them.
 */
export function guidelineOfForm(
  blocks: readonly Block[],
  passages: readonly Passage[],
): GuidelineVersion | undefined {
  const fields = new Set(templateFields(passages, () => 0).map(({ name }) => name));
  if (fields.size >= MIN_FIELDS) return '3.2';
  const own = blocks.filter(({ quoted }) => !quoted);
  const questions = new Set(own.map(({ content }) => sectionOfQuestion(content.text)));
  questions.delete(undefined);
  if (questions.size >= MIN_QUESTIONS || numberedAnswers(blocks).size > 0) return '1.0';
  const titles = new Set<Section | undefined>(
    own.flatMap(({ kind, content }) => (kind === 'heading' ? [sectionOfTitle(content.text)] : [])),
  );
  return titles.has('impact') && TITLES.some((title) => titles.has(title)) ? '2.0' : undefined;
}

/** The version in force at a time, in seconds since 1970; before the first there was Mozilla's wiki, which asks the same. */
export function guidelineInForce(time: number): GuidelineVersion {
  if (time >= VERSION_3) return '3.2';
  return time >= VERSION_2 ? '2.0' : '1.0';
}

const VERSION_2 = Date.UTC(2023, 9, 17) / 1000;
const VERSION_3 = Date.UTC(2025, 2, 1) / 1000;

/** A preliminary report of 3.x has two that no other version has. */
const MIN_FIELDS = 2;
const MIN_QUESTIONS = 2;
const TITLES: readonly Section[] = ['summary', 'timeline', 'cause', 'lessons', 'actions'];
