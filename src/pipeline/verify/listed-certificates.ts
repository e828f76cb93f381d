import { pair } from '../../impact/pairing.ts';
import type { ListingView, Place } from '../../verify/check.ts';
import { ListAdder } from '../listing.ts';
import type { Run } from '../run.ts';
import { formatPlace } from './place.ts';
import type { RowChecker } from './row-checker.ts';
import type { TableRows } from './table-rows.ts';

/** Bounds what one certificate in a million rows costs when its pair is there as often. */
const MAX_ROWS_COMPARED = 100;

/** What the checks of the listing are shown, and where what they find stands. */
export interface ListedCertificates extends ListingView {
  /** All that is listed; a pair once, what was not examined included. */
  readonly total: number;
  /** Of a row of the tally. */
  readonly placeOf: (certificate: number) => Place;
}

/** Of a run that is over. */
export function listedCertificates(
  run: Run,
  rows: TableRows,
  checker: RowChecker,
): ListedCertificates {
  const { ledger } = run;
  const { tally } = run.examiner;
  const { listing, rows: certificates } = new ListAdder(ledger, tally).addUp(ledger.groups);
  const pairing = pair(tally.keys, certificates);
  const inLedger = (certificate: number): number =>
    ledger.fingerprints.rowOfRow(tally.certificates, certificate);
  const placeOf = (certificate: number): Place => placeIn(ledger, inLedger(certificate));
  return {
    tally,
    certificates,
    pairing,
    total: pairing.counted.length + listing.entries.unique - certificates.length - listing.attached,
    isCa: (certificate) => checker.isCa(inLedger(certificate)),
    shareRow: (certificate, other) => {
      const named = new Set(rowsNaming(rows, inLedger(certificate)));
      return rowsNaming(rows, inLedger(other)).some((row) => named.has(row));
    },
    besideFinal: (precertificate) =>
      rowsNaming(rows, inLedger(precertificate)).some((row) => namesFinal(run, rows, row)),
    where: (certificate) => formatPlace(placeOf(certificate)),
    placeOf,
  };
}

/** Where a fingerprint of the ledger is listed first. */
export function placeIn(ledger: Run['ledger'], fingerprint: number): Place {
  const { file, sheet, line } = ledger.placeOf(fingerprint);
  return { file, sheet: sheet ?? null, line: line === 0 ? null : line };
}

function namesFinal({ ledger, examiner }: Run, rows: TableRows, row: number): boolean {
  if (rows.namesMore(row)) return true;
  const { certificates, keys } = examiner.tally;
  const { start, end } = rows.entriesIn(row);
  for (let entry = start; entry < end; entry++) {
    const certificate = certificates.rowOfRow(ledger.fingerprints, rows.fingerprintOf(entry));
    // one that could not be obtained may be it
    if (certificate < 0 || !keys.isPrecertificate(certificate)) return true;
  }
  return false;
}

function rowsNaming(rows: TableRows, fingerprint: number): number[] {
  const named: number[] = [];
  for (const entry of rows.entriesOf(fingerprint)) {
    if (named.push(rows.rowOf(entry)) === MAX_ROWS_COMPARED) break;
  }
  return named;
}
