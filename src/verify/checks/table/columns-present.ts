import { COLUMNS, type ColumnId } from '../../../appendix/table/columns.ts';
import type { FindingKind, TableCheck } from '../../check.ts';
import { PERHAPS_SMIME } from '../../smime.ts';

const ABSENT: FindingKind = {
  code: 'column-missing',
  severity: 'error',
  summary: 'The table lacks a column that the guidelines demand.',
  rule: 'IRG 3.2 Appendix: "a comma separated listing of certificate details including the following fields"',
  advice: 'Add the column; cells that cannot be filled say "N/A".',
};

const REPEATED: FindingKind = {
  code: 'column-repeated',
  severity: 'warning',
  summary:
    'Two columns have the name of one standard column; the left one is compared, and hashes are read in both.',
  rule: 'IRG 3.2 Appendix',
  advice: 'Remove or rename one of them.',
};

/** Each standard column once. */
export const columnsPresent: TableCheck = {
  kinds: [ABSENT, REPEATED],
  check(table, report, smime) {
    const { columns, header = [] } = table;
    const share = COLUMNS.every(({ id }) => columns.includes(id)) ? 'not all' : smime();
    const isBrief = share === 'all' || (share === 'unknown' && !columns.includes('subject'));
    if (isBrief && share === 'unknown') {
      report(PERHAPS_SMIME, { message: 'these may be S/MIME certificates' });
    }
    for (const { id, name } of COLUMNS) {
      const first = columns.indexOf(id);
      if (first < 0 && (!isBrief || DEMANDED_OF_ALL.has(id))) {
        report(ABSENT, { message: `there is no column "${name}"`, column: name, expected: name });
      }
      const second = header.findIndex(
        (written, at) =>
          at !== first && (columns[at] === id || isCalled(written, columns[at], name)),
      );
      if (first >= 0 && second >= 0) {
        report(REPEATED, {
          message: `columns ${first + 1} and ${second + 1} both mean "${name}"`,
          column: name,
          actual: header[second],
        });
      }
    }
  },
};

/** Of S/MIME certificates, the rest may be left out. */
const DEMANDED_OF_ALL: ReadonlySet<ColumnId> = new Set<ColumnId>(['certificateHash', 'serial']);

/** A column that means nothing else, and has this name in whatever capitals. */
function isCalled(written: string, column: ColumnId | undefined, name: string): boolean {
  return column === undefined && written.trim().toLowerCase() === name.toLowerCase();
}
