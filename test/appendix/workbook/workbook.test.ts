import { type CellObject, utils, type WorkBook, type WorkSheet, write } from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { CertImpactError } from '../../../src/errors.ts';
import type { AppendixLine } from '../../../src/appendix/line.ts';
import { WORKBOOK_LIMITS } from '../../../src/appendix/workbook/package.ts';
import { readWorkbook } from '../../../src/appendix/workbook/read-workbook.ts';
import { buildZip, type ZipPart } from '../../sources/zip-builder.ts';
import { lineSummary } from '../reading.ts';
import { entriesOf, expectedEntries, hashOf, HEADER, standardRow } from '../table/rows.ts';

const ROWS = Array.from({ length: 7 }, (_, n) => standardRow(n));
const A = hashOf(60);
const B = hashOf(61);

type Sheets = Record<string, AppendixLine[]>;

async function readAll(bytes: Buffer, limits = WORKBOOK_LIMITS): Promise<Sheets> {
  const sheets: Sheets = {};
  for await (const { name, lines } of readWorkbook(bytes, limits)) {
    sheets[name] = [];
    for await (const batch of lines) sheets[name].push(...batch);
  }
  return sheets;
}

/** Written by SheetJS, which shares nothing with our reader. */
function workbook(
  sheets: Readonly<Record<string, WorkSheet | readonly (readonly unknown[])[]>>,
): WorkBook {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) {
    const made = Array.isArray(sheet)
      ? utils.aoa_to_sheet(sheet as unknown[][])
      : (sheet as WorkSheet);
    utils.book_append_sheet(book, made, name);
  }
  return book;
}

function bytesOf(book: WorkBook, options: object = {}): Buffer {
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true, ...options }) as Buffer;
}

function linkTo(sheet: WorkSheet, cell: string, target: string): void {
  (sheet[cell] as CellObject).l = { Target: target };
}

