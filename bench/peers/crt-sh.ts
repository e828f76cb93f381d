/** `crt-sh.js URL LIST CONCURRENCY`: gets the certificates of LIST from crt.sh at URL; prints how many. */
import { readFileSync } from 'node:fs';
import { FingerprintSet } from '../../src/fingerprint/fingerprint-set.ts';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts';
import { crtShSource } from '../../src/sources/http/crt-sh.ts';

const [, , url, list, concurrency] = process.argv;
const fingerprints = new FingerprintSet();
const rows = Uint32Array.from(readFileSync(list!, 'latin1').trimEnd().split('\n'), (line) =>
  fingerprints.add(line.slice(-64) as Fingerprint),
);
const source = crtShSource({
  url: url!,
  userAgent: 'cert-impact-bench',
  now: Date.now,
  requestsPerSecond: 0,
  concurrency: Number(concurrency),
});
let found = 0;
const lost = (): void => undefined;
await source.collect(
  { fingerprints, rows },
  {
    found: () => {
      found++;
    },
    notFound: lost,
    unavailable: lost,
    mismatched: lost,
  },
  new AbortController().signal,
);
await source.close?.();
console.log(found);
