import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readBytes, readText } from '../reading.ts';
import { csv, entriesOf, expectedEntries, hashOf, HEADER, standardRow } from './rows.ts';

const ROWS = Array.from({ length: 7 }, (_, n) => standardRow(n));
const EXPECTED = expectedEntries(ROWS);

const HEADERS: readonly (readonly string[])[] = [
  HEADER,
  HEADER.map((name) => name.toUpperCase()),
  HEADER.map((name) => ` ${name.replaceAll(' ', '_')} `),
  [
    'Pre-certificate SHA-256 Hash',
    'Leaf certificate SHA-256 hash',
    'Subject DN',
    'Issuer DN',
    'notBefore',
    'Valid to',
    'Serial No.',
    'SAN',
    'Revoked',
    'Revocation time',
    'CRL reason',
  ],
  [
    'Precert\nSHA256',
    'Cert SHA256',
    'SUBJECT',
    'issuer',
    'Valid from',
    'Not After',
    'Serial\nnumber',
    'DNS names',
    'is-revoked',
    'Date revoked',
    'reason code',
  ],
];

describe('the same table', () => {
  test('names the same certificates however it is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          delimiter: fc.constantFrom(',', ';', '\t', '|'),
          lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
          quoteAll: fc.boolean(),
          header: fc.constantFrom(...HEADERS, undefined),
          encoding: fc.constantFrom('utf8', 'bom', 'utf16le', 'utf16be', 'gzip'),
          extra: fc.integer({ min: 0, max: 2 }),
          left: fc.boolean(),
          last: fc.boolean(),
          order: fc.shuffledSubarray([...ROWS.keys()], { minLength: ROWS.length }),
          title: fc.constantFrom('', 'Appendix A: all of them\n\n', '# a comment, with commas\n'),
        }),
        async ({ header, encoding, extra, left, last, order, title, ...writing }) => {
          const isNamed = header !== undefined;
          const more = Array.from({ length: extra }, (_, n) => `more ${n}`);
          const widen = (row: readonly string[]): string[] =>
            left && isNamed ? [...more, ...row] : [...row, ...more];
          const rows = order.map((n) => widen(ROWS[n]!));
          const text = title + csv(isNamed ? [widen(header), ...rows] : rows, writing);
          const whole = last ? text : text.replace(/[\r\n]+$/, '');
          const lines = await readBytes(encoded(whole, encoding));
          expect(entriesOf(lines)).toEqual(EXPECTED);
          const table = lines.find(({ row }) => row !== undefined)?.row?.table;
          expect(table).toMatchObject({
            format: 'csv',
            delimiter: writing.delimiter,
            standard: true,
          });
          expect(table?.header === undefined).toBe(!isNamed);
          expect(table?.headerLine === 0).toBe(!isNamed);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('names them at every boundary of chunks', async () => {
    const bytes = Buffer.from(csv([HEADER, ...ROWS.slice(0, 2)], { lineEnd: '\r\n' }));
    const whole = await readBytes(bytes);
    for (let size = 1; size < bytes.length; size++) {
      expect(await readBytes(bytes, { chunkSize: size })).toEqual(whole);
    }
  });

  test('is read where every cell is kept from a spreadsheet by ="…"', async () => {
    const mark = (cell: string): string => `="${cell.replaceAll('"', '""')}"`;
    const lines = await readText(csv([HEADER, ...ROWS.map((row) => row.map(mark))]));
    expect(entriesOf(lines)).toEqual(EXPECTED);
    expect(lines.flatMap(({ problems }) => problems)).toEqual([]);
    expect(lines.slice(1).map(({ row }) => row?.cells)).toEqual(ROWS);
  });

  test('is read on behind the first 64 KiB, wherever these end', async () => {
    const many = Array.from({ length: 400 }, (_, n) => standardRow(n));
    for (let shift = 0; shift < 300; shift += 7) {
      const text = `${'x'.repeat(shift)} y\n${csv([HEADER, ...many], { lineEnd: '\r\n' })}`;
      const lines = await readBytes(Buffer.from(text), { chunkSize: 8191 });
      expect(entriesOf(lines)).toEqual(expectedEntries(many));
      expect(lines.map(({ number }) => number)).toEqual(lines.map((_, at) => at + 1));
    }
  });
});

function encoded(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf16le') return Buffer.from(`\uFEFF${text}`, 'utf16le');
  if (encoding === 'utf16be') return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
  if (encoding === 'gzip') return gzipSync(text);
  return Buffer.from(encoding === 'bom' ? `\uFEFF${text}` : text);
}

const A = hashOf(100);
const B = hashOf(101);

async function entriesAndProblems(text: string): Promise<string[]> {
  const lines = await readText(text);
  return lines
    .slice(1)
    .flatMap((line) => [
      ...line.entries.map((entry) =>
        [entry.form, entry.fingerprint ?? entry.serial, entry.column].join(' '),
      ),
      ...line.problems.map(({ code, column }) => `!${code} ${column ?? ''}`.trim()),
    ]);
}

