import { isRevokedBefore, whyAbsenceProvesNothing } from './absence.ts';
import type { CrlEvidence, CrlReference, Evidence } from './evidence.ts';
import type { CrlEntry } from './look-up.ts';
import { CERTIFICATE_HOLD, NO_REASON, REMOVE_FROM_CRL, isPassing, reasonName } from './reason.ts';
import {
  type Revocation,
  type RevocationStatus,
  UNKNOWN_REASONS,
  type UnknownReason,
} from './revocation-status.ts';
import type { RevocationSubject } from './revocation-subject.ts';
import { type ScopeMiss, isFromElsewhere, scopeOf } from './scope.ts';
import { isShortLived } from './short-lived.ts';

/** Seconds since 1970. */
interface Times {
  readonly asOf: number;
  readonly now: number;
}

/** What one CRL says of a certificate. */
type Verdict =
  | { readonly kind: 'revoked'; readonly evidence: CrlEvidence; readonly entry: CrlEntry }
  | { readonly kind: 'absent'; readonly evidence: CrlEvidence }
  | {
      readonly kind: 'nothing';
      readonly why: UnknownReason;
      readonly evidence: Evidence;
      readonly miss?: ScopeMiss;
      readonly entry?: CrlEntry;
      /** What lists it proves nothing of it (a delta, another part of the list); removeFromCRL does not list. */
      readonly doubt?: CrlEntry;
    };

type RevokedVerdict = Extract<Verdict, { kind: 'revoked' }>;

/**
 * A certificate's status as of a time, from all evidence at hand.
 *
 * - What a verified CRL in whose scope the certificate is lists is revoked, also when the CRL is stale,
 *   and also when a newer one does not list it any more: revocation is final (RFC 5280 §5.3.1).
 * - As-of may lie before a CRL was made. An entry whose revocationDate and CRL are both later does not
 *   count at as-of: not revoked then, revoked later. A revocationDate later than the CRL itself counts
 *   from the CRL on. What a later CRL does not list was not revoked before, unless it had expired
 *   meanwhile, as entries of expired certificates may leave (§3.3).
 * - A certificate on hold is unknown, not revoked: the hold may end. The newest CRL decides.
 * - Evidence is never outvoted: one CRL that is fresh and in scope is enough to be revoked; and not to be,
 *   unless one of the same issuer that is verified, and proves nothing by itself (a delta, another part or
 *   kind of the list, an unknown critical extension), lists the certificate: then nobody knows.
 * - A CRL of the clock's future says nothing yet, but for what it lists as revoked before as-of.
 *
 * @param evidence of any issuers, in any order; what `EvidenceIndex` picks out will do
 * @param asOf seconds since 1970
 * @param now what the clock says, in the same; as-of may lie before it, and CRLs in between
 */
export function statusOf(
  subject: RevocationSubject,
  evidence: readonly Evidence[],
  asOf: number,
  now: number,
): RevocationStatus {
  const verdicts = evidence.flatMap((one) => judge(subject, one, { asOf, now }) ?? []);
  const expired = subject.notAfter < asOf;
  const newest = newestOf(verdicts);
  const revoked = pickRevoked(verdicts, asOf);
  if (revoked !== undefined && isInForce(revoked, asOf)) {
    const revocation = toRevocation(revoked.evidence.crl, revoked.entry);
    const absentFrom =
      newest?.kind === 'absent' && newest.evidence.thisUpdate > revoked.evidence.thisUpdate
        ? newest.evidence.crl
        : null;
    return { status: 'revoked', revocation, expired, absentFrom };
  }
  if (expired) return { status: 'expired' };
  if (revoked !== undefined) {
    const { crl } = revoked.evidence;
    return { status: 'notRevoked', crl, revokedLater: toRevocation(crl, revoked.entry) };
  }
  const doubt = doubtOf(verdicts, newest, asOf);
  if (newest?.kind === 'absent' && doubt !== undefined) return unknown(subject, doubt, true);
  if (newest?.kind === 'absent') {
    return { status: 'notRevoked', crl: newest.evidence.crl, revokedLater: null };
  }
  if (newest === undefined && isShortLived(subject)) {
    return { status: 'shortLived' };
  }
  const isListed = verdicts.some(
    (verdict) => verdict.kind === 'nothing' && verdict.doubt !== undefined,
  );
  return unknown(subject, newest ?? closestOf(verdicts), isListed);
}

