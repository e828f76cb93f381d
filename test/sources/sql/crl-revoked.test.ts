/** What crt.sh has read on CRLs, from a real PostgreSQL with its tables. */
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type {
  CrtShCrl,
  CrtShStatus,
  IssuerAndSerial,
} from '../../../src/sources/sql/crl-revoked.ts';
import { type CrtShSqlSource, crtShSqlSource } from '../../../src/sources/sql/crt-sh-sql.ts';
import type { SqlTiming } from '../../../src/sources/sql/timing.ts';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { freePort } from '../../support/certwatch/postgres.ts';
import { type TestCa, makeCa } from '../../support/make-certificate.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { fakeDer } from '../material.ts';
import { NEVER, NOW, wantedOf } from './material.ts';

const TIMING: SqlTiming = {
  connectTimeoutMs: 2_000,
  queryTimeoutMs: 5_000,
  firstPauseMs: 10,
  maxPauseMs: 50,
  batch: 7,
};

/** Seconds since 1970. */
function at(time: string): number {
  return Date.parse(time) / 1_000;
}

interface Told {
  readonly statuses: (CrtShStatus | string | undefined)[];
  readonly crls: ReadonlyMap<number, readonly CrtShCrl[]>;
}

function source(url: string): CrtShSqlSource {
  return crtShSqlSource({
    url,
    applicationName: 'cert-impact/test',
    now: () => NOW,
    timing: TIMING,
  });
}

/** Each is answered once. */
async function ask(
  asked: CrtShSqlSource,
  ders: readonly Uint8Array[],
  issuerAndSerial?: (row: number) => IssuerAndSerial | undefined,
): Promise<Told> {
  const statuses: Told['statuses'] = ders.map(() => undefined);
  const tell = (row: number, status: CrtShStatus | string): void => {
    expect(statuses[row], 'answered twice').toBeUndefined();
    statuses[row] = status;
  };
  const crls = await asked.crlRevoked(
    { ...wantedOf(ders), ...(issuerAndSerial && { issuerAndSerial }) },
    {
      found: tell,
      notFound: (row) => {
        tell(row, 'not found');
      },
      unavailable: tell,
    },
    NEVER,
  );
  return { statuses, crls };
}

