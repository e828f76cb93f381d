import 'reflect-metadata';
import { hash } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { type Counted, Counts, POISON, POLICIES, increment } from './job.ts';

export function peculiar(certificates: readonly Uint8Array[]): Counted {
  const counts = new Counts();
  for (const der of certificates) {
    counts.fingerprints.add(hash('sha256', der, 'binary'));
    try {
      const certificate = new x509.X509Certificate(der);
      increment(counts.issuers, certificate.issuer);
      increment(counts.signatureAlgorithms, JSON.stringify(certificate.signatureAlgorithm));
      counts.span(certificate.notBefore.getTime(), certificate.notAfter.getTime());
      const policies = certificate.getExtension<x509.CertificatePolicyExtension>(POLICIES);
      for (const policy of policies?.policies ?? []) increment(counts.policies, policy);
      if (certificate.getExtension(POISON) !== null) counts.precertificates++;
      counts.read++;
    } catch {
      counts.refused++;
    }
  }
  return counts.counted();
}
