/** The Impact for a terminal: the number first, then what is uncertain, then the tables. */
import type { Impact } from '../../impact/impact.ts';
import { MAX_GROUP_SECTIONS } from '../limits.ts';
import { listedSentence } from '../sentences/counting.ts';
import {
  groupSentences,
  issuanceSentences,
  listingSentences,
  originSentence,
} from '../sentences/summary.ts';
import { deadlineSentence, evidenceSentence, revokedSentence } from '../sentences/revocation.ts';
import { typeCounts } from '../sentences/types.ts';
import { uncertainties } from '../sentences/uncertainties.ts';
import { unexpiredSentence } from '../sentences/validity.ts';
import { plural, say, words, type Sentence } from '../sentence.ts';
import { groupName } from '../tables/groups.ts';
import { supportingTables } from '../tables/supporting.ts';
import type { Table } from '../tables/table.ts';
import { unexaminedTable } from '../tables/unexamined.ts';
import { paragraphText } from './inline.ts';
import { tableText } from './table.ts';
import { unexaminedText } from './unexamined.ts';

/** Plain text without colours, at most 80 columns wide, for people. */
export function renderText(impact: Impact): string {
  const unexamined = unexaminedTable(impact);
  const blocks = [
    headline(impact),
    section('Uncertain', uncertainties(impact)),
    section('What they share', sharedSentences(impact)),
    ...supportingTables(impact).map((table) => anyTable(table, unexamined.title)),
    ...groupSections(impact),
    paragraphText(originSentence(impact)),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function headline(impact: Impact): string {
  const types = typeCounts(impact);
  const sentences = [
    listedSentence(impact),
    types.length === 0 ? [] : say`${types}.`,
    ...issuanceSentences(impact),
    unexpiredSentence(impact, impact.asOf),
    ...[revokedSentence(impact), deadlineSentence(impact), evidenceSentence(impact)],
    ...listingSentences(impact),
  ];
  return sentences
    .filter((sentence) => sentence.length > 0)
    .map((sentence) => paragraphText(sentence))
    .join('\n');
}

function section(title: string, sentences: readonly Sentence[]): string {
  if (sentences.length === 0) return '';
  return [title, ...sentences.map((sentence) => paragraphText(sentence, '  - '))].join('\n');
}

function anyTable(table: Table, unexaminedTitle: string): string {
  return table.title === unexaminedTitle ? unexaminedText(table) : tableText(table);
}

function sharedSentences({ shared }: Impact): Sentence[] {
  return shared.map((sentence) => [words(sentence)]);
}

function groupSections({ groups, asOf }: Impact): string[] {
  const hidden = groups.length - MAX_GROUP_SECTIONS;
  return [
    ...groups.slice(0, MAX_GROUP_SECTIONS).map((group) => {
      const title = paragraphText(say`List: ${groupName(group)}`);
      const items = groupSentences(group, asOf).map((item) => paragraphText(item, '  - '));
      return [title, ...items].join('\n');
    }),
    ...(hidden > 0 ? [`… and ${plural(hidden, 'more list')}, compared in the table above`] : []),
  ];
}
