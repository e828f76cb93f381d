import type { CrlEvidence, Evidence } from '../../revocation/evidence.ts';
import type { RevocationSubject } from '../../revocation/revocation-subject.ts';
import { scopeOf } from '../../revocation/scope.ts';

/**
 * Whether what a URL has now may take the place of what is kept of it. A server, a cache, or somebody in
 * between that plays back an older list would make revoked certificates "not revoked": a verified CRL is
 * replaced by a verified one of the same certificates only, that is no older (thisUpdate, then cRLNumber), no
 * delta, not of the future, and not stale while the kept one holds.
 *
 * @param subjects of the certificates that name the URL, one of each kind
 * @param now seconds since 1970
 */
export function mayReplace(
  fresh: readonly Evidence[],
  kept: readonly Evidence[],
  subjects: readonly RevocationSubject[],
  now: number,
): boolean {
  const before = newestOf(kept, subjects, now);
  if (before === undefined) return true;
  const after = newestOf(fresh, subjects, now);
  if (after === undefined || compare(after, before) < 0) return false;
  return isCurrent(after, now) || !isCurrent(before, now);
}

function newestOf(
  evidence: readonly Evidence[],
  subjects: readonly RevocationSubject[],
  now: number,
): CrlEvidence | undefined {
  return evidence
    .filter((one) => one.kind === 'crl')
    .filter((crl) => isSound(crl) && crl.thisUpdate <= now)
    .filter((crl) => subjects.some((subject) => IN_SCOPE.has(scopeOf(subject, crl))))
    .sort((a, b) => compare(b, a))[0];
}

const IN_SCOPE: ReadonlySet<string> = new Set(['whole', 'some-reasons', 'of-another-issuer']);

function isSound(crl: CrlEvidence): boolean {
  const { complete, hasUnknownCritical, isDelta, matches, soundExtensions } = crl;
  if (crl.signature.state !== 'verified' || isDelta || hasUnknownCritical) return false;
  return complete && soundExtensions && matches?.unreadableEntries === 0;
}

/** Negative where `a` is older. */
function compare(a: CrlEvidence, b: CrlEvidence): number {
  if (a.thisUpdate !== b.thisUpdate) return a.thisUpdate - b.thisUpdate;
  const [one, other] = [a.crl.number, b.crl.number];
  if (one === null || other === null || one === other) return 0;
  return BigInt(one) < BigInt(other) ? -1 : 1;
}

function isCurrent({ nextUpdate }: CrlEvidence, now: number): boolean {
  return now <= nextUpdate;
}
