import type { CrlReference } from './evidence.ts';
import { CERTIFICATE_HOLD, isPassing, reasonName } from './reason.ts';
import type { Revocation, RevocationStatus } from './revocation-status.ts';
import type { RevocationSubject } from './revocation-subject.ts';

/** What somebody says of a certificate who is no CRL: the CA's own list, or crt.sh, which has read CRLs. */
export interface Statement {
  /** `null` for perhaps: it is not clear when, or whether this certificate is meant. */
  readonly revoked: boolean | null;
  /** Seconds since 1970; `null` when it is not said. */
  readonly date: number | null;
  /** As in `Revocation`. */
  readonly dayOnly?: boolean;
  /** RFC 5280 §5.3.1; `null` when it is not said. */
  readonly reasonCode: number | null;
  /** Who says so: `statedReference`. */
  readonly by: CrlReference;
}

/**
 * The status of a certificate when statements are heard beside `status`, which is what CRLs say.
 *
 * - What a CRL proves stands. Only a revocation of later than the CRL is believed beside one that does not
 *   list the certificate; an earlier one contradicts it, and nobody knows.
 * - Statements are not proved: `by` tells whose word the status is.
 * - What is said to be on hold is unknown, as on a CRL. What perhaps is revoked is not "not revoked".
 *
 * @param asOf seconds since 1970
 */
export function withStatements(
  status: RevocationStatus,
  statements: readonly Statement[],
  subject: RevocationSubject,
  asOf: number,
): RevocationStatus {
  if (status.status === 'revoked' || statements.length === 0) return status;
  const revoked = statements.find((each) => each.revoked === true && !isPassing(each.reasonCode));
  if (revoked === undefined) return withoutRevocation(status, statements);
  const revocation = toRevocation(revoked);
  if (revoked.date !== null && revoked.date > asOf) {
    return isOpen(status)
      ? { status: 'notRevoked', crl: revoked.by, revokedLater: revocation }
      : status;
  }
  if (status.status === 'notRevoked') {
    if (status.revokedLater !== null) return status;
    const { thisUpdate } = status.crl;
    const isLater =
      revoked.date !== null && thisUpdate !== null && revoked.date > Date.parse(thisUpdate) / 1000;
    if (!isLater) {
      const { crl } = status;
      return { status: 'unknown', why: 'contradicted', crl, miss: null, entry: revocation };
    }
  }
  return { status: 'revoked', revocation, expired: subject.notAfter < asOf, absentFrom: null };
}

function withoutRevocation(
  status: RevocationStatus,
  statements: readonly Statement[],
): RevocationStatus {
  const perhaps = statements.find(({ revoked }) => revoked === null);
  if (perhaps !== undefined && isWithoutRevocation(status)) {
    const entry = toRevocation(perhaps);
    return { status: 'unknown', why: 'contradicted', crl: status.crl, miss: null, entry };
  }
  if (!isOpen(status)) return status;
  const passing = statements.find(
    ({ revoked, reasonCode }) => revoked === true && isPassing(reasonCode),
  );
  if (passing !== undefined) {
    const why = passing.reasonCode === CERTIFICATE_HOLD ? 'certificate-hold' : 'remove-from-crl';
    const entry = toRevocation(passing);
    return { status: 'unknown', why, crl: passing.by, miss: null, entry };
  }
  const clear = statements.find(({ revoked }) => revoked === false);
  if (clear === undefined || perhaps !== undefined) return status;
  return { status: 'notRevoked', crl: clear.by, revokedLater: null };
}

function isWithoutRevocation(
  status: RevocationStatus,
): status is Extract<RevocationStatus, { status: 'notRevoked' }> {
  return status.status === 'notRevoked' && status.revokedLater === null;
}

/** No CRL has anything to say of it, not even that it is on hold, or listed where that proves nothing. */
function isOpen(status: RevocationStatus): boolean {
  if (status.status === 'shortLived') return true;
  return status.status === 'unknown' && status.entry === null && status.listed !== true;
}

function toRevocation({ date, dayOnly = false, reasonCode, by }: Statement): Revocation {
  const reason = reasonCode === null ? null : reasonName(reasonCode);
  const day = dayOnly && { dayOnly };
  return { date, ...day, reason, reasonCode, invalidityDate: null, crl: by };
}
