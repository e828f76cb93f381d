import { hash } from 'node:crypto';
import { Certificate, CertificatePolicies } from 'pkijs';
import { type Counted, Counts, POISON, POLICIES, increment } from './job.ts';

export function pkijs(certificates: readonly Uint8Array[]): Counted {
  const counts = new Counts();
  for (const der of certificates) {
    counts.fingerprints.add(hash('sha256', der, 'binary'));
    try {
      const certificate = Certificate.fromBER(der);
      increment(counts.issuers, nameOf(certificate));
      increment(counts.signatureAlgorithms, certificate.signatureAlgorithm.algorithmId);
      const { notBefore, notAfter } = certificate;
      counts.span(notBefore.value.getTime(), notAfter.value.getTime());
      for (const { extnID, parsedValue } of certificate.extensions ?? []) {
        if (extnID === POISON) counts.precertificates++;
        if (extnID !== POLICIES || !(parsedValue instanceof CertificatePolicies)) continue;
        for (const policy of parsedValue.certificatePolicies) {
          increment(counts.policies, policy.policyIdentifier);
        }
      }
      counts.read++;
    } catch {
      counts.refused++;
    }
  }
  return counts.counted();
}

function nameOf({ issuer }: Certificate): string {
  return issuer.typesAndValues
    .map(({ type, value }) => `${type}=${value.valueBlock.value}`)
    .join(',');
}