/** Undefined where the evidence has nothing to do with the certificate. */
function judge(subject: RevocationSubject, evidence: Evidence, times: Times): Verdict | undefined {
  const { point } = evidence;
  const isFromItsPoint =
    point !== null && subject.distributionPoints.some(({ names }) => names.includes(point));
  if (evidence.kind !== 'crl') {
    return isFromItsPoint ? { kind: 'nothing', why: evidence.kind, evidence } : undefined;
  }
  if (evidence.issuer !== subject.issuer && !isFromItsPoint) return undefined;
  return judgeCrl(subject, evidence, times);
}

function judgeCrl(subject: RevocationSubject, evidence: CrlEvidence, times: Times): Verdict {
  const { matches, signature } = evidence;
  const found = matches?.entryOf(subject.serial);
  const doubt = found?.reasonCode === REMOVE_FROM_CRL ? undefined : found;
  const nothing = (why: UnknownReason, miss?: ScopeMiss): Verdict => ({
    ...{ kind: 'nothing', why, evidence },
    ...(miss !== undefined && { miss }),
    ...(doubt !== undefined && { doubt }),
  });
  const scope = scopeOf(subject, evidence);
  if (scope === 'issuer') return { kind: 'nothing', why: 'not-in-scope', evidence, miss: scope };
  if (signature.state !== 'verified' || matches === null) {
    return nothing(WHY_NOT_VERIFIED[signature.state]);
  }
  if (subject.authorityKeyId === null) return nothing('no-key-identifier');
  if (evidence.hasUnknownCritical) return nothing('critical-extension');
  if (!evidence.soundExtensions) return nothing('damaged');
  if (evidence.isDelta) return nothing('delta');
  if (scope === 'indirect') return nothing('indirect');
  if (scope === 'attribute-certificates-only') {
    // serial numbers of something else
    return { kind: 'nothing', why: 'not-in-scope', evidence, miss: scope };
  }
  if (scope !== 'whole' && scope !== 'some-reasons' && scope !== 'of-another-issuer') {
    return nothing('not-in-scope', scope);
  }
  if (!matches.wasSought(subject.serial)) {
    return nothing(subject.serial < 0 ? 'no-serial' : 'no-evidence');
  }
  const entry = found;
  if (evidence.thisUpdate > times.now && !isRevokedBefore(entry, times.asOf)) {
    return nothing('not-yet-valid');
  }
  if (entry !== undefined) {
    const why = WHY_NOT_REVOKED.get(entry.reasonCode);
    if (why !== undefined) return { kind: 'nothing', why, evidence, entry };
    return { kind: 'revoked', evidence, entry };
  }
  const why = whyAbsenceProvesNothing(subject, evidence, times.asOf);
  if (why !== undefined) return nothing(why);
  if (isFromElsewhere(subject, evidence)) {
    return { kind: 'nothing', why: 'not-in-scope', evidence, miss: 'distribution-point' };
  }
  if (scope === 'whole') return { kind: 'absent', evidence };
  return nothing(scope === 'some-reasons' ? 'some-reasons' : 'indirect');
}

/** What a CRL whose signature is in such a state leaves open. */
export const WHY_NOT_VERIFIED = {
  verified: 'bad-signature',
  wrong: 'bad-signature',
  unsupported: 'unsupported-signature',
  'no-issuer': 'no-issuer',
  'no-crl-sign': 'no-crl-sign',
  'not-a-ca': 'not-a-ca',
} as const satisfies Record<CrlEvidence['signature']['state'], UnknownReason>;

