/** What a scan yields, and the bounds of every scan. */

/** One certificate, or a place where one should have been. */
export type ScanItem = CertificateItem | DamagedItem;

export interface CertificateItem {
  readonly kind: 'certificate';
  /** A view into memory that many items share: copy it to keep it for long. Never overwritten. */
  readonly der: Uint8Array;
  /** The file as named; a member of an archive as `archive.zip!member` (hostile text: escape it). */
  readonly place: string;
  /** 1-based line of the PEM's BEGIN or of the base64's start; 0 for DER. */
  readonly line: number;
}

export interface DamagedItem {
  readonly kind: 'damaged';
  readonly place: string;
  /** As in `CertificateItem`; 0 where the whole file is meant. */
  readonly line: number;
  /** For people, lower case. */
  readonly reason: string;
}

/** The largest certificate that is read: real ones have 1 to 4 KiB, post-quantum ones up to 60. */
export const MAX_DER_BYTES = 1 << 20;

/** From BEGIN to END, with line breaks and indentation: 1 MiB of DER is 1.4 MiB of PEM. */
export const MAX_PEM_BYTES = 2 << 20;

/** Of a file or stream, enough to tell what it is. */
export const SNIFF_BYTES = 1 << 16;

/** Extensions that promise a certificate: a file so named that holds none is damaged. */
const CERTIFICATE_EXTENSION = /\.(?:der|cer|crt|pem|cert)$/i;

/** Extensions of DER that is no certificate, though its outermost bytes look like one. */
const OTHER_DER_EXTENSION = /\.(?:crl|csr|p10|req|key|p7[bcmsr]|p8|pk8|p12|pfx|ors|ocsp|tsr|tsq)$/i;

export function damaged(place: string, line: number, reason: string): DamagedItem {
  return { kind: 'damaged', place, line, reason };
}

export function hasCertificateExtension(name: string): boolean {
  return CERTIFICATE_EXTENSION.test(name);
}

export function isPkcs7Name(name: string): boolean {
  return /\.p7[bc]$/i.test(name);
}

export function hasOtherDerExtension(name: string): boolean {
  return OTHER_DER_EXTENSION.test(name);
}
