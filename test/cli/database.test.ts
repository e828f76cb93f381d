/** The program against crt.sh's database: a real PostgreSQL with its tables. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, hit, serve } from '../sources/crt-sh-server.ts';
import { type Certwatch, hasCertwatch, startCertwatch } from '../support/certwatch.ts';
import { makeCa } from '../support/make-certificate.ts';
import { list, type Sample, sampleOf, samples } from './support/certificates.ts';
import { folderOf, run, runJson } from './support/program.ts';

const ca = await makeCa();
const final = sampleOf(await ca.issue());
const precertificate = sampleOf(await ca.issue({ precertificate: true }));
const lone = sampleOf(await ca.issue({ serial: '99', precertificate: true }));
const [elsewhere, nowhere, ...here] = samples(30) as [Sample, Sample, ...Sample[]];

describe.skipIf(!hasCertwatch())('the program and the database of crt.sh', () => {
  let certwatch: Certwatch;
  beforeAll(async () => {
    const all = [ca.certificate, ...[final, precertificate, lone, ...here].map(({ der }) => der)];
    certwatch = await startCertwatch({ certificates: all });
  }, 60_000);
  afterAll(() => certwatch.close());

  it('asks it first, then crt.sh for what it does not have, and neither twice', async () => {
    const server = await serve((d, response) => {
      if (d === elsewhere.sha256) hit(response, elsewhere.der);
      else answer(response, 404);
    });
    const cwd = folderOf({ list: list([...here, elsewhere, nowhere]) });
    const from = ['--from', certwatch.url, '--from', `crt.sh@${server.url}`, '--rate', '0'];
    const args = ['list', ...from, '--store', 'store'];
    const first = await runJson(args, { cwd });
    expect(first.status).toBe(3);
    expect(first.impact.outcomes).toMatchObject({ examined: 29, notFound: 1 });
    expect(new Set(server.asked)).toEqual(new Set([elsewhere.sha256, nowhere.sha256]));
    expect(first.stderr).toContain(`${certwatch.url}: 28 of 30 found`);
    expect(first.stderr).toContain(`${server.url}: 1 of 2 found`);
    server.asked.length = 0;
    const second = await runJson(args, { cwd });
    expect(second.impact).toMatchObject({ ...first.impact, asOf: second.impact.asOf });
    expect(second.stderr).toContain('store: 29 of 30 found');
    expect(server.asked).toEqual([]);
  });

  it('resolves crt.sh ids', async () => {
    const links = [1, 2, 3, 4].map((id) => `https://crt.sh/?id=${id}`).join('\n');
    const cwd = folderOf({ list: `${links}\nhttps://crt.sh/?id=999999\n` });
    const { impact, status } = await runJson(['list', '--from', certwatch.url], { cwd });
    expect(status).toBe(3);
    expect(impact.outcomes).toMatchObject({ examined: 4, notFound: 1 });
  });

  it('finds siblings with --siblings, and prints them with the facts', async () => {
    const cwd = folderOf({ list: list([precertificate, lone]) });
    const args = ['--from', certwatch.url, '--siblings'];
    const { impact, stderr, status } = await runJson(['list', ...args], { cwd });
    expect(status).toBe(0);
    expect(impact.siblings).toEqual({
      asked: 2,
      found: 1,
      listed: 0,
      none: 1,
      unavailable: 0,
      different: 0,
    });
    expect(impact.certificates).toMatchObject({ total: 2, presumed: 2, final: 0 });
    expect(stderr).toContain(
      'siblings: 1 of 2 certificates found to have one, 1 has none that is known',
    );
    const { stdout } = await run(['facts', 'list', ...args], { cwd });
    const lines = stdout.trimEnd().split('\n');
    const last = JSON.parse(lines.at(-1)!) as { sha256: string; siblingOf: string };
    expect(lines).toHaveLength(3);
    expect(last).toMatchObject({ sha256: final.sha256, siblingOf: precertificate.sha256 });
  });

  it('prints with --print-sql what psql can ask elsewhere, and takes what psql gave', async () => {
    const cwd = folderOf({ list: list(here.slice(0, 12)) });
    const printed = await run(['list', '--print-sql', '-o', 'ask.sql'], { cwd });
    expect(printed.status).toBe(0);
    expect(printed.stderr).toContain('statements for 12 certificates');
    const psql = spawnSync('psql', [certwatch.url, '-X', '-f', 'ask.sql'], { cwd });
    if (psql.error) {
      console.warn('no psql here: what it answers is not read');
      return;
    }
    expect(psql.stderr.toString()).toBe('');
    writeFileSync(join(cwd, 'answer'), psql.stdout);
    const { impact, status } = await runJson(['list', '--from', 'answer'], { cwd });
    expect(status).toBe(0);
    expect(impact.outcomes.examined).toBe(12);
    // with the answer at hand, nothing is left to be asked for
    const rest = await run(['list', '--print-sql', '--from', 'answer'], { cwd });
    expect(rest.stderr).toContain('nothing is missing');
  });

  it('says which certificates are revoked, as far as crt.sh has read it on CRLs', async () => {
    const [row] = await certwatch.psql(
      `SELECT ISSUER_CA_ID AS id FROM certificate
       WHERE digest(CERTIFICATE, 'sha256') = decode('${precertificate.sha256}', 'hex')`,
    );
    const caId = row!['id'] as number;
    await certwatch.psql(
      `INSERT INTO crl_revoked (CA_ID, SERIAL_NUMBER, REASON_CODE, REVOCATION_DATE, LAST_SEEN_CHECK_DATE)
       VALUES (${caId}, '\\x7b01', 4, '2025-03-20 12:00:00', '2025-04-01')`,
    );
    // by a precertificate; what crt.sh has no CRL of stays unknown
    const cwd = folderOf({ list: list([precertificate, lone, nowhere]) });
    const args = ['list', '--from', certwatch.url, '--revocation', certwatch.url];
    const { impact, status } = await runJson([...args, '--as-of', '2025-04-05'], { cwd });
    expect(status).toBe(3);
    expect(impact.revocation).toMatchObject({
      statuses: { revoked: 1, unknown: 1, notRevoked: 0 },
      dates: { first: '2025-03-20T12:00:00Z' },
      reasons: [{ reason: 'superseded', count: 1 }],
      evidence: [{ kind: 'database', state: 'stated', certificates: 1 }],
    });
    await certwatch.psql('DELETE FROM crl_revoked');
  });
});
