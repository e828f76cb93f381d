/** What the guidelines ask of S/MIME certificates: "at least the certificate serial number and SHA256 hash". */
import type { TableRow } from '../appendix/table/table.ts';
import { cellOf } from '../appendix/table/table.ts';
import { isAbsent, isWithheld } from './cells/absent.ts';
import type { FindingKind } from './check.ts';
import type { DescribedCertificate } from './described-certificate.ts';

/** Where leaving out the rest is right only if they are for S/MIME. */
export const PERHAPS_SMIME: FindingKind = {
  code: 'perhaps-smime',
  severity: 'note',
  summary:
    'Serial numbers and hashes alone are given, as the guidelines permit for S/MIME certificates; not all could be obtained to see whether they are such.',
  rule: 'IRG 3.2 Appendix: "please provide at least the certificate serial number and SHA256 hash of the certificate"',
  advice: 'Give the certificates with --from, or all columns if they are not for S/MIME.',
};

/** Stands where a finding would publish what the table has left out. */
export const WITHHELD_SMIME = 'withheld: S/MIME';

/** As `build` has it: what emailProtection certificates may leave out is personal data. */
export function isSmime({ ca, extendedKeyUsages, validationType }: DescribedCertificate): boolean {
  return !ca && (extendedKeyUsages.includes(EMAIL_PROTECTION) || validationType.includes('S/MIME'));
}

/** True for a row that may leave cells empty: of an S/MIME certificate, or of one unseen whose names are withheld. */
export function mayWithhold(row: TableRow, certificate: DescribedCertificate | undefined): boolean {
  if (certificate !== undefined) return isSmime(certificate);
  return (['subject', 'dnsNames'] as const).every((column) => {
    const cell = cellOf(row, column);
    return isAbsent(cell) || isWithheld(cell);
  });
}

const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
