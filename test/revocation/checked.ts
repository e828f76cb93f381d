/** The whole way from octets to a status, as the pipeline goes it. */
import { CrlIssuers } from '../../src/revocation/crl-issuer.ts';
import { type CrlSource, type Evidence, examineCrl } from '../../src/revocation/evidence.ts';
import {
  type RevocationSubject,
  RevocationSubjectReader,
} from '../../src/revocation/revocation-subject.ts';
import type { RevocationStatus } from '../../src/revocation/revocation-status.ts';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import { statusOf } from '../../src/revocation/status.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';

/** What most of the tests ask about: between the usual thisUpdate and nextUpdate. */
export const AS_OF: number = seconds('2025-04-05T00:00:00Z');

/** What the clock says to them. */
export const NOW: number = seconds('2025-06-01T00:00:00Z');

export function seconds(iso: string): number {
  return Date.parse(iso) / 1000;
}

export interface Crl {
  readonly der: Uint8Array;
  /** Where it was fetched from; without, it is a file. */
  readonly url?: string;
}

export interface Question {
  readonly certificate: Uint8Array;
  readonly crls: readonly (Crl | Uint8Array)[];
  readonly issuers: readonly Uint8Array[];
  readonly asOf?: number;
  readonly now?: number;
  /** Beside what the CRLs give. */
  readonly evidence?: readonly Evidence[];
}

export function subjectOf(certificate: Uint8Array, serials = new SerialSet()): RevocationSubject {
  const reader = new CertificateReader();
  reader.read(certificate);
  return new RevocationSubjectReader().read(reader, serials);
}

export function issuersOf(certificates: readonly Uint8Array[]): CrlIssuers {
  const issuers = new CrlIssuers();
  for (const certificate of certificates) issuers.add(certificate);
  return issuers;
}

export function statusFor(question: Question): RevocationStatus {
  const serials = new SerialSet();
  const subject = subjectOf(question.certificate, serials);
  const issuers = issuersOf(question.issuers);
  const evidence = question.crls.map((crl) => {
    const { der, url } = crl instanceof Uint8Array ? { der: crl } : crl;
    return examineCrl(der, sourceOf(url), issuers, serials);
  });
  const all = [...evidence, ...(question.evidence ?? [])];
  return statusOf(subject, all, question.asOf ?? AS_OF, question.now ?? NOW);
}

/** `revoked`, `unknown stale`, … */
export function inShort(status: RevocationStatus): string {
  if (status.status === 'unknown') return `unknown ${status.why}`;
  return status.status === 'revoked' && status.expired ? 'revoked expired' : status.status;
}

function sourceOf(url: string | undefined): CrlSource {
  return url === undefined ? { kind: 'file', name: 'test.crl' } : { kind: 'url', name: url };
}
