/** Row group `scale`: lists of up to 3,000,000 lines against a local bundle that holds them all. */
import { existsSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, ensureBundle } from './certificates/bundle.ts';
import { checkImpact } from './check-impact.ts';
import { type Sample, type Side, interleave, progress, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM } from './paths.ts';
import * as print from './print.ts';

interface Point {
  readonly lines: number;
  readonly lists: number;
  readonly side: Side;
}

interface Cost {
  /** Seconds, like `cpu`. */
  readonly wall: number;
  readonly cpu: number;
  readonly peak: number;
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
      'peak memory',
      'µs a further line',
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
  const cost = costOf(runs);
  const smaller = points.findLast((other) => other.lists === lists && other.lines < lines);
  return [
    print.formatCount(lines),
    `${lists}`,
    print.formatSeconds(cost.wall),
    print.formatSeconds(cost.cpu),
    print.formatNumber(lines / cost.wall),
    print.formatBytes(cost.peak),
    ...(smaller === undefined
      ? ['', '']
      : furtherLine(cost, costOf(samples.get(smaller.side.name)!), lines - smaller.lines)),
    Number.isNaN(cost.peak) ? 'not measured' : print.formatVerdict(cost.peak < MAX_PEAK_BYTES),
  ];
}

/** What each line beyond the smaller list costs, the start of the program left out. */
function furtherLine(cost: Cost, smaller: Cost, lines: number): string[] {
  const microseconds = ((cost.wall - smaller.wall) / lines) * 1e6;
  const octets = (cost.peak - smaller.peak) / lines;
  return [
    print.formatNumber(microseconds),
    Number.isNaN(octets) ? '–' : print.formatNumber(octets),
  ];
}

function costOf(runs: readonly Sample[]): Cost {
  return {
    wall: spread(runs.map(({ wallSeconds }) => wallSeconds)).median,
    cpu: spread(runs.map(({ cpuSeconds }) => cpuSeconds)).median,
    peak: spread(runs.map(({ peakBytes }) => peakBytes)).max,
  };
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
