/** How everything here is measured: whole processes, side after side, round after round. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Sample {
  readonly wallSeconds: number;
  /** NaN, like `peakBytes`, where it was not asked for or GNU time is missing. */
  readonly cpuSeconds: number;
  readonly peakBytes: number;
  readonly output: string;
}

export interface Side {
  readonly name: string;
  readonly command: readonly string[];
}

export interface Conditions {
  /** Keep the process, threads and all, on one core. */
  readonly oneCore?: boolean;
  /** Measure CPU time and memory too; costs two more milliseconds of wall time. */
  readonly resources?: boolean;
}

const GNU_TIME = '/usr/bin/time';
const MAX_OUTPUT_BYTES = 1 << 28;

export function measure({ name, command }: Side, conditions: Conditions): Sample {
  const usage = join(tmpdir(), `cert-impact-bench-usage-${process.pid}`);
  const pinned = conditions.oneCore === true && hasProgram('taskset');
  const timed = conditions.resources === true && existsSync(GNU_TIME);
  const [program, ...argv] = [
    ...(timed ? [GNU_TIME, '-o', usage, '-f', '%U %S %M'] : []),
    ...(pinned ? ['taskset', '-c', '0'] : []),
    ...command,
  ];
  const start = process.hrtime.bigint();
  const result = spawnSync(program!, argv, { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES });
  const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (result.status !== 0) {
    const cause = result.error?.message ?? result.stderr.slice(-2000);
    throw new Error(`${name}: status ${result.status ?? result.signal ?? 'none'}: ${cause}`);
  }
  const [user, system, kibibytes] = timed ? readUsage(usage) : [NaN, NaN, NaN];
  const cpuSeconds = user! + system!;
  return { wallSeconds, cpuSeconds, peakBytes: kibibytes! * 1024, output: result.stdout };
}

/** A B C, A B C, …: what disturbs the machine disturbs all sides alike. Samples by name of the side. */
export function interleave(
  sides: readonly Side[],
  rounds: number,
  conditions: Conditions,
): Map<string, Sample[]> {
  const samples = new Map<string, Sample[]>(sides.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const side of sides) {
      progress(`round ${round} of ${rounds}: ${side.name}`);
      samples.get(side.name)!.push(measure(side, conditions));
    }
  }
  return samples;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median =
    sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { min: sorted[0]!, median, max: sorted.at(-1)! };
}

/** The ratio of each round: a round's sides ran within seconds of each other. */
export function ratios(numerators: readonly number[], denominators: readonly number[]): Spread {
  return spread(numerators.map((numerator, round) => numerator / denominators[round]!));
}

export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

export function hasProgram(name: string): boolean {
  return spawnSync('which', [name]).status === 0;
}

function readUsage(path: string): number[] {
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  return text.trim().split(' ').map(Number);
}
