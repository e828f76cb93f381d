import { columnName } from '../../cells/columns.ts';
import type { EntriesCheck, EntriesView, FindingKind, RowEntry } from '../../check.ts';

const SWAPPED: FindingKind = {
  code: 'hashes-swapped',
  severity: 'error',
  summary: 'Precertificate and certificate stand in the column of the other.',
  rule: 'IRG 3.2 Appendix; RFC 6962 §3.1 (the poison extension makes a precertificate)',
  advice: 'Exchange the two hashes.',
};
const PRECERTIFICATE: FindingKind = {
  code: 'precertificate-in-certificate-column',
  severity: 'error',
  summary: 'The hash in the column of certificates is that of a precertificate.',
  rule: 'IRG 3.2 Appendix: "The SHA-256 hash of the DER encoded certificate."',
  advice: 'Move it to the first column, and give the hash of the certificate here.',
};
const CERTIFICATE: FindingKind = {
  code: 'certificate-in-precertificate-column',
  severity: 'error',
  summary: 'The hash in the column of precertificates is that of a certificate.',
  rule: 'IRG 3.2 Appendix: "The SHA-256 hash of the DER encoded precertificate."',
  advice: 'Move it to the second column.',
};

/** Each hash in the column that is for it. */
export const hashColumns: EntriesCheck = {
  kinds: [SWAPPED, PRECERTIFICATE, CERTIFICATE],
  check(view, report) {
    const wrongPrecertificates = misplaced(view, 'certificateHash', true);
    const wrongCertificates = misplaced(view, 'precertificateHash', false);
    const place = (column: 'precertificateHash' | 'certificateHash', actual: string) => ({
      column: columnName(view.table, column),
      actual,
    });
    const [precertificate, certificate] = [wrongPrecertificates[0], wrongCertificates[0]];
    if (precertificate !== undefined && certificate !== undefined) {
      if (precertificate.fingerprint !== certificate.fingerprint) {
        report(SWAPPED, {
          message: 'precertificate and certificate stand in the column of the other',
          ...place('precertificateHash', certificate.fingerprint),
          expected: precertificate.fingerprint,
        });
        return;
      }
    }
    for (const { fingerprint } of wrongPrecertificates) {
      report(PRECERTIFICATE, {
        message: 'this is the hash of a precertificate',
        ...place('certificateHash', fingerprint),
      });
    }
    for (const { fingerprint } of wrongCertificates) {
      report(CERTIFICATE, {
        message: 'this is the hash of a certificate, not of a precertificate',
        ...place('precertificateHash', fingerprint),
      });
    }
  },
};

function misplaced(
  { entries, isPrecertificate }: EntriesView,
  column: RowEntry['column'],
  precertificate: boolean,
): RowEntry[] {
  return entries.filter(
    (entry) =>
      entry.column === column &&
      entry.certificate >= 0 &&
      isPrecertificate(entry.certificate) === precertificate,
  );
}
