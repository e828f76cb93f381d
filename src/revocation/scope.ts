import type { DistributionPoint } from './distribution-point.ts';
import { URI_NAME, directoryName } from './distribution-point.ts';
import type { CrlEvidence } from './evidence.ts';
import type { RevocationSubject } from './revocation-subject.ts';

/** Why a CRL of the right issuer is not about a certificate. */
export type ScopeMiss =
  /** The CRL is of another CA than the certificate. */
  | 'issuer'
  /** The CRL is signed with another key than the certificate: a CA of this name with a new key. */
  | 'key'
  /** None of the certificate's distribution points has a name of the CRL's. */
  | 'distribution-point'
  | 'user-certificates-only'
  | 'ca-certificates-only'
  | 'attribute-certificates-only';

/**
 * - `whole`: the CRL lists the certificate if it is revoked;
 * - `some-reasons`: if it is revoked for some reasons;
 * - `of-another-issuer`: perhaps, as the certificate says that another issuer signs its CRLs;
 * - `indirect`: its entries may be of other issuers, which is not followed here.
 */
export type Scope = 'whole' | 'some-reasons' | 'of-another-issuer' | 'indirect' | ScopeMiss;

/**
 * Whether a certificate is in a CRL's scope (RFC 5280 §6.3.3 (b), (d)).
 *
 * Deviation: a CRL that was signed with another key than the certificate is out of scope, where both
 * name their keys. RFC 5280 goes by the name alone, but CAs that renew their key publish a list for each
 * (AD CS does), and a certificate's absence from the wrong one proves nothing.
 */
export function scopeOf(subject: RevocationSubject, crl: CrlEvidence): Scope {
  const { scope } = crl;
  if (scope?.indirect === true || crl.matches?.hasCertificateIssuer === true) return 'indirect';
  if (subject.issuer !== crl.issuer) return 'issuer';
  if (!isSameKey(subject, crl)) return 'key';
  if (scope === null) return scopeOfPoint(subject, crl);
  if (scope.onlyAttributeCertificates) return 'attribute-certificates-only';
  if (scope.onlyUserCertificates && subject.ca) return 'user-certificates-only';
  if (scope.onlyCaCertificates && !subject.ca) return 'ca-certificates-only';
  const reasons = scope.onlySomeReasons ? 'some-reasons' : 'whole';
  if (scope.names === null) return scope.onlySomeReasons ? reasons : scopeOfPoint(subject, crl);
  const points = subject.distributionPoints.filter(({ names }) =>
    names.some((name) => scope.names!.has(name)),
  );
  const point = preferred(points);
  if (point !== undefined) {
    if (point.hasCrlIssuer) return 'indirect';
    return point.hasReasons ? 'some-reasons' : reasons;
  }
  // §6.3.3 at its end: a distribution point of the certificate issuer's own name
  return scope.names.has(directoryName(subject.issuer)) ? reasons : 'distribution-point';
}

/**
 * What the certificate says of a CRL that does not say which part of the list it is.
 *
 * Deviation: RFC 5280 §6.3.3 at its end takes such a CRL for the whole list, whatever distribution points
 * the certificate has. One that was had from a point for some reasons, or of another issuer's CRL (§4.2.1.13),
 * is what that point promises; so is a file where all points are such.
 */
function scopeOfPoint({ distributionPoints }: RevocationSubject, { point }: CrlEvidence): Scope {
  const from =
    point === null ? [] : distributionPoints.filter(({ names }) => names.includes(point));
  const own = preferred(from.length > 0 ? from : distributionPoints);
  if (own?.hasCrlIssuer === true) return 'of-another-issuer';
  return own?.hasReasons === true ? 'some-reasons' : 'whole';
}

/**
 * Whether a CRL that does not say which part of the list it is came from a URL that is none of the
 * certificate's.
 *
 * Deviation: RFC 5280 §6.3.3 takes it for the whole list. CAs have published parts without the issuing
 * distribution point that §5.2.5 demands, and absence from another part proves nothing.
 */
export function isFromElsewhere(
  { distributionPoints }: RevocationSubject,
  { point, scope }: CrlEvidence,
): boolean {
  if (point === null || (scope !== null && scope.names !== null)) return false;
  const names = distributionPoints.flatMap((one) => one.names);
  return names.some((name) => name.startsWith(URI_NAME)) && !names.includes(point);
}

function preferred(points: readonly DistributionPoint[]): DistributionPoint | undefined {
  return points.toSorted((a, b) => restrictions(a) - restrictions(b))[0];
}

function restrictions({ hasReasons, hasCrlIssuer }: DistributionPoint): number {
  return Number(hasReasons) + 2 * Number(hasCrlIssuer);
}

/** A certificate that names no key is judged before (`no-key-identifier`). */
function isSameKey({ authorityKeyId }: RevocationSubject, crl: CrlEvidence): boolean {
  if (authorityKeyId === null || crl.signature.state !== 'verified') return true;
  const { keyIds } = crl.signature.issuer;
  return keyIds.size > 0 ? keyIds.has(authorityKeyId) : crl.authorityKeyId === authorityKeyId;
}
