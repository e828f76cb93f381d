import { decodeCrlFile } from '../../revocation/crl-file.ts';
import type { CrlIssuers } from '../../revocation/crl-issuer.ts';
import { type CrlSource, type Evidence, examineCrl } from '../../revocation/evidence.ts';
import type { SerialSet } from '../../revocation/serial-set.ts';

/** What every CRL is held against. */
export interface CrlTerms {
  readonly issuers: CrlIssuers;
  readonly serials: SerialSet;
}

/** Every CRL of a file or a URL's content, read, verified, and looked through. */
export function examineCrlFile(
  file: Uint8Array,
  { kind, name }: CrlSource,
  { issuers, serials }: CrlTerms,
): Evidence[] {
  const evidence: Evidence[] = [];
  for (const { der, line } of decodeCrlFile(file)) {
    // several under one URL are all from there
    const place = kind === 'file' && line !== null ? `${name}:${line}` : name;
    evidence.push(examineCrl(der, { kind, name: place }, issuers, serials));
  }
  return evidence;
}
