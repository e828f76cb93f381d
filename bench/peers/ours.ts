import { FINGERPRINT_BYTES } from '../../src/fingerprint/fingerprint.ts';
import { Hasher } from '../../src/fingerprint/hasher.ts';
import { Tally } from '../../src/impact/tally.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import type { Counted } from './job.ts';

/** As many as a scan hands on at once: first all are hashed, then all are read (`sources/prove.ts`). */
const BATCH = 256;

/** More than the job: SCTs, keys, usages, validation types, pairing and problems are in the tally too. */
export function ours(certificates: readonly Uint8Array[]): Counted {
  const hasher = new Hasher();
  const reader = new CertificateReader();
  const tally = new Tally();
  let refused = 0;
  let precertificates = 0;
  for (let start = 0; start < certificates.length; start += BATCH) {
    const end = Math.min(start + BATCH, certificates.length);
    const digests = new Uint8Array((end - start) * FINGERPRINT_BYTES);
    for (let i = start; i < end; i++) {
      hasher.hashInto(digests, (i - start) * FINGERPRINT_BYTES, certificates[i]!);
    }
    for (let i = start; i < end; i++) {
      reader.read(certificates[i]!);
      if (reader.readable) tally.add(reader, digests, (i - start) * FINGERPRINT_BYTES);
      else refused++;
      if (reader.extensions.isPrecertificate) precertificates++;
    }
  }
  return { read: tally.size, refused, issuers: tally.dictionaries.issuer.size, precertificates };
}
