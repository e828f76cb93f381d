import { X509Certificate, hash } from 'node:crypto';
import { type Counted, Counts, increment } from './job.ts';

/**
 * node:crypto (OpenSSL). It has neither signature algorithm nor policies nor poison in Node 20, so it
 * does less than the job; its own `fingerprint256` is slower than `hash`.
 */
export function nodeCrypto(certificates: readonly Uint8Array[]): Counted {
  const counts = new Counts();
  for (const der of certificates) {
    counts.fingerprints.add(hash('sha256', der, 'binary'));
    try {
      const certificate = new X509Certificate(der);
      increment(counts.issuers, certificate.issuer);
      counts.span(Date.parse(certificate.validFrom), Date.parse(certificate.validTo));
      counts.read++;
    } catch {
      counts.refused++;
    }
  }
  return counts.counted();
}
