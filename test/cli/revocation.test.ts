import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import type { RevocationFigures } from '../../src/impact/impact.ts';
import { serve } from '../sources/content/setting.ts';
import { bytesOf, octetString } from '../support/der.ts';
import { makeCrlCa, toPem } from '../support/make-crl.ts';
import { extension } from '../support/raw-certificate.ts';
import { AS_OF, type CrlSetting, pemOf, serveCrls } from './support/crl-server.ts';
import { type Finished, folderOf, linesOf, run, runJson, start } from './support/program.ts';

const CHECK = ['--revocation', 'crl', '--issuers', 'ca.pem', '--allow-private', '--as-of', AS_OF];
const STORE = ['--store', 'store'];

interface Prepared extends CrlSetting {
  readonly cwd: string;
}

/** A folder with the certificates and the CA's. */
async function prepare(): Promise<Prepared> {
  const setting = await serveCrls();
  const ders = setting.listed.map(({ der }) => der);
  const cwd = folderOf({ 'list.pem': pemOf(ders), 'ca.pem': pemOf([setting.ca.certificate]) });
  return { ...setting, cwd };
}

function expectedCounts({ listed }: CrlSetting): Pick<RevocationFigures, 'statuses'> & {
  unknown: Record<string, number>;
} {
  const statuses = { revoked: 0, notRevoked: 0, expired: 0, shortLived: 0, unknown: 0 };
  const unknown: Record<string, number> = {};
  for (const { expected } of listed) {
    const [status, why] = expected.split(' ') as [keyof typeof statuses, string?];
    statuses[status]++;
    if (why !== undefined) unknown[why] = (unknown[why] ?? 0) + 1;
  }
  return { statuses, unknown };
}

function countsOf({ statuses, unknown }: RevocationFigures): ReturnType<typeof expectedCounts> {
  return { statuses, unknown: Object.fromEntries(unknown.map(({ why, count }) => [why, count])) };
}

function rowsOf({ stdout }: Finished): Record<string, string>[] {
  return parse(stdout, { columns: true });
}

