/** Row group `sql`: certificates out of a local PostgreSQL with crt.sh's tables, next to psql. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprintOf } from '../src/fingerprint/fingerprint.ts';
import { printSql } from '../src/sources/sql/print-sql.ts';
import { type Certwatch, startCertwatch } from '../test/support/certwatch.ts';
import { postgresMissing } from '../test/support/certwatch/postgres.ts';
import { readPem } from '../test/support/shared.ts';
import { ensureBundle } from './certificates/bundle.ts';
import { hasProgram, interleave, progress, ratios, type Side, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import * as print from './print.ts';

/** Of the rate of psql copying the same rows out (issue 4). */
const BUDGET = 0.7;
const OURS = '**cert-impact**, 2 connections';
const COPY = 'psql, `\\copy` of the same look-up in one statement';
const PRINTED = 'psql, the script of `--print-sql`';
const TABLE = 'psql, `\\copy` of the table, nothing looked up';

/** What the statement looks like to a `\copy`, which must stand on one line and has no parameters. */
const LOOK_UP =
  'SELECT f.h, c.ID, c.ISSUER_CA_ID, c.CERTIFICATE FROM wanted f LEFT JOIN LATERAL (' +
  'SELECT c.ID, c.ISSUER_CA_ID, c.CERTIFICATE FROM certificate c ' +
  "WHERE digest(c.CERTIFICATE,'sha256') = decode(f.h,'hex') AND coalesce(x509_notAfter(c.CERTIFICATE)," +
  "'infinity'::timestamp) >= '2025-01-01'::timestamp LIMIT 1) c ON TRUE";

export async function benchSql(options: BenchOptions): Promise<void> {
  const { dir, quick, rounds = quick ? 2 : 5 } = options;
  const missing = postgresMissing() ?? (hasProgram('psql') ? undefined : 'psql is not installed');
  const count = quick ? 4_000 : 20_000;
  print.printHeading(
    'SQL: certificates out of a local PostgreSQL with the tables of crt.sh',
    `${print.formatCount(count)} distinct generated certificates by their SHA-256; ${rounds} rounds, ` +
      'whole processes. Ours proves each by its hash; psql writes them to a file. The server does ' +
      'the same work for all but the last.',
  );
  if (missing !== undefined) {
    console.log(`Not measured: ${missing}.`);
    return;
  }
  progress('making and loading certificates');
  const certificates = readPem((await ensureBundle(dir, count)).pem);
  const certwatch = await startCertwatch({ certificates });
  try {
    await measureAll(certwatch, certificates, dir, rounds);
  } finally {
    await certwatch.close();
  }
}

async function measureAll(
  certwatch: Certwatch,
  certificates: readonly Uint8Array[],
  dir: string,
  rounds: number,
): Promise<void> {
  const fingerprints = certificates.map(fingerprintOf);
  const list = join(dir, 'sql-list.txt');
  const script = join(dir, 'sql-script.sql');
  writeFileSync(list, `${fingerprints.join('\n')}\n`);
  writeFileSync(script, [...printSql(fingerprints, [])].join(''));
  await certwatch.psql(
    'CREATE TABLE wanted (h text); GRANT SELECT ON wanted TO guest; ' +
      'CREATE VIEW everything AS SELECT * FROM certificate; GRANT SELECT ON everything TO guest',
  );
  await certwatch.psql('INSERT INTO wanted SELECT unnest($1::text[])', [fingerprints]);
  const psql = ['psql', certwatch.url, '-X', '-q', '-o', '/dev/null'];
  const copy = (query: string): string => `\\copy (${query}) TO '${join(dir, 'sql-rows.txt')}'`;
  const program = fileURLToPath(new URL('./sql-collect.js', import.meta.url));
  const sides: Side[] = [
    { name: OURS, command: [process.execPath, program, certwatch.url, list] },
    { name: COPY, command: [...psql, '-c', copy(LOOK_UP)] },
    { name: PRINTED, command: [...psql, '-f', script] },
    { name: TABLE, command: [...psql, '-c', copy('SELECT * FROM everything')] },
  ];
  const samples = interleave(sides, rounds, { resources: true });
  for (const { output } of samples.get(OURS)!) {
    if (Number(output) !== certificates.length) throw new Error(`only ${output.trim()} were found`);
  }
  const wall = (name: string): number[] => samples.get(name)!.map((each) => each.wallSeconds);
  const cells = sides.map(({ name }) => {
    // rates, so that more is better
    const ratio = ratios(wall(name), wall(OURS));
    const runs = samples.get(name)!;
    return [
      name,
      print.formatSeconds(spread(wall(name)).median),
      print.formatCount(Math.round(certificates.length / spread(wall(name)).median)),
      print.formatSeconds(spread(runs.map(({ cpuSeconds }) => cpuSeconds)).median),
      print.formatBytes(spread(runs.map(({ peakBytes }) => peakBytes)).max),
      name === OURS ? '1' : print.formatSpread(ratio),
      name === COPY ? `≥ ${BUDGET}` : '',
      name === COPY ? print.formatVerdict(ratio.median >= BUDGET) : '',
    ];
  });
  progress('');
  const head = ['', 'wall', 'certificates/s', 'CPU of the client', 'peak memory of the client'];
  print.printTable([...head, 'our rate ÷ its (min to max)', 'budget', ''], cells);
}
