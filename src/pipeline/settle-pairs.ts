import { FingerprintSet } from '../fingerprint/fingerprint-set.ts';
import { openLocalSource } from '../sources/local.ts';
import type { CertificateSource } from '../sources/source.ts';
import type { Examiner } from './examiner.ts';
import type { Input } from './input.ts';

/**
 * Obtains once more the few certificates that only their digest can pair (`Tally.undecided`), from
 * where they came: the inputs themselves where these are certificates, then the sources.
 * @returns how many are gone by now: these pair with nothing, and count apart from precertificates
 */
export async function settlePairs(
  examiner: Examiner,
  inputs: readonly Input[],
  source: CertificateSource,
  signal: AbortSignal,
): Promise<number> {
  const { certificates } = examiner.tally;
  const fingerprints = new FingerprintSet();
  for (const row of examiner.tally.undecided()) fingerprints.addBytes(certificates.bytesAt(row));
  let open = Uint32Array.from({ length: fingerprints.size }, (_, row) => row);
  const places = inputs.flatMap(({ path }) => (path === undefined ? [] : [path]));
  for (const place of [...places, source]) {
    if (open.length === 0) return 0;
    const local = typeof place === 'string' ? await openLocalSource(place) : place;
    const found = new Set<number>();
    await local.collect(
      { fingerprints, rows: open },
      {
        found(row, der) {
          examiner.settle(fingerprints.bytesAt(row), der);
          found.add(row);
        },
        notFound: ignore,
        unavailable: ignore,
        mismatched: ignore,
      },
      signal,
    );
    open = open.filter((row) => !found.has(row));
  }
  return open.length;
}

function ignore(): void {
  // the certificate pairs with nothing
}
