import { gzipSync } from 'node:zlib';

import { describe, expect, test } from 'vitest';

import type { AppendixLine } from '../../src/appendix/line.ts';
import { readAppendix } from '../../src/appendix/read-appendix.ts';
import { chunked, readBytes, readText } from './reading.ts';

const A = '2884ec1de425003b57cfecf80cee32865e6c9351b57f816f5fa7cc43fe5fa99d';
const TEXT = `## Prüfung\nhttps://crt.sh/?sha256=${A}\n\nü 😀 ${A}\n`;
const SUMMARY = ['1 header Prüfung', `2 listing ${A}`, '3 blank', `4 listing ${A}`];

function summary(lines: readonly AppendixLine[]): string[] {
  return lines.map(({ number, kind, heading, entries }) =>
    [number, kind, heading, entries[0]?.fingerprint].filter((part) => part !== undefined).join(' '),
  );
}

function utf16be(text: string): Buffer {
  return Buffer.from(text, 'utf16le').swap16();
}

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${TEXT}`)],
    ['UTF-16LE with a byte order mark', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
    ['UTF-16BE with a byte order mark', utf16be(`\ufeff${TEXT}`)],
    ['UTF-16LE without', Buffer.from(TEXT, 'utf16le')],
    ['UTF-16BE without', utf16be(TEXT)],
    ['gzip', gzipSync(TEXT)],
    ['gzip of UTF-16', gzipSync(Buffer.from(`\ufeff${TEXT}`, 'utf16le'))],
    ['gzip in two members', Buffer.concat([gzipSync(TEXT.slice(0, 40)), gzipSync(TEXT.slice(40))])],
  ])('%s, in chunks of any size', async (_, bytes) => {
    for (const chunkSize of [1, 2, 3, 7, 64, 1 << 16]) {
      expect(summary(await readBytes(bytes, { chunkSize }))).toEqual(SUMMARY);
    }
  });

  test('text that is Latin-1 is read, its certificates too', async () => {
    const lines = await readBytes(Buffer.from(`O=Müller AG, Zürich, ${A}`, 'latin1'));
    expect(lines[0]?.entries).toEqual([{ form: 'fingerprint', fingerprint: A }]);
    expect(lines[0]?.problems).toEqual([]);
  });
});

describe('line ends', () => {
  test.each([
    ['LF', '\n'],
    ['CR LF', '\r\n'],
    ['CR alone', '\r'],
  ])('%s, with and without a last one, in chunks of any size', async (_, end) => {
    const text = SUMMARY.map(() => A).join(end + end);
    for (const chunkSize of [1, 2, 63, 64, 65, 66, 1000]) {
      for (const last of ['', end]) {
        const lines = await readBytes(Buffer.from(text + last), { chunkSize });
        expect(lines.map((line) => line.kind)).toEqual([
          'listing',
          'blank',
          'listing',
          'blank',
          'listing',
          'blank',
          'listing',
        ]);
      }
    }
  });

  test('U+2028, U+2029, U+0085, vertical tab and form feed end no line', async () => {
    expect(await readText(`a\u2028b\u2029c\u0085d\u000be\u000cf ${A}`)).toHaveLength(1);
  });

  test('an empty file has no line, a line end makes one', async () => {
    expect(await readText('')).toEqual([]);
    expect((await readText('\n')).map((line) => line.kind)).toEqual(['blank']);
    expect((await readText('\r\n\r\n')).map((line) => line.kind)).toEqual(['blank', 'blank']);
    expect(await readBytes(Buffer.from('\ufeff'))).toEqual([]);
  });
});

describe('gzip', () => {
  test('cut short, it gives the whole lines before the cut, then bad-archive', async () => {
    const list = Array.from({ length: 5000 }, (_, i) => `https://crt.sh/?id=${1_000_000 + i}\n`);
    const bytes = gzipSync(list.join(''));
    for (const length of [20, 1000, bytes.length >> 1, bytes.length - 9, bytes.length - 1]) {
      const ids: (string | undefined)[] = [];
      let code: unknown;
      try {
        for await (const batch of readAppendix(chunked(bytes.subarray(0, length), 1000))) {
          for (const line of batch) ids.push(line.entries[0]?.crtShId);
        }
      } catch (error) {
        code = (error as { code: unknown }).code;
      }
      expect(code).toBe('bad-archive');
      expect(ids).toEqual(ids.map((_, i) => String(1_000_000 + i)));
      if (length > 1000) expect(ids.length).toBeGreaterThan(2000);
    }
  });

  test('corrupt, it is bad-archive', async () => {
    const bytes = gzipSync(TEXT.repeat(100));
    bytes[20] = (bytes[20] ?? 0) ^ 0xff;
    bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 0xff;
    await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'bad-archive' });
  });

  test('a bomb is refused in bounded memory', async () => {
    const member = gzipSync(Buffer.alloc(16 << 20, 'a'));
    const bomb = Buffer.concat(Array<Buffer>(500).fill(member));
    const before = process.memoryUsage().rss;
    let most = 0;
    await expect(async () => {
      for await (const batch of readAppendix(chunked(bomb, bomb.length))) most += batch.length;
    }).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(most).toBe(0);
    expect(process.memoryUsage().rss - before).toBeLessThan(300 << 20);
  });
});

describe('binary', () => {
  test('a line with NULs is a problem of that line, and its entry counts', async () => {
    const lines = await readBytes(
      Buffer.from(`https://crt.sh/?sha256=${A}\nab\0\0cd\n\0\0https://crt.sh/?sha256=${A}\n`),
    );
    expect(lines.map((line) => [line.kind, line.entries.length, line.problems[0]?.code])).toEqual([
      ['listing', 1, undefined],
      ['invalid', 0, 'binary'],
      ['listing', 1, 'binary'],
    ]);
  });

  test.each([
    ['zeros', Buffer.alloc(1000)],
    ['a DER certificate', Buffer.concat([Buffer.from('308203e8', 'hex'), pseudoRandom(1000)])],
    ['noise', pseudoRandom(200_000)],
    ['a zip or xlsx', Buffer.from('PK\u0003\u0004\u0014\0\u0006\0rest')],
    ['a pdf', Buffer.from('%PDF-1.7\n1 0 obj\n')],
    ['a png', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['gzip of a pdf', gzipSync('%PDF-1.7\n')],
  ])('%s is not an appendix', async (_, bytes) => {
    await expect(readBytes(bytes)).rejects.toMatchObject({ code: 'not-an-appendix' });
  });
});

function pseudoRandom(length: number): Buffer {
  let state = 12345;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return state >>> 24;
    }),
  );
}
