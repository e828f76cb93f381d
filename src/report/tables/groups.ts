/** The lists of an appendix side by side ("one list per distinct problem"). */
import type { Figures, GroupFigures, Impact, Instant } from '../../impact/impact.ts';
import { MAX_GROUP_ROWS } from '../limits.ts';
import { say, words, type Sentence } from '../sentence.ts';
import { countCell, countColumn, cutRows, textColumn, type Table } from './table.ts';

export function groupsTable(impact: Impact): Table {
  const rows = cutRows(impact.groups, MAX_GROUP_ROWS, ['list', 'lists'], (group) => {
    return row(groupName(group), group);
  });
  return {
    title: 'Lists compared',
    columns: [
      textColumn('List'),
      countColumn('Certificates'),
      countColumn('Not examined'),
      textColumn('First'),
      textColumn('Last'),
      countColumn('Unexpired'),
      ...(impact.revocation === undefined
        ? []
        : [countColumn('Revoked'), countColumn('Remaining valid')]),
    ],
    rows: impact.groups.length === 0 ? [] : [...rows, row(say`All lists together`, impact)],
    notes: [
      say`First and last: by notBefore. A certificate that stands in several lists counts in each of them, but once in all lists together.`,
    ],
  };
}

export function groupName({ name }: GroupFigures): Sentence {
  return name.trim() === '' ? say`(list without a name)` : [words(name)];
}

function row(name: Sentence, figures: Figures): readonly Sentence[] {
  const { certificates, issuance, validity } = figures;
  return [
    name,
    countCell(certificates.total),
    countCell(certificates.notExamined),
    dateCell(issuance.notBefore.first),
    dateCell(issuance.notBefore.last),
    countCell(validity.unexpired),
    ...(figures.revocation === undefined
      ? []
      : [countCell(validity.revoked), countCell(validity.remainingValid)]),
  ];
}

function dateCell(instant: Instant | null): Sentence {
  return [instant === null ? 'not known' : instant.replace(/T.*$/, '')];
}
