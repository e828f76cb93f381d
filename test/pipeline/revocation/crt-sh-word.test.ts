import { describe, expect, it } from 'vitest';
import { fingerprintOf, parseFingerprint } from '../../../src/fingerprint/fingerprint.ts';
import { Tally } from '../../../src/impact/tally.ts';
import { askCrtSh } from '../../../src/pipeline/revocation/crt-sh-word.ts';
import { EvidenceLog } from '../../../src/pipeline/revocation/evidence-log.ts';
import { RevocationSubjects } from '../../../src/pipeline/revocation/subjects.ts';
import type { CrtShCrl, CrtShStatus } from '../../../src/sources/sql/crl-revoked.ts';
import type { CrtShSqlSource } from '../../../src/sources/sql/crt-sh-sql.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { makeCrlCa } from '../../support/make-crl.ts';

const AS_OF = Date.UTC(2025, 3, 5) / 1000;
const DAY = 86_400;
const URL_1 = 'http://crl.example/1.crl';
const ca = makeCrlCa();

const WATCHED: CrtShCrl = {
  url: URL_1,
  thisUpdate: AS_OF - DAY,
  nextUpdate: AS_OF + DAY,
  lastChecked: AS_OF,
  sound: true,
  active: true,
};
const CLEAR: CrtShStatus = { caIds: [7], revocation: null };

/** A database that answers so for each certificate. */
function database(
  answers: readonly (CrtShStatus | 'not found' | 'no answer')[],
  crls: readonly CrtShCrl[] = [WATCHED],
): CrtShSqlSource {
  return {
    name: 'crt.sh:sql',
    local: false,
    collect: () => Promise.resolve(),
    crlRevoked(wanted, sink) {
      for (const row of wanted.rows) {
        const answer = answers[row]!;
        if (answer === 'not found') sink.notFound(row);
        else if (answer === 'no answer') sink.unavailable(row, 'connection cut');
        else sink.found(row, answer);
      }
      return Promise.resolve(new Map([[7, crls]]));
    },
  };
}

async function said(
  source: CrtShSqlSource,
  ders: readonly Uint8Array[],
): Promise<{ said: (string | number | undefined)[]; log: EvidenceLog }> {
  const [tally, subjects, reader] = [
    new Tally(),
    new RevocationSubjects(),
    new CertificateReader(),
  ];
  for (const der of ders) {
    reader.read(der);
    tally.add(reader, parseFingerprint(fingerprintOf(der)));
    subjects.add(reader);
  }
  const log = new EvidenceLog();
  const asked = { tally, subjects, asOf: AS_OF };
  const statements = await askCrtSh(source, asked, log, AbortSignal.timeout(5_000));
  const words = ders.map((_, row) => {
    const statement = statements.at(row);
    if (statement === undefined) return undefined;
    return statement.revoked ? (statement.date ?? 'revoked') : 'not revoked';
  });
  return { said: words, log };
}

function leaf(serial: string, more: Parameters<typeof ca.issue>[0] = {}): Uint8Array {
  return ca.issue({ serial, crls: [URL_1], ...more });
}

describe("crt.sh's word", () => {
  it('is revoked by an entry, whatever its age, and nothing where it has nothing', async () => {
    const revocation = { date: AS_OF - 900 * DAY, reasonCode: 4, lastSeen: AS_OF - 800 * DAY };
    const answers = [
      { caIds: [7], revocation },
      { caIds: [7], revocation: { ...revocation, date: null } },
      'not found',
      'no answer',
    ] as const;
    const ders = ['01', '02', '03', '04'].map((serial) => leaf(serial));
    const { said: words, log } = await said(database(answers), ders);
    expect(words).toEqual([revocation.date, 'revoked', undefined, undefined]);
    expect(log.accounts(new Map())).toMatchObject([
      { kind: 'database', state: 'stated', reason: '1 could not be asked for: connection cut' },
    ]);
  });

  it('is not revoked only by a fresh CRL of its own distribution point, read well', async () => {
    const ders = [
      leaf('01'),
      leaf('02', { crls: ['http://crl.example/2.crl'] }),
      leaf('03', { crls: [] }),
      leaf('04', { notAfter: '250331235959Z' }),
    ];
    const { said: words } = await said(database(ders.map(() => CLEAR)), ders);
    expect(words).toEqual(['not revoked', undefined, undefined, undefined]);
  });

  it.each<[string, Partial<CrtShCrl>]>([
    ['stale', { nextUpdate: AS_OF - 1 }],
    ['without nextUpdate', { nextUpdate: null }],
    ['without thisUpdate', { thisUpdate: null }],
    ['not read well', { sound: false }],
    ['not watched any more', { active: false }],
  ])('proves no absence by a CRL that is %s', async (_, change) => {
    const source = database([CLEAR], [{ ...WATCHED, ...change }]);
    expect((await said(source, [leaf('01')])).said).toEqual([undefined]);
  });

  it('is unavailable where nothing was answered', async () => {
    const { log } = await said(database(['no answer']), [leaf('01')]);
    expect(log.accounts(new Map())).toMatchObject([{ state: 'unavailable' }]);
  });
});
