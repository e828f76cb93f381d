/** `sql-collect.js URL LIST`: collects a list from a database, as a process that `sql.ts` can measure. */
import { readFileSync } from 'node:fs';
import { FingerprintSet } from '../src/fingerprint/fingerprint-set.ts';
import { tryFingerprint } from '../src/fingerprint/fingerprint.ts';
import { crtShSqlSource } from '../src/sources/sql/crt-sh-sql.ts';

const [url, list] = process.argv.slice(2) as [string, string];
const fingerprints = new FingerprintSet();
for (const line of readFileSync(list, 'latin1').trimEnd().split('\n')) {
  fingerprints.add(tryFingerprint(line)!);
}
const rows = Uint32Array.from({ length: fingerprints.size }, (_, row) => row);
let count = 0;
const source = crtShSqlSource({
  url,
  applicationName: 'cert-impact/bench',
  // the generated ones expire from 2025 on: one pass, as for a list of certificates still valid
  now: () => Date.UTC(2025, 0, 1),
  onNote: (text) => {
    console.error(text);
  },
});
const missing = (): void => undefined;
const found = (): void => {
  count++;
};
await source.collect(
  { fingerprints, rows },
  { found, notFound: missing, unavailable: missing, mismatched: missing },
  new AbortController().signal,
);
console.log(count);
