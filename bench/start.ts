/** Row group `start`: what a person waits for. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Side, interleave, ratios, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM, inRepository } from './paths.ts';
import * as print from './print.ts';

interface Row extends Side {
  readonly maxSeconds?: number;
  /** Of the time of `node -e 0`. */
  readonly maxRatio?: number;
}

const BARE = 'node -e 0';
const SAMPLE_LINES = 20;

export function benchStart({ dir, quick, rounds = quick ? 5 : 15 }: BenchOptions): void {
  const list = join(dir, 'sample.txt');
  const lines = readFileSync(inRepository('samples/appendix.txt'), 'utf8').split('\n');
  const links = lines.filter((line) => line.startsWith('http')).slice(0, SAMPLE_LINES);
  writeFileSync(list, `${links.join('\n')}\n`);
  const sample = [list, '--from', inRepository('samples/certificates.pem'), '--offline'];
  const rows: Row[] = [
    { name: BARE, command: [process.execPath, '-e', '0'] },
    { name: '--version', command: [...PROGRAM, '--version'], maxSeconds: 0.1 },
    { name: '--help', command: [...PROGRAM, '--help'], maxSeconds: 0.15 },
    { name: `Impact of ${links.length} lines`, command: [...PROGRAM, ...sample], maxRatio: 3 },
  ];
  const samples = interleave(rows, rounds, {});
  const wall = new Map(
    Array.from(samples, ([name, runs]) => [name, runs.map(({ wallSeconds }) => wallSeconds)]),
  );
  print.printHeading(
    'Start',
    `Wall time, whole process, all cores. ${rounds} rounds; medians, and the ratio of each round. ` +
      'The list and the certificates are those of `samples/`.',
  );
  print.printTable(
    ['', 'wall (min to max), ms', `÷ \`${BARE}\` (min to max)`, 'budget', ''],
    rows.map((row) => printRow(row, wall)),
  );
}

function printRow(
  { name, maxSeconds, maxRatio }: Row,
  wall: ReadonlyMap<string, readonly number[]>,
): string[] {
  const seconds = wall.get(name)!;
  const ratio = ratios(seconds, wall.get(BARE)!);
  const milliseconds = spread(seconds.map((value) => value * 1000));
  const cells = [`\`${name}\``, print.formatSpread(milliseconds), print.formatSpread(ratio)];
  if (maxSeconds !== undefined) {
    const met = milliseconds.median <= maxSeconds * 1000;
    return [...cells, `≤ ${print.formatMilliseconds(maxSeconds)}`, print.formatVerdict(met)];
  }
  if (maxRatio === undefined) return [...cells, '', ''];
  return [...cells, `≤ ${maxRatio} × \`${BARE}\``, print.formatVerdict(ratio.median <= maxRatio)];
}
