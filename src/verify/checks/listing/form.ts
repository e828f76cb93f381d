import { LINKS_FROM } from '../../../appendix/table/columns.ts';
import type { EntryForm } from '../../../appendix/line.ts';
import type { FindingKind, FormCheck, FormView, Report } from '../../check.ts';
import { PERHAPS_SMIME } from '../../smime.ts';

const NOT_CSV: FindingKind = {
  code: 'not-csv',
  severity: 'error',
  summary:
    'Fewer than 10,000 certificates are listed, and not as the comma separated table that the guidelines demand.',
  rule: 'IRG 3.2 Appendix: "For incidents affecting less than 10,000 certificates, a CA Owner MUST attach a comma separated listing"',
  advice: 'Attach the table; `cert-impact build` makes it of this list.',
};
const NOT_LINKS: FindingKind = {
  code: 'not-links',
  severity: 'warning',
  summary: 'Certificates are named otherwise than by a link of the form https://crt.sh/?sha256=….',
  rule: 'IRG 3.2 Appendix: "each line is of the form https://crt.sh/?sha256=[sha256 fingerprint of the certificate]"; recommended since IRG 1.0',
  advice: 'Write the links; `cert-impact build --format links` does.',
};

const NOTHING: FindingKind = {
  code: 'nothing-listed',
  severity: 'error',
  summary: 'A table names no certificate, nor does anything else that was given.',
  rule: 'IRG 3.2 Appendix: "certificate details including the following fields for each"',
  advice: 'Look whether the rows have been lost, or their hashes damaged.',
};

/** The form that the guidelines ask for, as a whole. */
export const form: FormCheck = {
  kinds: [NOT_CSV, NOT_LINKS, NOTHING, PERHAPS_SMIME],
  check(view, report) {
    const { list, certificates, terms } = view;
    // whoever gives the certificates themselves has made no list yet
    if (list.kind === 'certificates') return;
    if (certificates === 0) {
      report(NOTHING, { message: 'no certificate is named in this table' });
      return;
    }
    if (list.kind === 'table' && list.format === 'csv') return;
    if ([...list.forms.keys()].every((name) => name === 'serial+fingerprint')) {
      const smime = view.smime();
      if (smime === 'unknown')
        report(PERHAPS_SMIME, { message: 'these may be S/MIME certificates' });
      if (smime !== 'not all') return;
    }
    if (terms.guideline === '3.2' && certificates < LINKS_FROM) notCsv(view, report);
    else notLinks(view, report);
  },
};

function notCsv({ list: { kind, format }, certificates }: FormView, report: Report): void {
  const what = {
    table: format === 'xlsx' ? 'a workbook' : 'a table in the text',
    'other table': 'a table without the columns of the guidelines',
    text: 'a plain list',
    certificates: 'certificates',
  }[kind];
  report(NOT_CSV, {
    message: `${certificates === 1 ? '1 certificate is' : `${certificates} certificates are`} listed, in the form of ${what}`,
    ...(format !== 'xlsx' && { line: 1 }),
    expected: 'a CSV file with the eleven columns of the guidelines',
    actual: what,
  });
}

function notLinks({ list: { forms } }: FormView, report: Report): void {
  const others = [...forms].filter(([name]) => !RECOMMENDED.has(name));
  const count = others.reduce((sum, [, form]) => sum + form.count, 0);
  if (count === 0) return;
  report(NOT_LINKS, {
    message: `${count} of the entries are no such links; the first is on line ${others[0]![1].line}`,
    expected: 'https://crt.sh/?sha256=…',
    actual: others.map(([name]) => name).join(', '),
  });
}

/** The numbers of crt.sh have a finding each (`crt-sh-id`). */
const RECOMMENDED: ReadonlySet<EntryForm> = new Set<EntryForm>([
  'crt.sh?sha256',
  'crt.sh?id',
  'table',
]);
