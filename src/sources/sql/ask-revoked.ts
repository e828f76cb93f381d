/** In which order crt.sh is asked what it has read on CRLs. */
import {
  type CrlRevokedSink,
  type CrtShCrl,
  type CrtShStatus,
  type IssuerAndSerial,
  type RevokedWanted,
  crlsOfCas,
  isAskable,
  revokedByFingerprint,
  revokedBySerial,
} from './crl-revoked.ts';
import type { Question } from './look-up.ts';

/**
 * By fingerprint first; what crt.sh does not have, by issuer and serial number where these are known (a
 * certificate that was never logged may be on a CRL all the same); then the CRLs of the CAs that were met.
 */
export async function askRevoked(
  wanted: RevokedWanted,
  sink: CrlRevokedSink,
  ask: (question: Question) => Promise<void>,
): Promise<ReadonlyMap<number, readonly CrtShCrl[]>> {
  const caIds = new Set<number>();
  const noting: CrlRevokedSink = {
    found(row, status: CrtShStatus) {
      for (const id of status.caIds) caIds.add(id);
      sink.found(row, status);
    },
    notFound: (row) => {
      sink.notFound(row);
    },
    unavailable: (row, reason) => {
      sink.unavailable(row, reason);
    },
  };
  const others = new Map<number, IssuerAndSerial>();
  const missed = (row: number): void => {
    const other = wanted.issuerAndSerial?.(row);
    if (other !== undefined && isAskable(other)) others.set(row, other);
    else sink.notFound(row);
  };
  await ask(revokedByFingerprint(wanted, noting, missed));
  const rows = Uint32Array.from(others.keys());
  if (rows.length > 0) await ask(revokedBySerial(rows, (row) => others.get(row)!, noting));
  const crls = new Map<number, CrtShCrl[]>();
  if (caIds.size > 0) await ask(crlsOfCas([...caIds], crls));
  return crls;
}
