/**
 * `tsc -p bench/tsconfig.json && node dist/bench/bench/make-certificates.js 100000 --dir FOLDER`:
 * makes a bundle and its lists, for trying things out by hand. The same number gives the same certificates.
 */
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBundle } from './certificates/bundle.ts';
import { DEFAULT_DIR } from './options.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { dir: { type: 'string', default: DEFAULT_DIR } },
});
const count = Number(positionals[0] ?? NaN);
if (!Number.isSafeInteger(count) || count < 1) {
  console.error('usage: make-certificates COUNT [--dir FOLDER]');
  process.exitCode = 2;
} else {
  mkdirSync(values.dir, { recursive: true });
  const { pem, list, tenLists } = await ensureBundle(values.dir, count);
  console.log([pem, list, ...tenLists].join('\n'));
}
