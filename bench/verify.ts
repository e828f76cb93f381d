/** Row group `verify`: a table held against its certificates, next to the Impact of the same table. */
import { existsSync, renameSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBundle } from './certificates/bundle.ts';
import { type Side, interleave, measure, progress, ratios, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM } from './paths.ts';
import * as print from './print.ts';

/** The largest table that the guidelines demand. */
const ROWS = 9_999;
const MAX_RATIO = 3;
const MANY = 1_000_000;
const MAX_PEAK_BYTES = 2 ** 30;
/** A bundle of a million certificates, its lists and its table. */
const MIN_FREE_BYTES = 6e9;
const AS_OF = ['--as-of', '2026-11-01'];

interface Table {
  readonly rows: number;
  readonly csv: string;
  /** The same certificates as crt.sh links. */
  readonly links: string;
  readonly pem: string;
}

export async function benchVerify({
  dir,
  quick,
  rounds = quick ? 3 : 7,
}: BenchOptions): Promise<void> {
  const table = await ensureTable(dir, ROWS);
  const [impact, verify, links] = [
    impactOf(table, 'csv'),
    verifyOf(table),
    impactOf(table, 'links'),
  ];
  const samples = interleave([impact, verify, links], rounds, { resources: true });
  const wall = (side: Side): number[] => samples.get(side.name)!.map((run) => run.wallSeconds);
  const ratio = ratios(wall(verify), wall(impact));
  const toLinks = ratios(wall(verify), wall(links));
  print.printHeading(
    'Verify: a table beside its certificates',
    `\`cert-impact verify table.csv --from bundle.pem --offline\` and \`cert-impact table.csv …\`; ` +
      'for information, the Impact of the same certificates as links. ' +
      `${print.formatCount(ROWS)} rows that \`build\` has made, whole process. ${rounds} rounds, medians.`,
  );
  print.printTable(
    ['', 'wall', 'ratio', 'budget', ''],
    [
      ['Impact of the table', print.formatSeconds(spread(wall(impact)).median), '', '', ''],
      [
        'Impact of the links',
        print.formatSeconds(spread(wall(links)).median),
        print.formatSpread(toLinks),
        '',
        '',
      ],
      [
        'verify',
        print.formatSeconds(spread(wall(verify)).median),
        print.formatSpread(ratio),
        `≤ ${MAX_RATIO}`,
        print.formatVerdict(ratio.median <= MAX_RATIO),
      ],
    ],
  );
  if (!quick) await benchMany(dir);
}

async function benchMany(dir: string): Promise<void> {
  if (!existsSync(join(dir, `${MANY}.pem`)) && freeBytes(dir) < MIN_FREE_BYTES) {
    console.log(`\n${print.formatCount(MANY)} rows skipped: not 6 GB free in ${dir}.`);
    return;
  }
  const table = await ensureTable(dir, MANY);
  progress(`verifying ${print.formatCount(MANY)} rows`);
  const { wallSeconds, peakBytes } = measure(verifyOf(table), { resources: true });
  console.log();
  print.printTable(
    ['rows', 'wall', 'µs a row', 'peak memory', 'budget', ''],
    [
      [
        print.formatCount(MANY),
        print.formatSeconds(wallSeconds),
        print.formatNumber((wallSeconds / MANY) * 1e6),
        print.formatBytes(peakBytes),
        `< ${print.formatBytes(MAX_PEAK_BYTES)}`,
        Number.isNaN(peakBytes) ? 'not measured' : print.formatVerdict(peakBytes < MAX_PEAK_BYTES),
      ],
    ],
  );
}

/** The guidelines' table of a bundle; made by the program if it is not there. */
async function ensureTable(dir: string, rows: number): Promise<Table> {
  progress(`making ${print.formatCount(rows)} certificates and their table`);
  const { pem, list: links } = await ensureBundle(dir, rows);
  const csv = join(dir, `${rows}.csv`);
  if (!existsSync(csv)) {
    const unfinished = `${csv}.unfinished`;
    const options = [
      '--offline',
      '--format',
      'csv',
      '--planned-date',
      '2026-12-01',
      ...AS_OF,
      '-q',
    ];
    const command = [...PROGRAM, 'build', pem, ...options, '-o', unfinished];
    measure({ name: 'build', command }, {});
    renameSync(unfinished, csv);
  }
  return { rows, csv, links, pem };
}

function impactOf({ pem, ...lists }: Table, form: 'csv' | 'links'): Side {
  const options = ['--from', pem, '--offline', '--format', 'json', '-q', ...AS_OF];
  return { name: `impact of ${form}`, command: [...PROGRAM, lists[form], ...options] };
}

function verifyOf({ rows, csv, pem }: Table): Side {
  const options = ['--from', pem, '--offline', '--format', 'json', '-q', ...AS_OF];
  return { name: `verify ${rows}`, command: [...PROGRAM, 'verify', csv, ...options] };
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
