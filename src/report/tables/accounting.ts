/** Everything that was read, accounted for: the sums of design §5.4, there to be added up again. */
import { type Figures, attachedHashes } from '../../impact/impact.ts';
import { FAILURES, FAILURE_WORDS } from '../sentences/counting.ts';
import { plural, say, type Sentence } from '../sentence.ts';
import { countCell, countColumn, textColumn, type Table } from './table.ts';

export function accountingTable(figures: Figures): Table {
  const { lines, entries, outcomes, certificates } = figures;
  const attached = attachedHashes(figures);
  return {
    title: 'Accounting',
    columns: [textColumn('What'), countColumn('Number'), textColumn('Is the sum of')],
    rows: [
      row('Lines or rows', lines.total, [
        [lines.blank, 'blank'],
        [lines.comment, 'comment', 'comments'],
        [lines.header, 'heading', 'headings'],
        [lines.invalid, 'not readable'],
        [lines.listing, 'listing'],
      ]),
      row('Entries listed', entries.total, [
        [entries.unique, 'unique'],
        [entries.duplicates, 'duplicate', 'duplicates'],
      ]),
      row('Unique entries', entries.unique, [
        [outcomes.examined, 'examined'],
        ...FAILURES.map((failure): Term => [outcomes[failure], FAILURE_WORDS[failure]]),
      ]),
      row('Examined', outcomes.examined, [
        [certificates.final, 'final'],
        [certificates.precertificates, 'precertificate', 'precertificates'],
      ]),
      ...(attached > 0
        ? [
            row('Entries not examined', entries.unique - outcomes.examined, [
              [certificates.notExamined, 'certificate', 'certificates'],
              [attached, 'hash beside another of its row', 'hashes beside another of their row'],
            ]),
          ]
        : []),
      row('Certificates', certificates.total, [
        [certificates.final, 'final'],
        [certificates.presumed, 'presumed'],
        [certificates.notExamined, 'not examined'],
      ]),
    ],
    notes: failureNotes(figures),
  };
}

type Term = readonly [count: number, name: string, plural?: string];

function row(name: string, total: number, terms: readonly Term[]): readonly Sentence[] {
  const sum = terms.map(([count, name, names = name]) => plural(count, name, names)).join(' + ');
  return [say`${name}`, countCell(total), say`${sum}`];
}

function failureNotes({ outcomes }: Figures): Sentence[] {
  return FAILURES.filter((failure) => outcomes[failure] > 0).map((failure) => {
    return say`${capitalized(FAILURE_WORDS[failure])}: ${FAILURE_MEANING[failure]}.`;
  });
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const FAILURE_MEANING = {
  notFound: 'every source was asked, and none has it',
  unavailable: 'no source has it, and at least one did not answer',
  mismatched: 'a source returned bytes whose SHA-256 is not the one listed',
  unreadable: 'it was obtained, but could not be read as a certificate',
  unresolvable: 'the entry has no fingerprint, and no source could tell which certificate it names',
} as const;
