/** What the columns of real tables are called, and what they hold. */
import { COLUMNS, type ColumnId } from './columns.ts';

/**
 * What a column holds: one of the guidelines' columns, or
 *
 * - `fingerprint`: SHA-256 of a certificate or precertificate, not said which
 * - `link`: a link to the certificate
 * - `crtShId`: crt.sh's number for it
 * - `otherHash`: a digest or identifier that names no certificate of the list
 */
export type ColumnRole = ColumnId | 'fingerprint' | 'link' | 'crtShId' | 'otherHash';

/** The role of a column of this name, in any capitalisation, spacing and punctuation. */
export function roleOfName(name: string): ColumnRole | undefined {
  if (name.length > MAX_NAME) return undefined;
  const plain = plainName(name);
  return ROLES.get(plain) ?? (OTHER_HASH.test(name) ? 'otherHash' : undefined);
}

/** A name as it is compared: letters and digits, lower case. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** Longer than this, a cell is no name of a column. */
const MAX_NAME = 80;

/** Digests of something else, whatever stands beside these words. */
const OTHER_HASH =
  /sha[-_ ]?1(?![0-9])|md5|spki|public ?key|key ?id|\b[sa]ki\b|\btbs|(?:issuer|\bca\b|root|parent|names?|replac\w*|\bnew|success|re-?issue).*(?:hash|sha|finger|thumb|digest)/i;

const DRAFT = 'CCADB guidelines, draft of autumn 2024';
const DOSSIER = 'digicert/dossier 1.0.0 and its sample';
const SECTIGO = 'bug 1818073';
const SWISSSIGN = 'bug 1914023';
const CCADB = 'CCADB reports';
const UNSEEN = 'not seen; what people would write';

