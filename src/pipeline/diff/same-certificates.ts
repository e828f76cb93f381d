import { pair } from '../../impact/pairing.ts';
import type { Run } from '../run.ts';

/**
 * Rows of `Ledger.fingerprints`, certificate by certificate: a precertificate and its final certificate are
 * one (design §5.1); so are two hashes of one row where one was not examined, and what else was not stands alone. In the order in which they are listed first.
 */
export function* sameCertificates({ ledger, examiner }: Run): Generator<readonly number[]> {
  const { fingerprints } = ledger;
  const { certificates, keys } = examiner.tally;
  const rows = Uint32Array.from({ length: fingerprints.size }, (_, row) => row);
  const examined = rows.filter((row) => ledger.outcomeOf(row) === 'examined');
  const tallied = examined.map((row) => certificates.rowOfRow(fingerprints, row));
  const { countedFor } = pair(keys, tallied);
  const pairs = new Pairs(rows.length);
  let precertificates = 0;
  for (const [at, row] of examined.entries()) {
    if (!keys.isPrecertificate(tallied[at]!)) continue;
    const counted = fingerprints.rowOfRow(certificates, countedFor[precertificates++]!);
    if (counted !== row) pairs.join(row, counted);
  }
  for (const row of rows) {
    const other = ledger.pairs.otherOf(row);
    if (other < 0 || ledger.outcomeOf(row) === 'examined') continue;
    if (other < row || ledger.outcomeOf(other) === 'examined') pairs.join(row, other);
  }
  for (const row of rows) if (pairs.isFirst(row)) yield pairs.from(row);
}

/** Rings of rows: of each, the next one. */
class Pairs {
  readonly #next: Uint32Array;

  constructor(rows: number) {
    this.#next = Uint32Array.from({ length: rows }, (_, row) => row);
  }

  /** Takes a row that stands alone into the ring of another. */
  join(row: number, other: number): void {
    this.#next[row] = this.#next[other]!;
    this.#next[other] = row;
  }

  isFirst(row: number): boolean {
    for (let at = this.#next[row]!; at !== row; at = this.#next[at]!) if (at < row) return false;
    return true;
  }

  from(row: number): number[] {
    const ring = [row];
    for (let at = this.#next[row]!; at !== row; at = this.#next[at]!) ring.push(at);
    return ring.sort((a, b) => a - b);
  }
}