const WHY_NOT_REVOKED: ReadonlyMap<number, UnknownReason> = new Map([
  [CERTIFICATE_HOLD, 'certificate-hold'],
  [REMOVE_FROM_CRL, 'remove-from-crl'],
]);

/** The newest CRL that has it on hold, removed, or not at all. */
function newestOf(verdicts: readonly Verdict[]): Exclude<Verdict, RevokedVerdict> | undefined {
  return verdicts
    .filter((verdict) => verdict.kind !== 'revoked')
    .filter((verdict) => verdict.kind === 'absent' || verdict.entry !== undefined)
    .sort((a, b) => thisUpdateOf(b) - thisUpdateOf(a) || rank(a) - rank(b))[0];
}

/** What lists the certificate as of a time and proves nothing by itself; a hold only if it is as new as what does not. */
function doubtOf(
  verdicts: readonly Verdict[],
  absent: Verdict | undefined,
  asOf: number,
): Verdict | undefined {
  if (absent === undefined) return undefined;
  const doubts = verdicts.filter((verdict) => {
    if (verdict.kind !== 'nothing' || verdict.doubt === undefined) return false;
    const { revocationDate } = verdict.doubt;
    const thisUpdate = thisUpdateOf(verdict);
    if (thisUpdate < thisUpdateOf(absent) && isPassing(verdict.doubt.reasonCode)) return false;
    return revocationDate === null || revocationDate <= asOf || thisUpdate <= asOf;
  });
  return closestOf(doubts);
}

/** One in force, if there is one; of these the newest, whose date and reason are the CA's last word. */
function pickRevoked(verdicts: readonly Verdict[], asOf: number): RevokedVerdict | undefined {
  return verdicts
    .filter((verdict) => verdict.kind === 'revoked')
    .sort(
      (a, b) =>
        Number(isInForce(b, asOf)) - Number(isInForce(a, asOf)) ||
        thisUpdateOf(b) - thisUpdateOf(a),
    )[0];
}

function isInForce({ entry, evidence }: RevokedVerdict, asOf: number): boolean {
  return entry.revocationDate === null || entry.revocationDate <= asOf
    ? true
    : !(evidence.thisUpdate > asOf);
}

function closestOf(verdicts: readonly Verdict[]): Verdict | undefined {
  return verdicts.toSorted((a, b) => rank(a) - rank(b))[0];
}

/** What is no answer, with the closest to one first; an answer is behind a hold of the same time. */
function rank(verdict: Verdict): number {
  return verdict.kind === 'nothing' ? UNKNOWN_REASONS.indexOf(verdict.why) : UNKNOWN_REASONS.length;
}

function thisUpdateOf({ evidence }: Verdict): number {
  return evidence.kind === 'crl' && !Number.isNaN(evidence.thisUpdate)
    ? evidence.thisUpdate
    : -Infinity;
}

function unknown(
  subject: RevocationSubject,
  verdict: Verdict | undefined,
  isListed: boolean,
): RevocationStatus {
  if (verdict?.kind !== 'nothing') {
    const why = subject.serial < 0 ? 'no-serial' : 'no-evidence';
    return { status: 'unknown', why, crl: null, miss: null, entry: null };
  }
  const { why, miss = null, entry } = verdict;
  const { crl } = verdict.evidence;
  const revocation = entry === undefined ? null : toRevocation(crl, entry);
  const listed = isListed && { listed: true };
  return { status: 'unknown', why, crl, miss, entry: revocation, ...listed };
}

function toRevocation(crl: CrlReference, entry: CrlEntry): Revocation {
  const { revocationDate: date, reasonCode, invalidityDate } = entry;
  return {
    date,
    reason: reasonName(reasonCode),
    reasonCode: reasonCode === NO_REASON ? null : reasonCode,
    invalidityDate,
    crl,
  };
}