/** `[role, name, where it was seen]`; compared by `plainName`, so that one spelling stands for many. */
const ALIASES: readonly (readonly [role: ColumnRole, name: string, seen: string])[] = [
  ['precertificateHash', 'Pre-certificate SHA-256 Hash', DRAFT],
  ['precertificateHash', 'Precertificate SHA-256 Hash', DOSSIER],
  ['precertificateHash', 'Precertificate', SECTIGO],
  ['precertificateHash', 'Precertificates', UNSEEN],
  ['precertificateHash', 'Precert', UNSEEN],
  ['precertificateHash', 'Precert hash', UNSEEN],
  ['precertificateHash', 'Precertificate hash', UNSEEN],
  ['precertificateHash', 'Precert SHA256', UNSEEN],
  ['precertificateHash', 'Precert SHA-256 hash', UNSEEN],
  ['precertificateHash', 'Precertificate SHA256', UNSEEN],
  ['precertificateHash', 'Precert fingerprint', UNSEEN],
  ['precertificateHash', 'Precertificate fingerprint', UNSEEN],
  ['precertificateHash', 'Precertificate SHA-256 fingerprint', UNSEEN],
  ['precertificateHash', 'SHA-256 precertificate', UNSEEN],
  ['precertificateHash', 'Precertificate crt.sh link', UNSEEN],
  ['certificateHash', 'Certificate SHA-256 Hash', DRAFT],
  ['certificateHash', 'Certificate', SECTIGO],
  ['certificateHash', 'Leaf certificate SHA-256 hash', UNSEEN],
  ['certificateHash', 'Leaf SHA256', UNSEEN],
  ['certificateHash', 'Leaf certificate', UNSEEN],
  ['certificateHash', 'Final certificate', UNSEEN],
  ['certificateHash', 'Final certificate SHA-256 hash', UNSEEN],
  ['certificateHash', 'Final certificate SHA256', UNSEEN],
  ['certificateHash', 'Certificate SHA256', UNSEEN],
  ['certificateHash', 'Certificate hash', UNSEEN],
  ['certificateHash', 'Certificate fingerprint', UNSEEN],
  ['certificateHash', 'Certificate SHA-256 fingerprint', UNSEEN],
  ['certificateHash', 'Cert SHA256', UNSEEN],
  ['certificateHash', 'Cert SHA-256 hash', UNSEEN],
  ['certificateHash', 'Cert hash', UNSEEN],
  ['certificateHash', 'SHA-256 certificate', UNSEEN],
  ['certificateHash', 'Certificate crt.sh link', UNSEEN],
  ['fingerprint', 'SHA256 hash', SWISSSIGN],
  ['fingerprint', 'SHA-256 Fingerprint', CCADB],
  ['fingerprint', 'SHA-256', UNSEEN],
  ['fingerprint', 'SHA256sum', UNSEEN],
  ['fingerprint', 'SHA-256 thumbprint', UNSEEN],
  ['fingerprint', 'Fingerprint', UNSEEN],
  ['fingerprint', 'Fingerprints', UNSEEN],
  ['fingerprint', 'Fingerprint (SHA-256)', UNSEEN],
  ['fingerprint', 'Thumbprint', UNSEEN],
  ['fingerprint', 'Hash', UNSEEN],
  ['fingerprint', 'Hashes', UNSEEN],
  ['link', 'crt.sh', UNSEEN],
  ['link', 'crt.sh link', UNSEEN],
  ['link', 'crt.sh URL', UNSEEN],
  ['link', 'Link', UNSEEN],
  ['link', 'URL', UNSEEN],
  ['crtShId', 'crt.sh ID', 'bulk bugs of 2017, after guidelines 1.0'],
  ['crtShId', 'crt.sh IDs', UNSEEN],
  ['subject', 'Subject DN', UNSEEN],
  ['subject', 'Subject name', UNSEEN],
  ['subject', 'Subject distinguished name', UNSEEN],
  ['issuer', 'Issuer DN', UNSEEN],
  ['issuer', 'Issuer name', UNSEEN],
  ['issuer', 'Issuing CA', UNSEEN],
  ['issuer', 'Issuer distinguished name', UNSEEN],
  ['notBefore', 'Not Before Date', UNSEEN],
  ['notBefore', 'notBefore (UTC)', UNSEEN],
  ['notBefore', 'Valid from', UNSEEN],
  ['notBefore', 'Valid From (GMT)', CCADB],
  ['notBefore', 'Validity start', UNSEEN],
  ['notAfter', 'Not After Date', UNSEEN],
  ['notAfter', 'notAfter (UTC)', UNSEEN],
  ['notAfter', 'Valid to', UNSEEN],
  ['notAfter', 'Valid To (GMT)', CCADB],
  ['notAfter', 'Valid until', UNSEEN],
  ['notAfter', 'Validity end', UNSEEN],
  ['notAfter', 'Expires', UNSEEN],
  ['notAfter', 'Expiry date', UNSEEN],
  ['notAfter', 'Expiration date', UNSEEN],
  ['serial', 'Serial Number', SECTIGO],
  ['serial', 'Serial Numbers', SWISSSIGN],
  ['serial', 'Serials', UNSEEN],
  ['serial', 'Serial No.', UNSEEN],
  ['serial', 'Serial Nr.', UNSEEN],
  ['serial', 'Serial (hex)', UNSEEN],
  ['serial', 'Serial number (hex)', UNSEEN],
  ['serial', 'Certificate serial number', CCADB],
  ['dnsNames', 'dNSName', UNSEEN],
  ['dnsNames', 'SAN', UNSEEN],
  ['dnsNames', 'SANs', UNSEEN],
  ['dnsNames', 'SAN dNSNames', UNSEEN],
  ['dnsNames', 'Subject alternative name', UNSEEN],
  ['dnsNames', 'Subject alternative names', UNSEEN],
  ['dnsNames', 'Subject alt names', UNSEEN],
  ['dnsNames', 'Domains', UNSEEN],
  ['dnsNames', 'Domain names', UNSEEN],
  ['isRevoked', 'Revoked', UNSEEN],
  ['isRevoked', 'Revocation Status', CCADB],
  ['revocationDate', 'Revocation time', UNSEEN],
  ['revocationDate', 'Revocation date (UTC)', UNSEEN],
  ['revocationDate', 'Revoked at', UNSEEN],
  ['revocationDate', 'Revoked on', UNSEEN],
  ['revocationDate', 'Date revoked', UNSEEN],
  ['revocationDate', 'Date of revocation', UNSEEN],
  ['revocationReason', 'CRL reason', UNSEEN],
  ['revocationReason', 'Reason', UNSEEN],
  ['revocationReason', 'Reason code', UNSEEN],
  ['revocationReason', 'Revocation reason code', UNSEEN],
];

const ROLES: ReadonlyMap<string, ColumnRole> = new Map<string, ColumnRole>([
  ...ALIASES.map(([role, name]) => [plainName(name), role] as const),
  ...COLUMNS.map(({ id, name }) => [plainName(name), id] as const),
]);
