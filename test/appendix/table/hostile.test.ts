import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CertImpactError } from '../../../src/errors.ts';
import { type AppendixLine, hidesCertificate } from '../../../src/appendix/line.ts';
import { MAX_RECORD_BYTES } from '../../../src/appendix/table/record-splitter.ts';
import { readBytes, readText } from '../reading.ts';
import { csv, entriesOf, expectedEntries, hashOf, HEADER, standardRow } from './rows.ts';

const ROWS = Array.from({ length: 6 }, (_, n) => standardRow(n));
const TABLE = Buffer.from(csv([HEADER, ...ROWS]));
const HASHES = ROWS.flatMap((row) => row.slice(0, 2)).filter((cell) => cell !== 'N/A');

async function tryRead(bytes: Uint8Array): Promise<AppendixLine[]> {
  try {
    return await readBytes(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(CertImpactError);
    return [];
  }
}

function namedIn(lines: readonly AppendixLine[]): Set<string | undefined> {
  return new Set(lines.flatMap(({ entries }) => entries.map(({ fingerprint }) => fingerprint)));
}

describe('a quote that is never closed', () => {
  test.each([0, 2, 3, 7, 10])(
    'in column %i costs its own row only, and is told',
    async (column) => {
      for (let broken = 0; broken < ROWS.length; broken++) {
        const lines = csv([HEADER, ...ROWS]).split('\n');
        const cells = [...ROWS[broken]!];
        cells[column] = `OPEN${cells[column]!}`;
        lines[broken + 1] = csv([cells])
          .trim()
          .replace(/"?OPEN/, '"')
          .replace(/"$/, '');
        const read = await readText(lines.join('\n'));
        expect(read.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7]);
        const others = ROWS.filter((_, at) => at !== broken);
        for (const entry of expectedEntries(others)) expect(entriesOf(read)).toContain(entry);
        if (!namedIn(read).has(HASHES[0])) expect(read.flatMap((l) => l.problems)).not.toEqual([]);
      }
    },
  );

  test('on the last row, or on all of them', async () => {
    const rows = ROWS.map((row) => `${row[0]!},${row[1]!},"CN=a`);
    const read = await readText([HEADER.join(','), ...rows].join('\n'));
    expect(read.filter(({ kind }) => kind === 'listing')).toHaveLength(ROWS.length);
    expect([...namedIn(read)].sort()).toEqual([...HASHES].sort());
    const codes = read.slice(1).map(({ problems }) => problems.at(-1)?.code);
    expect(codes).toEqual(Array<string>(6).fill('unclosed-quote'));
  });

  test('that another one seems to close is found by the row in between', async () => {
    const [one, two] = [hashOf(1), hashOf(2)];
    const text = `${HEADER.join(',')}\n${one},N/A,"CN=a\n${two},N/A,CN=b",x,y\n`;
    const read = await readText(text);
    expect([...namedIn(read)]).toEqual([undefined, one, two].slice(1));
    expect(read[1]?.problems.at(-1)?.code).toBe('unclosed-quote');
  });

  test('does not fill the memory, nor swallow what is behind it', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `${hashOf(n)},N/A,x`);
    const text = `${HEADER.join(',')}\nN/A,N/A,"CN=a\n${rows.join('\n')}\n`;
    expect(text.length).toBeGreaterThan(MAX_RECORD_BYTES);
    const read = await readText(text);
    expect(read).toHaveLength(20_002);
    expect(read[1]?.problems.map(({ code }) => code)).toContain('unclosed-quote');
    expect(read.filter(({ kind }) => kind === 'listing')).toHaveLength(20_000);
  });
});

test('reads in linear time, whatever the quotes', async () => {
  const time = async (line: string, lines: number): Promise<number> => {
    const text = `${HEADER.join(',')}\n${`${line}\n`.repeat(lines)}`;
    const begun = performance.now();
    await readText(text);
    return performance.now() - begun;
  };
  for (const line of ['a","b', '"', '""', '"""', '",', '"a"b', '"a,""', ',"', '" "']) {
    await time(line, 2000);
    const short = await time(line, 5000);
    const long = await time(line, 20_000);
    expect(long, JSON.stringify(line)).toBeLessThan(short * 4 * 4 + 500);
  }
});

describe('a damaged table', () => {
  test('cut anywhere has every row before the cut, and never throws', async () => {
    for (let end = 1; end < TABLE.length; end++) {
      const lines = await tryRead(TABLE.subarray(0, end));
      const whole = TABLE.subarray(0, end).toString().split('\n').slice(1, -1);
      const named = namedIn(lines);
      for (const hash of HASHES) {
        if (whole.some((row) => row.includes(hash))) expect(named).toContain(hash);
      }
    }
  });

  test('with any byte changed never throws, nor loses a hash without a word', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(TABLE.length - 1),
        fc.oneof(fc.nat(255), fc.constantFrom(...Buffer.from('",;\n\r|\t=\'#'))),
        async (at, byte) => {
          const bytes = Buffer.from(TABLE);
          bytes[at] = byte;
          const lines = await tryRead(bytes);
          const named = namedIn(lines);
          const text = bytes.toString('latin1');
          for (const hash of HASHES) {
            if (named.has(hash) || !text.includes(hash)) continue;
            const place = text.slice(0, text.indexOf(hash)).split(/\r\n|\r|\n/).length;
            const line = lines.findLast(({ number }) => number <= place);
            // in a column whose name has become another, a hash is that of something else
            const column = line?.row?.cells.indexOf(hash) ?? -1;
            if (column >= 0 && line?.row?.table.columns[column] === undefined) continue;
            const told = line?.kind === 'comment' || line?.problems.some(hidesCertificate);
            expect(told, `${at} ${byte} ${hash}`).toBe(true);
          }
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('is random bytes behind a header', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (bytes) => {
        await tryRead(Buffer.concat([Buffer.from(`${HEADER.join(',')}\n`), bytes]));
      }),
      { numRuns: 100 },
    );
  });

  test('with a line too long to be read says so, and goes on', async () => {
    const rest = csv(ROWS);
    const text = `${HEADER.join(',')}\n${'x,'.repeat(MAX_RECORD_BYTES)}\n${rest}`;
    const lines = await readText(text);
    expect(lines[1]?.problems.map(({ code }) => code)).toEqual(['line-too-long']);
    expect(entriesOf(lines)).toEqual(expectedEntries(ROWS));
  });
});