describe('revocation', () => {
  it('is not checked unless that is asked for, and never 0', async () => {
    const { cwd, asked } = await prepare();
    const { impact, status } = await runJson(['list.pem', '--as-of', AS_OF], { cwd });
    expect(status).toBe(0);
    expect(impact.validity).toMatchObject({ revoked: null, remainingValid: null });
    expect(impact).not.toHaveProperty('revocation');
    expect(asked).toEqual([]);
    const { stdout } = await run(['list.pem', '--as-of', AS_OF], { cwd });
    expect(stdout).toContain('Not known yet, as revocation was not checked.');
  });

  it('reaches every status by the CRLs that certificates name, each asked for once', async () => {
    const setting = await prepare();
    const { cwd, asked } = setting;
    const { status, stderr, impact } = await runJson(['list.pem', ...CHECK], { cwd });
    const revocation = impact.revocation!;
    expect(countsOf(revocation)).toEqual(expectedCounts(setting));
    expect(impact.validity).toEqual({ expired: 2, unexpired: 15, revoked: 4, remainingValid: 2 });
    expect(revocation).toMatchObject({
      revokedExpired: 1,
      remainingUnknown: 10,
      dates: { first: '2025-03-04T12:00:00Z', last: '2025-03-22T12:00:00Z', certificates: 4 },
      reasons: [
        { reason: 'unspecified', count: 1 },
        { reason: 'keyCompromise', count: 1 },
        { reason: 'superseded', count: 1 },
        { reason: 'cessationOfOperation', count: 1 },
      ],
    });
    expect(status).toBe(3);
    expect(stderr).toContain('missing.crl: not obtained: answered 404\n');
    expect(stderr).toContain('spoilt.crl: its signature is wrong\n');
    expect(stderr).toContain('note: of 9 certificates it is not known whether they are revoked\n');
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked).toHaveLength(10);
  });

  it('says the number as of when, on what it stands, and of how many it is not known', async () => {
    const { cwd } = await prepare();
    const { stdout } = await run(['list.pem', ...CHECK], { cwd });
    const field = linesOf(stdout).find((line) => line.includes('"remaining valid"'))!;
    expect(field).toContain(':** at least 2, as of 2025-04-05 00:00:00 UTC.');
    expect(field).toContain('Of 10 certificates it is not known whether they are revoked: ');
    expect(field).toContain('Evidence: 3 verified CRLs of 2025-03-05 00:00:00 UTC to 2025-04-01');
  });

  it('asks no stranger for anything on this machine or network, unless that is allowed', async () => {
    const { cwd, asked } = await prepare();
    const args = CHECK.filter((arg) => arg !== '--allow-private');
    const { status, impact, stderr } = await runJson(['list.pem', ...args], { cwd });
    expect(asked).toEqual([]);
    expect(status).toBe(3);
    expect(impact.validity).toMatchObject({ revoked: null, remainingValid: 0 });
    expect(impact.revocation).toMatchObject({ statuses: { unknown: 14, expired: 2 } });
    expect(stderr).toContain('127.0.0.1 is a loopback address');
  });

  it('asks each URL once, however often the source is named', async () => {
    const { cwd, asked } = await prepare();
    const twice = ['--revocation', 'crl', '--no-store'];
    const { impact } = await runJson(['list.pem', ...CHECK, ...twice], { cwd });
    expect(new Set(asked).size).toBe(asked.length);
    expect(impact.revocation!.evidenceTotal).toBe(impact.revocation!.evidence!.length);
  });

  it('is unknown where the issuer of a CRL is', async () => {
    const { cwd } = await prepare();
    const args = ['--revocation', 'crl', '--allow-private', '--as-of', AS_OF];
    const { impact, stderr } = await runJson(['list.pem', ...args], { cwd });
    const { unknown } = countsOf(impact.revocation!);
    expect(unknown['no-issuer']).toBe(12);
    expect(stderr).toContain('no certificate of its issuer is known: --issuers, --ccadb');
  });

  it('knows issuers by the store and by a report of CCADB, too', async () => {
    const { cwd, ca, ...setting } = await prepare();
    const args = ['list.pem', '--revocation', 'crl', '--allow-private', '--as-of', AS_OF];
    const pem = toPem('CERTIFICATE', ca.certificate);
    const report = `"SHA-256 Fingerprint","X.509 Certificate (PEM)"\n"${fingerprintOf(ca.certificate)}","${pem}"\n`;
    writeFileSync(join(cwd, 'ccadb.csv'), report);
    const byReport = await runJson([...args, '--ccadb', 'ccadb.csv'], { cwd });
    expect(countsOf(byReport.impact.revocation!)).toEqual(expectedCounts({ ...setting, ca }));
    await run(['store', 'import', 'ca.pem', ...STORE], { cwd });
    const byStore = await runJson([...args, ...STORE], { cwd });
    expect(countsOf(byStore.impact.revocation!)).toEqual(expectedCounts({ ...setting, ca }));
  });

  it('is the same from what the store has, soon after or offline, and then asks nobody', async () => {
    const setting = await prepare();
    const { cwd, asked } = setting;
    const first = await runJson(['list.pem', ...CHECK, ...STORE], { cwd });
    const kept = asked.splice(0).length;
    expect(kept).toBe(10);
    const second = await runJson(['list.pem', ...CHECK, ...STORE], { cwd });
    expect(asked.splice(0).sort()).toEqual(
      ['/foreign.crl', '/missing.crl', '/page.crl', '/spoilt.crl'].sort(),
    );
    expect(second.impact.validity).toEqual(first.impact.validity);
    const keptOnes = second.impact.revocation!.evidence!.filter(({ reason }) =>
      /^kept since 20\d\d-/.test(reason ?? ''),
    );
    expect(keptOnes).toHaveLength(6);
    const third = await runJson(['list.pem', ...CHECK, ...STORE, '--offline'], { cwd });
    expect(asked).toEqual([]);
    expect(third.impact.validity).toEqual(first.impact.validity);
  });

  it('does not let a wrongly signed CRL take the place of a good one', async () => {
    const { cwd, put, crlFor } = await prepare();
    const good = await runJson(['list.pem', ...CHECK, ...STORE], { cwd });
    put('/good.crl', crlFor('/good.crl', { entries: [], signer: makeCrlCa().signer }));
    const again = ['list.pem', ...CHECK, ...STORE, '--ask-again'];
    const { impact } = await runJson(again, { cwd });
    expect(impact.validity).toEqual(good.impact.validity);
  });

  it('does not let an older CRL take the place of a newer one, and looks at both', async () => {
    const { cwd, put, crlFor } = await prepare();
    const good = await runJson(['list.pem', ...CHECK, ...STORE], { cwd });
    put('/good.crl', crlFor('/good.crl', { entries: [], thisUpdate: '250331000000Z' }));
    const again = ['list.pem', ...CHECK, ...STORE, '--ask-again'];
    for (const run of [1, 2]) {
      const { impact } = await runJson(again, { cwd });
      expect([run, impact.validity]).toEqual([run, good.impact.validity]);
      const reasons = impact.revocation!.evidence!.map(({ reason }) => reason ?? '');
      expect(reasons).toContain('no better than the one that is kept, which is used, too');
      expect(reasons.join()).toContain('what the server has now is not accepted; kept since 20');
    }
  });

  it('counts a precertificate and its certificate once', async () => {
    const { ca, pathOf } = await serveCrls();
    const leaf = { crls: [pathOf('/good.crl')] };
    const issue = (serial: string): Uint8Array[] => [
      ca.issue({ ...leaf, serial, extensions: [POISON] }),
      ca.issue({ ...leaf, serial, extensions: [SCTS] }),
    ];
    const cwd = folderOf({
      'list.pem': pemOf([...issue('0101'), ...issue('0105'), issue('0102')[0]!]),
      'ca.pem': pemOf([ca.certificate]),
    });
    const { impact, status } = await runJson(['list.pem', ...CHECK], { cwd });
    expect(status).toBe(0);
    expect(impact.certificates).toMatchObject({ total: 3, pairs: 2, presumed: 1 });
    expect(impact.validity).toMatchObject({ revoked: 2, remainingValid: 1 });
  });

  it('is told list by list', async () => {
    const { cwd, listed } = await prepare();
    const link = (at: number): string => `${fingerprintOf(listed[at]!.der)}\n`;
    writeFileSync(join(cwd, 'a.txt'), link(0) + link(1) + link(4));
    writeFileSync(join(cwd, 'b.txt'), link(1) + link(8));
    const args = ['a.txt', 'b.txt', '--from', 'list.pem', ...CHECK];
    const { impact } = await runJson(args, { cwd });
    const counts = impact.groups.map(({ validity, revocation }) => [
      validity.revoked,
      validity.remainingValid,
      revocation?.remainingUnknown,
    ]);
    expect(counts).toEqual([
      [2, 1, 0],
      [1, 0, 1],
    ]);
    expect(impact.validity).toMatchObject({ revoked: 2, remainingValid: 1 });
    expect(impact.groups[0]!.revocation).not.toHaveProperty('evidence');
  });

  it('ends at once when interrupted while a server says nothing', async () => {
    const { url } = await serve(() => undefined);
    const ca = makeCrlCa();
    const cwd = folderOf({
      'list.pem': pemOf([ca.issue({ crls: [`${url}/slow.crl`] })]),
      'ca.pem': pemOf([ca.certificate]),
    });
    const running = start(['list.pem', ...CHECK, '-o', 'out.md'], { cwd });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    running.kill('SIGINT');
    const { status, milliseconds } = await running.finished;
    expect(status).toBe(130);
    expect(milliseconds).toBeLessThan(6_000);
  });
});

