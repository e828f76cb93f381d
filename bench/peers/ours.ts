import { Hasher } from '../../src/fingerprint/hasher.ts';
import { Tally } from '../../src/impact/tally.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import type { Counted } from './job.ts';

/** More than the job: SCTs, keys, usages, validation types, pairing and problems are in the tally too. */
export function ours(certificates: readonly Uint8Array[]): Counted {
  const hasher = new Hasher();
  const reader = new CertificateReader();
  const tally = new Tally();
  let refused = 0;
  let precertificates = 0;
  for (const der of certificates) {
    const digest = hasher.hash(der);
    reader.read(der);
    if (reader.readable) tally.add(reader, digest);
    else refused++;
    if (reader.extensions.isPrecertificate) precertificates++;
  }
  return { read: tally.size, refused, issuers: tally.dictionaries.issuer.size, precertificates };
}
