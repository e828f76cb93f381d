import type { EvidenceView } from '../../verify/check.ts';
import { EVIDENCE_CHECKS } from '../../verify/checks.ts';
import type { FindingLog } from '../../verify/finding-log.ts';
import type { Run } from '../run.ts';
import type { TableRows } from './table-rows.ts';

/** Holds the revocation cells of a row against the evidence, where that was asked for. */
export function checkEvidence(run: Run, rows: TableRows, row: number, log: FindingLog): void {
  const { revocation } = run;
  if (revocation === undefined || !rows.tableOf(row).standard) return;
  const certificate = certificateOf(run, rows, row);
  const status = revocation.statuses.at(certificate);
  if (status === undefined || !isTelling(status)) return;
  const { serverAuth, ca } = revocation.subjects.at(certificate);
  const view: EvidenceView = { row: rows.read(row).row, status, tls: serverAuth && !ca };
  for (const check of EVIDENCE_CHECKS) {
    check.check(view, (kind, detail) => {
      log.add(kind, rows.placeOf(row), detail);
    });
  }
}

/** Of most rows of an unknown status nothing can be said: their cells are not read again. */
function isTelling({ status, hasRevocation }: EvidenceView['status']): boolean {
  return status === 'revoked' || status === 'notRevoked' || hasRevocation;
}

/** The final certificate that a row names, or its precertificate; -1 for none that was examined. */
function certificateOf({ ledger, examiner }: Run, rows: TableRows, row: number): number {
  const { certificates, keys } = examiner.tally;
  const { start, end } = rows.entriesIn(row);
  let found = -1;
  for (let entry = start; entry < end; entry++) {
    const certificate = certificates.rowOfRow(ledger.fingerprints, rows.fingerprintOf(entry));
    if (certificate < 0) continue;
    if (!keys.isPrecertificate(certificate)) return certificate;
    found = certificate;
  }
  return found;
}
