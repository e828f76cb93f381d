import { crtShLink } from '../../appendix/write/links.ts';
import type { CertificateFacts } from '../../x509/facts.ts';

/** A column that `--columns` puts to the right of the guidelines' own. */
export interface ExtraColumn {
  readonly name: string;
  /** Several values have a comma between them, as dNSNames do. */
  readonly cell: (facts: CertificateFacts) => string;
}

/** All there are, named as in `facts`. */
export const EXTRA_COLUMNS: readonly ExtraColumn[] = [
  { name: 'validationType', cell: ({ validationType }) => validationType },
  { name: 'signatureAlgorithm', cell: ({ signatureAlgorithm: a }) => a?.name ?? a?.oid ?? '' },
  { name: 'publicKey', cell: ({ publicKey }) => wordKey(publicKey) },
  { name: 'policies', cell: ({ policies }) => policies.join(',') },
  { name: 'extendedKeyUsages', cell: ({ extendedKeyUsages }) => extendedKeyUsages.join(',') },
  { name: 'ipAddresses', cell: ({ ipAddresses }) => ipAddresses.join(',') },
  { name: 'emailAddresses', cell: ({ emailAddresses }) => emailAddresses.join(',') },
  { name: 'uris', cell: ({ uris }) => uris.join(',') },
  { name: 'crlDistributionPoints', cell: ({ crlDistributionPoints: p }) => p.join(',') },
  { name: 'crtShLink', cell: ({ sha256 }) => crtShLink(sha256) },
];

function wordKey(key: CertificateFacts['publicKey']): string {
  if (key === null) return '';
  const size = key.curve ?? key.bits?.toString();
  return size === undefined ? key.algorithm : `${key.algorithm} ${size}`;
}