describe('a row', () => {
  test('says which column each entry stands in', async () => {
    const text = csv([
      ['#', ...HEADER],
      ['1', ...standardRow(0)],
    ]);
    const lines = await readText(text);
    expect(lines[1]?.entries.map(({ column }) => column)).toEqual([1, 2]);
    expect(lines[1]?.row?.cells).toEqual(['1', ...standardRow(0)]);
  });

  test('takes the number of its first line, and counts as one', async () => {
    const text = `Subject,Serial,SHA256\n"CN=a\nO=b",0a0b,${A}\n\n"c",0a0c,${B}\n`;
    const lines = await readText(text);
    expect(lines.map(({ number, kind }) => [number, kind])).toEqual([
      [1, 'header'],
      [2, 'listing'],
      [4, 'blank'],
      [5, 'listing'],
    ]);
    expect(lines[1]?.row?.cells).toEqual(['CN=a\nO=b', '0a0b', A]);
  });

  test.each([' ', ',', ', ', ';', '\n', '\r\n', ' / '])(
    'may hold several hashes in a cell, separated by %j',
    async (between) => {
      const text = csv([HEADER, [`${A}${between}${B}`, 'N/A', ...standardRow(0).slice(2)]]);
      expect(await entriesAndProblems(text)).toEqual([`table ${A} 0`, `table ${B} 0`]);
    },
  );

  test.each(['N/A', 'n/a', 'NA', '-', '–', 'none', '', ' ', 'null', 'REDACTED'])(
    'names nothing where %j stands',
    async (nothing) => {
      const text = csv([HEADER, [nothing, A, ...standardRow(0).slice(2)]]);
      expect(await entriesAndProblems(text)).toEqual([`table ${A} 1`]);
    },
  );

  test.each([16, 32])('may have a hash in groups of %i digits, or in two lines', async (digits) => {
    for (const between of [' ', '\n', '\r\n']) {
      const cell = A.replace(new RegExp(`.{${String(digits)}}(?=.)`, 'g'), `$&${between}`);
      const text = csv([HEADER, ['N/A', cell, ...standardRow(0).slice(2)]]);
      expect(await entriesAndProblems(text)).toEqual([`table ${A} 1`]);
    }
  });

  test.each(['see attachment', 'TBD', '?', 'pending'])('has no hash in %j', async (words) => {
    const text = csv([HEADER, [A, words, ...standardRow(0).slice(2)]]);
    expect(await entriesAndProblems(text)).toEqual([`table ${A} 0`, '!not-hex 1']);
  });

  test('has a serial number of 32 octets beside a hash, and no second hash', async () => {
    const row = [...standardRow(1)];
    row[6] = hashOf(90);
    const [, line] = await readText(csv([HEADER, row]));
    expect(line!.entries.map(({ fingerprint, serial }) => [fingerprint, serial])).toEqual([
      [row[1], hashOf(90).replace(/^(?:00)+/, '')],
    ]);
    expect(line!.problems).toEqual([]);
  });

  test('is that of a serial number where it has no hash', async () => {
    const text = csv([HEADER, ['N/A', '', ...standardRow(0).slice(2)]]);
    expect(await entriesAndProblems(text)).toEqual([`serial ${standardRow(0)[6]!} 6`]);
  });

  test('may be too short, too long, or shifted, and names its certificates nevertheless', async () => {
    const row = standardRow(0);
    const text = csv([HEADER, [A], [A, B, 'x'], ['', ...row], [...row, 'y', 'z'], row.slice(1)]);
    expect(await entriesAndProblems(text)).toEqual([
      `table ${A} 0`,
      ...[`table ${A} 0`, `table ${B} 1`],
      ...[`table ${hashOf(0)} 1`, `fingerprint ${hashOf(1)} 2`, '!mangled-number 6'],
      ...[`table ${hashOf(0)} 0`, `table ${hashOf(1)} 1`],
      ...[`table ${hashOf(1)} 0`, '!mangled-number 6'],
    ]);
  });

  test('without hash and serial number is told from words below the table', async () => {
    const nameless = [
      'N/A',
      '',
      'CN=a',
      'CN=b',
      '2025-01-01',
      '2026-01-01',
      '',
      'a.example',
      'Yes',
      '',
      '',
    ];
    const text = csv([HEADER, nameless, ['Total', '2'], ['the end']]);
    expect(await entriesAndProblems(text)).toEqual(['!unnamed-row', '!text', '!text']);
  });
});