describe('a workbook', () => {
  test.each([{}, { bookSST: true }, { compression: false }])(
    'names what the same table as CSV does, written with %j',
    async (options) => {
      const { List: lines } = await readAll(
        bytesOf(workbook({ List: [HEADER, ...ROWS] }), options),
      );
      expect(entriesOf(lines!)).toEqual(expectedEntries(ROWS));
      expect(lines![0]?.row?.table).toMatchObject({
        format: 'xlsx',
        sheet: 'List',
        headerLine: 1,
        standard: true,
      });
      expect(lines![1]?.row?.cells).toEqual(ROWS[0]);
    },
  );

  test('has a list in each sheet, hidden ones and hidden rows too, numbered as the sheet does', async () => {
    const first = utils.aoa_to_sheet([['Title'], [], HEADER, ...ROWS.slice(0, 2)] as string[][]);
    first['!rows'] = [{}, {}, {}, { hidden: true }];
    const book = workbook({ 'Problem A': first, 'Problem "B" & C': [HEADER, ROWS[2]!] });
    book.Workbook = { Sheets: [{}, { Hidden: 2 }] };
    const sheets = await readAll(bytesOf(book));
    expect(Object.keys(sheets)).toEqual(['Problem A', 'Problem "B" & C']);
    const [a, b] = Object.values(sheets);
    expect(entriesOf(a!)).toEqual(expectedEntries(ROWS.slice(0, 2)));
    expect(a!.filter(({ kind }) => kind !== 'blank').map(({ number }) => number)).toEqual([
      1, 3, 4, 5,
    ]);
    expect(entriesOf(b!)).toEqual(expectedEntries([ROWS[2]!]));
  });

  test('has no table at all, or a single column', async () => {
    const sheets = await readAll(
      bytesOf(
        workbook({
          links: [[`https://crt.sh/?sha256=${A}`], [`https://crt.sh/?q=${B}`, 'a note']],
          serials: [['Serial Number'], ['0a0b0c0d0e0f'], ["'00ab12cdef00"]],
          words: [['nothing'], ['to see', 'here']],
        }),
      ),
    );
    const named = (name: string) =>
      sheets[name]!.flatMap(({ entries }) => entries.map((e) => e.fingerprint ?? e.serial));
    expect(named('links')).toEqual([A, B]);
    expect(named('serials')).toEqual(['0a0b0c0d0e0f', 'ab12cdef00']);
    expect(named('words')).toEqual([]);
  });

  test('shows dates as ISO 8601 and numbers as they are kept', async () => {
    const sheet = utils.aoa_to_sheet([
      [...HEADER],
      [A, 'N/A', 'CN=a', 'CN=b', 0, 0, 0, 'a.example', true],
    ]);
    sheet['E2'] = { t: 'n', v: 45855.5, z: 'yyyy-mm-dd hh:mm' };
    sheet['F2'] = { t: 'n', v: 46126 };
    sheet['G2'] = { t: 'n', v: 1.25e37 };
    const { S: lines } = await readAll(bytesOf(workbook({ S: sheet })));
    expect(lines![1]?.row?.cells.slice(4, 7)).toEqual([
      '2025-07-17T12:00:00Z',
      '46126',
      '1.25e+37',
    ]);
    expect(lines![1]?.problems.map(({ code, column }) => [code, column])).toEqual([
      ['mangled-number', 6],
      ['mangled-date', 5],
    ]);
    expect(lines![1]?.row?.cells[8]).toBe('TRUE');
  });

  test.each([
    ['yyyy-mm-dd', 45855, '2025-07-17'],
    ['dd/mm/yyyy', 45855, '2025-07-17'],
    ['yyyy-mm-dd', 45855.5, '2025-07-17T12:00:00Z'],
    ['yyyy-mm-dd hh:mm:ss', 45855, '2025-07-17T00:00:00Z'],
  ])('shows a day without a time as a date alone: %s of %d', async (format, value, shown) => {
    const sheet = utils.aoa_to_sheet([[...HEADER], [A, 'N/A', '', '', 0]]);
    sheet['E2'] = { t: 'n', v: value, z: format };
    const { S: lines } = await readAll(bytesOf(workbook({ S: sheet })));
    expect(lines![1]?.row?.cells[4]).toBe(shown);
  });

  test('counts days from 1904 where it says so', async () => {
    const sheet = utils.aoa_to_sheet([[...HEADER], [A, 'N/A', '', '', 0]]);
    sheet['E2'] = { t: 'n', v: 44393, z: 'yyyy-mm-dd' };
    const book = workbook({ S: sheet });
    book.Workbook = { WBProps: { date1904: true } };
    const { S: lines } = await readAll(bytesOf(book));
    expect(lines![1]?.row?.cells[4]).toBe('2025-07-17');
  });

  test('has formulas with their cached value, and errors that are told', async () => {
    const sheet = utils.aoa_to_sheet([[...HEADER], ['', B, '', 'CN=x', '', '', '0a0b']]);
    sheet['A2'] = { t: 's', v: A, f: 'LOWER(Z1)' };
    sheet['C2'] = { t: 'e', v: 0x17 };
    const { S: lines } = await readAll(bytesOf(workbook({ S: sheet })));
    expect(lines![1]?.entries.map(({ fingerprint }) => fingerprint)).toEqual([A, B]);
    expect(lines![1]?.problems.map(({ code }) => code)).toEqual(['mangled-cell']);
  });

  test('has links behind words, by relation and by formula', async () => {
    const sheet = utils.aoa_to_sheet([
      ['Serial Number', 'Certificate', 'Precertificate', 'Host'],
      ['0a0b', 'Certificate', 'Precertificate', 'a.example'],
      ['0a0c', B, '', 'b.example'],
    ]);
    linkTo(sheet, 'B2', `https://crt.sh/?sha256=${A}`);
    linkTo(sheet, 'C2', 'https://crt.sh/?id=1234567&opt=ocsp');
    linkTo(sheet, 'D2', 'http://a.example/');
    linkTo(sheet, 'B3', `https://crt.sh/?q=${B}`);
    sheet['C3'] = {
      t: 's',
      v: 'Link',
      f: `HYPERLINK("https://crt.sh/?sha256=${hashOf(62)}","Link")`,
    };
    const { S: lines } = await readAll(bytesOf(workbook({ S: sheet })));
    expect(lines!.flatMap(({ entries }) => entries.map((e) => e.fingerprint ?? e.crtShId))).toEqual(
      [...[A, '1234567'], ...[B, hashOf(62)]],
    );
    expect(lines!.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      'not-recommended-form',
    ]);
  });
});

