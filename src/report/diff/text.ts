/** A difference for a terminal. */
import { plural, type Sentence } from '../sentence.ts';
import { inlineText, paragraphText } from '../text/inline.ts';
import { tableText } from '../text/table.ts';
import type { ListDifference } from './list-difference.ts';
import { type DifferenceSection, differencePage } from './page.ts';

/** Plain text; places and fingerprints are never broken, everything else keeps to 80 columns. */
export function renderDifferenceText(difference: ListDifference): string {
  const { intro, tables, sections } = differencePage(difference);
  const blocks = [
    intro.map((sentence) => paragraphText(sentence)).join('\n'),
    ...tables.map(tableText),
    ...sections.map(sectionText),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionText({ title, impact, items, hidden }: DifferenceSection): string {
  const line = (indent: string, sentence: Sentence): string => `${indent}${inlineText(sentence)}`;
  return [
    title,
    ...impact.map((sentence) => paragraphText(sentence, '  - ')),
    ...items.flatMap(({ head, details }) => [
      line('  ', head),
      ...details.map((detail) => line('    ', detail)),
    ]),
    ...(hidden > 0 ? [`  … and ${plural(hidden, 'more', 'more')}: --format json names them`] : []),
  ].join('\n');
}
