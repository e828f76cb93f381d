import type { Tally } from '../../impact/tally.ts';
import { uriName } from '../../revocation/distribution-point.ts';
import { statedReference } from '../../revocation/evidence.ts';
import type { CrtShCrl, CrtShStatus } from '../../sources/sql/crl-revoked.ts';
import type { CrtShSqlSource } from '../../sources/sql/crt-sh-sql.ts';
import type { EvidenceLog } from './evidence-log.ts';
import { Statements } from './statements.ts';
import type { RevocationSubjects } from './subjects.ts';

/** What is asked about. */
export interface Asked {
  readonly tally: Tally;
  readonly subjects: RevocationSubjects;
  /** Seconds since 1970. */
  readonly asOf: number;
}

/**
 * What crt.sh says of the certificates of a tally: revoked, with an entry that it has seen on a CRL at any
 * time; not revoked, where a distribution point of the certificate is a CRL that crt.sh has read well and
 * that holds at as-of. Else it says nothing.
 */
export async function askCrtSh(
  source: CrtShSqlSource,
  { tally, subjects, asOf }: Asked,
  log: EvidenceLog,
  signal: AbortSignal,
): Promise<Statements> {
  const by = statedReference({ kind: 'database', name: source.name });
  const statements = new Statements(by);
  /** Rows without revocation, and the CAs that they are of. */
  const clear: { readonly row: number; readonly caIds: readonly number[] }[] = [];
  const trouble = { unavailable: 0, reason: '' };
  const rows = Uint32Array.from({ length: tally.size }, (_, row) => row);
  const crls = await source.crlRevoked(
    { fingerprints: tally.certificates, rows },
    {
      found(row: number, { revocation, caIds }: CrtShStatus) {
        if (revocation === null) clear.push({ row, caIds });
        else {
          const { date, reasonCode } = revocation;
          statements.set(row, { revoked: true, date, reasonCode });
        }
      },
      notFound: () => undefined,
      unavailable(_row, reason) {
        trouble.unavailable++;
        trouble.reason = reason;
      },
    },
    signal,
  );
  const points = new Map<number, Map<string, CrtShCrl>>();
  for (const [ca, ofCa] of crls) {
    points.set(ca, new Map(ofCa.map((crl) => [uriName(crl.url), crl])));
  }
  for (const { row, caIds } of clear) {
    const { distributionPoints, notAfter } = subjects.at(row);
    const isClear = caIds.some((ca) =>
      distributionPoints.some(({ names, hasReasons, hasCrlIssuer }) => {
        if (hasReasons || hasCrlIssuer) return false;
        return names.some((name) => isGood(points.get(ca)?.get(name), notAfter, asOf));
      }),
    );
    if (isClear) statements.set(row, { revoked: false, date: null, reasonCode: null });
  }
  const { unavailable, reason } = trouble;
  const isMute = unavailable === tally.size && unavailable > 0;
  const why = unavailable > 0 ? `${unavailable} could not be asked for: ${reason}` : null;
  log.addVoice(by, isMute ? 'unavailable' : 'stated', why);
  return statements;
}

/** As for a CRL that was read here: fresh at as-of, and made before the certificate expired. */
function isGood(crl: CrtShCrl | undefined, notAfter: number, asOf: number): boolean {
  if (crl === undefined || !crl.sound || !crl.active) return false;
  if (crl.thisUpdate === null || crl.nextUpdate === null) return false;
  return asOf <= crl.nextUpdate && notAfter >= crl.thisUpdate;
}
