import { formatFingerprint } from '../fingerprint/fingerprint.ts';
import { type CertificateFacts, decodeFacts } from '../x509/facts.ts';
import type { Visit } from './examiner.ts';

/** A visitor for `run` that is given the facts of each certificate. */
export function visitFacts(each: (facts: CertificateFacts) => void | Promise<void>): Visit {
  return (reader, sha256) => each(decodeFacts(reader, formatFingerprint(sha256)));
}
