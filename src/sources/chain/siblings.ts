import type { SiblingSink, Wanted } from '../source.ts';
import { type Link, named } from './link.ts';
import { Leftovers } from './leftovers.ts';

/** Shared with those who have no source for it at all. */
export const NOBODY_ASKED = 'no source was asked that can look them up, as crt.sh:sql can';

/**
 * `CertificateSource.siblings` of a chain: each source is asked for those of which none before it knew a
 * sibling. The accounts, which are of what is listed, stay as they are.
 */
export async function siblingsInOrder(
  links: readonly Link[],
  { fingerprints, rows }: Wanted,
  sink: SiblingSink,
  signal: AbortSignal,
): Promise<void> {
  const leftovers = new Leftovers(fingerprints.size);
  const answered = new Uint8Array(fingerprints.size);
  let open = rows;
  for (const link of links) {
    const { source } = link;
    if (open.length === 0 || !source.siblings) continue;
    signal.throwIfAborted();
    await source.siblings(
      { fingerprints, rows: open },
      {
        sibling(row, fingerprint, der) {
          answered[row] = 1;
          leftovers.set(row, 'found');
          return sink.sibling(row, fingerprint, der);
        },
        none(row) {
          answered[row] = 1;
          leftovers.set(row, 'notFound');
        },
        unavailable(row, reason) {
          answered[row] = 1;
          leftovers.set(row, 'unavailable', named(link, reason));
        },
      },
      signal,
    );
    open = open.filter((row) => leftovers.outcomeOf(row) !== 'found');
  }
  for (const row of open) {
    const reason = leftovers.reasonOf(row);
    if (answered[row] === 0) sink.unavailable(row, NOBODY_ASKED);
    else if (leftovers.outcomeOf(row) === 'unavailable') sink.unavailable(row, reason ?? '');
    else sink.none(row);
  }
}