function parts(sheet: string, more: readonly ZipPart[] = []): ZipPart[] {
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`;
  const text = (name: string, xml: string): ZipPart => ({ name, bytes: Buffer.from(xml) });
  return [
    text(
      '_rels/.rels',
      `<Relationships>${relation('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ),
    text(
      'xl/workbook.xml',
      '<x:workbook xmlns:x="a" xmlns:r="b"><x:sheets><x:sheet name="S" r:id="r1"/></x:sheets></x:workbook>',
    ),
    text(
      'xl/_rels/workbook.xml.rels',
      `<Relationships>${relation('r1', 'worksheet', '/xl/s.xml')}</Relationships>`,
    ),
    text('xl/s.xml', sheet),
    ...more,
  ];
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'none';
  } catch (error) {
    if (!(error instanceof CertImpactError)) throw error;
    return error.code;
  }
}

describe('a workbook from a stranger', () => {
  const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;

  test('may have prefixes, no references and rows out of order', async () => {
    const rows = [HEADER, ROWS[0]!].map(
      (row) => `<row>${row.map((cell) => inline(cell.replaceAll('&', '&amp;'))).join('')}</row>`,
    );
    const { S: lines } = await readAll(
      buildZip(parts(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`)),
    );
    expect(entriesOf(lines!)).toEqual(expectedEntries([ROWS[0]!]));
  });

  test.each([
    [
      'entities are not expanded',
      `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}">]><worksheet><sheetData><row>${inline('&b;')}</row></sheetData></worksheet>`,
    ],
    ['XML that ends in its middle', '<worksheet><sheetData><row><c'],
    ['no XML', 'hello'],
  ])('%s', async (_, sheet) => {
    expect(await codeOf(readAll(buildZip(parts(sheet))))).toBe('bad-archive');
  });

  test('with one cell that refers to nothing has all others', async () => {
    const sheet = `<worksheet><sheetData><row>${inline(A)}<c t="s"><v>99</v></c><c t="?"><v>1</v></c><c s="7"><v>x</v></c></row></sheetData></worksheet>`;
    const { S: lines } = await readAll(buildZip(parts(sheet)));
    expect(lines!.flatMap(lineSummary)).toContain(`fingerprint ${A}`);
  });

  test('has columns without number: they are not held', async () => {
    const row = (n: number) =>
      `<row r="${n}"><c r="XFD${n}" t="str"><v>x</v></c><c r="A${n}" t="str"><v>${hashOf(n)}</v></c></row>`;
    const rows = Array.from({ length: 20_000 }, (_, n) => row(n + 1)).join('');
    const { S: lines } = await readAll(
      buildZip(parts(`<worksheet><sheetData>${rows}</sheetData></worksheet>`)),
    );
    expect(lines!.flatMap(({ entries }) => entries)).toHaveLength(20_000);
    expect(lines![0]?.problems.map(({ code }) => code)).toEqual(['line-too-long']);
  });

  test.each([
    ['too large', { unpackedBytes: 10_000 }],
    ['of too many parts', { parts: 3 }],
    ['of a ratio that no sheet has', { ratioFreeBytes: 10_000, ratio: 20 }],
  ])('is refused when it is %s', async (_, small) => {
    const zip = buildZip(parts(`<worksheet>${' '.repeat(100_000)}</worksheet>`));
    expect(await codeOf(readAll(zip, { ...WORKBOOK_LIMITS, ...small }))).toBe('limit-exceeded');
  });

  test('that expands as no workbook does is refused in bounded memory', async () => {
    const bomb = parts('<worksheet/>').map((part) =>
      part.name === 'xl/s.xml' ? { ...part, bytes: Buffer.alloc(200 << 20, ' ') } : part,
    );
    const zip = buildZip(bomb);
    expect(zip.length).toBeLessThan(1 << 20);
    expect(await codeOf(readAll(zip))).toBe('limit-exceeded');
  });

  test('cut or changed anywhere throws nothing but our error', async () => {
    const whole = bytesOf(workbook({ S: [HEADER, ...ROWS] }));
    for (let at = 0; at < whole.length; at += 61) {
      await codeOf(readAll(whole.subarray(0, at)));
      const changed = Buffer.from(whole);
      changed[at] = changed[at]! ^ 0x55;
      await codeOf(readAll(changed));
    }
  });
});
