/** Row group `scale`: lists of up to 3,000,000 lines against a local bundle that holds them all. */
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, ensureBundle } from './certificates/bundle.ts';
import { type Sample, type Side, interleave, progress, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM } from './paths.ts';
import * as print from './print.ts';

interface Point {
  readonly lines: number;
  readonly lists: number;
  readonly side: Side;
}

const SIZES = [30_000, 300_000, 3_000_000];
const QUICK_SIZES = [10_000, 100_000];
const MAX_PEAK_BYTES = 2 ** 30;
/** Beyond the largest bundle (6.1 GB and its lists) some room must remain. */
const MIN_FREE_BYTES = 10e9;
const LARGE = 1_000_000;

export async function benchScale({
  dir,
  quick,
  rounds = quick ? 2 : 3,
}: BenchOptions): Promise<void> {
  const points: Point[] = [];
  const skipped: number[] = [];
  for (const size of quick ? QUICK_SIZES : SIZES) {
    if (size >= LARGE && !existsSync(join(dir, `${size}.pem`)) && freeBytes(dir) < MIN_FREE_BYTES) {
      skipped.push(size);
      continue;
    }
    progress(`making ${print.formatCount(size)} certificates`);
    const bundle = await ensureBundle(dir, size);
    points.push(point(bundle, [bundle.list]), point(bundle, bundle.tenLists));
  }
  const samples = interleave(
    points.map(({ side }) => side),
    rounds,
    { resources: true },
  );
  print.printHeading(
    'Scale: fingerprint lines against a local bundle',
    `\`cert-impact list.txt --from bundle.pem --offline\`, every line in the bundle, whole process, all ` +
      `cores. ${rounds} rounds, medians; memory is the largest. Ten lists: the same lines dealt out.`,
  );
  print.printTable(
    [
      'lines',
      'lists',
      'wall',
      'CPU',
      'lines/s',
      'CPU µs a line',
      'peak memory',
      'octets a further line',
      'under 1 GiB',
    ],
    points.map((each) => printPoint(each, points, samples)),
  );
  for (const size of skipped) {
    console.log(`\n${print.formatCount(size)} lines skipped: not 10 GB free in ${dir}.`);
  }
}

function point({ certificates, pem }: Bundle, lists: readonly string[]): Point {
  return {
    lines: certificates,
    lists: lists.length,
    side: {
      name: `${certificates} lines in ${lists.length}`,
      command: [...PROGRAM, ...lists, '--from', pem, '--offline', '--format', 'json', '-q'],
    },
  };
}

function printPoint(
  { lines, lists, side }: Point,
  points: readonly Point[],
  samples: ReadonlyMap<string, readonly Sample[]>,
): string[] {
  const runs = samples.get(side.name)!;
  for (const { output } of runs) checkImpact(output, lines);
  const wall = spread(runs.map(({ wallSeconds }) => wallSeconds)).median;
  const cpu = spread(runs.map(({ cpuSeconds }) => cpuSeconds)).median;
  const peak = peakOf(runs);
  const smaller = points.findLast((other) => other.lists === lists && other.lines < lines);
  const further =
    smaller === undefined
      ? ''
      : print.formatNumber(
          (peak - peakOf(samples.get(smaller.side.name)!)) / (lines - smaller.lines),
        );
  return [
    print.formatCount(lines),
    `${lists}`,
    print.formatSeconds(wall),
    print.formatSeconds(cpu),
    print.formatNumber(lines / wall),
    print.formatNumber((cpu / lines) * 1e6),
    print.formatBytes(peak),
    further,
    Number.isNaN(peak) ? 'not measured' : print.formatVerdict(peak < MAX_PEAK_BYTES),
  ];
}

function peakOf(runs: readonly Sample[]): number {
  return spread(runs.map(({ peakBytes }) => peakBytes)).max;
}

function checkImpact(output: string, lines: number): void {
  const impact = JSON.parse(output) as { certificates: { total: number; notExamined: number } };
  const { total, notExamined } = impact.certificates;
  if (total !== lines || notExamined !== 0) {
    throw new Error(`${total} certificates, ${notExamined} not examined, of ${lines}`);
  }
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