describe('a table of another kind', () => {
  test.each([
    ['names that say nothing', `host,what\na.example,${A}\nb.example,${B}\n`],
    [
      'a column of links',
      `host,x\na.example,https://crt.sh/?sha256=${A}\nb.example,https://crt.sh/?q=${B}\n`,
    ],
    ['no name at all for some', `,what,\na.example,${A},1\nb.example,${B},2\n`],
    ['a SHA-1 beside', `SHA256,Thumbprint\n${A},${'c5'.repeat(20)}\n${B},${'c6'.repeat(20)}\n`],
    [
      'a link beside',
      `SHA256,crt.sh\n${A},https://crt.sh/?id=1234567\n${B},https://crt.sh/?q=${B}\n`,
    ],
    [
      'hashes of other things',
      `Fingerprint,SPKI SHA-256,Issuer SHA-256\n${A},${B},${B}\n${B},${A},${A}\n`,
    ],
  ])('with %s', async (_, text) => {
    const lines = await readText(text);
    const named = lines.flatMap(({ entries }) => entries.map(({ fingerprint }) => fingerprint));
    expect(named).toEqual([A, B]);
    expect(lines.flatMap(({ problems }) => problems)).toEqual([]);
  });

  test('has the serial number of its row', async () => {
    const text = `Serial no.;Fingerprint\n0x0A0B0C;${A}\n00:ab:cd:ef;${B}\n`;
    const lines = await readText(text);
    expect(lines.flatMap(({ entries }) => entries)).toEqual([
      { form: 'serial+fingerprint', fingerprint: A, serial: '0a0b0c', column: 1 },
      { form: 'serial+fingerprint', fingerprint: B, serial: 'abcdef', column: 1 },
    ]);
    expect(lines[0]?.row?.table.standard).toBe(false);
  });

  test('may follow another one, under a heading of its own', async () => {
    const text = `Serial,SHA256\n0a,${A}\n\n## Problem B\nFingerprint;Serial\n${B};0b\n`;
    const other = `Serial,SHA256\n0a,${A}\n\n## Problem B\nFingerprint,Serial\n${B},0b\n`;
    const lines = await readText(other);
    expect(entriesOf(lines)).toHaveLength(2);
    expect(lines.flatMap(({ heading }) => heading ?? [])).toEqual(['Problem B']);
    expect(new Set(lines.flatMap(({ row }) => row?.table ?? [])).size).toBe(2);
    // another separator in the same file: read as words, and the hash is found
    expect((await readText(text)).flatMap(({ entries }) => entries)).toHaveLength(2);
  });
});

describe('what is no table', () => {
  test.each([
    [
      'links with remarks',
      `https://crt.sh/?sha256=${A}, revoked\nhttps://crt.sh/?sha256=${B}, not\n`,
    ],
    ['pairs without a header', `0a0b0c0d0e0f1011,${A}\n0a0b0c0d0e0f1012,${B}\n`],
    ['a table of Markdown', `| Serial | SHA256 |\n|---|---|\n| 0a | ${A} |\n| 0b | ${B} |\n`],
    ['prose', `We list hashes, serial numbers, and more.\n${A}\n${B}\n`],
  ])('%s is read as before', async (_, text) => {
    const lines = await readText(text);
    expect(lines.every(({ row }) => row === undefined)).toBe(true);
    expect(lines.flatMap(({ entries }) => entries)).toHaveLength(2);
  });
});

describe('hashes in a column that is no column of hashes', () => {
  const other = hashOf(99);
  const named = async (text: string): Promise<(string | undefined)[]> =>
    (await readText(text)).flatMap(({ entries }) => entries.map(({ fingerprint }) => fingerprint));

  test.each([0, 2, 5, HEADER.length])(
    'name no certificate in the table of the guidelines: %i',
    async (at) => {
      const header = HEADER.toSpliced(at, 0, 'Replaced by');
      const rows = ROWS.map((row) => row.toSpliced(at, 0, other));
      const hashes = await named(csv([header, ...rows]));
      expect(hashes).toHaveLength(EXPECTED.length);
      expect(hashes).not.toContain(other);
    },
  );

  test('name none under any name where both columns of the guidelines are there', async () => {
    const wide = csv([['Ticket SHA256', ...HEADER], ...ROWS.map((row) => [other, ...row])]);
    expect(await named(wide)).toHaveLength(EXPECTED.length);
    const header = ['Precertficate hsh SHA-256', ...HEADER.slice(1)];
    expect(await named(csv([header, standardRow(0)]))).toEqual([hashOf(1), hashOf(0)]);
  });

  test.each(['New certificate SHA-256', 'Successor SHA256', 'Reissued hash', 'Replacement hash'])(
    'name none under %j: these are the certificates that came after',
    async (name) => {
      const text = `Certificate SHA-256 hash,${name}\n${hashOf(1)},${other}\n`;
      expect(await named(text)).toEqual([hashOf(1)]);
    },
  );

  test('name none beside a column of hashes of certificates', async () => {
    const hash = hashOf(1);
    expect(await named(`Certificate SHA-256 hash,Replaced by\n${hash},${other}\n`)).toEqual([hash]);
    expect(await named(`Name,Hashwert\na,${hash}\nb,${other}\n`)).toEqual([hash, other]);
    expect(await named(`Certificate,Hashwert\na,${hash}\nb,${other}\n`)).toEqual([hash, other]);
  });
});
