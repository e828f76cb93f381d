/** Row group `whole-process`: a PEM bundle to the Impact, start of the program included. */
import { statSync } from 'node:fs';
import { ensureBundle } from './certificates/bundle.ts';
import { checkImpact } from './check-impact.ts';
import {
  type Conditions,
  type Sample,
  type Side,
  interleave,
  progress,
  ratios,
  spread,
} from './measure.ts';
import type { BenchOptions } from './options.ts';
import { PROGRAM, shared } from './paths.ts';
import * as print from './print.ts';
import { type PeerCommand, buildC, buildGo, findPython } from './toolchains.ts';

interface Row {
  readonly name: string;
  readonly command: PeerCommand;
  /** At most this part of the peer's wall time, on one core (issue 3). */
  readonly budget?: number;
}

const OURS = '**cert-impact**';
const CERTIFICATES = 100_000;

export async function benchWholeProcess(options: BenchOptions): Promise<void> {
  const { dir, quick, rounds = quick ? 2 : 5 } = options;
  progress('making certificates');
  const { pem, certificates } = await ensureBundle(dir, quick ? 20_000 : CERTIFICATES);
  const ours = [...PROGRAM, pem, '--offline', '--format', 'json', '-q'];
  const rows: Row[] = [{ name: OURS, command: ours }, ...peers(dir)];
  const mean = Math.round(statSync(pem).size / certificates);
  print.printHeading(
    'Whole process: a PEM bundle to the Impact',
    `${print.formatCount(certificates)} distinct generated certificates, ` +
      `${print.formatCount(mean)} octets of PEM each on average. ${rounds} rounds; medians, and the ` +
      'ratio of each round. The peers count issuers, algorithms, policies and precertificates; ours ' +
      'makes the whole Impact.',
  );
  const sides: Side[] = rows.flatMap(({ name, command }) =>
    command === undefined ? [] : [{ name, command: [...command, ...(name === OURS ? [] : [pem])] }],
  );
  for (const conditions of [{ oneCore: true }, { oneCore: false }]) {
    const samples = interleave(sides, rounds, { ...conditions, resources: true });
    for (const { output } of samples.get(OURS)!) checkImpact(output, certificates);
    printTable(rows, samples, conditions);
  }
}

function peers(dir: string): Row[] {
  const c = shared('peers/openssl_peer.c');
  const go = shared('peers/go_peer');
  const python = shared('peers/python_peer.py');
  return [
    {
      name: 'Go crypto/x509',
      command: go === undefined ? go : buildGo(go, dir, 'whole-go'),
      budget: 2 / 3,
    },
    { name: 'C, OpenSSL', command: c === undefined ? c : buildC(c, dir, 'whole-c'), budget: 1 / 4 },
    {
      name: 'Python, pyca/cryptography',
      command: python === undefined ? python : findPython(python),
      budget: 1 / 4,
    },
  ];
}

function printTable(
  rows: readonly Row[],
  samples: ReadonlyMap<string, readonly Sample[]>,
  { oneCore }: Conditions,
): void {
  const wall = (runs: readonly Sample[]): number[] => runs.map(({ wallSeconds }) => wallSeconds);
  const cells = rows.map(({ name, budget }) => {
    const runs = samples.get(name);
    const atMost = budget === undefined ? '' : `≤ ${print.formatNumber(budget, 2)}`;
    if (runs === undefined) return [name, 'toolchain missing', '', '', '', atMost, 'not measured'];
    const ratio = ratios(wall(samples.get(OURS)!), wall(runs));
    return [
      name,
      print.formatSeconds(spread(wall(runs)).median),
      print.formatSeconds(spread(runs.map(({ cpuSeconds }) => cpuSeconds)).median),
      print.formatBytes(spread(runs.map(({ peakBytes }) => peakBytes)).max),
      name === OURS ? '1' : print.formatSpread(ratio),
      atMost,
      budget === undefined ? '' : print.formatVerdict(ratio.median <= budget),
    ];
  });
  progress('');
  const where = oneCore === true ? 'one core' : 'all cores';
  const head = [where, 'wall', 'CPU', 'peak memory', 'ours ÷ it (min to max)', 'budget', ''];
  print.printTable(head, cells);
  console.log('');
}
