import { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';
import { openLocalSource } from '../../sources/local.ts';
import type { CertificateSource } from '../../sources/source.ts';
import { CertificateReader } from '../../x509/certificate-reader.ts';
import type { Input } from '../input.ts';
import type { Ledger } from '../ledger.ts';
import type { RowChecker } from './row-checker.ts';
import type { TableRows } from './table-rows.ts';

/**
 * Obtains once more what came before the rows that name it, as when a bundle is given before the table:
 * from the inputs themselves, then from the sources. What is gone by then stays unchecked.
 */
export async function revisit(
  { ledger, rows, checker }: { ledger: Ledger; rows: TableRows; checker: RowChecker },
  inputs: readonly Input[],
  source: CertificateSource,
  signal: AbortSignal,
): Promise<void> {
  const missed = new FingerprintSet();
  for (let entry = 0; entry < rows.entries; entry++) {
    const fingerprint = rows.fingerprintOf(entry);
    if (rows.isHeld(entry) || ledger.outcomeOf(fingerprint) !== 'examined') continue;
    missed.addRow(ledger.fingerprints, fingerprint);
  }
  const reader = new CertificateReader();
  let open = Uint32Array.from({ length: missed.size }, (_, row) => row);
  const places = inputs.flatMap(({ path }) => (path === undefined ? [] : [path]));
  for (const place of [...places, source]) {
    if (open.length === 0) return;
    const local = typeof place === 'string' ? await openLocalSource(place) : place;
    const found = new Set<number>();
    await local.collect(
      { fingerprints: missed, rows: open },
      {
        found(row, der) {
          found.add(row);
          reader.read(der);
          checker.visit(reader, ledger.fingerprints.rowOfRow(missed, row));
        },
        notFound: ignore,
        unavailable: ignore,
        mismatched: ignore,
      },
      signal,
    );
    open = open.filter((row) => !found.has(row));
  }
}

function ignore(): void {
  // the row stays unchecked
}