const POISON = extension('1.3.6.1.4.1.11129.2.4.3', bytesOf('05 00'), true);
const SCTS = extension('1.3.6.1.4.1.11129.2.4.2', octetString(bytesOf('00 00')));

describe('local evidence', () => {
  it('is files and folders of CRLs, PEM and DER, without the network', async () => {
    const setting = await prepare();
    const { cwd, ca, asked } = setting;
    const crl = ca.crl({ entries: [{ serial: '0101', reason: 1 }] });
    mkdirSync(join(cwd, 'crls', 'deep'), { recursive: true });
    writeFileSync(join(cwd, 'crls', 'deep', 'whole.crl'), crl);
    writeFileSync(join(cwd, 'crls', 'note.txt'), 'no CRL here');
    writeFileSync(join(cwd, 'crls', 'ca.der'), ca.certificate);
    const partial = ca.crl({ thisUpdate: '250402000000Z', entries: [{ serial: '0202' }] });
    writeFileSync(join(cwd, 'two.pem'), toPem('X509 CRL', crl) + toPem('X509 CRL', partial));
    const check = ['--issuers', 'ca.pem', '--as-of', AS_OF, '--offline'];
    const folder = await runJson(['list.pem', '--revocation', 'crls', ...check], { cwd });
    expect(folder.status).toBe(0);
    expect(folder.impact.revocation!.statuses).toMatchObject({ revoked: 1, notRevoked: 14 });
    expect(folder.impact.revocation!.evidence).toHaveLength(1);
    const file = await runJson(['list.pem', '--revocation', 'two.pem', ...check], { cwd });
    expect(file.impact.revocation!.statuses).toMatchObject({ revoked: 2, notRevoked: 13 });
    expect(file.impact.revocation!.evidence!.map(({ name }) => name)).toContain('two.pem:1');
    expect(asked).toEqual([]);
  });

  it('is the word of the CA in a CSV, which proves no absence, and loses against a newer CRL', async () => {
    const { cwd, ca, listed } = await prepare();
    const hash = fingerprintOf(listed.find(({ leaf }) => leaf.serial === '0205')!.der);
    const csv = [
      'Serial number,SHA-256,Revocation date,Reason',
      '0206,,2025-03-30T10:00:00Z,keyCompromise',
      `,${hash},2025-03-31,superseded`,
      '0105,,2025-03-20,superseded',
      '0107,,2025-04-03T12:00:00Z,superseded',
      '0207,,2025-05-01,',
      'zz,,2025-03-30,superseded',
      '0999,,2025-03-30,superseded',
    ].join('\n');
    writeFileSync(join(cwd, 'revoked.csv'), csv);
    const list = ['--revocation', 'revoked.csv', '--as-of', AS_OF];
    const alone = await runJson(['list.pem', ...list, '--offline'], { cwd });
    expect(alone.impact.revocation!.statuses).toMatchObject({ revoked: 4, notRevoked: 0 });
    expect(alone.stderr).toContain('revoked.csv:7: no serial number in hex: zz');
    expect(alone.stderr).toContain('revoked.csv: 1 of its lines name no certificate here');
    const both = await runJson(['list.pem', ...CHECK, '--revocation', 'revoked.csv'], { cwd });
    const { statuses, unknown } = countsOf(both.impact.revocation!);
    // 0205 and 0206 by their lines; 0107 after its CRL was made
    expect(statuses.revoked).toBe(4 + 3);
    expect(unknown['contradicted']).toBe(1);
    expect(ca.certificate).toBeDefined();
    const text = await run(['list.pem', ...list, '--offline', '--format', 'text'], { cwd });
    expect(text.stdout).toContain('Evidence: the list revoked.csv.');
  });
});

