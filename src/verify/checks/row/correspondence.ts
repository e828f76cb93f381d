import { columnName } from '../../cells/columns.ts';
import type { EntriesCheck, FindingKind } from '../../check.ts';

const OTHER: FindingKind = {
  code: 'pair-differs',
  severity: 'error',
  summary: 'Precertificate and certificate of one row do not correspond: their contents differ.',
  rule: 'RFC 6962 §3.2; TLS BR §7.1.2.9',
  advice:
    'Look for rows that have slipped; if the contents do differ, that is an incident of its own.',
};
const SIGNING_CA: FindingKind = {
  code: 'precertificate-signing-ca',
  severity: 'note',
  summary:
    'Precertificate and certificate of one row differ in their issuer alone, as with a Precertificate Signing CA; the Impact counts them apart.',
  rule: 'RFC 6962 §3.1; TLS BR §7.1.2.4 (not permitted from 2026-03-15)',
  advice:
    'Nothing, if the issuer of the precertificate has the extended key usage 1.3.6.1.4.1.11129.2.4.4.',
};

/** Precertificate and final certificate of one row: equal but for the CT extensions. Several in one cell are a list. */
export const correspondence: EntriesCheck = {
  kinds: [OTHER, SIGNING_CA],
  check({ table, entries, isPrecertificate, correspond, correspondBeyondIssuer }, report) {
    const examined = entries.filter(({ certificate }) => certificate >= 0);
    const finals = examined.filter(({ certificate }) => !isPrecertificate(certificate));
    if (finals.length === 0 || finals.length === examined.length) return;
    for (const precertificate of examined) {
      if (!isPrecertificate(precertificate.certificate)) continue;
      const beside = finals.filter(({ column }) => column !== precertificate.column);
      if (beside.length === 0) continue;
      if (finals.some((final) => correspond(precertificate.certificate, final.certificate))) {
        continue;
      }
      const signedByOther = beside.some((final) => correspondBeyondIssuer(precertificate, final));
      report(signedByOther ? SIGNING_CA : OTHER, {
        message: signedByOther
          ? 'precertificate and certificate differ in their issuer alone'
          : 'precertificate and certificate of this row do not correspond',
        column: columnName(table, 'precertificateHash'),
        expected: `the precertificate of ${beside[0]!.fingerprint}`,
        actual: precertificate.fingerprint,
      });
    }
  },
};
