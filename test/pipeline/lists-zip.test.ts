import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { fileInput, type Input } from '../../src/pipeline/input.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { run } from '../../src/pipeline/run.ts';
import { bundle, list, type Sample, samples } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';
import { buildZip, type ZipPart } from '../sources/zip-builder.ts';

const ALL = samples(6);
const [A, B, C, D, E, F] = ALL as [Sample, Sample, Sample, Sample, Sample, Sample];

function asPath(bytes: Uint8Array | string): Input {
  const path = join(temporaryFolder(), 'a.zip');
  writeFileSync(path, bytes);
  return { ...fileInput(path), name: 'a.zip' };
}

function asStream(bytes: Uint8Array): Input {
  return {
    name: 'a.zip',
    async *open() {
      for (let at = 0; at < bytes.length; at += 997)
        yield await Promise.resolve(bytes.subarray(at, at + 997));
    },
  };
}

const WAYS: [string, (bytes: Buffer) => Input][] = [
  ['a file', asPath],
  ['standard input', asStream],
  ['a file in gzip', (bytes) => asPath(gzipSync(bytes))],
  ['standard input in gzip', (bytes) => asStream(gzipSync(bytes))],
];

async function read(input: Input, groupBy?: string) {
  const signal = AbortSignal.timeout(30_000);
  const done = await run({ appendices: [input], sources: [], signal, now: () => 0, groupBy });
  return { run: done, impact: await makeImpact(done, 0, '3.2') };
}

function table(rows: readonly Sample[], problem = ''): string {
  const cells = rows.map(
    ({ sha256 }) => `N/A,${sha256},CN=a,CN=b,2025-01-01,2026-01-01,0a,,Yes,,,${problem}\n`,
  );
  const names = 'Subject,Issuer,Not before,Not after,Serial #,dNSNames,Is revoked?,Revocation date';
  return `Precertificate SHA-256 hash,Certificate SHA-256 hash,${names},Revocation reason,Problem\n${cells.join('')}`;
}

function workbook(sheets: Readonly<Record<string, string>>): Buffer {
  const book = utils.book_new();
  for (const [name, csv] of Object.entries(sheets)) {
    const rows = csv
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  }
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer;
}

function part(name: string, text: string | Uint8Array): ZipPart {
  return { name, bytes: Buffer.from(text) };
}

function groupsOf({ impact }: Awaited<ReturnType<typeof read>>) {
  return impact.groups.map(({ name, entries }) => [name, entries.total]);
}

