/**
 * `run-crl.js SIDE CRL ISSUER SERIALS SECONDS`: reads a CRL, verifies its signature with the issuer's
 * certificate, and looks for serial numbers (hex, a line each) on it; once, and then again for at least so
 * many seconds. Prints how many it found and the seconds of a pass. `crl.py` does the same in Python.
 */
import { readFileSync } from 'node:fs';

/** All but the CRL is read beforehand. */
export type CrlJob = (crl: Buffer) => Promise<number> | number;
export type MakeJob = (issuer: Buffer, serials: readonly string[]) => CrlJob;

const SIDES: Readonly<Record<string, () => Promise<MakeJob>>> = {
  // reads the files and does nothing else: what no side can do without
  nothing: () => Promise.resolve(() => () => 0),
  ours: async () => (await import('./crl-ours.ts')).ours,
  pkijs: async () => (await import('./crl-pkijs.ts')).pkijs,
};

const [, , side, crl, issuer, serials, seconds] = process.argv;
const makeJob = await SIDES[side!]!();
const job = makeJob(readFileSync(issuer!), readFileSync(serials!, 'latin1').split('\n'));
const bytes = readFileSync(crl!);
let start = performance.now();
let found = await job(bytes);
let pass = (performance.now() - start) / 1000;
if (Number(seconds) > 0) {
  let passes = 0;
  start = performance.now();
  do {
    found = await job(bytes);
    pass = (performance.now() - start) / 1000 / ++passes;
  } while (pass * passes < Number(seconds));
}
console.log(JSON.stringify({ found, seconds: pass }));