describe('the deadline', () => {
  const DUE = ['--discovered', '2025-03-16', '--deadline', '5d'];

  it('tells who was revoked in time, late, not yet, and by how much', async () => {
    const { cwd } = await prepare();
    const { impact } = await runJson(['list.pem', ...CHECK, ...DUE], { cwd });
    expect(impact.revocation!.delay).toEqual({
      discovered: '2025-03-16T00:00:00Z',
      deadline: '2025-03-21T00:00:00Z',
      passed: true,
      revokedInTime: 3,
      revokedLate: 1,
      revokedUndated: 0,
      revokedOnDeadlineDay: 0,
      notYetRevoked: 2,
      expiredBeforeDeadline: 0,
      expiredBeforeDiscovery: 0,
      expiredAfterDeadline: 1,
      exempt: 1,
      unknown: 9,
      lateness: { median: 36 * 3600, largest: 36 * 3600 },
    });
  });

  it('makes the update of a delayed revocation, with the estimate left to the CA', async () => {
    const { cwd } = await prepare();
    const format = ['--format', 'revocation-delay'];
    const { stdout } = await run(['list.pem', ...CHECK, ...DUE, ...format], { cwd });
    const points = linesOf(stdout).filter((line) => line.startsWith('- **'));
    expect(points[0]).toContain(
      'have been revoked:** at least 4 (1 of them expired, too), the first at 2025-03-04 12:00:00 UTC',
    );
    expect(points[1]).toContain('been revoked:** at least 2. Of 10 certificates it is not known');
    expect(points[1]).toContain('short-lived (BR 1.6.1), without evidence (1)');
    expect(stdout).toContain('1 is short-lived (BR 1.6.1) and exempt from revocation. Of 9 ');
    expect(points[2]).toBe(
      '- **Number of certificates planned for revocation that have expired:** 1',
    );
    expect(points[3]).toContain('will be completed:** _[to be completed by the CA');
    expect(points).toHaveLength(4);
    expect(stdout).toContain('Late by: median 1 day 12 hours, largest 1 day 12 hours.');
  });
});

