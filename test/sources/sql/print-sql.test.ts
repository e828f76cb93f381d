import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fingerprint, fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { openLocalSource } from '../../../src/sources/local.ts';
import { printSql } from '../../../src/sources/sql/print-sql.ts';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { collect, fakeDer, temporaryFolder } from '../material.ts';
import { someCertificates } from './material.ts';

describe('a script for psql', () => {
  const certificates = someCertificates(300);
  const fingerprints = certificates.map(fingerprintOf);

  it('says at its head how to run it, and how to go on', () => {
    const [head] = printSql(fingerprints, []);
    expect(head).toContain('psql -h crt.sh -p 5432 -U guest certwatch -X -f -');
    expect(head).toContain('--from certificates.pem');
  });

  it('asks for two hundred at once', () => {
    const statements = [
      ...printSql(
        Array.from({ length: 401 }, () => fingerprints[0]!),
        ['7'],
      ),
    ];
    expect(statements).toHaveLength(1 + 3 + 1);
    expect(statements[1]!.split(fingerprints[0]!)).toHaveLength(201);
  });

  it('holds nothing that is no fingerprint and no id', () => {
    const bad = ["'; DROP TABLE certificate; --", '\\! rm -rf .'];
    const script = [...printSql(bad as Fingerprint[], [...bad, '99999999999999999999'])];
    expect(script).toHaveLength(1);
  });

  describe.skipIf(!hasCertwatch() || !hasPsql())('run by psql', () => {
    let certwatch: Certwatch;

    beforeAll(async () => {
      certwatch = await startCertwatch({ certificates });
    });
    afterAll(() => certwatch.close());

    it('writes what cert-impact reads back', async () => {
      const absent = fakeDer(1);
      const output = run([...printSql([fingerprintOf(absent), ...fingerprints], [])].join(''));
      expect(output.text).toMatch(/^-----BEGIN CERTIFICATE-----\n/);
      const told = await collect(await openLocalSource(output.path), [...certificates, absent]);
      expect(told.filter((line) => line.endsWith(' found'))).toHaveLength(certificates.length);
      expect(told).toContain(`${certificates.length} notFound`);
    });

    it('writes certificates by id, each under its id', async () => {
      const output = run([...printSql([], ['2', '00001', '987654321'])].join(''));
      expect(output.text).toMatch(/^crt\.sh id \d\n-----BEGIN/);
      const source = await openLocalSource(output.path);
      expect(await collect(source, certificates.slice(0, 3))).toEqual(
        expect.arrayContaining(['0 found', '1 found', '2 notFound']),
      );
    });

    function run(script: string): { readonly text: string; readonly path: string } {
      const argv = ['-h', '127.0.0.1', '-p', `${certwatch.port}`, '-U', 'guest', 'certwatch'];
      const psql = spawnSync('psql', [...argv, '-X', '-f', '-'], { input: script });
      expect(psql.stderr.toString()).toBe('');
      const path = join(temporaryFolder(), 'certificates.pem');
      writeFileSync(path, psql.stdout);
      return { text: psql.stdout.toString(), path };
    }
  });
});

function hasPsql(): boolean {
  const there = spawnSync('psql', ['--version']).status === 0;
  if (!there) console.info('skipped: psql is not installed on this machine');
  return there;
}
