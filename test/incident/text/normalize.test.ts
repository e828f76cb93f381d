import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeReport } from '../../../src/incident/text/decode.ts';
import { normalizeText } from '../../../src/incident/text/normalize.ts';

const PLAIN: readonly (readonly [written: string, plain: string])[] = [
  ['“remaining valid”', '"remaining valid"'],
  ['didn’t', "didn't"],
  ['&quot;remaining valid&quot;', '"remaining valid"'],
  ['&gt; 1,000', '> 1,000'],
  ['&amp;lt;', '&lt;'],
  ['&nosuch; &', '&nosuch; &'],
  ['a\u00a0b\u2009c', 'a b c'],
  ['P‐256', 'P-256'],
  ['2020 — 2021', '2020 – 2021'],
  ['a\r\nb\rc', 'a\nb\nc'],
  ['zero\u200bwidth', 'zerowidth'],
  ['<b>5</b><br>6', '5\n6'],
  ['5 < 6', '5 < 6'],
  ['<br:', '<br:'],
  ['１２：', '12:'],
];

describe('normalizeText', () => {
  it.each(PLAIN)('makes %j plain', (written, plain) => {
    expect(normalizeText(written).text).toBe(plain);
  });

  it('keeps the place of each character', () => {
    const source = 'a&quot;\r\n“b”';
    const { text, starts, ends } = normalizeText(source);
    expect(text).toBe('a"\n"b"');
    expect(Array.from(text, (_, at) => source.slice(starts[at], ends[at]))).toEqual([
      ...['a', '&quot;', '\r\n', '“', 'b', '”'],
    ]);
  });

  it('keeps places in order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        const { text, starts, ends } = normalizeText(source);
        expect(starts.length).toBe(text.length);
        for (let at = 1; at < text.length; at++) {
          expect(starts[at]).toBeGreaterThanOrEqual(starts[at - 1]!);
          expect(ends[at]).toBeLessThanOrEqual(source.length);
        }
      }),
    );
  });
});

describe('decodeReport', () => {
  it.each([
    ['UTF-8', Buffer.from('“5”')],
    ['UTF-8 with a byte order mark', Buffer.from('\ufeff“5”')],
    ['UTF-16, little-endian', Buffer.from('\ufeff“5”', 'utf16le')],
    ['UTF-16, big-endian', Buffer.from('\ufeff“5”', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from([0x93, 0x35, 0x94])],
  ])('reads %s', (_, bytes) => {
    expect(decodeReport(bytes)).toBe('“5”');
  });
});