describe('the update of a delayed revocation', () => {
  it('says that nothing is known where nothing was examined, and no 0', async () => {
    const { cwd, ca } = await prepare();
    writeFileSync(join(cwd, 'miss.txt'), `${'ab'.repeat(32)}\n`);
    writeFileSync(join(cwd, 'all.crl'), ca.crl());
    const args = ['miss.txt', '--from', 'list.pem', '--revocation', 'all.crl', '--offline'];
    const due = ['--issuers', 'ca.pem', '--discovered', '2025-04-02', '--deadline', '24h'];
    const { stdout } = await run([...args, ...due, '--format', 'revocation-delay'], { cwd });
    expect(stdout).toContain('How the deadline was kept is not known');
    expect(stdout).toContain('that have expired:** Not known.');
    expect(stdout).not.toMatch(/(?::\*\*|\*\*:) (?:at least )?0|\b0 were/);
    const { impact } = await runJson([...args, ...due], { cwd });
    expect(impact.revocation!.delay).toBeNull();
  });

  it('does not count what had expired before the CA was aware as planned for revocation', async () => {
    const { cwd } = await prepare();
    const due = ['--discovered', '2025-04-02', '--deadline', '24h', '--format', 'revocation-delay'];
    const { stdout } = await run(['list.pem', ...CHECK, ...due], { cwd });
    expect(stdout).toContain('that have expired:** 0. 1 more had expired before the CA was aware.');
  });
});

describe('build', () => {
  it('fills the revocation columns by evidence, and verify has nothing against them', async () => {
    const { cwd, listed } = await prepare();
    const due = ['--discovered', '2025-03-16', '--deadline', '5d', '--planned-date', '2025-04-20'];
    const built = await run(
      ['build', 'list.pem', '--no-siblings', ...CHECK, ...due, '-o', 'table.csv'],
      { cwd },
    );
    expect(built.status).toBe(3);
    const printed = await run(['build', 'list.pem', '--no-siblings', ...CHECK, ...due], { cwd });
    const bySerial = new Map(
      rowsOf(printed).map((row) => [
        row['Serial #'],
        [row['Is revoked?'], row['Revocation date'], row['Revocation reason']],
      ]),
    );
    expect(bySerial.size).toBe(listed.length);
    expect(bySerial.get('0101')).toEqual(['Yes', '2025-03-20T12:00:00Z', 'keyCompromise']);
    expect(bySerial.get('0102')).toEqual(['Yes', '2025-03-22T12:00:00Z', 'unspecified']);
    expect(bySerial.get('0104')).toEqual(['Yes', '2025-03-10T12:00:00Z', 'superseded']);
    expect(bySerial.get('0105')).toEqual(['Delayed', '2025-04-20', 'N/A']);
    expect(bySerial.get('0106')).toEqual(['N/A', 'N/A', 'N/A']);
    // stale, on hold
    expect(bySerial.get('0202')).toEqual(['', '', '']);
    expect(bySerial.get('0103')).toEqual(['', '', '']);
    const from = ['--from', 'list.pem'];
    const verified = await run(['verify', 'table.csv', ...from, ...CHECK], { cwd });
    // of ten it is not known; and a hold is no reason for TLS certificates
    expect(verified.stdout).toContain('revocation-status-missing (10)');
    expect(verified.stdout).toContain('11 warnings in 17 entries');
    expect(verified.stdout).toContain('certificateHold');
  });
});

describe('verify', () => {
  it('holds the cells against the CRLs', async () => {
    const { cwd } = await prepare();
    const planned = ['--planned-date', '2025-04-20'];
    const { stdout } = await run(['build', 'list.pem', '--no-siblings', ...CHECK, ...planned], {
      cwd,
    });
    const spoilt = stdout
      .replace('2025-03-20T12:00:00Z,keyCompromise', '2025-03-21T13:00:00Z,superseded')
      .replace(/(0105,.*?),Planned,2025-04-20,N\/A/, '$1,Yes,2025-03-20,superseded')
      .replace(/(0104,.*?),Yes,2025-03-10T12:00:00Z,superseded/, '$1,N/A,N/A,N/A')
      .replace(/(0102,.*?),Yes,2025-03-22T12:00:00Z,unspecified/, '$1,Planned,2025-04-20,N/A');
    writeFileSync(join(cwd, 'table.csv'), spoilt);
    const args = ['verify', 'table.csv', '--from', 'list.pem', ...CHECK, '--format', 'json'];
    const { stdout: found, status } = await run(args, { cwd });
    expect(status).toBe(1);
    const { findings } = JSON.parse(found) as { findings: { code: string; message: string }[] };
    const messages = new Map(findings.map(({ code, message }) => [code, message]));
    expect([...messages.keys()]).toEqual(
      expect.arrayContaining([
        'revoked-not-on-crl',
        'revoked-though-pending',
        'revoked-though-not-applicable',
        'revocation-date-differs',
        'revocation-reason-differs',
        'crl-reason-not-permitted',
      ]),
    );
    expect(messages.get('revocation-date-differs')).toMatch(/^1 day 1 hour later than the CRL /);
  });
});

