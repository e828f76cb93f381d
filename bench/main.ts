/** `npm run bench -- [reading] [whole-process] [scale] [stream] [sql] [start] [http] [verify] [revocation] [--quick] [--rounds N] [--dir FOLDER]` */
import { benchHttp } from './http.ts';
import { progress } from './measure.ts';
import { type BenchOptions, readOptions } from './options.ts';
import { printMachine } from './print.ts';
import { benchReading } from './reading.ts';
import { benchRevocation } from './revocation.ts';
import { benchScale } from './scale.ts';
import { benchSql } from './sql.ts';
import { benchStart } from './start.ts';
import { benchStore } from './store.ts';
import { benchStream } from './stream.ts';
import { benchVerify } from './verify.ts';
import { benchWholeProcess } from './whole-process.ts';

const GROUPS: Readonly<Record<string, (options: BenchOptions) => Promise<void> | void>> = {
  reading: benchReading,
  'whole-process': benchWholeProcess,
  scale: benchScale,
  stream: benchStream,
  sql: benchSql,
  store: benchStore,
  start: benchStart,
  http: benchHttp,
  verify: benchVerify,
  revocation: benchRevocation,
};

const options = readOptions(process.argv.slice(2));
const unknown = options.groups.filter((name) => !(name in GROUPS));
if (unknown.length > 0) {
  console.error(`no such group of rows: ${unknown.join(', ')}`);
  process.exit(2);
}
printMachine();
if (options.quick) console.log('\nQuick: on less data than the budgets are for; trends only.');
for (const [name, bench] of Object.entries(GROUPS)) {
  if (options.groups.length > 0 && !options.groups.includes(name)) continue;
  await bench(options);
  progress('');
}
