/** Row group `stream`: a bundle larger than memory, through a pipe. */
import { statSync } from 'node:fs';
import { ensureBundle } from './certificates/bundle.ts';
import { type Side, interleave, progress, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM } from './paths.ts';
import * as print from './print.ts';

const CERTIFICATES = 100_000;
/** How often the bundle comes; the last one is 10 GB. */
const TIMES = [1, 10, 50];
const QUICK_TIMES = [1, 5];
/** Whatever the size: what is under way, 100,000 certificates, and a row number for each entry. */
const MAX_PEAK_BYTES = 384 * 2 ** 20;

export async function benchStream({ dir, quick, rounds = 1 }: BenchOptions): Promise<void> {
  progress('making certificates');
  const { pem } = await ensureBundle(dir, CERTIFICATES);
  const size = statSync(pem).size;
  const points = (quick ? QUICK_TIMES : TIMES).map((times) => ({
    times,
    side: sideOf(pem, times),
  }));
  const samples = interleave(
    points.map(({ side }) => side),
    rounds,
    { resources: true },
  );
  print.printHeading(
    'Stream: a bundle through a pipe',
    `\`cat bundle.pem bundle.pem … | cert-impact -\`: the same ${print.formatCount(CERTIFICATES)} ` +
      'certificates over and over, each time found to be listed already. All cores, whole process.',
  );
  print.printTable(
    ['bundle', 'entries', 'wall', 'MB/s', 'peak memory', 'budget', ''],
    points.map(({ times, side }) => {
      const runs = samples.get(side.name)!;
      const wall = spread(runs.map(({ wallSeconds }) => wallSeconds)).median;
      const peak = spread(runs.map(({ peakBytes }) => peakBytes)).max;
      return [
        `${print.formatNumber((size * times) / 1e9)} GB`,
        print.formatCount(CERTIFICATES * times),
        print.formatSeconds(wall),
        print.formatNumber((size * times) / 1e6 / wall),
        print.formatBytes(peak),
        `≤ ${print.formatBytes(MAX_PEAK_BYTES)}`,
        Number.isNaN(peak) ? 'not measured' : print.formatVerdict(peak <= MAX_PEAK_BYTES),
      ];
    }),
  );
}

function sideOf(pem: string, times: number): Side {
  const program = [...PROGRAM, '-', '--offline', '--format', 'json', '-q']
    .map((word) => `'${word}'`)
    .join(' ');
  const feed = `for i in $(seq ${times}); do cat '${pem}'; done`;
  return { name: `${times} times`, command: ['sh', '-c', `(${feed}) | ${program}`] };
}
