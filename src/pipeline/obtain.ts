import { parseFingerprint } from '../fingerprint/fingerprint.ts';
import type { CertificateSource } from '../sources/source.ts';
import type { Prover } from '../sources/prove.ts';
import type { ExaminedElsewhere } from './examination.ts';
import type { Examiner } from './examiner.ts';
import type { Ledger } from './ledger.ts';

const NO_SOURCE = 'no source was asked';
const NOT_RESOLVED = 'only crt.sh can resolve its numbers, and it was not asked';

/**
 * Resolves the crt.sh ids of a ledger; what is found is examined at once. An id that turns out to
 * name a certificate listed elsewhere too becomes a duplicate of that entry.
 */
export async function resolveIds(
  ledger: Ledger,
  examiner: Examiner,
  source: CertificateSource,
  signal: AbortSignal,
): Promise<void> {
  const { ids } = ledger;
  if (ids.length === 0) return;
  if (source.resolveIds === undefined) {
    for (const listed of ids) ledger.settleId(listed, 'unresolvable', NOT_RESOLVED);
    return;
  }
  if (source.once === true) examiner.tally.digestAll = true;
  await source.resolveIds(
    ids.map(({ id }) => id),
    async (index, answer) => {
      const listed = ids[index]!;
      if (answer.outcome === 'notFound') {
        ledger.settleId(listed, 'notFound', `not found in ${source.name}`);
      } else if (answer.outcome === 'unresolvable') {
        ledger.settleId(listed, 'unresolvable', NOT_RESOLVED);
      } else if (answer.outcome === 'unavailable') {
        ledger.settleId(listed, 'unavailable', answer.reason);
      } else {
        const row = ledger.resolveId(listed, answer.fingerprint);
        if (ledger.outcomeOf(row) !== 'pending') return;
        const { outcome, reason } = await examiner.examine(
          parseFingerprint(answer.fingerprint),
          answer.der,
        );
        ledger.settle(row, outcome, reason);
      }
    },
    signal,
  );
}

/**
 * Obtains and examines every certificate of a ledger whose outcome is still pending.
 * @param prover of `Jobs`, for the fingerprints of the ledger
 */
export async function obtain(
  ledger: Ledger,
  examiner: Examiner,
  source: CertificateSource,
  prover: Prover,
  signal: AbortSignal,
): Promise<void> {
  const rows = ledger.rowsOf(['pending']);
  if (rows.length === 0) return;
  if (source.name === '') {
    for (const row of rows) ledger.settle(row, 'unavailable', NO_SOURCE);
    return;
  }
  if (source.once === true) examiner.tally.digestAll = true;
  await source.collect(
    { fingerprints: ledger.fingerprints, rows },
    {
      prover,
      found(row, der, product) {
        const examined = examiner.examine(
          ledger.fingerprints.bytesAt(row),
          der,
          product as ExaminedElsewhere | undefined,
        );
        if (examined instanceof Promise) {
          return examined.then(({ outcome, reason }) => {
            ledger.settle(row, outcome, reason);
          });
        }
        ledger.settle(row, examined.outcome, examined.reason);
        return undefined;
      },
      notFound: (row) => {
        ledger.settle(row, 'notFound', `not found in ${source.name}`);
      },
      unavailable: (row, reason) => {
        ledger.settle(row, 'unavailable', reason);
      },
      mismatched: (row, reason) => {
        ledger.settle(row, 'mismatched', reason);
      },
    },
    signal,
  );
}
