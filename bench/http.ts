/** Row group `http`: certificates from a local server, one request each, next to curl. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Bundle, ensureBundle } from './certificates/bundle.ts';
import { hasProgram, interleave, progress, ratios, type Side, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { inRepository } from './paths.ts';
import * as print from './print.ts';

const CERTIFICATES = 100_000;
const CONCURRENCIES = [4, 16];
/** Design §7: no slower than curl. */
const MAX_RATIO = 1;
const OURS = '**cert-impact**';
const CURL = 'curl --parallel';

export async function benchHttp({
  dir,
  quick,
  rounds = quick ? 2 : 5,
}: BenchOptions): Promise<void> {
  progress('making certificates');
  const bundle = await ensureBundle(dir, quick ? 20_000 : CERTIFICATES);
  const server = spawn(process.execPath, [
    inRepository('dist/bench/bench/http-server.js'),
    bundle.pem,
    bundle.list,
  ]);
  try {
    const url = `http://127.0.0.1:${await portOf(server)}`;
    print.printHeading(
      'HTTP against a local server',
      `${print.formatCount(bundle.certificates)} certificates, a request each, from a server in a ` +
        `process of its own that answers as crt.sh does. ${rounds} rounds; medians, and the ratio of ` +
        'each round. Ours checks every hash; curl throws away what it gets.',
    );
    const rows = CONCURRENCIES.flatMap((concurrency) => {
      const sides = sidesFor(url, bundle, concurrency, dir);
      const samples = interleave(sides, rounds, { resources: true });
      for (const { output } of samples.get(OURS)!) {
        if (Number(output) !== bundle.certificates) throw new Error(`only ${output} found`);
      }
      const wall = (name: string): number[] =>
        samples.get(name)!.map(({ wallSeconds }) => wallSeconds);
      return sides.map(({ name }) => {
        const median = spread(wall(name)).median;
        const cpu = spread(samples.get(name)!.map(({ cpuSeconds }) => cpuSeconds)).median;
        const cells = [
          `${concurrency}`,
          name,
          print.formatSeconds(median),
          print.formatSeconds(cpu),
          print.formatNumber(bundle.certificates / median),
        ];
        if (name === OURS) return [...cells, '1', '', ''];
        const ratio = ratios(wall(OURS), wall(name));
        const verdict = print.formatVerdict(ratio.median <= MAX_RATIO);
        return [...cells, print.formatSpread(ratio), `≤ ${MAX_RATIO}`, verdict];
      });
    });
    progress('');
    print.printTable(
      ['at once', '', 'wall', 'CPU', 'a second', 'ours ÷ it (min to max)', 'budget', ''],
      rows,
    );
  } finally {
    server.kill();
  }
}

function sidesFor(url: string, { list }: Bundle, concurrency: number, dir: string): Side[] {
  const ours = {
    name: OURS,
    command: [
      process.execPath,
      inRepository('dist/bench/jobs/crt-sh.js'),
      url,
      list,
      `${concurrency}`,
    ],
  };
  if (!hasProgram('curl')) return [ours];
  const config = join(dir, 'curl.txt');
  const lines = readFileSync(list, 'latin1').trimEnd().split('\n');
  const urls = lines.map((line) => `url = "${url}/?d=${line.slice(-64)}"\noutput = "/dev/null"\n`);
  writeFileSync(config, urls.join(''));
  const parallel = ['--parallel', '--parallel-max', `${concurrency}`];
  return [ours, { name: CURL, command: ['curl', '--silent', ...parallel, '--config', config] }];
}

async function portOf({ stdout }: ChildProcess): Promise<number> {
  const [line] = (await once(stdout!, 'data')) as [Buffer];
  return Number(String(line));
}
