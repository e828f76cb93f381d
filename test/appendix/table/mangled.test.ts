import { describe, expect, test } from 'vitest';
import { readText } from '../reading.ts';
import { csv, hashOf, HEADER, standardRow } from './rows.ts';

const A = hashOf(50);
const SERIAL = 6;

/** The entries and problems of a row whose cells are the usual ones but for these. */
async function readWith(cells: Readonly<Record<number, string>>, before: readonly string[][] = []) {
  const row = Object.assign([...standardRow(1)], cells) as string[];
  const lines = await readText(csv([HEADER, ...before, row]));
  const line = lines.at(-1)!;
  return {
    entries: line.entries.map(({ form, fingerprint, serial }) =>
      [form, fingerprint ?? serial].join(' '),
    ),
    problems: line.problems.map(({ code, column }) => `${code} ${column ?? ''}`),
  };
}

const HASH = hashOf(3);

describe('in a column of hashes', () => {
  test.each([
    ['1.23E+38', 'mangled-hash 1'],
    ['1,23457E+38', 'mangled-hash 1'],
    ['#REF!', 'mangled-hash 1'],
    ['#NAME?', 'mangled-hash 1'],
    ['########', 'mangled-hash 1'],
    [A.slice(1), 'mangled-hash 1'],
    [A.slice(4), 'truncated-hash 1'],
    ['955a17ed97ac', 'truncated-hash 1'],
    ['95:5a:17', 'truncated-hash 1'],
    ['12345678', 'truncated-hash 1'],
    ['deadbeef', 'truncated-hash 1'],
    ['facade', 'not-hex 1'],
    ['N/A 12', 'not-hex 1'],
    [`${A}00`, 'overlong-hash 1'],
    ['c5'.repeat(20), 'sha1-hash 1'],
    ['Certificate', 'not-hex 1'],
  ])('%s is %s, and the serial number keeps the row in the count', async (cell, problem) => {
    const { entries, problems } = await readWith({ 1: cell });
    expect(entries).toEqual([`serial ${standardRow(1)[SERIAL]!}`]);
    expect(problems).toEqual([problem]);
  });

  test('a cell cut at 255 characters has lost its last hash', async () => {
    const four = [A, hashOf(51), hashOf(52), hashOf(53)].join(' ').slice(0, 255);
    const { entries, problems } = await readWith({ 1: four });
    expect(entries).toHaveLength(3);
    expect(problems).toEqual(['mangled-hash 1']);
  });

  test.each([`'${A}`, `="${A}"`])('%s is the hash', async (cell) => {
    expect(await readWith({ 1: cell })).toEqual({ entries: [`table ${A}`], problems: [] });
  });
});

describe('in the column of serial numbers', () => {
  test.each([
    ['1.23E+38', 'mangled-number 6'],
    ['1,23457E+38', 'mangled-number 6'],
    ['########', 'mangled-cell 6'],
    ['#REF!', 'mangled-cell 6'],
    ['#NAME?', 'mangled-cell 6'],
    ['#VALUE!', 'mangled-cell 6'],
    ['a0b0c0d0e0f10', 'mangled-number 6'],
    ["'0a0b0c0d0e0f10", 'mangled-cell 6'],
    ['not known 1', 'mangled-number 6'],
  ])('%s beside a hash is %s', async (cell, problem) => {
    const { entries, problems } = await readWith({ [SERIAL]: cell });
    expect(entries).toEqual([`table ${HASH}`]);
    expect(problems).toEqual([problem]);
  });

  test('alone, it hides its certificate', async () => {
    expect(await readWith({ 0: '', 1: '', [SERIAL]: '1.23E+38' })).toEqual({
      entries: [],
      problems: ['mangled-serial 6'],
    });
  });

  test('digits only are no suspect among others with letters: chance has some of every thousand so', async () => {
    for (const digits of ['4923017756183920', '123456789012345678901234567890123456']) {
      const among = await readWith({ [SERIAL]: digits }, [standardRow(4)]);
      expect(among.problems).toEqual([]);
    }
  });

  test.each(['0A:0B:0C:0D', '0a 0b 0c 0d', '0x0A0B0C0D', '168496141 (0x0a0b0c0d)', '000a0b0c0d'])(
    '%s is a serial number',
    async (cell) => {
      const read = await readWith({ 0: '', 1: '', [SERIAL]: cell });
      expect(read).toEqual({ entries: ['serial 0a0b0c0d'], problems: [] });
    },
  );
});

test('="…" keeps digits from being read as a number, and is no part of them', async () => {
  const read = await readWith({ 0: '', 1: `="${A.toUpperCase()}"`, [SERIAL]: '="00AB0C0D"' });
  expect(read).toEqual({ entries: [`table ${A}`], problems: [] });
  const alone = await readWith({ 0: '', 1: '', [SERIAL]: '="00AB0C0D"' });
  expect(alone).toEqual({ entries: ['serial ab0c0d'], problems: [] });
});

test('a count below the hashes is no hash cut short', async () => {
  const lines = await readText(csv([HEADER, standardRow(1), ['Total', '1234']]));
  expect(lines.at(-1)!.problems.map(({ code }) => code)).toEqual(['text']);
});

test('a negative serial number is guarded against formulas, and not mangled', async () => {
  for (const cell of ["'-2a", "'-00ff01"]) {
    expect((await readWith({ [SERIAL]: cell })).problems, cell).toEqual([]);
  }
});

describe('in a column of dates', () => {
  test.each(['45678.5', '45678', '45678,25'])('%s is mangled', async (cell) => {
    expect((await readWith({ 4: cell })).problems).toEqual(['mangled-date 4']);
  });

  test.each([
    '2025-07-17T00:00:00Z',
    '2025-07-17 00:00:00 UTC',
    '2025-07-17',
    'Jul 17 00:00:00 2025 GMT',
    '12/31/2025',
    '31.12.2025 10:00',
    '1-2-25 11:59 PM',
    'N/A',
  ])('%s is not', async (cell) => {
    expect((await readWith({ 4: cell })).problems).toEqual([]);
  });
});

test.each(['#REF!', '#NAME?', '########'])('%s in any other column is told', async (cell) => {
  expect((await readWith({ 2: cell })).problems).toEqual(['mangled-cell 2']);
});
