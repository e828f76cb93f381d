/** A difference as a comment on the bug of an incident. */
import { inlineMarkdown } from '../markdown/inline.ts';
import { tableMarkdown } from '../markdown/table.ts';
import { plural } from '../sentence.ts';
import type { ListDifference } from './list-difference.ts';
import { type DifferenceSection, differencePage } from './page.ts';

/** GitHub-flavoured Markdown; foreign text in it makes no link, no HTML and no list item. */
export function renderDifferenceMarkdown(difference: ListDifference): string {
  const { intro, tables, sections } = differencePage(difference);
  const blocks = [
    '### What has changed in the appendix',
    intro.map(inlineMarkdown).join(' '),
    ...tables.flatMap(tableMarkdown),
    ...sections.flatMap(sectionMarkdown),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function sectionMarkdown({ title, impact, items, hidden }: DifferenceSection): string[] {
  const more = hidden > 0 ? [`- … and ${plural(hidden, 'more', 'more')}`] : [];
  const lines = items.flatMap(({ head, details }) => [
    `- ${inlineMarkdown(head)}`,
    ...details.map((detail) => `  - ${inlineMarkdown(detail)}`),
  ]);
  return [
    `#### ${title}`,
    impact.map((sentence) => `- ${inlineMarkdown(sentence)}`).join('\n'),
    'Certificates:',
    [...lines, ...more].join('\n'),
  ];
}
