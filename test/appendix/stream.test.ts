import { expect, test } from 'vitest';

import { readAppendix } from '../../src/appendix/read-appendix.ts';

const LINE = Buffer.from(
  'https://crt.sh/?sha256=2884ec1de425003b57cfecf80cee32865e6c9351b57f816f5fa7cc43fe5fa99d\n',
);

test('memory does not grow with the input, whose chunks may be huge', async () => {
  const chunk = Buffer.concat(Array<Buffer>(300_000).fill(LINE));
  async function* list(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    for (let i = 0; i < 10; i++) yield chunk;
  }
  let lines = 0;
  let largest = 0;
  let last = 0;
  for await (const batch of readAppendix(list())) {
    lines += batch.length;
    largest = Math.max(largest, batch.length);
    last = batch.at(-1)?.number ?? 0;
  }
  expect([lines, last]).toEqual([3_000_000, 3_000_000]);
  expect(largest).toBeLessThan(1000);
});

test('who stops reading stops the source', async () => {
  let closed = false;
  async function* endless(): AsyncGenerator<Uint8Array> {
    try {
      for (;;) {
        await Promise.resolve();
        yield LINE;
      }
    } finally {
      closed = true;
    }
  }
  for await (const batch of readAppendix(endless())) {
    expect(batch.length).toBeGreaterThan(0);
    break;
  }
  expect(closed).toBe(true);
});

test('what the source throws goes on to the reader, after the lines before it', async () => {
  async function* failing(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    yield LINE;
    throw new Error('disk on fire');
  }
  let lines = 0;
  await expect(async () => {
    for await (const batch of readAppendix(failing())) lines += batch.length;
  }).rejects.toThrow('disk on fire');
  expect(lines).toBe(1);
});

test('a list of plain links is read at hundreds of thousands of lines a second', async () => {
  const chunk = Buffer.concat(Array<Buffer>(700).fill(LINE));
  async function* list(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    for (let i = 0; i < 1000; i++) yield chunk;
  }
  const started = performance.now();
  let lines = 0;
  for await (const batch of readAppendix(list())) lines += batch.length;
  // about 2,000,000 a second alone on the machine of 2026-11; the bound allows for a busy one
  expect(lines / ((performance.now() - started) / 1000)).toBeGreaterThan(200_000);
});
