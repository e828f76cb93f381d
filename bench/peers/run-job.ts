/**
 * `run-job.js SIDE FILE SECONDS`: does a side's job over and over for at least so many seconds, once it
 * is warm, and prints what `reading.ts` reads. FILE holds certificates, each behind its length in four
 * octets; the programs in C, Go and Python take the same arguments without SIDE.
 */
import { readFileSync } from 'node:fs';
import type { Job } from './job.ts';

const SIDES: Readonly<Record<string, () => Promise<Job>>> = {
  'hash-alone': async () => (await import('./hash-alone.ts')).hashAlone,
  ours: async () => (await import('./ours.ts')).ours,
  'node-crypto': async () => (await import('./node-crypto.ts')).nodeCrypto,
  peculiar: async () => (await import('./peculiar.ts')).peculiar,
  pkijs: async () => (await import('./pkijs.ts')).pkijs,
};

const [, , side, path, seconds] = process.argv;
const job = await SIDES[side!]!();
const certificates = readCertificates(path!);
repeat(job, Number(seconds)); // warm: the compiler is done
const { passes, elapsed, counted } = repeat(job, Number(seconds));
console.log(
  JSON.stringify({ ...counted, certificates: certificates.length * passes, seconds: elapsed }),
);

function repeat(
  job: Job,
  minSeconds: number,
): { passes: number; elapsed: number; counted: object } {
  const start = performance.now();
  for (let passes = 1; ; passes++) {
    const counted = job(certificates);
    const elapsed = (performance.now() - start) / 1000;
    if (elapsed >= minSeconds) return { passes, elapsed, counted };
  }
}

/** Views into one buffer, as the program's own sources hand them on. */
function readCertificates(path: string): Uint8Array[] {
  const bytes = readFileSync(path);
  const certificates: Uint8Array[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at + 4;
    at = start + bytes.readUInt32BE(at);
    certificates.push(bytes.subarray(start, at));
  }
  return certificates;
}
