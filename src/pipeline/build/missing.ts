import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import type { Ledger } from '../ledger.ts';
import type { Listed } from './listed.ts';
import type { HashColumn, RowHashes } from './row-hashes.ts';

/** What could not be obtained, and has a row of its own. */
export interface MissingRow {
  readonly precertificates: readonly Fingerprint[];
  readonly certificates: readonly Fingerprint[];
  /** As of `Listed`; -1 for none. */
  readonly record: number;
  /** Whether nothing else of its line was obtained, so that what the line says is of it. */
  readonly whole: boolean;
}

export interface Missing {
  /** For each row of its own, the first of its rows of the ledger, in the order of their hashes. */
  readonly starts: readonly number[];
  /** Hashes that stand in the row of the certificate with which they are listed. */
  readonly attached: number;
}

/** How rows of the ledger that were examined stand in the table. */
export interface Owners {
  /** The row of the tally in whose row of the table a row of the ledger stands. */
  ownerOf(ledgerRow: number): number;
  isPrecertificate(tallyRow: number): boolean;
}

/**
 * Finds a place for each hash that could not be obtained. What a table lists in one row is one
 * certificate, and stays so, as far as the certificates that could be obtained do not contradict it: a
 * final certificate that is in no log stands beside its precertificate.
 */
export function placeMissing(
  ledger: Ledger,
  listed: Listed,
  owners: Owners,
  hashes: RowHashes,
): Missing {
  const starts: number[] = [];
  let attached = 0;
  for (const { start, end } of lines(ledger, listed)) {
    const missing: number[] = [];
    const rows = new Set<number>();
    for (let row = start; row < end; row++) {
      if (ledger.outcomeOf(row) === 'examined') rows.add(owners.ownerOf(row));
      else missing.push(row);
    }
    const open = missing.filter((row) => !hashes.has(ledger.fingerprints.bytesAt(row)));
    attached += missing.length - open.length;
    if (open.length === 0) continue;
    const [owner] = rows;
    const finals = open.filter((row) => listed.column(row) === 'certificateHash').length;
    const isFree = (row: number): boolean =>
      owners.isPrecertificate(row) && hashes.of(row, 'certificateHash').length === 0;
    if (
      owner !== undefined &&
      rows.size === 1 &&
      (finals === 0 || (finals === 1 && isFree(owner)))
    ) {
      for (const row of open)
        hashes.add(owner, listed.column(row), ledger.fingerprints.bytesAt(row));
      attached += open.length;
    } else starts.push(open[0]!);
  }
  const { fingerprints } = ledger;
  starts.sort((a, b) => Buffer.compare(fingerprints.bytesAt(a), fingerprints.bytesAt(b)));
  return { starts, attached };
}

/** The row of the table that begins with a row of the ledger. */
export function missingRow(
  start: number,
  ledger: Ledger,
  listed: Listed,
  hashes: RowHashes,
): MissingRow {
  const { fingerprints } = ledger;
  const found: Record<HashColumn, Fingerprint[]> = { precertificateHash: [], certificateHash: [] };
  const end = endOfLine(start, ledger, listed);
  let whole = true;
  for (let row = start; row < end; row++) {
    whole &&= ledger.outcomeOf(row) !== 'examined';
    if (ledger.outcomeOf(row) === 'examined' || hashes.has(fingerprints.bytesAt(row))) continue;
    found[listed.column(row)].push(fingerprints.at(row));
  }
  return {
    precertificates: found.precertificateHash.sort(),
    certificates: found.certificateHash.sort(),
    record: listed.recordNumber(start),
    whole,
  };
}

/** Rows of the ledger that are listed on one line, where one of them is missing. */
function* lines(ledger: Ledger, listed: Listed): Generator<{ start: number; end: number }> {
  for (let start = 0; start < ledger.fingerprints.size;) {
    const end = endOfLine(start, ledger, listed);
    for (let row = start; row < end; row++) {
      if (ledger.outcomeOf(row) === 'examined') continue;
      yield { start, end };
      break;
    }
    start = end;
  }
}

/** What stands on one line is entered one after the other. */
function endOfLine(start: number, { fingerprints }: Ledger, listed: Listed): number {
  const record = listed.recordNumber(start);
  let end = start + 1;
  while (record >= 0 && end < fingerprints.size && listed.recordNumber(end) === record) end++;
  return end;
}
