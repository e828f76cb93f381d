import type { Impact, Unexamined } from '../impact/impact.ts';
import type { Outcome } from './outcome.ts';
import type { Run } from './run.ts';

/** What no source had or could be asked for. */
const MISSING: readonly Outcome[] = ['notFound', 'unavailable', 'mismatched'];

export interface MissingSql {
  /** How many certificates the statements ask for. */
  readonly wanted: number;
  /** The script for `psql`, in pieces. */
  readonly pieces: Iterable<string>;
  /** What was not examined and no database can be asked for: lines that cannot be read, serial numbers alone. */
  readonly lost: readonly Unexamined[];
}

/** Statements for crt.sh's database that fetch what is listed in a run and was not obtained. */
export async function missingSql({ ledger }: Run, { unexamined }: Impact): Promise<MissingSql> {
  const { printSql } = await import('../sources/sql/print-sql.ts');
  const { tryCrtShId } = await import('../sources/sql/statements.ts');
  const fingerprints = Array.from(ledger.rowsOf(MISSING), (row) => ledger.fingerprints.at(row));
  const ids = ledger.ids.filter(({ row }) => row < 0).flatMap(({ id }) => tryCrtShId(id) ?? []);
  const asked = new Set(ids.map((id) => `crt.sh id ${id}`));
  const lost = unexamined.filter(
    ({ outcome, entry }) =>
      outcome === 'invalid' ||
      outcome === 'unreadable' ||
      (outcome === 'unresolvable' && !asked.has(entry)),
  );
  return { wanted: fingerprints.length + ids.length, pieces: printSql(fingerprints, ids), lost };
}
