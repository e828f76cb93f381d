import { type Fingerprint, fingerprintOf } from '../fingerprint/fingerprint.ts';
import { decodeIntegerHex } from '../der/integer.ts';
import { formatInstant } from '../der/time.ts';
import { type AuthorityInfoAccess, decodeAccessDescriptions } from './access-description.ts';
import { type SignatureAlgorithm, decodeSignatureAlgorithm } from './algorithm.ts';
import { CertificateReader } from './certificate-reader.ts';
import { decodeDistributionPoints } from './distribution-point.ts';
import {
  SLOT_AUTHORITY_INFO_ACCESS,
  SLOT_CRL_DISTRIBUTION_POINTS,
  SLOT_EXTENDED_KEY_USAGE,
  SLOT_POLICIES,
  SLOT_SCT_LIST,
  SLOT_SUBJECT_ALT_NAME,
} from './extension-slot.ts';
import { type OtherName, decodeGeneralNames } from './general-name.ts';
import { decodeName } from './name.ts';
import { decodeOids } from './oid-list.ts';
import type { Problem } from './problem.ts';
import { type PublicKey, decodePublicKey } from './public-key.ts';
import { type Sct, decodeScts } from './sct-list.ts';
import { classify } from './validation-type.ts';

/** What is read from one certificate (design §6). `null` is what cannot be read. */
export interface CertificateFacts {
  readonly sha256: Fingerprint;
  /** Lower-case hex of the value, without the sign octet; `-` in front of a negative one. */
  readonly serial: string | null;
  /** RFC 4514. */
  readonly issuer: string | null;
  readonly subject: string | null;
  /** ISO 8601 UTC, whole seconds. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly signatureAlgorithm: SignatureAlgorithm | null;
  readonly publicKey: PublicKey | null;
  /** It has the poison extension (RFC 6962 §3.1). */
  readonly precertificate: boolean;
  /** Its basicConstraints say cA TRUE. */
  readonly ca: boolean;
  readonly policies: string[];
  readonly extendedKeyUsages: string[];
  readonly dnsNames: string[];
  readonly ipAddresses: string[];
  readonly emailAddresses: string[];
  readonly uris: string[];
  readonly otherNames: OtherName[];
  readonly scts: Sct[];
  readonly validationType: string;
  readonly validationTypeInferred: boolean;
  readonly crlDistributionPoints: string[];
  readonly authorityInfoAccess: AuthorityInfoAccess;
  readonly problems: Problem[];
}

/** Reads the facts of one certificate. Any bytes will do: what cannot be read is a problem. */
export function readFacts(der: Uint8Array): CertificateFacts {
  const reader = new CertificateReader();
  reader.read(der);
  return decodeFacts(reader, fingerprintOf(der));
}

/** Decodes the facts of the certificate that `reader` stands on, whose SHA-256 is `sha256`. */
export function decodeFacts(reader: CertificateReader, sha256: Fingerprint): CertificateFacts {
  const { bytes, extensions } = reader;
  const slot = <T>(
    number: number,
    decode: (bytes: Uint8Array, start: number, end: number) => T,
  ): T => decode(bytes, extensions.startOf(number), extensions.endOf(number));
  const policies = slot(SLOT_POLICIES, (...place) => decodeOids(...place, true));
  const extendedKeyUsages = slot(SLOT_EXTENDED_KEY_USAGE, (...place) =>
    decodeOids(...place, false),
  );
  const names = slot(SLOT_SUBJECT_ALT_NAME, decodeGeneralNames);
  const validation = classify({
    isCa: extensions.isCa,
    policies,
    extendedKeyUsages,
    features: reader.subjectFeatures | extensions.features,
  });
  return {
    sha256,
    serial: decodeIntegerHex(bytes, reader.serialStart, reader.serialEnd) || null,
    issuer: decodeNameOrNull(bytes, reader.issuerStart, reader.issuerEnd),
    subject: decodeNameOrNull(bytes, reader.subjectStart, reader.subjectEnd),
    notBefore: formatInstant(reader.notBefore),
    notAfter: formatInstant(reader.notAfter),
    signatureAlgorithm: readableOrNull(
      decodeSignatureAlgorithm(bytes, reader.signatureAlgorithmStart, reader.signatureAlgorithmEnd),
      (algorithm) => algorithm.oid !== '',
    ),
    publicKey: readableOrNull(
      decodePublicKey(bytes, reader.publicKeyStart, reader.publicKeyEnd),
      (key) => key.algorithm !== '',
    ),
    precertificate: extensions.isPrecertificate,
    ca: extensions.isCa,
    policies,
    extendedKeyUsages,
    dnsNames: names.dnsNames,
    ipAddresses: names.ipAddresses,
    emailAddresses: names.emailAddresses,
    uris: names.uris,
    otherNames: names.otherNames,
    scts: slot(SLOT_SCT_LIST, decodeScts),
    validationType: validation.type,
    validationTypeInferred: validation.inferred,
    crlDistributionPoints: slot(SLOT_CRL_DISTRIBUTION_POINTS, decodeDistributionPoints),
    authorityInfoAccess: slot(SLOT_AUTHORITY_INFO_ACCESS, decodeAccessDescriptions),
    problems: reader.problems.list(reader.start),
  };
}

function decodeNameOrNull(bytes: Uint8Array, start: number, end: number): string | null {
  return start === end ? null : decodeName(bytes, start, end);
}

function readableOrNull<T>(value: T, isReadable: (value: T) => boolean): T | null {
  return isReadable(value) ? value : null;
}
