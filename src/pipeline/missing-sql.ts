import type { Run } from './run.ts';

export interface MissingSql {
  /** How many certificates the statements ask for. */
  readonly wanted: number;
  /** The script for `psql`, in pieces. */
  readonly pieces: Iterable<string>;
}

/** Statements for crt.sh's database that fetch what is listed in a run and was not obtained. */
export async function missingSql({ ledger }: Run): Promise<MissingSql> {
  const { printSql } = await import('../sources/sql/print-sql.ts');
  const fingerprints = Array.from(ledger.missingRows(), (row) => ledger.fingerprints.at(row));
  const ids = ledger.ids.filter(({ row }) => row < 0).map(({ id }) => id);
  return { wanted: fingerprints.length + ids.length, pieces: printSql(fingerprints, ids) };
}
