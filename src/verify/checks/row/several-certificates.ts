import { columnName } from '../../cells/columns.ts';
import type { EntriesCheck, FindingKind } from '../../check.ts';

const SEVERAL: FindingKind = {
  code: 'several-certificates-in-row',
  severity: 'warning',
  summary: 'A row names several certificates; its other cells can be those of one only.',
  rule: 'IRG 3.2 Appendix: "a comma separated listing of certificate details including the following fields for each"',
  advice: 'Give each certificate a row of its own.',
};

/** One final certificate in a row of the guidelines' table. */
export const severalCertificates: EntriesCheck = {
  kinds: [SEVERAL],
  check({ table, entries, isPrecertificate }, report) {
    if (!table.standard) return;
    const finals = new Set<string>();
    for (const { certificate, fingerprint, column } of entries) {
      // in the column of precertificates it is a finding already
      if (certificate < 0 || column === 'precertificateHash') continue;
      if (!isPrecertificate(certificate)) finals.add(fingerprint);
    }
    if (finals.size < 2) return;
    report(SEVERAL, {
      message: `${finals.size} certificates are named in this row; the other cells were held against the one that they fit best`,
      column: columnName(table, 'certificateHash'),
      actual: [...finals].join(' '),
    });
  },
};
