import { decodeIntegerHex } from '../der/integer.ts';
import { formatInstant } from '../der/time.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import {
  SLOT_EXTENDED_KEY_USAGE,
  SLOT_POLICIES,
  SLOT_SUBJECT_ALT_NAME,
} from '../x509/extension-slot.ts';
import type { CertificateFacts } from '../x509/facts.ts';
import { type SubjectAltNames, decodeGeneralNames } from '../x509/general-name.ts';
import { decodeName } from '../x509/name.ts';
import { decodeOids } from '../x509/oid-list.ts';
import { classify } from '../x509/validation-type.ts';

/** Of the facts of a certificate, those that cells are compared with. */
export type DescribedCertificate = Pick<
  CertificateFacts,
  | 'serial'
  | 'issuer'
  | 'subject'
  | 'notBefore'
  | 'notAfter'
  | 'precertificate'
  | 'ca'
  | 'extendedKeyUsages'
  | 'validationType'
  | 'dnsNames'
  | 'ipAddresses'
  | 'emailAddresses'
>;

/**
 * The certificate that a reader stands on, decoded as it is asked for: most of its facts are in no cell.
 * It is good until the reader goes on.
 */
export class ReadCertificate implements DescribedCertificate {
  readonly #reader: CertificateReader;
  readonly #issuers: Map<string, string>;
  #names: SubjectAltNames | undefined;
  #notBefore: string | null | undefined;
  #notAfter: string | null | undefined;

  /** @param issuers names that were decoded before, by their octets; the next ones are added */
  constructor(reader: CertificateReader, issuers: Map<string, string>) {
    this.#reader = reader;
    this.#issuers = issuers;
  }

  get serial(): string | null {
    const { bytes, serialStart, serialEnd } = this.#reader;
    return decodeIntegerHex(bytes, serialStart, serialEnd) || null;
  }

  get issuer(): string | null {
    const { bytes, issuerStart, issuerEnd } = this.#reader;
    if (issuerStart === issuerEnd) return null;
    const key = Buffer.from(
      bytes.buffer,
      bytes.byteOffset + issuerStart,
      issuerEnd - issuerStart,
    ).toString('latin1');
    let name = this.#issuers.get(key);
    if (name === undefined) {
      name = decodeName(bytes, issuerStart, issuerEnd);
      if (this.#issuers.size < MAX_ISSUERS) this.#issuers.set(key, name);
    }
    return name;
  }

  get subject(): string | null {
    const { bytes, subjectStart, subjectEnd } = this.#reader;
    return subjectStart === subjectEnd ? null : decodeName(bytes, subjectStart, subjectEnd);
  }

  get notBefore(): string | null {
    return (this.#notBefore ??= formatInstant(this.#reader.notBefore));
  }

  get notAfter(): string | null {
    return (this.#notAfter ??= formatInstant(this.#reader.notAfter));
  }

  get precertificate(): boolean {
    return this.#reader.extensions.isPrecertificate;
  }

  get ca(): boolean {
    return this.#reader.extensions.isCa;
  }

  get extendedKeyUsages(): string[] {
    const { bytes, extensions } = this.#reader;
    const start = extensions.startOf(SLOT_EXTENDED_KEY_USAGE);
    return decodeOids(bytes, start, extensions.endOf(SLOT_EXTENDED_KEY_USAGE), false);
  }

  get validationType(): string {
    const { bytes, extensions, subjectFeatures } = this.#reader;
    const [start, end] = [extensions.startOf(SLOT_POLICIES), extensions.endOf(SLOT_POLICIES)];
    const { type } = classify({
      isCa: extensions.isCa,
      policies: decodeOids(bytes, start, end, true),
      extendedKeyUsages: this.extendedKeyUsages,
      features: subjectFeatures | extensions.features,
    });
    return type;
  }

  get dnsNames(): string[] {
    return this.#alternatives.dnsNames;
  }

  get ipAddresses(): string[] {
    return this.#alternatives.ipAddresses;
  }

  get emailAddresses(): string[] {
    return this.#alternatives.emailAddresses;
  }

  get #alternatives(): SubjectAltNames {
    const { bytes, extensions } = this.#reader;
    return (this.#names ??= decodeGeneralNames(
      bytes,
      extensions.startOf(SLOT_SUBJECT_ALT_NAME),
      extensions.endOf(SLOT_SUBJECT_ALT_NAME),
    ));
  }
}

/** A list in which every certificate has an issuer of its own must not fill the memory. */
const MAX_ISSUERS = 10_000;
