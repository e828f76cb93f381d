/** Row group `reading`: DER in memory to facts to tally, hash checked, one core. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBundle } from './certificates/bundle.ts';
import { type Side, interleave, ratios, spread } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { inRepository, shared } from './paths.ts';
import type { Counted } from './peers/job.ts';
import { formatCount, formatSpread, formatVerdict, printHeading, printTable } from './print.ts';
import { type PeerCommand, buildC, buildGo, findPython } from './toolchains.ts';

interface Row {
  readonly id: string;
  readonly name: string;
  readonly command: PeerCommand;
  /** How often our rate must exceed this one's, from issue 3; none was set for Python. */
  readonly budget?: number | undefined;
}

interface Result extends Counted {
  readonly certificates: number;
  readonly seconds: number;
}

const OURS = 'ours';
const RUN_JOB = inRepository('dist/bench/jobs/run-job.js');

export async function benchReading(options: BenchOptions): Promise<void> {
  const { dir, quick } = options;
  const corpus = shared('corpus/real.pem');
  if (corpus === undefined) {
    printHeading('Reading', 'Skipped: `../shared/corpus/real.pem` is not on this machine.');
  } else {
    // every eighth: the slow readers alone would take minutes
    const ders = readPem(corpus).filter((_, i) => !quick || i % 8 === 0);
    measureSet('`../shared/corpus/real.pem`', ders, listRows(dir), options);
  }
  const { pem } = await ensureBundle(dir, quick ? 1000 : 8000);
  const rows = listRows(dir).map((row) => ({ ...row, budget: undefined }));
  measureSet('generated, TLS certificates as of today', readPem(pem), rows, options);
}

function measureSet(
  name: string,
  ders: readonly Buffer[],
  rows: readonly Row[],
  { dir, quick, rounds = quick ? 3 : 5 }: BenchOptions,
): void {
  const file = join(dir, 'reading.ders');
  writeFileSync(file, Buffer.concat(ders.flatMap((der) => [lengthOf(der), der])));
  const seconds = quick ? '0.3' : '1';
  const sides: Side[] = rows.flatMap(({ id, command }) =>
    command === undefined ? [] : [{ name: id, command: [...command, file, seconds] }],
  );
  const samples = interleave(sides, rounds, { oneCore: true });
  const results = new Map(
    Array.from(samples, ([id, runs]) => [
      id,
      runs.map(({ output }) => JSON.parse(output) as Result),
    ]),
  );
  const octets = ders.reduce((sum, der) => sum + der.length, 0);
  printHeading(
    'Reading: DER to facts to tally, hash checked, one core',
    `${formatCount(ders.length)} certificates: ${name}, ` +
      `${formatCount(Math.round(octets / ders.length))} octets on average, decoded beforehand, in one ` +
      `buffer. ${rounds} rounds, a process each, warmed, at least ${seconds} s; medians, and the ratio ` +
      'of each round. Refused: certificates that a side would not read, which spares it work.',
  );
  printTable(
    [
      'side',
      'certificates/s',
      'read',
      'refused',
      'issuers',
      'ours ÷ it (min to max)',
      'budget',
      '',
    ],
    rows.map((row) => printRow(row, results)),
  );
  console.log(
    '\n¹ does less than the job: in Node 20 it tells neither signature algorithm nor policies nor poison.',
  );
}

function listRows(dir: string): Row[] {
  const javascript = (id: string): readonly string[] => [process.execPath, RUN_JOB, id];
  const source = (name: string): string => inRepository(`bench/peers/${name}`);
  return [
    {
      id: 'hash-alone',
      name: 'SHA-256 alone (`crypto.hash`)',
      command: javascript('hash-alone'),
      budget: 0.4,
    },
    { id: OURS, name: '**cert-impact**', command: javascript(OURS) },
    {
      id: 'go',
      name: 'Go crypto/x509',
      command: buildGo(source('go'), dir, 'reading-go'),
      budget: 5,
    },
    {
      id: 'c',
      name: 'C, OpenSSL d2i_X509',
      command: buildC(source('openssl.c'), dir, 'reading-c'),
      budget: 30,
    },
    { id: 'python', name: 'Python, pyca/cryptography', command: findPython(source('python.py')) },
    {
      id: 'node-crypto',
      name: 'node:crypto X509Certificate ¹',
      command: javascript('node-crypto'),
      budget: 40,
    },
    { id: 'peculiar', name: '@peculiar/x509', command: javascript('peculiar'), budget: 300 },
    { id: 'pkijs', name: 'pkijs', command: javascript('pkijs'), budget: 300 },
  ];
}

function printRow({ id, name, budget }: Row, results: ReadonlyMap<string, Result[]>): string[] {
  const runs = results.get(id);
  const atLeast = budget === undefined ? '' : `≥ ${budget}`;
  if (runs === undefined)
    return [name, 'toolchain missing', '', '', '', '', atLeast, 'not measured'];
  const rate = runs.map(({ certificates, seconds }) => certificates / seconds);
  const ourRate = results.get(OURS)!.map(({ certificates, seconds }) => certificates / seconds);
  const ratio = ratios(ourRate, rate);
  const { read, refused, issuers } = runs[0]!;
  return [
    name,
    formatCount(Math.round(spread(rate).median)),
    formatCount(read),
    formatCount(refused),
    issuers === 0 ? '' : formatCount(issuers),
    id === OURS ? '1' : formatSpread(ratio),
    atLeast,
    budget === undefined ? '' : formatVerdict(ratio.median >= budget),
  ];
}

/** Certificates of a bundle in the plainest way. */
function readPem(path: string): Buffer[] {
  const bodies = readFileSync(path, 'latin1').matchAll(
    /-----BEGIN CERTIFICATE-----([^-]*)-----END/g,
  );
  return Array.from(bodies, ([, base64]) => Buffer.from(base64!, 'base64'));
}

function lengthOf(der: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(der.length);
  return length;
}
