import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fingerprint, fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { ALL_PARTITIONS, BY_FINGERPRINT } from '../../../src/sources/sql/statements.ts';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { hasShared, readOracle, readPem, sharedPath } from '../../support/shared.ts';
import { startTcpProxy } from '../../support/tcp-proxy.ts';
import { fakeDer } from '../material.ts';
import {
  type Asker,
  collectAll,
  distinct,
  resolveAll,
  siblingsOfAll,
  someCertificates,
  sqlSource,
} from './material.ts';

const YEARS = [2012, 2013, 2014, 2019, 2025, 2026, 2027, 2028, 2031];

describe.skipIf(!hasCertwatch())('crt.sh over SQL', () => {
  const some = someCertificates();
  const mixed: Uint8Array[] = [];
  let pair: readonly [Uint8Array, Uint8Array];
  let certwatch: Certwatch;

  beforeAll(async () => {
    const ca = await makeCa('CN=Years CA, O=Test, C=NL');
    for (const [index, year] of YEARS.entries()) {
      const notAfter = new Date(Date.UTC(year, 7, 1));
      mixed.push(await ca.issue({ serial: `5a${10 + index}`, notAfter }));
    }
    const same = { serial: '8fee01', notAfter: new Date(Date.UTC(2026, 8, 1)) };
    pair = [
      await ca.issue({ ...same, precertificate: true }),
      await ca.issue({ ...same, sctTimestamps: [Date.UTC(2026, 1, 1)] }),
    ];
    certwatch = await startCertwatch({ certificates: [...some, ...mixed, ...pair] });
  });
  afterAll(() => certwatch.close());

  it('finds every certificate, whatever year it expires in', async () => {
    const asker = sqlSource(certwatch.url);
    expect(await collectAll(asker, [...some, ...mixed])).toEqual({
      found: some.length + mixed.length,
      notFound: 0,
      mismatched: [],
      unavailable: [],
    });
    expect(asker.notes).toEqual([]);
  });

  it('tells what the database does not have', async () => {
    const absent = [fakeDer(1), fakeDer(2), fakeDer(3)];
    const account = await collectAll(sqlSource(certwatch.url), [...mixed, ...absent]);
    expect(account).toMatchObject({ found: mixed.length, notFound: 3 });
  });

  it('has nothing to do where nothing is wanted', async () => {
    const { source } = sqlSource('postgres://guest@127.0.0.1:1/certwatch');
    expect(await collectAll({ source, notes: [] }, [])).toMatchObject({ found: 0 });
  });

  it('names itself without the password, and crt.sh as users do', () => {
    expect(sqlSource('postgres://guest@crt.sh:5432/certwatch').source.name).toBe('crt.sh:sql');
    const url = 'postgres://me:sec%40ret@db.example:5433/certwatch';
    expect(sqlSource(url).source.name).toBe('postgres://me@db.example:5433/certwatch');
  });

  it('never asks over more than two connections, and leaves none open', async () => {
    let most = 0;
    const count = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'cert-impact/test'`;
    const open = async (): Promise<number> => (await certwatch.psql(count))[0]!['n'] as number;
    await collectAll(sqlSource(certwatch.url, { batch: 5 }), [...some, fakeDer(9)], {
      onFound: async (row) => {
        if (row % 40 === 0) most = Math.max(most, await open());
      },
    });
    expect(most).toBe(2);
    await expect.poll(open).toBe(0);
  });

  it('asks for a miss again on a new connection', async () => {
    const proxy = await startTcpProxy({ port: certwatch.port });
    try {
      const asker = sqlSource(`postgres://guest@127.0.0.1:${proxy.port}/certwatch?sslmode=disable`);
      await collectAll(asker, [mixed[0]!]);
      expect(proxy.connections).toBe(1);
      await collectAll(asker, [fakeDer(1)]);
      expect(proxy.connections).toBe(3);
    } finally {
      await proxy.close();
    }
  });

  it('touches one partition when the first one has it, by its index', async () => {
    const current = mixed[YEARS.indexOf(2026)]!;
    expect(await touched(current, '2026-01-01')).toEqual(['certificate_2026']);
  });

  it('stops at the first partition that has it, and looks at all for a miss', async () => {
    const old = mixed[YEARS.indexOf(2013)]!;
    expect(await touched(old, ALL_PARTITIONS)).toEqual(['certificate_2013andbefore']);
    expect(await touched(fakeDer(1), '2026-01-01')).toHaveLength(14);
    expect(await touched(fakeDer(1), ALL_PARTITIONS)).toHaveLength(27);
  });

  /** The partitions that our very statement read, by index alone as on tables of crt.sh's size. */
  async function touched(der: Uint8Array, bound: string): Promise<string[]> {
    await certwatch.psql('ALTER ROLE postgres SET enable_seqscan = off');
    const explained = await certwatch.psql(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${BY_FINGERPRINT}`,
      [[fingerprintOf(der)], bound],
    );
    await certwatch.psql('ALTER ROLE postgres RESET enable_seqscan');
    const scans = nodes(explained[0]!['QUERY PLAN']).filter(
      (node) => node['Relation Name'] !== undefined && (node['Actual Loops'] as number) > 0,
    );
    expect(new Set(scans.map((node) => node['Node Type']))).toEqual(new Set(['Index Scan']));
    return scans.map((node) => node['Relation Name'] as string);
  }

  it('turns ids into certificates', async () => {
    const ids = ['1', '0002', '99999999', '9223372036854775808', 'x', '-1', '', '1'];
    const answers = await resolveAll(sqlSource(certwatch.url), ids);
    const found = (der: Uint8Array): object => ({
      outcome: 'found',
      fingerprint: fingerprintOf(der),
      der: Buffer.from(der),
    });
    const noId = { outcome: 'unavailable', reason: 'not a crt.sh id' };
    expect(answers).toEqual([
      found(some[0]!),
      found(some[1]!),
      { outcome: 'notFound' },
      noId,
      noId,
      noId,
      noId,
      found(some[0]!),
    ]);
  });

  it('finds the final certificate of a precertificate, and the reverse', async () => {
    const [precertificate, final] = pair;
    const told = await siblingsOfAll(sqlSource(certwatch.url), [
      precertificate,
      final,
      mixed[0]!,
      fakeDer(5),
    ]);
    expect(told).toEqual([[fingerprintOf(final)], [fingerprintOf(precertificate)], 'none', 'none']);
  });

  it.skipIf(!hasShared('corpus/pairs.pem'))(
    'finds the siblings of real certificates: same issuer, serial number and notAfter',
    async () => {
      const oracle = readOracle();
      const known = (der: Uint8Array): boolean => oracle.has(fingerprintOf(der));
      const pairs = distinct(readPem(sharedPath('corpus/pairs.pem'))).filter(known);
      const there = new Set(some.map(fingerprintOf));
      await certwatch.load(pairs.filter((der) => !there.has(fingerprintOf(der))));
      const keyOf = (fingerprint: Fingerprint): string => {
        const fields = oracle.get(fingerprint)! as unknown as Record<string, string>;
        return `${fields['issuer_der_sha256']} ${fields['serial_der_hex']} ${fields['not_after']}`;
      };
      const all = distinct([...some, ...pairs])
        .map(fingerprintOf)
        .filter((hash) => oracle.has(hash));
      const told = await siblingsOfAll(sqlSource(certwatch.url), pairs);
      const expected = pairs.map((der) => {
        const mine = fingerprintOf(der);
        const others = all.filter((hash) => hash !== mine && keyOf(hash) === keyOf(mine));
        return others.length === 0 ? 'none' : others.toSorted();
      });
      expect(told.map((each) => (Array.isArray(each) ? each.toSorted() : each))).toEqual(expected);
      expect(expected.filter((each) => each !== 'none').length).toBeGreaterThan(10);
    },
  );

  describe('when the server finds a batch too much', () => {
    let asker: Asker;

    beforeAll(async () => {
      await certwatch.psql(`
        CREATE SCHEMA busy;
        CREATE TABLE busy.asked (place serial, size int);
        CREATE SEQUENCE busy.refused;
        CREATE TABLE busy.state (most int, poison text, code text);
        INSERT INTO busy.state VALUES (1000, '', '40001');
        CREATE FUNCTION busy.unnest(keys text[]) RETURNS SETOF text LANGUAGE plpgsql AS $$
        DECLARE
          state busy.state;
        BEGIN
          SELECT * FROM busy.state INTO state;
          IF cardinality(keys) > state.most OR state.poison = ANY (keys) THEN
            PERFORM nextval('busy.refused');
            RAISE EXCEPTION 'canceling statement due to conflict with recovery' USING ERRCODE = state.code;
          END IF;
          INSERT INTO busy.asked (size) VALUES (cardinality(keys));
          RETURN QUERY SELECT pg_catalog.unnest(keys);
        END $$;
        CREATE ROLE busy LOGIN SUPERUSER;
        ALTER ROLE busy SET search_path = busy, public, pg_catalog;`);
      asker = sqlSource(certwatch.url.replace('guest@', 'busy@'), { batch: 32 });
    });

    const state = (most: number, poison = '', code = '40001'): Promise<unknown> =>
      certwatch.psql(
        `TRUNCATE busy.asked; SELECT setval('busy.refused', 1);
         UPDATE busy.state SET most = ${most}, poison = '${poison}', code = '${code}'`,
      );
    const sizes = async (): Promise<number[]> =>
      (await certwatch.psql('SELECT size FROM busy.asked ORDER BY place')).map(
        (row) => row['size'] as number,
      );

    it.each(['40001', '57014', '53200'])(
      'asks for less after %s, down to what works',
      async (code) => {
        await state(3, '', code);
        const account = await collectAll(asker, mixed);
        expect(account).toMatchObject({ found: mixed.length, unavailable: [] });
        expect(Math.max(...(await sizes()))).toBeLessThanOrEqual(3);
      },
    );

    it('asks for more again once it works', async () => {
      await state(4);
      let count = 0;
      const account = await collectAll(asker, some, {
        onFound: async () => {
          if (++count === 4) await certwatch.psql('UPDATE busy.state SET most = 1000');
        },
      });
      expect(account).toMatchObject({ found: some.length, unavailable: [] });
      const asked = await sizes();
      expect(asked[0]).toBeLessThanOrEqual(4);
      if (some.length > 100) expect(Math.max(...asked)).toBeGreaterThanOrEqual(16);
    });

    it('gives up one certificate that never works, and goes on', async () => {
      await state(1000, fingerprintOf(mixed[4]!), '57014');
      const account = await collectAll(asker, mixed);
      expect(account).toMatchObject({ found: mixed.length - 1, notFound: 0 });
      expect(account.unavailable).toEqual([
        'canceling statement due to conflict with recovery (57014)',
      ]);
      expect(asker.notes).toEqual([]);
    });

    it('gives the server up when nothing works at all, and says so', async () => {
      await state(0);
      const fresh = sqlSource(certwatch.url.replace('guest@', 'busy@'));
      const account = await collectAll(fresh, mixed);
      expect(account.unavailable).toHaveLength(mixed.length);
      expect(fresh.notes).toEqual([expect.stringContaining('given up: canceling statement')]);
    });
  });

  it('hands on nothing that is not what was asked for', async () => {
    const [wanted, other, third] = mixed as [Uint8Array, Uint8Array, Uint8Array];
    await certwatch.psql(`
      CREATE SCHEMA lying;
      CREATE FUNCTION lying.digest(data bytea, algorithm text) RETURNS bytea LANGUAGE sql AS $$
        SELECT CASE public.digest(data, algorithm)
          WHEN '\\x${fingerprintOf(other)}' THEN '\\x${fingerprintOf(wanted)}'
          WHEN '\\x${fingerprintOf(wanted)}' THEN '\\x00'::bytea
          ELSE public.digest(data, algorithm) END
      $$;
      CREATE ROLE lying LOGIN SUPERUSER;
      ALTER ROLE lying SET search_path = lying, public;`);
    const asker = sqlSource(certwatch.url.replace('guest@', 'lying@'));
    expect(await collectAll(asker, [wanted, third])).toEqual({
      found: 1,
      notFound: 0,
      mismatched: ['the certificate that it gives has another SHA-256'],
      unavailable: [],
    });
  });

  it('says at once what is wrong with a database of another kind', async () => {
    const elsewhere = sqlSource(certwatch.url.replace(/certwatch$/, 'postgres'));
    expect((await collectAll(elsewhere, mixed)).unavailable[0]).toBe(
      'relation "certificate" does not exist (42P01)',
    );
    expect(elsewhere.notes).toHaveLength(1);
    const noDatabase = sqlSource(certwatch.url.replace(/certwatch$/, 'nowhere'));
    expect((await collectAll(noDatabase, mixed)).unavailable[0]).toContain('(3D000)');
    const nobody = sqlSource(certwatch.url.replace('guest@', 'nobody@'));
    expect((await collectAll(nobody, mixed)).unavailable[0]).toContain('(28000)');
  });

  it('ends at once when the sink does', async () => {
    const asker = sqlSource(certwatch.url, { batch: 3 });
    const failing = collectAll(asker, some, {
      onFound: () => {
        throw new Error('the disk is full');
      },
    });
    await expect(failing).rejects.toThrow('the disk is full');
  });

  it('asks nothing when aborted before', async () => {
    const signal = AbortSignal.abort(new Error('enough'));
    const aborted = collectAll(sqlSource(certwatch.url), mixed, { signal });
    await expect(aborted).rejects.toThrow('enough');
  });
});

type PlanNode = Readonly<Record<string, unknown>>;

/** All nodes of a plan in JSON. */
function nodes(plan: unknown): PlanNode[] {
  if (Array.isArray(plan)) return plan.flatMap(nodes);
  if (typeof plan !== 'object' || plan === null) return [];
  const node = plan as PlanNode;
  return [node, ...nodes(node['Plan']), ...nodes(node['Plans'])];
}
