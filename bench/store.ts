/** Row group `store`: the same certificates out of a warm store, and out of one big PEM file. */
import { existsSync, rmSync, statSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, ensureBundle } from './certificates/bundle.ts';
import { checkImpact } from './check-impact.ts';
import {
  type Sample,
  type Side,
  interleave,
  measure,
  progress,
  ratios,
  spread,
} from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM } from './paths.ts';
import * as print from './print.ts';

const SIZES = [30_000, 300_000, 3_000_000];
const QUICK_SIZES = [10_000, 100_000];
const MAX_PEAK_BYTES = 2 ** 30;
/** The largest bundle has 6.1 GB, its store 10 GB and more. */
const MIN_FREE_BYTES = 24e9;
const LARGE = 1_000_000;

interface Point {
  readonly bundle: Bundle;
  readonly store: string;
  readonly fromStore: Side;
  readonly fromPem: Side;
}

export function benchStore(options: BenchOptions): Promise<void> {
  const { dir, quick } = options;
  const sizes = quick ? QUICK_SIZES : SIZES;
  const fits = (size: number): boolean =>
    size < LARGE || existsSync(join(dir, `${size}.store`)) || freeBytes(dir) >= MIN_FREE_BYTES;
  return benchSizes(
    sizes.filter(fits),
    sizes.filter((size) => !fits(size)),
    options,
  );
}

async function benchSizes(
  sizes: readonly number[],
  skipped: readonly number[],
  { dir, quick, rounds = quick ? 2 : 3 }: BenchOptions,
): Promise<void> {
  const points: Point[] = [];
  for (const size of sizes) {
    progress(`making ${print.formatCount(size)} certificates`);
    points.push(pointOf(await ensureBundle(dir, size), join(dir, `${size}.store`)));
  }
  const imports = new Map(points.map((point) => [point, ensureStore(point)]));
  const samples = interleave(
    points.flatMap(({ fromStore, fromPem }) => [fromStore, fromPem]),
    rounds,
    { resources: true },
  );
  progress('');
  print.printHeading(
    'Store: fingerprint lines against a warm store',
    '`cert-impact list.txt --from store --offline` next to `--from bundle.pem`, every line in both, ' +
      `whole process, all cores. ${rounds} rounds, medians; memory is the largest.`,
  );
  print.printTable(
    [
      'lines',
      'import',
      'on disk',
      'store',
      'µs a line',
      'PEM',
      'store ÷ PEM (min to max)',
      'peak memory',
      'under 1 GiB',
    ],
    points.map((point) => printPoint(point, imports.get(point), samples)),
  );
  for (const size of skipped) {
    console.log(`\n${print.formatCount(size)} lines skipped: not 24 GB free in ${dir}.`);
  }
}

function pointOf(bundle: Bundle, store: string): Point {
  const { certificates, list, pem } = bundle;
  const command = [...PROGRAM, list, '--offline', '--format', 'json', '-q', '--store', store];
  return {
    bundle,
    store,
    fromStore: { name: `${certificates} store`, command: [...command, '--from', 'store'] },
    fromPem: { name: `${certificates} PEM`, command: [...command, '--from', pem] },
  };
}

/** What the import took, if it was not done before. */
function ensureStore({ bundle, store }: Point): Sample | undefined {
  // an import that was broken off is done again
  const stats = [...PROGRAM, 'store', 'stats', '--format', 'json', '--store', store];
  const { output } = measure({ name: 'stats', command: stats }, {});
  const { certificates } = JSON.parse(output) as { certificates: number };
  if (certificates === bundle.certificates) return undefined;
  rmSync(store, { recursive: true, force: true });
  progress(`importing ${print.formatCount(bundle.certificates)} certificates`);
  const command = [...PROGRAM, 'store', 'import', bundle.pem, '--store', store, '-q'];
  return measure({ name: 'import', command }, { resources: true });
}

function printPoint(
  { bundle, store, fromStore, fromPem }: Point,
  imported: Sample | undefined,
  samples: ReadonlyMap<string, readonly Sample[]>,
): string[] {
  const { certificates } = bundle;
  const ours = samples.get(fromStore.name)!;
  const pem = samples.get(fromPem.name)!;
  for (const { output } of [...ours, ...pem]) checkImpact(output, certificates);
  const wall = (runs: readonly Sample[]): number[] => runs.map(({ wallSeconds }) => wallSeconds);
  const median = spread(wall(ours)).median;
  const peak = spread(ours.map(({ peakBytes }) => peakBytes)).max;
  const importing =
    imported &&
    `${print.formatSeconds(imported.wallSeconds)}, ${print.formatBytes(imported.peakBytes)}`;
  return [
    print.formatCount(certificates),
    importing ?? 'done before',
    print.formatBytes(statSync(join(store, 'data.mdb')).size),
    print.formatSeconds(median),
    print.formatNumber((median * 1e6) / certificates),
    print.formatSeconds(spread(wall(pem)).median),
    print.formatSpread(ratios(wall(ours), wall(pem))),
    print.formatBytes(peak),
    Number.isNaN(peak) ? 'not measured' : print.formatVerdict(peak <= MAX_PEAK_BYTES),
  ];
}

function freeBytes(dir: string): number {
  const { bavail, bsize } = statfsSync(dir);
  return bavail * bsize;
}
