/** What the total consists of, and how many are expired. */
import type { Figures, Impact } from '../../impact/impact.ts';
import { examinedCertificates } from '../sentences/counting.ts';
import { formatInstant, say, type Sentence } from '../sentence.ts';
import { noneUnexpired } from '../sentences/validity.ts';
import { countCell, countColumn, textColumn, type Table } from './table.ts';

export function certificatesTable(figures: Figures): Table {
  const { certificates } = figures;
  return {
    title: 'Certificates',
    columns: [textColumn('Certificates'), countColumn('Number')],
    rows: [
      [say`Final certificates`, countCell(certificates.final)],
      [
        say`Presumed (precertificates whose final certificate is not listed)`,
        countCell(certificates.presumed),
      ],
      [say`Not examined`, countCell(certificates.notExamined)],
      [say`Total`, countCell(certificates.total)],
      [say`Precertificates listed`, countCell(certificates.precertificates)],
      [say`Pairs (precertificate and its final certificate)`, countCell(certificates.pairs)],
    ],
    notes: [],
  };
}

export function validityTable(impact: Impact): Table {
  const { expired, unexpired, revoked, remainingValid } = impact.validity;
  // what has expired need not be checked for revocation
  const remaining = remainingValid ?? (noneUnexpired(impact) ? 0 : null);
  return {
    title: 'Validity',
    columns: [textColumn(`As of ${formatInstant(impact.asOf)}`), countColumn('Number')],
    rows:
      examinedCertificates(impact) === 0
        ? []
        : [
            [say`Expired`, countCell(expired)],
            [say`Unexpired`, countCell(unexpired)],
            [
              say`Revoked`,
              countCell(revoked, impact.revocation === undefined ? 'not checked' : 'not known'),
            ],
            [say`Remaining valid (neither expired nor revoked)`, countCell(remaining)],
            ...remainingUnknown(impact),
          ],
    notes: [overNote(impact), undatedNote(impact)].filter(isSaid),
  };
}

function remainingUnknown({ revocation, validity }: Figures): Sentence[][] {
  const unknown = revocation?.remainingUnknown ?? 0;
  if (unknown === 0 || validity.remainingValid === null) return [];
  return [[say`Not known whether remaining valid`, countCell(unknown)]];
}

function overNote(figures: Figures): Sentence {
  if (figures.certificates.notExamined === 0) return [];
  return say`Computed over the ${examinedCertificates(figures)} certificates examined.`;
}

function undatedNote(figures: Figures): Sentence {
  const { expired, unexpired } = figures.validity;
  if (expired === null || unexpired === null) return [];
  const undated = examinedCertificates(figures) - expired - unexpired;
  if (undated <= 0) return [];
  return say`Certificates with a notAfter that could not be read, neither expired nor unexpired: ${undated}.`;
}

function isSaid(sentence: Sentence): boolean {
  return sentence.length > 0;
}
