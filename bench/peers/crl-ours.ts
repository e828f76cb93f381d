import { CrlIssuers } from '../../src/revocation/crl-issuer.ts';
import { examineCrl } from '../../src/revocation/evidence.ts';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import type { CrlJob } from './run-crl.ts';

export function ours(issuer: Buffer, serials: readonly string[]): CrlJob {
  const wanted = new SerialSet();
  for (const serial of serials) wanted.add(Buffer.from(serial, 'hex'));
  const issuers = new CrlIssuers();
  issuers.add(issuer);
  return (crl) => {
    const evidence = examineCrl(crl, { kind: 'file', name: 'large.crl' }, issuers, wanted);
    if (evidence.kind !== 'crl' || evidence.matches === null) throw new Error('not verified');
    return evidence.matches.size;
  };
}
