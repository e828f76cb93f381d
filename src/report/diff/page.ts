/** What a person is told of a difference, before it is known where it will stand. */
import type { Figures } from '../../impact/impact.ts';
import {
  enumerate,
  formatInstant,
  plural,
  quoted,
  say,
  type Sentence,
  words,
} from '../sentence.ts';
import { groupSentences } from '../sentences/summary.ts';
import { typeCounts } from '../sentences/types.ts';
import { countCell, countColumn, type Table, textColumn } from '../tables/table.ts';
import {
  type ChangedCertificate,
  type DifferenceSet,
  isDifferent,
  type ListDifference,
  type ListedCertificate,
  type ListPlace,
} from './list-difference.ts';

export interface DifferencePage {
  readonly intro: readonly Sentence[];
  readonly tables: readonly Table[];
  /** Those that are empty are left out. */
  readonly sections: readonly DifferenceSection[];
}

export interface DifferenceSection {
  readonly title: string;
  /** The Impact of the set. */
  readonly impact: readonly Sentence[];
  readonly items: readonly { readonly head: Sentence; readonly details: readonly Sentence[] }[];
  /** Items that are not shown. */
  readonly hidden: number;
}

/** Certificates of a set that are named; the JSON names more. */
export const MAX_SHOWN = 50;
/** Of a row that has nothing in common with the one before. */
const MAX_CELLS = 12;

export function differencePage(difference: ListDifference): DifferencePage {
  const { added, removed, changed, counts, sets, asOf } = difference;
  const section = <Item>(
    title: string,
    set: Figures,
    items: readonly Item[],
    count: number,
    word: (item: Item) => DifferenceSection['items'][number],
  ): DifferenceSection => ({
    title,
    impact: groupSentences(set, asOf),
    items: items.slice(0, MAX_SHOWN).map(word),
    hidden: count - Math.min(items.length, MAX_SHOWN),
  });
  const sections = [
    section('Added', sets.added, added, counts.added, wordListed),
    section('Removed', sets.removed, removed, counts.removed, wordListed),
    section('Changed', sets.changed, changed, counts.changed, wordChanged),
  ];
  return {
    intro: introduction(difference),
    tables: [setsTable(difference), typesTable(difference)].filter(({ rows }) => rows.length > 0),
    sections: sections.filter(({ items }) => items.length > 0),
  };
}

function introduction(difference: ListDifference): Sentence[] {
  const { counts, names, columns, uncompared, asOf } = difference;
  const { added, removed, changed, unchanged } = counts;
  const from = enumerate(names.old.map(quoted));
  const to = enumerate(names.new.map(quoted));
  const figures = say`From ${from} to ${to}: ${plural(added, 'certificate')} added, ${removed} removed, ${changed} changed, ${unchanged} unchanged.`;
  return [
    figures,
    isDifferent(difference) ? [] : say`Both list the same certificates, in the same words.`,
    columnsSentence('added', columns.added),
    columnsSentence('removed', columns.removed),
    uncompared === 0
      ? []
      : say`Of ${plural(uncompared, 'certificate')}, only one of the two lists has a row: no cells were compared.`,
    say`Computed by cert-impact, as of ${formatInstant(asOf)}.`,
  ].filter((sentence) => sentence.length > 0);
}

function columnsSentence(what: 'added' | 'removed', columns: readonly string[]): Sentence {
  if (columns.length === 0) return [];
  const named = columns.slice(0, MAX_CELLS).map(quoted);
  const more = columns.length - named.length;
  const rest = more === 0 ? [] : say` and ${plural(more, 'more', 'more')}`;
  return say`${columns.length === 1 ? 'Column' : 'Columns'} ${what}: ${enumerate(named)}${rest}.`;
}

const SETS: readonly (readonly [set: DifferenceSet, title: string])[] = [
  ['old', 'Old'],
  ['new', 'New'],
  ['added', 'Added'],
  ['removed', 'Removed'],
  ['changed', 'Changed'],
  ['unchanged', 'Unchanged'],
];

function setsTable({ sets }: ListDifference): Table {
  return {
    title: 'Revisions compared',
    columns: [
      textColumn('Set'),
      countColumn('Certificates'),
      countColumn('Not examined'),
      textColumn('First'),
      textColumn('Last'),
      countColumn('Unexpired'),
    ],
    rows: SETS.map(([set, title]) => {
      const { certificates, issuance, validity } = sets[set];
      return [
        [title],
        countCell(certificates.total),
        countCell(certificates.notExamined),
        dateCell(issuance.notBefore.first),
        dateCell(issuance.notBefore.last),
        countCell(certificates.total === 0 ? 0 : validity.unexpired),
      ];
    }),
    notes: [
      say`First and last: by notBefore. A precertificate and its final certificate are one; changed and unchanged are as the new revision lists them.`,
    ],
  };
}

function typesTable({ sets }: ListDifference): Table {
  return {
    title: 'Validation types',
    columns: [textColumn('Set'), textColumn('Certificates of each type')],
    rows: SETS.flatMap(([set, title]) => {
      const types = typeCounts(sets[set]);
      return types.length === 0 ? [] : [[[title], types]];
    }),
    notes: [],
  };
}

function dateCell(instant: string | null): Sentence {
  return [instant === null ? '-' : instant.replace(/T.*$/, '')];
}

function wordListed({ entry, ...place }: ListedCertificate): DifferenceSection['items'][number] {
  return { head: say`${quoted(entry)}, ${placeOf(place)}`, details: [] };
}

function wordChanged(change: ChangedCertificate): DifferenceSection['items'][number] {
  const { entry, cells, added, removed } = change;
  const hidden = cells.length - MAX_CELLS;
  return {
    head: say`${quoted(entry)}, ${placeOf(change.old)}, now ${placeOf(change.new)}`,
    details: [
      ...cells
        .slice(0, MAX_CELLS)
        .map(({ column, old, new: now }) => say`${words(column)}: ${cell(old)}, now ${cell(now)}`),
      ...(hidden > 0 ? [say`… and ${plural(hidden, 'more cell')}`] : []),
      ...added.map((fingerprint) => say`now also listed as ${quoted(fingerprint)}`),
      ...removed.map((fingerprint) => say`no more listed as ${quoted(fingerprint)}`),
    ],
  };
}

function cell(text: string): Sentence {
  return text === '' ? ['(empty)'] : [quoted(text)];
}

function placeOf({ file, sheet, line }: ListPlace): Sentence {
  const list = sheet === null ? file : `${file} [${sheet}]`;
  return [quoted(line === null ? list : `${list}:${line}`)];
}
