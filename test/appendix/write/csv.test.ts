import { spawnSync } from 'node:child_process';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvHeader, csvRows } from '../../../src/appendix/write/csv.ts';
import { guardFormula, withoutFormulaGuard } from '../../../src/appendix/write/formula.ts';

const HOSTILE: readonly string[] = [
  'CN=a,O=b',
  'say "hi"',
  'line\nend',
  'line\rend',
  'line\r\nend',
  'semi;colon',
  'tab\tstop',
  ' spaces ',
  '',
  'Württemberg',
  '\u202ereversed\u202c',
  '\x1b[31mred\x07',
  'a\0b',
  '𝔘',
  '\ufeffmark',
];

describe('the header', () => {
  it('is that of the guidelines, letter by letter', () => {
    expect(csvHeader([])).toBe(
      'Precertificate SHA-256 hash,Certificate SHA-256 hash,Subject,Issuer,Not before,Not after,' +
        'Serial #,dNSNames,Is revoked?,Revocation date,Revocation reason\r\n',
    );
  });

  it('has custom columns to the right, no formula among them', () => {
    expect(csvHeader(['mine', '=1+1'])).toMatch(/,Revocation reason,mine,'=1\+1\r\n$/);
  });
});

describe('rows', () => {
  it('come out of csv-parse as they went in', () => {
    const rows = [HOSTILE, [...HOSTILE].reverse()];
    expect(parse(csvRows(rows), { relax_quotes: false })).toEqual(rows);
  });

  it('come out of csv-parse as they went in, whatever they hold', () => {
    const cell = fc.string({ unit: 'grapheme' });
    const rows = fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (cells) => {
        const read = parse(csvRows(cells));
        expect(read.map((row) => row.map(withoutFormulaGuard))).toEqual(cells);
      }),
    );
  });

  it("come out of Python's csv as they went in", (context) => {
    const script =
      'import csv,io,json,sys\n' +
      'text=io.TextIOWrapper(sys.stdin.buffer,encoding="utf-8",newline="")\n' +
      'print(json.dumps(list(csv.reader(text))))';
    // the csv of Python before 3.11 takes no NUL
    const rows = [HOSTILE.filter((cell) => !cell.includes('\0'))];
    const python = spawnSync('python3', ['-c', script], { input: csvRows(rows), encoding: 'utf8' });
    if (python.error) context.skip('no python3 here: what its csv module reads is not known');
    expect(python.stderr).toBe('');
    expect(JSON.parse(python.stdout)).toEqual(rows);
  });

  it('end with CRLF, the last one too', () => {
    expect(
      csvRows([
        ['a', 'b'],
        ['c', 'd'],
      ]),
    ).toBe('a,b\r\nc,d\r\n');
    expect(csvRows([])).toBe('');
  });
});

describe('a cell that could start a formula', () => {
  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '\0=1',
    '＝1',
    '＋1',
    '－1',
    '＠SUM',
    ' =1+1',
    "'=1+1",
    "=cmd|' /C calc'!A0",
  ])('gets an apostrophe, which reading takes off: %j', (cell) => {
    expect(guardFormula(cell)).toBe(`'${cell}`);
    expect(withoutFormulaGuard(guardFormula(cell))).toBe(cell);
  });

  it.each(['', '-', 'CN=a', "'", "'a", '0abc', 'N/A', '*.example.org'])(
    'is not what stays as it is: %j',
    (cell) => {
      expect(guardFormula(cell)).toBe(cell);
      expect(withoutFormulaGuard(cell)).toBe(cell);
    },
  );

  it('is told from one that only looks guarded, whatever it is', () => {
    const cell = fc
      .tuple(fc.constantFrom('', "'", "''", ' '), fc.constantFrom('=', '@', '-', 'x'), fc.string())
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(cell, fc.string()), (text) => {
        expect(withoutFormulaGuard(guardFormula(text))).toBe(text);
      }),
    );
  });
});
