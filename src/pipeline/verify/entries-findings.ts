import type { EntriesView, RowEntry } from '../../verify/check.ts';
import { ENTRIES_CHECKS } from '../../verify/checks.ts';
import type { FindingLog } from '../../verify/finding-log.ts';
import type { Run } from '../run.ts';
import type { TableRows } from './table-rows.ts';

/** Checks what the hashes of each row say together. */
export class EntriesChecker {
  readonly #run: Run;
  readonly #rows: TableRows;
  readonly #log: FindingLog;

  constructor(run: Run, rows: TableRows, log: FindingLog) {
    this.#run = run;
    this.#rows = rows;
    this.#log = log;
  }

  check(row: number): void {
    const rows = this.#rows;
    const { start, end } = rows.entriesIn(row);
    if (start === end) return;
    const { keys } = this.#run.examiner.tally;
    const view: EntriesView = {
      table: rows.tableOf(row),
      entries: Array.from({ length: end - start }, (_, at) => this.#entry(start + at)),
      isPrecertificate: (certificate) => keys.isPrecertificate(certificate),
      correspond: (precertificate, certificate) =>
        keys.isDigested(precertificate) &&
        keys.isDigested(certificate) &&
        keys.sameTbs(precertificate, certificate),
      correspondBeyondIssuer: (precertificate, certificate) =>
        keys.issuerOf(precertificate.certificate) !== keys.issuerOf(certificate.certificate) &&
        rows.sameDigest(precertificate.index, certificate.index),
    };
    for (const check of ENTRIES_CHECKS) {
      check.check(view, (kind, detail) => {
        this.#log.add(kind, rows.placeOf(row), detail);
      });
    }
  }

  #entry(index: number): RowEntry {
    const { ledger, examiner } = this.#run;
    const fingerprint = this.#rows.fingerprintOf(index);
    const { certificates } = examiner.tally;
    return {
      index,
      column: this.#rows.columnOf(index),
      certificate: certificates.rowOfRow(ledger.fingerprints, fingerprint),
      fingerprint: ledger.fingerprints.at(fingerprint),
    };
  }
}