describe('verify, beside the word of the CA', () => {
  it('does not take it for an entry on a CRL', async () => {
    const { cwd } = await prepare();
    const list = 'Serial number,Revocation date,Reason\n';
    // one that a newer CRL does not list, and one of which no CRL is to be had
    const lines = '0105,2025-03-20,cACompromise\n0206,2025-03-20,cACompromise\n';
    writeFileSync(join(cwd, 'revoked.csv'), list + lines);
    const planned = ['--planned-date', '2025-04-20'];
    await run(['build', 'list.pem', '--no-siblings', ...CHECK, ...planned, '-o', 'table.csv'], {
      cwd,
    });
    const { stdout } = await run(
      ['verify', 'table.csv', '--from', 'list.pem', ...CHECK, '--revocation', 'revoked.csv'],
      { cwd },
    );
    expect(stdout).not.toContain('cACompromise');
    // the reason of the hold, which is on a CRL
    expect(stdout).toContain('gives the reason certificateHold');
  });

  it('names the list of the CA where that has another date', async () => {
    const { cwd } = await prepare();
    writeFileSync(join(cwd, 'a.csv'), 'Serial number,Revocation date\n0206,2025-03-20\n');
    writeFileSync(join(cwd, 'b.csv'), 'Serial number,Revocation date\n0206,2025-03-22\n');
    const build = ['build', 'list.pem', '--no-siblings', '--as-of', AS_OF, '--offline'];
    await run([...build, '--revocation', 'a.csv', '-o', 'table.csv'], { cwd });
    const { stdout } = await run(
      ['verify', 'table.csv', '--from', 'list.pem', '--as-of', AS_OF, '--revocation', 'b.csv'],
      { cwd },
    );
    expect(stdout).toContain('2 days earlier than the list b.csv says');
  });
});

describe('slips of the command line', () => {
  it.each([
    [['--issuers', 'ca.pem'], '--issuers is of no use without --revocation'],
    [['--allow-private'], '--allow-private is of no use without --revocation'],
    [['--format', 'revocation-delay'], '--format revocation-delay needs --revocation'],
    [['--revocation', 'crl', '--deadline', '5d'], '--discovered and --deadline go together'],
    [['--revocation', 'crl', '--discovered', 'x', '--deadline', '5d'], '--discovered is no time'],
    [
      ['--revocation', 'crl', '--discovered', '2999-01-01', '--deadline', '5d'],
      '--discovered is later than what is measured',
    ],
    [['--revocation', 'ocsp://x'], '--revocation knows no source like'],
    [['--revocation', 'nowhere'], 'nowhere: there is no such file'],
    [['--revocation', 'crl', '--issuers', 'no'], 'no: there is no such file'],
    [['--revocation', 'crl', '--ccadb', 'no'], 'no: there is no such file'],
    [['--revocation', 'crt.sh:sql', '--offline'], '--offline forbids --revocation crt.sh:sql'],
    [['--revocation', 'crl', '--ccadb', 'fetch', '--offline'], '--offline forbids --ccadb fetch'],
    [['--revocation', 'ca.pem'], 'ca.pem:1: no column is named'],
  ])('%j is told at once, and nothing is made', async (args, message) => {
    const ca = makeCrlCa();
    const cwd = folderOf({ 'list.pem': pemOf([ca.issue()]), 'ca.pem': pemOf([ca.certificate]) });
    const { status, stderr, stdout } = await run(['list.pem', ...args], { cwd });
    expect(stderr).toContain(message);
    expect(status).toBe(2);
    expect(stdout).toBe('');
  });
});
