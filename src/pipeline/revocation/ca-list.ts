import { setImmediate } from 'node:timers/promises';
import { formatFingerprint } from '../../fingerprint/fingerprint.ts';
import type { Tally } from '../../impact/tally.ts';
import { statedReference } from '../../revocation/evidence.ts';
import { reasonCodeOf } from '../../revocation/reason.ts';
import { decodeName } from '../../x509/name.ts';
import { readDate } from '../build/revocation-line.ts';
import type { Revocable, Revocations } from '../build/revocations.ts';
import { Statements } from './statements.ts';

const CERTIFICATES_A_TURN = 4096;

const PERHAPS_REVOKED = { revoked: null, date: null, reasonCode: null } as const;

/**
 * What the CA's own list says of the certificates of a tally: that they are revoked. What it plans proves
 * nothing, and neither does what it does not list.
 */
export async function statementsOf(
  list: Revocations,
  tally: Tally,
  signal: AbortSignal,
): Promise<Statements> {
  const statements = new Statements(statedReference({ kind: 'list', name: list.name }));
  const issuers = new Map<number, string>();
  const revocableAt = (row: number): Revocable => ({
    fingerprints: [formatFingerprint(tally.certificates.bytesAt(row))],
    serial: tally.keys.serialOf(row) ?? '',
    issuer: issuerAt(row),
  });
  const inTurns = async (work: (row: number) => void): Promise<void> => {
    for (let row = 0; row < tally.size; row++) {
      work(row);
      if (row % CERTIFICATES_A_TURN !== 0) continue;
      await setImmediate();
      signal.throwIfAborted();
    }
  };
  await inTurns((row) => {
    list.see(revocableAt(row));
  });
  await inTurns((row) => {
    const cells = list.find(revocableAt(row));
    if (cells === 'unclear') statements.set(row, PERHAPS_REVOKED);
    if (cells === undefined || cells === 'unclear' || !/^yes$/i.test(cells[0])) return;
    const date = readDate(cells[1]);
    statements.set(row, {
      ...{ revoked: true, date: date?.start ?? null, dayOnly: date?.isDay === true },
      reasonCode: reasonCodeOf(cells[2]),
    });
  });
  return statements;

  function issuerAt(row: number): string {
    const number = tally.keys.issuerOf(row);
    let name = issuers.get(number);
    if (name === undefined) {
      const octets = tally.dictionaries.issuer.at(number);
      issuers.set(number, (name = decodeName(octets, 0, octets.length)));
    }
    return name;
  }
}