describe.each(WAYS)('a zip, from %s,', (_, as) => {
  it('holds lists, each of its own and called by its place', async () => {
    const zip = buildZip([
      part('lists/a.csv', table([A, B])),
      part('b.txt', list([C])),
      part('c.csv.gz', gzipSync(table([D]))),
      part('d.xlsx', workbook({ One: table([E]), Two: table([F]) })),
      part('__MACOSX/._b.txt', list([A])),
      part('.hidden', list([A])),
      part('README.txt', 'The lists of https://bugzilla.example/ are here.\n'),
      part('empty.txt', ' \n'),
    ]);
    const { impact } = await read(as(zip));
    expect(impact.groups.map(({ name, entries }) => [name, entries.total])).toEqual([
      ['a.zip/lists/a.csv', 2],
      ['a.zip/b.txt', 1],
      ['a.zip/c.csv.gz', 1],
      ['a.zip/d.xlsx: One', 1],
      ['a.zip/d.xlsx: Two', 1],
    ]);
    expect(impact.entries).toEqual({ total: 6, unique: 6, duplicates: 0 });
    expect(impact.lines.invalid).toBe(0);
  });

  it('holds certificates and lists at once', async () => {
    const zip = buildZip([
      part('certs/a.pem', bundle([A, B])),
      part('c.der', C.der),
      part('list.csv', table([A, D])),
      part('README', 'words, words\n'),
    ]);
    const { impact } = await read(as(zip));
    expect(impact.entries).toEqual({ total: 5, unique: 4, duplicates: 1 });
    expect(impact.outcomes).toMatchObject({ examined: 3, unavailable: 1 });
    expect(impact.groups.map(({ name }) => name)).toEqual(['a.zip', 'a.zip/list.csv']);
  });

  it('holds certificates as before', async () => {
    const { impact } = await read(
      as(buildZip([part('a.pem', bundle(ALL)), part('notes.txt', 'x y\n')])),
    );
    expect(impact.entries.total).toBe(6);
    expect(impact.groups).toEqual([]);
    expect(impact.lines).toMatchObject({ total: 6, listing: 6 });
  });

  it('is a workbook, of which each sheet is a list', async () => {
    const done = await read(
      as(workbook({ 'Wrong city': table([A, B]), Late: table([B, C]), Empty: 'x,y' })),
    );
    expect(groupsOf(done)).toEqual([
      ['Wrong city', 2],
      ['Late', 2],
    ]);
    expect(done.run.ledger.groups.map(({ sheet }) => sheet)).toEqual([
      'Wrong city',
      'Late',
      'Empty',
    ]);
    expect(done.impact.entries).toEqual({ total: 4, unique: 3, duplicates: 1 });
  });

  it('in a zip in a zip holds lists too', async () => {
    const inner = buildZip([part('x.csv', table([A])), part('b.pem', B.pem)]);
    const { impact } = await read(as(buildZip([part('in/inner.zip', inner)])));
    expect(impact.entries).toEqual({ total: 2, unique: 2, duplicates: 0 });
    expect(impact.groups.map(({ name }) => name)).toEqual(['a.zip', 'a.zip/in/inner.zip/x.csv']);
  });

  it('says what cannot be read in it', async () => {
    const broken = workbook({ One: table([A]) }).subarray(0, 900);
    const zip = buildZip([
      part('good.csv', table([A])),
      part('bad.csv', 'SHA256,Serial\nabcdef01234567890abcdef,\n'),
    ]);
    const { impact } = await read(as(zip));
    expect(impact.entries.total).toBe(1);
    expect(impact.unexamined.map(({ file, line }) => `${file}:${line}`)).toContain(
      'a.zip/bad.csv:2',
    );
    const damaged = buildZip([part('good.csv', table([A])), part('bad.xlsx', broken)]);
    expect((await read(as(damaged))).impact.entries.total).toBe(1);
  });
});

it.each([
  [
    'an OpenDocument file',
    buildZip([part('mimetype', 'x'), part('content.xml', '<a/>')]),
    'not-an-appendix',
  ],
  ['a word document', buildZip([part('word/document.xml', '<a/>')]), 'not-an-appendix'],
  ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'not-an-appendix'],
  ['a pdf', Buffer.from('%PDF-1.7\n'), 'not-an-appendix'],
  ['a zip of words', buildZip([part('README', 'words, words\n')]), 'no-certificates'],
  ['an empty workbook', workbook({ S: 'a,b' }), 'no-entries'],
])('%s is refused', async (_, bytes, code) => {
  await expect(read(asPath(bytes))).rejects.toMatchObject({ code, file: 'a.zip' });
  await expect(read(asPath(bytes))).rejects.toHaveProperty('hint');
});

it('damage of a list is told once, and what came before it counts', async () => {
  // several blocks, so that some are whole
  const members = Array.from({ length: 3000 }, (_, n) => list([ALL[n % 6]!]));
  const packed = gzipSync(members.join('')).subarray(0, -6);
  const { impact } = await read(asPath(buildZip([part('list.txt.gz', packed)])));
  expect(impact.entries.unique).toBe(6);
  expect(impact.unexamined.filter(({ outcome }) => outcome === 'invalid')).toMatchObject([
    { file: 'a.zip/list.txt.gz', line: 0 },
  ]);
  const bundled = gzipSync(bundle(ALL)).subarray(0, -6);
  const damaged = await read(
    asPath(buildZip([part('a.txt.gz', bundled), part('b.csv', table([A]))])),
  );
  expect(damaged.impact.lines.invalid).toBe(1);
});

it('a bomb among the members is told, and the others are read', async () => {
  const zip = buildZip([
    part('bomb.csv', Buffer.concat([Buffer.from(table([A])), Buffer.alloc(64 << 20, 'a')])),
    part('good.csv', table([B])),
  ]);
  const { impact } = await read(asPath(zip));
  expect(impact.unexamined.some(({ entry }) => entry.includes('bomb.csv'))).toBe(true);
  expect(impact.entries.total).toBe(2);
});

