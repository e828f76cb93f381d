import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

const MEGABYTE = 1_000_000;

function repeated(piece: string, length: number): string {
  return piece.repeat(Math.ceil(length / piece.length)).slice(0, length);
}

/** What regular expressions, parsers of Markdown and parsers of numbers choke on. */
const PIECES: Readonly<Record<string, string>> = {
  'ordinary sentences':
    'We identified a total of 17 mis-issued certificates issued between 2020-01-01 and 2020-02-02 by Example CA 3. ',
  'words without an end': 'certificates issued and ',
  'one digit': '1',
  numbers: '12 ',
  thousands: '1,234,',
  points: '1.1.',
  dates: '2020-01-01 ',
  ranges: 'between 2020-01-01 and ',
  phrases: '5 certificates ',
  determiners: 'all the ',
  negations: 'not revoked ',
  issuers: 'issued by A ',
  'distinguished names': 'CN=a, ',
  capitals: 'Aa ',
  'character references': '&amp;',
  ampersands: '&',
  tags: '<a ',
  'labels in a line': 'Total number of certificates: ',
  'labels in lines': 'Total number of certificates: 5\n',
  colons: ':',
  'line breaks': '\n',
  'short lines': 'a\n',
  brackets: '[',
  emphasis: '*a **a',
  links: '[a](b(c)d) ',
  'block quotations': '> a\n>> b\n',
  'list items': '- a\n  - b\n',
  'table rows': '|5 certificates were affected|x|\n',
  pipes: '|',
  quotes: '"\'',
  NUL: '\0',
  'right-to-left overrides': '\u202e5\u202c',
  'lone surrogates': '\ud800',
};

describe('a megabyte of', () => {
  it.each(Object.entries(PIECES))(
    '%s is read in time',
    (_, piece) => {
      const started = performance.now();
      readClaims(repeated(piece, MEGABYTE));
      // 0.02 to 4 s on one core of a busy machine; a quadratic rule takes minutes
      expect(performance.now() - started).toBeLessThan(30_000);
    },
    60_000,
  );
});

describe('readClaims', () => {
  it('takes time linear in the length', () => {
    const { 'ordinary sentences': piece } = PIECES;
    const time = (length: number): number => {
      const text = repeated(piece!, length);
      return Math.min(
        ...Array.from({ length: 3 }, () => {
          const started = performance.now();
          readClaims(text);
          return performance.now() - started;
        }),
      );
    };
    time(MEGABYTE / 10);
    expect(time(MEGABYTE) / time(MEGABYTE / 8)).toBeLessThan(8 * 4);
  }, 60_000);

  it.each(['>', '> ', '[', '(', '*', '- ', '1. ', '**', '`', '!['])(
    'survives 10,000 levels of %s',
    (mark) => {
      expect(() => readClaims(`${mark.repeat(10_000)}5 certificates were affected`)).not.toThrow();
    },
  );

  it('reads nothing from an empty report', () => {
    expect(readClaims('')).toMatchObject({ claims: [], unread: [] });
  });

  it('reads nothing from bytes that are no text', () => {
    const text = Array.from({ length: 100_000 }, (_, index) =>
      String.fromCharCode((index * 7919) % 65_536),
    ).join('');
    expect(readClaims(text).claims).toEqual([]);
  });

  it('reads through control characters', () => {
    const text = 'In total, 17\u200b certificates\u0007 were\u001b[31m affected.';
    expect(readClaims(text).claims).toMatchObject([{ kind: 'total', value: 17 }]);
  });

  const words = fc.constantFrom(
    ...['certificates', 'certificate', 'were', 'revoked', 'issued', 'all', 'the', '5', '1,234'],
    ...['2020-01-01', 'between', 'and', '.', ',', '(', ')', '**', '\n', '\n\n', '- ', '> ', '|'],
    ...['Total number of certificates:', 'N/A', 'DV', 'EV', '&quot;', '&#x;', '\u00a0', '\r\n'],
    ...['## Impact\n', '`', '[a](b)', 'https://crt.sh/?caid=1', 'CN=A', '03/04/2024', '|-|-|\n'],
  );

  it('quotes what stands in the report, on its line, whatever the report', () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 60 }), fc.boolean(), (pieces, spaced) => {
        const text = pieces.join(spaced ? ' ' : '');
        for (const { quote, line } of readClaims(text).claims) {
          const at = text.indexOf(quote);
          expect(at).toBeGreaterThanOrEqual(0);
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split(/\r\n?|\n/).length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        readClaims(text);
      }),
      { numRuns: 500 },
    );
  });
});
