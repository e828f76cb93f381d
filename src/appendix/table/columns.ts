/** The table that the guidelines demand below 10,000 certificates (IRG 3.2, Appendix). */

export type ColumnId =
  | 'precertificateHash'
  | 'certificateHash'
  | 'subject'
  | 'issuer'
  | 'notBefore'
  | 'notAfter'
  | 'serial'
  | 'dnsNames'
  | 'isRevoked'
  | 'revocationDate'
  | 'revocationReason';

export interface Column {
  readonly id: ColumnId;
  /** As the guidelines spell it. */
  readonly name: string;
}

/** In the order of the guidelines: "the standard fields … MUST appear first and in the order listed". */
export const COLUMNS: readonly Column[] = [
  { id: 'precertificateHash', name: 'Precertificate SHA-256 hash' },
  { id: 'certificateHash', name: 'Certificate SHA-256 hash' },
  { id: 'subject', name: 'Subject' },
  { id: 'issuer', name: 'Issuer' },
  { id: 'notBefore', name: 'Not before' },
  { id: 'notAfter', name: 'Not after' },
  { id: 'serial', name: 'Serial #' },
  { id: 'dnsNames', name: 'dNSNames' },
  { id: 'isRevoked', name: 'Is revoked?' },
  { id: 'revocationDate', name: 'Revocation date' },
  { id: 'revocationReason', name: 'Revocation reason' },
];

/** "For incidents affecting 10,000 or more certificates, a CA Owner MAY instead attach" crt.sh links. */
export const LINKS_FROM = 10_000;