describe('--group-by', () => {
  const mixed = `${table([A, B], 'wrong city')}${table([C], 'late').split('\n')[1]!}\n## Appendix B\n${table([D], 'late').split('\n')[1]!}\n`;

  it('makes a list of each value of a column', async () => {
    for (const name of ['Problem', 'problem', 'PROBLEM ']) {
      expect(groupsOf(await read(asPath(mixed), name))).toEqual([
        ['wrong city', 2],
        ['late', 2],
      ]);
    }
  });

  it('knows a column by the guidelines’ name, too', async () => {
    expect(groupsOf(await read(asPath(mixed), 'Serial No.'))).toEqual([]);
    const done = await read(asPath(mixed), 'Certificate SHA-256 hash');
    expect(done.impact.groups).toHaveLength(4);
  });

  it('makes one list of a file, or one of each sheet or heading', async () => {
    expect(groupsOf(await read(asPath(mixed), 'file'))).toEqual([]);
    expect(groupsOf(await read(asPath(mixed), 'heading'))).toEqual([
      ['a.zip', 3],
      ['Appendix B', 1],
    ]);
    const book = workbook({ One: `${table([A])}\n## X\n${table([B])}`, Two: table([C]) });
    expect(groupsOf(await read(asPath(book)))).toEqual([
      ['One', 1],
      ['One: X', 1],
      ['Two', 1],
    ]);
    expect(groupsOf(await read(asPath(book), 'sheet'))).toEqual([
      ['One', 2],
      ['Two', 1],
    ]);
    expect(groupsOf(await read(asPath(book), 'file'))).toEqual([]);
  });

  it('refuses a column that no list has, and names those there are', async () => {
    await expect(read(asPath(mixed), 'Cause')).rejects.toMatchObject({
      code: 'bad-option',
      hint: expect.stringContaining('"Problem"') as unknown,
    });
    await expect(read(asPath(list([A])), 'Cause')).rejects.toMatchObject({ code: 'bad-option' });
  });
});

describe('a member that is not read', () => {
  it('is named where a list may have been meant', async () => {
    const zip = buildZip([
      { name: 'a.txt', bytes: Buffer.from(list([A])) },
      { name: 'b.txt', bytes: Buffer.from('https://crt.sh/?sha256=\n') },
      { name: 'c.xls', bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex') },
      { name: 'd.pdf', bytes: Buffer.from('%PDF-1.7\n') },
      { name: 'README', bytes: Buffer.from('see https://crt.sh/ for more\n') },
    ]);
    const { run: done } = await read(asPath(zip));
    const told = done.ledger.groups.map(({ file, problems }) => [file, ...problems.keys()]);
    expect(told).toEqual(
      expect.arrayContaining([
        ['a.zip/b.txt', 'not-hex'],
        ['a.zip/c.xls', 'damaged-list'],
        ['a.zip/d.pdf', 'text'],
      ]),
    );
    expect(told.map(([file]) => file)).not.toContain('a.zip/README');
    expect(done.notes.firstTextLine).toBe('a.zip/d.pdf');
  });

  it('is a damaged list, and no certificate, unless its name says so', async () => {
    const zip = buildZip([
      { name: 'a.csv', bytes: Buffer.from(table([A])) },
      { name: 'b.csv', bytes: Buffer.from(table([A])), encrypted: true },
      { name: 'c.csv', bytes: Buffer.from(table([A])), crc: 1 },
      { name: 'd.der', bytes: A.der, encrypted: true },
      { name: 'e.txt', bytes: Buffer.from(A.pem.replace('\nMI', '\nM?')) },
    ]);
    for (const as of [asPath, asStream]) {
      const { run: done } = await read(as(zip));
      const told = done.ledger.groups.flatMap(({ file, problems }) =>
        [...problems.keys()].map((code) => `${file} ${code}`),
      );
      expect(told.sort()).toEqual([
        'a.zip damaged-certificate',
        'a.zip/b.csv damaged-list',
        'a.zip/c.csv damaged-list',
      ]);
    }
  });
});
