import { describe, expect, test } from 'vitest';

import { LineClassifier } from '../../src/appendix/line-classifier.ts';
import { MAX_LINE_BYTES } from '../../src/appendix/line-splitter.ts';
import { readAppendix } from '../../src/appendix/read-appendix.ts';
import { readText } from './reading.ts';

const A = '2884ec1de425003b57cfecf80cee32865e6c9351b57f816f5fa7cc43fe5fa99d';

async function* repeated(piece: Buffer, times: number, tail: string): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let i = 0; i < times; i++) yield piece;
  yield Buffer.from(tail);
}

describe('long lines', () => {
  test('a line of 100 MB is cut and reported, and the next line is read', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const lines = [];
    const chunks = repeated(Buffer.alloc(1 << 20, 'x'), 100, `\n${A}\n`);
    for await (const batch of readAppendix(chunks)) lines.push(...batch);
    expect(lines.map((line) => [line.number, line.kind, line.problems.at(-1)?.code])).toEqual([
      [1, 'invalid', 'line-too-long'],
      [2, 'listing', undefined],
    ]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 << 20);
  });

  test('what stands before the cut counts, save the word that the cut goes through', async () => {
    const [line] = await readText('https://crt.sh/?id=1234567890 '.repeat(3000));
    expect(line?.kind).toBe('listing');
    expect(new Set(line?.entries.map((entry) => entry.crtShId))).toEqual(new Set(['1234567890']));
    expect(line?.entries.length).toBe(Math.floor(MAX_LINE_BYTES / 30));
    expect(line?.problems.at(-1)?.code).toBe('line-too-long');
  });

  test('a line of spaces that goes on is not blank', async () => {
    const [line] = await readText(`${' '.repeat(MAX_LINE_BYTES)}${A}`);
    expect(line).toMatchObject({ kind: 'invalid', problems: [{ code: 'line-too-long' }] });
  });

  test('a line of just the limit is whole', async () => {
    const [line] = await readText(`${' '.repeat(MAX_LINE_BYTES - 64)}${A}`);
    expect(line).toMatchObject({ kind: 'listing', problems: [] });
  });
});

/** Each is repeated to 1 MB, and to twice that; time that grows with the square shows at once. */
const PROBES = [
  'a',
  'f',
  '0',
  ':',
  '[',
  '](',
  '[](',
  '0x',
  '&amp;',
  '&',
  '&#x',
  ' ',
  '\t ',
  '\u00a0',
  '-',
  '=',
  '|',
  '|-',
  '*',
  '**',
  '#',
  '/',
  '//',
  ' # ',
  '.',
  '...',
  '…',
  'a...',
  'a.',
  'a-',
  'a/',
  'ab:',
  'ab ',
  'abcd ',
  'ab-',
  'serial ',
  'sha1',
  '>',
  '> ',
  '- ',
  '1. ',
  '(',
  '<',
  '<a href="',
  '</a',
  '<h1>',
  'http://',
  'https://a',
  'crt.sh',
  'crt.sh/?',
  'crt.sh?q=%',
  '?&',
  ',',
  'opt=,',
  'crt.sh?opt=a,a',
  `${A} `,
  `${A},`,
  `[x](${A})`,
  `](http://${A}`,
  `[http://`,
  '0123456789abcdef/',
  '0123456789abcdef ',
  `href="${A}">`,
  `href=${A} `,
  'crt.sh id ',
  '\\/',
  '\u200b',
  '\u0001',
  'é',
  '😀',
  '""',
  "'",
  '`',
];

describe('time is linear in the length of a line', () => {
  test.each(PROBES)('%j', (probe) => {
    const classifier = new LineClassifier(false);
    // both the whole megabyte as one line, which readAppendix never lets through, and with an end
    // that keeps patterns for whole lines from matching
    for (const end of ['', '!', ' z']) {
      const text = probe.repeat(Math.ceil((1 << 20) / probe.length)) + end;
      const started = performance.now();
      classifier.classify(text, false);
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});
