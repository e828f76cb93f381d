import { type Fingerprint, formatFingerprint } from '../fingerprint/fingerprint.ts';
import { escapeSerializedJson } from '../report/escape.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { type CertificateFacts, decodeFacts } from '../x509/facts.ts';
import type { Visit } from './examination.ts';

/** A visitor for `run` that is given the facts of each certificate. */
export function visitFacts(each: (facts: CertificateFacts) => void | Promise<void>): Visit {
  return (reader, sha256) => each(decodeFacts(reader, formatFingerprint(sha256)));
}

/** The facts of the certificate that `reader` stands on, as one line of JSON, its end included. */
export function factsLine(reader: CertificateReader, sha256: Uint8Array): string {
  const facts = decodeFacts(reader, formatFingerprint(sha256));
  return `${escapeSerializedJson(JSON.stringify(facts))}\n`;
}

/** As `factsLine`, with the fingerprint of the listed certificate that it is the sibling of. */
export function siblingLine(
  reader: CertificateReader,
  sha256: Uint8Array,
  siblingOf: Fingerprint,
): string {
  const facts = { ...decodeFacts(reader, formatFingerprint(sha256)), siblingOf };
  return `${escapeSerializedJson(JSON.stringify(facts))}\n`;
}
