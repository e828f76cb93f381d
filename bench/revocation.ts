/** Row group `revocation`: serial numbers looked up on a large CRL whose signature is verified. */
import { statSync } from 'node:fs';
import {
  type Sample,
  type Side,
  hasProgram,
  interleave,
  progress,
  ratios,
  spread,
} from './measure.ts';
import type { BenchOptions } from './options.ts';
import { inRepository } from './paths.ts';
import * as print from './print.ts';
import { type LargeCrl, ensureLargeCrl } from './revocation/large-crl.ts';
import { findPython } from './toolchains.ts';

interface Row {
  readonly name: string;
  readonly command: readonly string[] | undefined;
  /** Ours is to be so many times faster, and take so many times less memory. */
  readonly budget?: number;
  /** It does the job, takes the seconds to repeat it for, and prints a `Result`. */
  readonly isJob: boolean;
  /** A pass takes minutes: one is enough. */
  readonly isSlow?: boolean;
}

interface Result {
  readonly found: number;
  /** Of a pass. */
  readonly seconds: number;
}

type Samples = ReadonlyMap<string, readonly Sample[]>;

const ENTRIES = 1_000_000;
const WANTED = 10_000;
const OURS = '**cert-impact**';
const NOTHING = 'Node, the files read and nothing done';
const RUN_CRL = inRepository('dist/bench/jobs/run-crl.js');
const REPEAT_SECONDS = '2';
/** Beyond what Node takes for itself: the file, and as much again. */
const MAX_FILES_OF_MEMORY = 2;

export function benchRevocation({ dir, quick, rounds = 3 }: BenchOptions): void {
  progress('making a CRL');
  const large = ensureLargeCrl(dir, quick ? ENTRIES / 10 : ENTRIES, WANTED);
  const size = statSync(large.crl).size;
  const rows = listRows(large);
  const fast = rows.filter(({ isSlow }) => isSlow !== true);
  const slow = rows.filter(({ isSlow }) => isSlow === true);
  const once = new Map([...measureRows(fast, '0', rounds), ...measureRows(slow, '0', 1)]);
  const jobs = fast.filter(({ isJob }) => isJob);
  const again = measureRows(jobs, REPEAT_SECONDS, rounds);
  checkFound([...once.values(), ...again.values()].flat());
  print.printHeading(
    'Revocation: serial numbers on a CRL',
    `A CRL of ${print.formatCount(large.entries)} entries, ${print.formatNumber(size / 1e6)} MB, its ` +
      `signature (RSA-2048, SHA-256) verified, ${print.formatCount(large.wanted)} serial numbers looked ` +
      `up. One core, ${rounds} rounds, medians, and the ratio of each round. The job: with the files in ` +
      `memory, warm, over and over for at least ${REPEAT_SECONDS} s, but once by pkijs. The process: the ` +
      'job done once, start and files included. `openssl crl -noout` reads the CRL and does nothing else.',
  );
  print.printTable(
    ['side', 'job', 'it ÷ ours', 'process', 'it ÷ ours', 'peak memory', 'it ÷ ours', 'budget', ''],
    rows.map((row) => printRow(row, once, again)),
  );
  printFilesOfMemory(once, size);
}

function listRows({ crl, issuer, serials }: LargeCrl): Row[] {
  const files = [crl, issuer, serials];
  const node = (...argv: string[]): string[] => [process.execPath, ...argv, ...files];
  const python = findPython(inRepository('bench/peers/crl.py'));
  const openssl = ['openssl', 'crl', '-noout', '-inform', 'DER', '-in', crl];
  return [
    { name: OURS, command: node(RUN_CRL, 'ours'), isJob: true },
    { name: NOTHING, command: node(RUN_CRL, 'nothing'), isJob: false },
    {
      name: 'pkijs',
      // a million entries do not fit into the heap that Node takes without being told
      command: node('--max-old-space-size=16384', RUN_CRL, 'pkijs'),
      budget: 10,
      isJob: true,
      isSlow: true,
    },
    {
      name: 'Python, pyca/cryptography',
      command: python === undefined ? undefined : [...python, ...files],
      budget: 10,
      isJob: true,
    },
    {
      name: '`openssl crl -noout`',
      command: hasProgram('openssl') ? openssl : undefined,
      isJob: false,
    },
  ];
}

function measureRows(rows: readonly Row[], seconds: string, rounds: number): Samples {
  const sides: Side[] = rows.flatMap(({ name, command, isJob }) =>
    command === undefined ? [] : [{ name, command: isJob ? [...command, seconds] : command }],
  );
  return interleave(sides, rounds, { oneCore: true, resources: true });
}

function checkFound(samples: readonly Sample[]): void {
  const found = new Set(
    samples
      .filter(({ output }) => output !== '')
      .map(({ output }) => (JSON.parse(output) as Result).found)
      .filter((count) => count > 0),
  );
  if (found.size !== 1) throw new Error(`the sides found ${[...found].join(', ')}`);
}

function printRow(row: Row, once: Samples, again: Samples): string[] {
  const { name, budget } = row;
  const runs = once.get(name);
  const atLeast = budget === undefined ? '' : `≥ ${budget} and ${budget}`;
  if (runs === undefined) return [name, 'missing', '', '', '', '', '', atLeast, 'not measured'];
  const jobs = row.isJob ? jobOf(again.get(name) ?? runs) : undefined;
  const ours = once.get(OURS)!;
  const versus = (theirs: readonly number[], own: readonly number[]): string =>
    name === OURS ? '1' : print.formatSpread(ratios(theirs, own));
  const speed = jobs && ratios(jobs, jobOf(again.get(OURS)!)).median;
  const memory = ratios(peakOf(runs), peakOf(ours)).median;
  const verdict = (ratio: number): string => print.formatVerdict(ratio >= budget!);
  return [
    name,
    jobs === undefined ? '' : print.formatSeconds(spread(jobs).median),
    jobs === undefined ? '' : versus(jobs, jobOf(again.get(OURS)!)),
    print.formatSeconds(spread(wallOf(runs)).median),
    versus(wallOf(runs), wallOf(ours)),
    print.formatBytes(spread(peakOf(runs)).median),
    versus(peakOf(runs), peakOf(ours)),
    atLeast,
    budget === undefined ? '' : `${verdict(speed!)} and ${verdict(memory)}`,
  ];
}

function printFilesOfMemory(samples: Samples, size: number): void {
  const [ours, nothing] = [samples.get(OURS)!, samples.get(NOTHING)!].map(
    (runs) => spread(peakOf(runs)).median,
  );
  // the file itself is in both
  const files = (ours! - nothing!) / size + 1;
  console.log(
    `\nMemory beyond Node's own: ${print.formatNumber(files)} times the file ` +
      `(budget: ${MAX_FILES_OF_MEMORY}, ${print.formatVerdict(files <= MAX_FILES_OF_MEMORY)}).`,
  );
}

function jobOf(runs: readonly Sample[]): number[] {
  return runs.map(({ output }) => (JSON.parse(output) as Result).seconds);
}

function wallOf(runs: readonly Sample[]): number[] {
  return runs.map(({ wallSeconds }) => wallSeconds);
}

function peakOf(runs: readonly Sample[]): number[] {
  return runs.map(({ peakBytes }) => peakBytes);
}
