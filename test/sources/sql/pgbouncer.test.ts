/** What crt.sh's port 5432 is: pgbouncer, which gives a server connection for one statement at a time. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { hasPgbouncer, type Pgbouncer, startPgbouncer } from '../../support/certwatch/pgbouncer.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { fakeDer } from '../material.ts';
import { collectAll, resolveAll, siblingsOfAll, someCertificates, sqlSource } from './material.ts';

describe.skipIf(!hasCertwatch() || !hasPgbouncer())('behind pgbouncer in statement pooling', () => {
  const certificates = someCertificates();
  let pair: readonly [Uint8Array, Uint8Array];
  let certwatch: Certwatch;
  let pgbouncer: Pgbouncer;

  beforeAll(async () => {
    const ca = await makeCa();
    pair = [await ca.issue({ precertificate: true }), await ca.issue({ sctTimestamps: [1] })];
    certwatch = await startCertwatch({ certificates: [...certificates, ...pair] });
    pgbouncer = await startPgbouncer(certwatch.port);
  });
  afterAll(async () => {
    await pgbouncer.close();
    await certwatch.close();
  });

  it('finds everything, and tells what is not there', async () => {
    const asker = sqlSource(pgbouncer.url);
    const account = await collectAll(asker, [...certificates, fakeDer(1)]);
    expect(account).toMatchObject({ found: certificates.length, notFound: 1, unavailable: [] });
    expect(asker.notes).toEqual([]);
  });

  it('serves several sources at once on fewer server connections', async () => {
    const accounts = await Promise.all(
      [1, 2, 3, 4].map(() => collectAll(sqlSource(pgbouncer.url, { batch: 7 }), certificates)),
    );
    for (const { found } of accounts) expect(found).toBe(certificates.length);
  });

  it('turns ids into certificates, and finds siblings', async () => {
    const [answer] = await resolveAll(sqlSource(pgbouncer.url), ['1']);
    expect(answer).toMatchObject({ fingerprint: fingerprintOf(certificates[0]!) });
    const told = await siblingsOfAll(sqlSource(pgbouncer.url), pair);
    expect(told).toEqual([[fingerprintOf(pair[1])], [fingerprintOf(pair[0])]]);
  });

  it('goes on when pgbouncer is restarted in the middle', async () => {
    const asker = sqlSource(pgbouncer.url, { batch: 5, firstPauseMs: 50, maxPauseMs: 1_000 });
    let found = 0;
    const account = await collectAll(asker, certificates, {
      async onFound() {
        if (++found === 7) await pgbouncer.restart();
      },
    });
    expect(account).toMatchObject({ found: certificates.length, unavailable: [] });
  });

  it('goes on when the server behind it is restarted in the middle', async () => {
    const asker = sqlSource(pgbouncer.url, { batch: 5, firstPauseMs: 50, maxPauseMs: 1_000 });
    let found = 0;
    const account = await collectAll(asker, certificates, {
      async onFound() {
        if (++found === 7) await certwatch.restart();
      },
    });
    expect(account).toMatchObject({ found: certificates.length, unavailable: [] });
  });

  it.each([
    ['a transaction', 'BEGIN', /transaction blocks not allowed in statement pooling/],
    ['a startup parameter', undefined, /unsupported startup parameter/],
  ])('would refuse %s: the control', async (_, text, message) => {
    const refused = text === undefined ? { statement_timeout: 1_000 } : {};
    const client = new Client({ connectionString: pgbouncer.url, ...refused });
    client.on('error', () => undefined);
    const asked = client.connect().then(() => client.query(text ?? 'SELECT 1'));
    await expect(asked).rejects.toThrow(message);
    await client.end().catch(() => undefined);
  });

  it('would lose a named statement: the control', async () => {
    const clients = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const client = new Client({ connectionString: pgbouncer.url });
        client.on('error', () => undefined);
        await client.connect();
        return client;
      }),
    );
    const query = { name: 'mine', text: 'SELECT $1::int', values: [1] };
    const asked = Promise.all(
      clients.map(async (client) => {
        for (let i = 0; i < 20; i++) await client.query(query);
      }),
    );
    await expect(asked).rejects.toThrow(/prepared statement "mine"/);
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  });
});
