import { COLUMNS, type ColumnId } from '../../../appendix/table/columns.ts';
import type { Table } from '../../../appendix/table/table.ts';
import type { FindingKind, TableCheck } from '../../check.ts';

const MISSING: FindingKind = {
  code: 'header-missing',
  severity: 'warning',
  summary: 'The table has no header row, so that its columns have to be guessed.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Put the eleven names of the guidelines above the first row.',
};

const MISSPELT: FindingKind = {
  code: 'header-misspelt',
  severity: 'warning',
  summary: 'The header row names a column in other words than the guidelines.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Copy the name from the guidelines: programs look for it.',
};

const CAPITALISED: FindingKind = {
  code: 'header-capitalisation',
  severity: 'note',
  summary:
    'The header row names a column with other capitals, blanks or hyphens than the guidelines.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Copy the name from the guidelines; most programs do not mind.',
};

/** The header row, name by name. */
export const header: TableCheck = {
  kinds: [MISSING, MISSPELT, CAPITALISED],
  check(table, report) {
    if (table.header === undefined) {
      report(MISSING, {
        message: 'the table has no header row',
        expected: COLUMNS.map(({ name }) => name).join(','),
      });
      return;
    }
    for (const [at, id] of table.columns.entries()) {
      const written = table.header[at]?.trim() ?? '';
      const name = nameOf(id);
      if (name === undefined || written === name || isRepeated(table, at)) continue;
      const sameLetters = letters(written) === letters(name);
      report(sameLetters ? CAPITALISED : MISSPELT, {
        message: `a column of the guidelines is called "${written}" here`,
        column: written,
        expected: name,
        actual: written,
      });
    }
  },
};

function nameOf(id: ColumnId | undefined): string | undefined {
  return COLUMNS.find((column) => column.id === id)?.name;
}

function isRepeated({ columns }: Table, at: number): boolean {
  return columns.indexOf(columns[at]) < at;
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
