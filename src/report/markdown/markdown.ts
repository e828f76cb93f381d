/** The Impact as Markdown to paste into Bugzilla: the guideline's section, then what it stands on. */
import type { Guideline, Impact } from '../../impact/impact.ts';
import { MAX_GROUP_SECTIONS } from '../limits.ts';
import { groupSentences, originSentence } from '../sentences/summary.ts';
import { plural } from '../sentence.ts';
import { groupName } from '../tables/groups.ts';
import { supportingTables } from '../tables/supporting.ts';
import { impactSection1 } from './guideline-1.ts';
import { impactSection2 } from './guideline-2.ts';
import { impactSection3 } from './guideline-3.ts';
import { inlineMarkdown } from './inline.ts';
import { tableMarkdown } from './table.ts';

/** GitHub-flavoured Markdown; foreign text in it makes no link, no HTML and no table cell. */
export function renderMarkdown(impact: Impact): string {
  const blocks = [
    ...IMPACT_SECTIONS[impact.guideline](impact),
    '#### Supporting figures',
    inlineMarkdown(originSentence(impact)),
    ...supportingTables(impact).flatMap(tableMarkdown),
    ...groupSections(impact),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const IMPACT_SECTIONS: Readonly<Record<Guideline, (impact: Impact) => string[]>> = {
  '3.2': impactSection3,
  '2.0': impactSection2,
  '1.0': impactSection1,
};

function groupSections({ groups, asOf }: Impact): string[] {
  const hidden = groups.length - MAX_GROUP_SECTIONS;
  return [
    ...groups.slice(0, MAX_GROUP_SECTIONS).flatMap((group) => [
      `##### List: ${inlineMarkdown(groupName(group))}`,
      groupSentences(group, asOf)
        .map((sentence) => `- ${inlineMarkdown(sentence)}`)
        .join('\n'),
    ]),
    ...(hidden > 0 ? [`… and ${plural(hidden, 'more list')}, compared in the table above.`] : []),
  ];
}
