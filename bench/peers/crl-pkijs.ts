import { fromBER } from 'asn1js';
import { Certificate, CertificateRevocationList } from 'pkijs';
import type { CrlJob } from './run-crl.ts';

/** asn1js stops at 10,000 elements unless it is told otherwise. */
const NO_LIMITS = { maxNodes: Infinity, maxContentLength: Infinity };

export function pkijs(issuer: Buffer, serials: readonly string[]): CrlJob {
  const wanted = new Set(serials);
  const issuerCertificate = Certificate.fromBER(issuer);
  return async (crl) => {
    const list = new CertificateRevocationList({ schema: fromBER(crl, NO_LIMITS).result });
    if (!(await list.verify({ issuerCertificate }))) throw new Error('not verified');
    let found = 0;
    for (const { userCertificate } of list.revokedCertificates ?? []) {
      const serial = Buffer.from(userCertificate.valueBlock.valueHexView).toString('hex');
      if (wanted.has(serial)) found++;
    }
    return found;
  };
}