describe.skipIf(!hasCertwatch())('what crt.sh has read on CRLs', () => {
  const ders: Uint8Array[] = [];
  let ca: TestCa;
  let certwatch: Certwatch;
  let caId: number;

  beforeAll(async () => {
    ca = await makeCa('CN=Revoking CA, O=Test, C=NL');
    for (let index = 0; index < 20; index++) {
      const notAfter = new Date(Date.UTC(2020 + (index % 10), 7, 1));
      ders.push(await ca.issue({ serial: (0x8fee00 + index).toString(16), notAfter }));
    }
    certwatch = await startCertwatch({ certificates: ders });
    const rows = await certwatch.psql("SELECT ID FROM ca WHERE NAME LIKE '%Revoking CA%'");
    caId = rows[0]!['id'] as number;
  });
  beforeEach(async () => {
    await certwatch.psql('DELETE FROM crl_revoked; DELETE FROM crl');
  });
  afterAll(() => certwatch.close());

  async function revoke(
    serial: string,
    more = "1, '2026-05-01 12:00:00'",
    id = caId,
  ): Promise<void> {
    await certwatch.psql(
      `INSERT INTO crl_revoked (CA_ID, SERIAL_NUMBER, REASON_CODE, REVOCATION_DATE, LAST_SEEN_CHECK_DATE)
       VALUES (${id}, '\\x${serial}', ${more}, '2026-06-14 08:00:00.75')`,
    );
  }

  it('is told for each certificate, expired ones included', async () => {
    await revoke('008fee00');
    await revoke('008fee03', 'NULL, NULL');
    await revoke('008fee07', "6, 'infinity'");
    // another serial number, as integers are compared; and another CA's
    await revoke('8fee01');
    const { statuses } = await ask(source(certwatch.url), ders);
    const lastSeen = at('2026-06-14T08:00:00Z');
    expect(statuses[0]).toEqual({
      caIds: [caId],
      revocation: { date: at('2026-05-01T12:00:00Z'), reasonCode: 1, lastSeen },
    });
    expect(statuses[3]).toEqual({
      caIds: [caId],
      revocation: { date: null, reasonCode: null, lastSeen },
    });
    expect(statuses[7]).toMatchObject({ revocation: { date: null, reasonCode: 6 } });
    const others = statuses.filter((_, index) => ![0, 3, 7].includes(index));
    expect(others).toEqual(others.map(() => ({ caIds: [caId], revocation: null })));
  });

  it('comes with the CRLs of each CA that crt.sh watches, failing ones too', async () => {
    await certwatch.psql(`INSERT INTO crl VALUES
      (${caId}, 'http://crl.example/1.crl', '2026-06-14', '2026-06-21', '2026-06-15 04:00:00', NULL, NULL, 900, TRUE),
      (${caId}, 'http://crl.example/2.crl', '2026-01-01', '2026-01-08', '2026-06-15', 'Timeout', NULL, 900, TRUE),
      (${caId}, 'http://crl.example/3.crl', NULL, 'infinity', NULL, NULL, NULL, NULL, FALSE)`);
    const { crls } = await ask(source(certwatch.url), ders);
    expect([...crls.keys()]).toEqual([caId]);
    expect(crls.get(caId)?.toSorted((a, b) => a.url.localeCompare(b.url))).toEqual([
      {
        url: 'http://crl.example/1.crl',
        thisUpdate: at('2026-06-14T00:00:00Z'),
        nextUpdate: at('2026-06-21T00:00:00Z'),
        lastChecked: at('2026-06-15T04:00:00Z'),
        sound: true,
        active: true,
      },
      expect.objectContaining({ url: 'http://crl.example/2.crl', sound: false, active: true }),
      {
        url: 'http://crl.example/3.crl',
        thisUpdate: null,
        nextUpdate: null,
        lastChecked: null,
        sound: true,
        active: false,
      },
    ]);
  });

  it('has no CRLs where crt.sh watches none', async () => {
    const { crls } = await ask(source(certwatch.url), ders.slice(0, 3));
    expect([...crls]).toEqual([[caId, []]]);
  });

  it('is looked for by issuer and serial number where crt.sh has no such certificate', async () => {
    const key = (await certwatch.psql(`SELECT PUBLIC_KEY FROM ca WHERE ID = ${caId}`))[0]!;
    const issuerKeySha256 = createHash('sha256')
      .update(key['public_key'] as Buffer)
      .digest('hex');
    await revoke('00ff01');
    const unlogged = [1, 2, 3, 4, 5].map((seed) => fakeDer(seed));
    const known: (IssuerAndSerial | undefined)[] = [
      { issuerKeySha256, serial: '00ff01' },
      { issuerKeySha256, serial: '00ff02' },
      { issuerKeySha256: 'ab'.repeat(32), serial: '00ff01' },
      undefined,
      { issuerKeySha256, serial: "00'; DROP TABLE crl" },
    ];
    const { statuses, crls } = await ask(
      source(certwatch.url),
      [...ders, ...unlogged],
      (row) => known[row - ders.length],
    );
    expect(statuses.slice(ders.length)).toEqual([
      { caIds: [caId], revocation: expect.objectContaining({ reasonCode: 1 }) as object },
      { caIds: [caId], revocation: null },
      'not found',
      'not found',
      'not found',
    ]);
    expect([...crls.keys()]).toEqual([caId]);
  });

  it('counts for each CA that has the same key', async () => {
    await certwatch.psql(
      `INSERT INTO ca (NAME, PUBLIC_KEY) VALUES ('Old name', '\\x1234'), ('New name', '\\x1234')`,
    );
    const both = (
      await certwatch.psql("SELECT ID FROM ca WHERE PUBLIC_KEY = '\\x1234' ORDER BY ID")
    ).map((row) => row['id'] as number);
    await revoke('0a', "4, '2026-05-01'", both[1]);
    const issuerKeySha256 = createHash('sha256').update(Buffer.of(0x12, 0x34)).digest('hex');
    const { statuses } = await ask(source(certwatch.url), [fakeDer(1)], () => ({
      issuerKeySha256,
      serial: '0a',
    }));
    const status = statuses[0] as CrtShStatus;
    expect([...status.caIds].toSorted((a, b) => a - b)).toEqual(both);
    expect(status.revocation?.reasonCode).toBe(4);
  });

  it('is not told of an issuer that crt.sh does not know', async () => {
    await certwatch.psql(
      `INSERT INTO certificate (ISSUER_CA_ID, CERTIFICATE) VALUES (-1, '\\x${Buffer.from(fakeDer(7)).toString('hex')}')`,
    );
    const { statuses, crls } = await ask(source(certwatch.url), [fakeDer(7)]);
    expect(statuses).toEqual(['not found']);
    expect(crls.size).toBe(0);
  });

  it('is had on a network that fails', async () => {
    await revoke('008fee05');
    const proxy = await startTcpProxy({ port: certwatch.port });
    proxy.faultAfterBytes = 900;
    proxy.mode = 'cut';
    const { statuses } = await ask(
      source(`postgres://guest@127.0.0.1:${proxy.port}/certwatch`),
      ders,
    );
    await proxy.close();
    expect(statuses.filter((status) => typeof status === 'object')).toHaveLength(20);
    expect(statuses[5]).toMatchObject({ revocation: { reasonCode: 1 } });
  });

  it('is unavailable where nobody answers, or the tables are not there', async () => {
    const nobody = source(`postgres://guest@127.0.0.1:${await freePort()}/certwatch`);
    expect(await ask(nobody, ders)).toEqual({
      statuses: ders.map(() => 'connection refused'),
      crls: new Map(),
    });
    await certwatch.psql('ALTER TABLE crl_revoked RENAME TO other');
    const { statuses, crls } = await ask(source(certwatch.url), ders);
    await certwatch.psql('ALTER TABLE other RENAME TO crl_revoked');
    expect(statuses).toEqual(ders.map(() => expect.stringContaining('crl_revoked') as string));
    expect(crls.size).toBe(0);
  });

  it('asks nobody for nothing', async () => {
    expect(await ask(source('postgres://guest@127.0.0.1:1/x'), [])).toEqual({
      statuses: [],
      crls: new Map(),
    });
  });

  it('touches but the partitions that it has to', async () => {
    const { REVOKED_BY_FINGERPRINT } = await import('../../../src/sources/sql/statements.ts');
    const text = REVOKED_BY_FINGERPRINT.replace('$1', `ARRAY['${'ab'.repeat(32)}']`).replace(
      '$2',
      "'2026-01-01'",
    );
    const plan = (await certwatch.psql(`EXPLAIN ${text}`)).map((row) => String(row['QUERY PLAN']));
    expect(plan.join('\n')).not.toContain('certificate_2025');
    expect(plan.join('\n')).toContain('certificate_2026');
    expect(plan.join('\n')).toContain('crl_revoked_pkey');
  });
});
