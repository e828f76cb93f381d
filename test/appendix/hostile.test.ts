import { describe, expect, test } from 'vitest';

import { LineClassifier } from '../../src/appendix/line-classifier.ts';
import { MAX_LINE_BYTES } from '../../src/appendix/line-splitter.ts';
import { LongLine } from '../../src/appendix/long-line.ts';
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

  const ids = Array.from({ length: 5000 }, (_, i) => String(1_000_000_000 + i));
  const hashes = ids.map((id) => id.padStart(64, 'a'));
  test.each([
    ['spaces', hashes.join(' ')],
    ['commas', hashes.join(',')],
    ['JSON', JSON.stringify(hashes)],
    ['objects', JSON.stringify(hashes.map((sha256) => ({ id: 1, sha256 })))],
    ['HTML', hashes.map((hash) => `<tr><td>${hash}</td></tr>`).join('')],
    ['octets', hashes.map((hash) => (hash.match(/../g) ?? []).join(' ')).join(', ')],
    ['links', hashes.map((hash) => `https://crt.sh/?opt=cablint,zlint&sha256=${hash}`).join(' ')],
    ['bars', hashes.join('|')],
  ])('a line of 5,000 fingerprints is read whole: %s', async (_, text) => {
    for (const shift of [0, 13, 40]) {
      const lines = await readText(`${' '.repeat(shift)}${text}\n${A}\n`);
      expect(lines.map((line) => [line.number, line.kind, line.problems])).toEqual([
        [1, 'listing', []],
        [2, 'listing', []],
      ]);
      expect(lines[0]?.entries.map((entry) => entry.fingerprint)).toEqual(hashes);
    }
  });

  test('a token longer than the limit is reported, and what stands beside it is read', async () => {
    const [line] = await readText(`${A} ${'f'.repeat(MAX_LINE_BYTES * 2 + 64)},${A}`);
    expect(line?.entries.map((entry) => entry.fingerprint)).toEqual([A, A]);
    expect(line?.problems.map((problem) => problem.code)).toEqual(['line-too-long']);
  });

  test('a comment stays one, however long', async () => {
    const lines = await readText(`# ${`${A} `.repeat(3000)}`);
    expect(lines.map((line) => line.kind)).toEqual(['comment']);
  });

  test('the entries of one line are bounded', () => {
    const long = new LongLine(new LineClassifier(false), 3);
    for (let i = 0; i < 5; i++) long.add(`${A} `);
    const { entries, problems } = long.finish();
    expect(entries).toHaveLength(3);
    expect(problems.map((problem) => problem.code)).toEqual(['line-too-long']);
  });

  test('a line of spaces before an entry is read to its end', async () => {
    const [line] = await readText(`${' '.repeat(MAX_LINE_BYTES)}${A}`);
    expect(line).toMatchObject({ kind: 'listing', problems: [] });
    const [blank] = await readText(' '.repeat(MAX_LINE_BYTES * 2));
    expect(blank?.kind).toBe('blank');
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
  'crt.sh?id=1,1',
  ',1',
  'crt.sh?id=1,1,x ',
  '1. a\n',
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
    // both the whole megabyte as one line, which readAppendix reads in pieces, and with an end
    // that keeps patterns for whole lines from matching
    for (const end of ['', '!', ' z']) {
      const text = probe.repeat(Math.ceil((1 << 20) / probe.length)) + end;
      const started = performance.now();
      classifier.classify(text);
      expect(performance.now() - started).toBeLessThan(3000);
    }
  });
});
