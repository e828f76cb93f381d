/** Certificates for lists, each different from the others, cheap enough to make by the hundred. */
import { type Fingerprint, fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { integer, simpleName } from '../../support/der.ts';
import {
  dnsName,
  policies,
  rawCertificate,
  subjectAltName,
} from '../../support/raw-certificate.ts';

const OV = '2.23.140.1.2.2';

export interface Sample {
  readonly der: Uint8Array;
  readonly pem: string;
  readonly sha256: Fingerprint;
  /** In the form that the guidelines recommend. */
  readonly link: string;
}

export function sampleOf(der: Uint8Array): Sample {
  const sha256 = fingerprintOf(der);
  return { der, pem: pemOf(der), sha256, link: `https://crt.sh/?sha256=${sha256}` };
}

/** The certificate of this number: the same for the same number, with another serial for another. */
export function sample(number: number, issuer = 'Test CA'): Sample {
  return sampleOf(
    rawCertificate({
      serial: integer((0x100000 + number).toString(16)),
      issuer: simpleName(['2.5.4.6', 'NL'], ['2.5.4.3', issuer]),
      subject: simpleName(['2.5.4.3', `${number}.example`]),
      extensions: [policies(OV), subjectAltName(dnsName(`${number}.example`))],
    }),
  );
}

export function samples(count: number): Sample[] {
  return Array.from({ length: count }, (_, index) => sample(index));
}

export function bundle(certificates: readonly Sample[]): string {
  return certificates.map(({ pem }) => pem).join('');
}

export function list(certificates: readonly Sample[]): string {
  return certificates.map(({ link }) => `${link}\n`).join('');
}

function pemOf(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n').trimEnd();
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}
