import type { CertificateFacts } from '../../x509/facts.ts';
import type { ExtraColumn } from './extra-columns.ts';

/** What a row says of one certificate, as it is kept until it is known which certificates have a row. */
export interface CertificateRecord {
  /** As of the certificate, whatever is withheld; for revocations. */
  readonly issuer: string;
  readonly serial: string;
  /** Seconds since 1970; `null` where it cannot be read. */
  readonly notBefore: number | null;
  readonly notAfter: number | null;
  /** Of S/MIME: personal data may be in it. */
  readonly withheld: boolean;
  /** Subject, issuer, notBefore, notAfter, serial number, dNSNames. */
  readonly cells: readonly string[];
  readonly extra: readonly string[];
}

/** What stands in place of what is withheld, as digicert/dossier writes it. */
export const WITHHELD = 'REDACTED';

export interface RecordOptions {
  /**
   * S/MIME certificates with "at least the certificate serial number and SHA256 hash" (IRG 3.2,
   * Appendix), and no more than that.
   */
  readonly redactSmime: boolean;
  readonly extra: readonly ExtraColumn[];
}

/**
 * Makes the record of a certificate. dNSNames have a comma between them, as digicert/dossier and the
 * tables that were made with it write them.
 */
export function makeRecord(facts: CertificateFacts, options: RecordOptions): CertificateRecord {
  const { subject, notBefore, notAfter, dnsNames } = facts;
  const issuer = facts.issuer ?? '';
  const serial = facts.serial ?? '';
  const withheld = options.redactSmime && isSmime(facts);
  const extra = options.extra.map(({ name, cell }) =>
    withheld && name !== 'crtShLink' ? WITHHELD : cell(facts),
  );
  const cells = [subject, issuer, notBefore, notAfter, serial, dnsNames.join(',')].map((cell, i) =>
    withheld && i !== SERIAL ? WITHHELD : (cell ?? ''),
  );
  return {
    issuer,
    serial,
    notBefore: secondsOf(notBefore),
    notAfter: secondsOf(notAfter),
    withheld,
    cells,
    extra,
  };
}

function secondsOf(instant: string | null): number | null {
  return instant === null ? null : Date.parse(instant) / 1000;
}

const SERIAL = 4;

/** A CA certificate names no person, and intermediates have emailProtection to pass it on. */
function isSmime({ ca, extendedKeyUsages, validationType }: CertificateFacts): boolean {
  return !ca && (extendedKeyUsages.includes(EMAIL_PROTECTION) || validationType.includes('S/MIME'));
}

const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
