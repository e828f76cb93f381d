import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { CertImpactError } from '../../src/errors.ts';
import { tryFingerprint } from '../../src/fingerprint/fingerprint.ts';
import type { AppendixLine, LineKind } from '../../src/appendix/line.ts';
import { readBytes, readText } from './reading.ts';

const KINDS: readonly LineKind[] = ['blank', 'comment', 'header', 'invalid', 'listing'];

function expectAccounted(lines: readonly AppendixLine[], total: number): void {
  expect(lines.map((line) => line.number)).toEqual(Array.from({ length: total }, (_, i) => i + 1));
  const counts = KINDS.map((kind) => lines.filter((line) => line.kind === kind).length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(total);
  for (const line of lines) {
    expect(line.entries.length > 0).toBe(line.kind === 'listing');
    if (line.kind === 'invalid') expect(line.problems.length).toBeGreaterThan(0);
    if (line.heading !== undefined) expect(line.kind).toBe('header');
    for (const { text } of line.problems) expect(text.length).toBeLessThanOrEqual(100);
    for (const { fingerprint, serial, crtShId } of line.entries) {
      if (fingerprint !== undefined) expect(tryFingerprint(fingerprint)).toBe(fingerprint);
      if (serial !== undefined) expect(serial).toMatch(/^(?:00|(?!00)(?:[0-9a-f]{2})+)$/);
      if (crtShId !== undefined) expect(crtShId).toMatch(/^[0-9]{1,19}$/);
      expect(fingerprint ?? serial ?? crtShId).toBeDefined();
    }
  }
}

function lineCount(text: string): number {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

const digits = (min: number, max: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdefABCDEF')),
    minLength: min,
    maxLength: max,
  });
const fragment = fc.oneof(
  digits(64, 64),
  digits(1, 70),
  fc.constantFrom(
    'https://crt.sh/?sha256=',
    'crt.sh/?id=',
    '?q=',
    '&opt=zlint',
    '0x',
    'serial ',
    'SHA256 ',
    '# ',
    '## ',
    '//',
    '; ',
    '**',
    '|',
    '---',
    '===',
    '[',
    '](',
    ')',
    '<',
    '>',
    '<a href="',
    '</a>',
    '"',
    ',',
    ';',
    ':',
    ' ',
    '\t',
    ' - ',
    ' / ',
    '…',
    '...',
    '&amp;',
    '%3D',
    '\0',
    '\ufeff',
    '\u2028',
    'Certificate',
    'fingerprint',
    '😀',
    '\n',
    '\r\n',
    '\r',
    '\n\n',
  ),
  fc.string(),
);
const appendix = fc.array(fragment, { maxLength: 60 }).map((parts) => parts.join(''));

describe('every line is accounted for', () => {
  test('in text made of what appendices are made of', async () => {
    await fc.assert(
      fc.asyncProperty(appendix, fc.boolean(), async (text, markdown) => {
        const start = 'https://crt.sh/?id=1\n';
        expectAccounted(await readText(start + text, { markdown }), 1 + lineCount(text));
      }),
      { numRuns: 1500 },
    );
  });

  test('in arbitrary bytes, whatever the chunks, unless the whole file is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 600 }),
        fc.integer({ min: 1, max: 80 }),
        async (bytes, chunkSize) => {
          let lines;
          try {
            lines = await readBytes(bytes, { chunkSize });
          } catch (error) {
            expect(error).toBeInstanceOf(CertImpactError);
            return;
          }
          expectAccounted(lines, lines.length);
          expect(lines).toEqual(await readBytes(bytes));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('in arbitrary bytes after a line of text', async () => {
    const head = Buffer.from('https://crt.sh/?id=1\nhttps://crt.sh/?id=2\n');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const all = Buffer.concat([head, bytes]);
        expectAccounted(await readBytes(all), lineCount(all.toString('latin1')));
      }),
      { numRuns: 1500 },
    );
  });
});

describe('what is written is what is read', () => {
  const fingerprints = fc.array(digits(64, 64), { minLength: 1, maxLength: 20 });
  const separator = fc.constantFrom(' ', ', ', ',', '\t', ' | ', '; ', '\n', '\r\n', ' / ');
  const dress = fc.constantFrom<(hex: string) => string>(
    (hex) => hex,
    (hex) => hex.toUpperCase(),
    (hex) => `https://crt.sh/?sha256=${hex}`,
    (hex) => `<https://crt.sh/?opt=zlint&sha256=${hex}>`,
    (hex) => `[certificate](http://crt.sh/?sha256=${hex}&output=json)`,
    (hex) => `[https://crt.sh/?sha256=${hex}](https://crt.sh/?sha256=${hex})`,
    (hex) => `"${hex}"`,
    (hex) => `sha256:${hex}`,
    (hex) => (hex.match(/../g) ?? []).join(':'),
  );

  test('fingerprints in any dress with any separator, all and in order', async () => {
    await fc.assert(
      fc.asyncProperty(fingerprints, separator, dress, async (hashes, between, wear) => {
        const lines = await readText(hashes.map(wear).join(between));
        const read = lines.flatMap((line) => line.entries.map((entry) => entry.fingerprint));
        expect(read).toEqual(hashes.map((hex) => hex.toLowerCase()));
        expect(lines.flatMap((line) => line.problems)).toEqual([]);
      }),
    );
  });
});
