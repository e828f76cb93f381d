import type { FindingKind, TableCheck } from '../../check.ts';

const SEPARATOR: FindingKind = {
  code: 'not-comma-separated',
  severity: 'error',
  summary: 'The cells of the table are separated by something else than commas.',
  rule: 'IRG 3.2 Appendix: "a comma separated listing"',
  advice: 'Save it with commas: a spreadsheet takes the separator from the system it runs on.',
};

/** `,` and not `;` or a tab. */
export const commaSeparated: TableCheck = {
  kinds: [SEPARATOR],
  check({ format, delimiter }, report) {
    if (format !== 'csv' || delimiter === undefined || delimiter === ',') return;
    const shown = delimiter === '\t' ? 'tab' : delimiter;
    report(SEPARATOR, {
      message: `the cells are separated by ${shown === 'tab' ? 'tabs' : `"${shown}"`}`,
      expected: ',',
      actual: shown,
    });
  },
};
