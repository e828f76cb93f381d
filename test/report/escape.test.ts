import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  escapeSerializedJson,
  escapeTerminal,
  markdownCode,
  markdownWords,
} from '../../src/report/escape.ts';
import { MAX_FOREIGN_TEXT } from '../../src/report/limits.ts';
import { HOSTILE_TEXTS, UNPRINTABLE } from './support/hostile-text.ts';
import { renderGfm } from './support/markdown-document.ts';

const TARGETS = { escapeTerminal, markdownCode, markdownWords };

const ANYTHING = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('|\\`[]()<>&#@:/.w!*_~$ a-\n'),
      'www.',
      '://',
      '\u202e',
      '\u001b',
    ),
    maxLength: 40,
  }),
);

describe('every target', () => {
  for (const [name, escape] of Object.entries(TARGETS)) {
    it(`${name} keeps harmless text as it is`, () => {
      expect(escape("CN=R3,O=Let's Encrypt,C=US").replaceAll('`', '')).toBe(
        "CN=R3,O=Let's Encrypt,C=US",
      );
    });

    it(`${name} makes control, format and bidirectional characters visible`, () => {
      for (const { text } of HOSTILE_TEXTS) expect(escape(text)).not.toMatch(UNPRINTABLE);
      expect(escape('a\u202eb')).toMatch(/U\+202E/);
    });

    it(`${name} cuts what is too long, never within a character, and says so`, () => {
      const cut = escape('😀'.repeat(MAX_FOREIGN_TEXT + 1));
      expect(cut).toContain('… (cut)');
      expect(cut.match(/😀/gu)).toHaveLength(MAX_FOREIGN_TEXT);
      expect(escape('😀'.repeat(MAX_FOREIGN_TEXT))).not.toContain('…');
    });
  }

  it('does not look at ten megabytes to show three hundred characters', () => {
    const text = '`@|'.repeat(4_000_000);
    const start = performance.now();
    for (const escape of Object.values(TARGETS)) escape(text);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe('Markdown', () => {
  it.each(HOSTILE_TEXTS)('holds $name without element, link or pipe', ({ text }) => {
    for (const escaped of [markdownCode(text), markdownWords(text)]) expectHarmless(escaped);
  });

  it('holds any text without element, link or pipe', () => {
    fc.assert(
      fc.property(ANYTHING, (text) => {
        for (const escaped of [markdownCode(text), markdownWords(text)]) expectHarmless(escaped);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows in a code span exactly what was there', () => {
    const printable = fc.string({
      unit: fc.constantFrom(...Array.from('ab `\\<>&|*')),
      maxLength: 30,
    });
    fc.assert(
      fc.property(printable, (text) => {
        const shown = codeText(renderGfm(`x ${markdownCode(text)} x`).html);
        if (text !== '') expect(shown).toBe(text);
      }),
      { numRuns: 2000 },
    );
  });

  it('shows words as they were', () => {
    const words = 'wrong *JOI* [x](y) #1 _a_ \\ <b> &amp; a|b $x$';
    const html = renderGfm(`x ${markdownWords(words)}`).html;
    expect(decode(html.replace(/<\/?p>/g, '').trim())).toBe(`x ${words}`);
  });
});

describe('serialized JSON', () => {
  it('means the same, with nothing invisible left in it', () => {
    fc.assert(
      fc.property(ANYTHING, (text) => {
        const json = escapeSerializedJson(JSON.stringify({ text }));
        expect(json).not.toMatch(UNPRINTABLE);
        expect(JSON.parse(json)).toEqual({ text });
      }),
    );
  });
});

function expectHarmless(escaped: string): void {
  expect(escaped).not.toMatch(/[|\n]/);
  const { elements, openText } = renderGfm(`x ${escaped} x`);
  expect(elements.filter((name) => name !== 'p' && name !== 'code')).toEqual([]);
  // cmark-gfm finds links in the text after escapes are resolved, which marked does not show
  expect(openText).not.toMatch(/@|:\/\/|www\./i);
  const cell = renderGfm(`| a | b |\n| --- | --- |\n| ${escaped} | end |`);
  expect(cell.html).toContain('<td>end</td>');
}

/** The text of all code spans, with the pipes that stand between them. */
function codeText(html: string): string {
  return decode(html.replace(/^<p>x |\s*x<\/p>\s*$/g, '').replace(/<\/?code>/g, ''));
}

function decode(html: string): string {
  return html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&#124;', '|')
    .replaceAll('&amp;', '&');
}
