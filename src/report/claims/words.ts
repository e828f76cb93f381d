/** Claims in words, for people. */
import type { ClaimKind, ClaimValue } from '../../incident/claim.ts';
import { formatCount } from '../sentence.ts';

/** In the order in which a person reads them. */
export const KIND_TITLES: readonly (readonly [ClaimKind, string])[] = [
  ['total', 'Certificates in total'],
  ['remaining-valid', 'Remaining valid'],
  ['revoked', 'Revoked'],
  ['not-revoked', 'Not revoked'],
  ['expired', 'Expired'],
  ['precertificates', 'Precertificates'],
  ['finals', 'Final certificates'],
  ['count-by-type', 'Certificates by type'],
  ['count-by-issuer', 'Certificates by issuer'],
  ['types', 'Validation types'],
  ['first-issued', 'First issued'],
  ['last-issued', 'Last issued'],
  ['issuer', 'Issuer'],
  ['signature-algorithm', 'Signature algorithm'],
  ['issuance-stopped', 'Issuance stopped'],
  ['heuristic-oid', 'Heuristic: policy OID'],
  ['heuristic-range', 'Heuristic: issued'],
  ['full-list-in-appendix', 'All certificates in the appendix'],
  ['noncompliance-start', 'Non-compliance start'],
  ['noncompliance-identified', 'Non-compliance identified'],
  ['noncompliance-end', 'Non-compliance end'],
];

export function kindTitle(kind: ClaimKind): string {
  return KIND_TITLES.find(([one]) => one === kind)![1];
}

/** Text of strangers in it is not escaped. */
export function valueText(value: ClaimValue): string {
  if (typeof value === 'number') return formatCount(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if ('type' in value) return `${value.type}: ${formatCount(value.count)}`;
  if ('issuer' in value) return `${value.issuer}: ${formatCount(value.count)}`;
  if ('from' in value) return `${value.from ?? 'any time'} to ${value.to ?? 'now'}`;
  return value.join(', ');
}
