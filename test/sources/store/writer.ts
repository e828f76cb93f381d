/** `writer FOLDER SEED COUNT`: puts certificates, and prints each fingerprint once the store promises it. */
import { writeSync } from 'node:fs';
import { openStore } from '../../../src/sources/store/store.ts';
import { fingerprintOf, parseFingerprint } from '../../../src/fingerprint/fingerprint.ts';

const STDOUT = 1;
const STDERR = 2;
/** Put before the first of them is waited for; of various sizes, up to some pages. */
const AHEAD = 50;

const [folder, seed, count] = process.argv.slice(2);
const store = (await openStore(folder!, {
  now: Date.now,
  onNote: (text) => writeSync(STDERR, `${text}\n`),
  create: true,
}))!;

const waiting: Promise<void>[] = [];
for (let i = 0; i < Number(count); i++) {
  const der = Buffer.alloc(200 + ((i * 7919) % 9000), i & 0xff);
  der.writeUInt32BE(Number(seed) + i);
  const name = fingerprintOf(der);
  waiting.push(
    store.put(parseFingerprint(name), der).then((result) => {
      if (result !== 'failed') writeSync(STDOUT, `${name}\n`);
    }),
  );
  if (i % 3 === 0) store.rememberMissing('crt.sh', parseFingerprint(name));
  if (waiting.length === AHEAD) {
    await store.flush();
    await Promise.all(waiting.splice(0));
  }
}
await store.close();
