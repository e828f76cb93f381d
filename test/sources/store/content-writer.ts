/** `content-writer FOLDER SEED COUNT`: keeps contents of four URLs over and over, and reads them again. */
import { createHash } from 'node:crypto';
import { writeSync } from 'node:fs';
import { openStore } from '../../../src/sources/store/store.ts';

const STDERR = 2;
const URLS = 4;

const [folder, seed, count] = process.argv.slice(2);
const store = (await openStore(folder!, {
  now: Date.now,
  onNote: (text) => writeSync(STDERR, `${text}\n`),
  create: true,
}))!;

for (let i = 0; i < Number(count); i++) {
  const url = `http://crl.example/${i % URLS}`;
  const body = Buffer.alloc(300_000 + ((i * 7919) % 900_000), i & 0xff);
  body.writeUInt32BE(Number(seed));
  const sha256 = createHash('sha256').update(body).digest('hex');
  const times = { fetchedAt: Date.now(), checkedAt: Date.now() };
  const content = { url, sha256, length: body.length, etag: null, lastModified: null, ...times };
  if (!(await store.contents.keep(content, body))) writeSync(STDERR, `not kept\n`);
  const read = store.contents.read(url);
  if (read === undefined) writeSync(STDERR, `not read: ${url}\n`);
  if (i % 10 === 0) store.contents.prune();
}
await store.close();
