import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { diffLists } from '../../../src/pipeline/diff/diff-lists.ts';
import type { Input } from '../../../src/pipeline/input.ts';
import { isDifferent, type ListDifference } from '../../../src/report/diff/list-difference.ts';
import { openLocalSource } from '../../../src/sources/local.ts';
import { bundle, list, sample, sampleOf, samples } from '../../cli/support/certificates.ts';
import { buildZip } from '../../sources/zip-builder.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { hasShared, readPem, sharedPath } from '../../support/shared.ts';

const [A, B, C, D] = samples(4) as [Sample, Sample, Sample, Sample];
type Sample = ReturnType<typeof sample>;

/** Columns that say what a test needs, in the guidelines' words. */
const HEADER = 'Certificate SHA-256 hash,Serial #,Not after,Is revoked?,Note';

function table(header: string, ...rows: readonly string[]): string {
  return [header, ...rows].map((row) => `${row}\n`).join('');
}

function row({ sha256 }: Sample, notAfter = '2025-05-30', note = ''): string {
  return `${sha256},1a2b,${notAfter},N/A,${note}`;
}

describe('two revisions of a table', () => {
  it('count two hashes of a row as one certificate where one of them could not be had', async () => {
    const header = 'Precertificate SHA-256 hash,Certificate SHA-256 hash';
    const [old, fresh] = [
      table(header, `${A.sha256},${B.sha256}`),
      table(header, `${A.sha256},${C.sha256}`),
    ];
    const same = await diff(old, old, bundle([A]));
    expect(same.counts).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 1 });
    expect(same.sets.unchanged.certificates).toMatchObject({ total: 1, notExamined: 0 });
    const other = await diff(old, fresh, '');
    expect(other.counts).toMatchObject({ added: 1, changed: 1 });
  });
});

describe('two revisions of a list', () => {
  it('that are equal do not differ', async () => {
    const result = await diff(list([A, B]), list([A, B]));
    expect(result.counts).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 2 });
    expect(isDifferent(result)).toBe(false);
  });

  it('do not differ for their order, blank lines, comments, repetitions and the form of entries', async () => {
    const other = `# the list\n\n${B.sha256}\n${A.sha256.toUpperCase()}\n\n${B.link}\n`;
    const result = await diff(list([A, B]), other);
    expect(isDifferent(result)).toBe(false);
    expect(result.sets.new.entries).toEqual({ total: 3, unique: 2, duplicates: 1 });
  });

  it('are told apart by what is added and removed, with places and the Impact of each set', async () => {
    const result = await diff(list([A, B, C]), list([B, D, C]), bundle([A, B, C, D]));
    expect(result.added).toEqual([{ entry: D.sha256, file: 'new', sheet: null, line: 2 }]);
    expect(result.removed).toEqual([{ entry: A.sha256, file: 'old', sheet: null, line: 1 }]);
    expect(result.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 2 });
    expect(result.sets.added.certificates).toMatchObject({ total: 1, final: 1, notExamined: 0 });
    expect(result.sets.added.validationTypes).toEqual([{ type: 'OV', count: 1, inferred: 0 }]);
    expect(result.sets.old.certificates.total).toBe(3);
    expect(result.sets.new.lines).toMatchObject({ total: 3, listing: 3 });
    expect(result.sets.unchanged.certificates.total).toBe(2);
  });

  it('are compared also where no certificate could be had', async () => {
    const result = await diff(list([A, B]), list([B, C]), '');
    expect(result.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 1 });
    expect(result.sets.added.certificates).toMatchObject({ total: 1, notExamined: 1 });
  });

  it('may be a list and the certificates themselves', async () => {
    const result = await diff(list([A, B]), bundle([B, C]), '');
    expect(result.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 1 });
    // of a file that holds the certificates, both lists know them
    expect(result.sets.unchanged.certificates.notExamined).toBe(0);
  });

  it('may be archives, whose members are told by name', async () => {
    const zip = (members: Record<string, string>): Buffer =>
      buildZip(Object.entries(members).map(([name, text]) => ({ name, bytes: Buffer.from(text) })));
    const old = zip({ 'a.txt': list([A]), 'b.txt': list([B]) });
    const result = await diff(old, zip({ 'b.txt': list([B]), 'c/d.txt': list([C]) }));
    expect(result.added).toMatchObject([{ entry: C.sha256, file: 'new/c/d.txt', line: 1 }]);
    expect(result.removed).toMatchObject([{ entry: A.sha256, file: 'old/a.txt', line: 1 }]);
  });

  it('may have one name, and more headings than there are lists of their own', async () => {
    const headed = (all: readonly Sample[]): string =>
      Array.from({ length: 1_100 }, (_, at) => `# Problem ${at}\n${all[at]?.link ?? ''}\n`).join(
        '',
      );
    const result = await diff(headed([A, B]), headed([B, C]), '', ['list.md', 'list.md']);
    expect(result.names).toEqual({ old: ['list.md'], new: ['list.md (new)'] });
    expect(result.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 1 });
  });

  it('of several files each are compared as a whole', async () => {
    const held = (name: string, all: readonly Sample[]): Input => inputOf(name, list(all));
    const { difference } = await diffLists({
      ...(await settings('')),
      old: [held('1', [A]), held('2', [B])],
      new: [held('3', [B, C]), held('4', [A])],
    });
    expect(difference.counts).toEqual({ added: 1, removed: 0, changed: 0, unchanged: 2 });
  });

  it('name what only crt.sh could resolve, and serial numbers, by these', async () => {
    const old = `https://crt.sh/?id=17\nhttps://crt.sh/?id=18\n${A.link}\n`;
    const result = await diff(old, `https://crt.sh/?id=18\nhttps://crt.sh/?id=19\n${A.link}\n`);
    expect(result.added).toMatchObject([{ entry: 'crt.sh id 19', line: 2 }]);
    expect(result.removed).toMatchObject([{ entry: 'crt.sh id 17', line: 1 }]);
    expect(result.counts.unchanged).toBe(2);
  });
});

describe('two revisions of a table', () => {
  it('differ in the cells of a certificate', async () => {
    const old = table(HEADER, row(A), row(B, '2025-05-30', 'ours'));
    const fresh = table(HEADER, row(B, '2025-06-01', 'theirs'), row(A));
    const result = await diff(old, fresh);
    expect(result.changed).toEqual([
      {
        entry: B.sha256,
        old: { file: 'old', sheet: null, line: 3 },
        new: { file: 'new', sheet: null, line: 2 },
        cells: [
          { column: 'Not after', old: '2025-05-30', new: '2025-06-01' },
          { column: 'Note', old: 'ours', new: 'theirs' },
        ],
        added: [],
        removed: [],
      },
    ]);
    expect(result.counts).toEqual({ added: 0, removed: 0, changed: 1, unchanged: 1 });
    expect(result.sets.changed.certificates.total).toBe(1);
  });

  it('do not differ for the order of columns, spaces around cells and the spelling of hex', async () => {
    const fresh = table(
      'Note,Serial #,Certificate SHA-256 hash,Is revoked?,Not after',
      ` ,0x1A:2B,${A.sha256.toUpperCase()}, N/A,2025-05-30`,
    );
    expect(isDifferent(await diff(table(HEADER, row(A)), fresh))).toBe(false);
  });

  it('differ in columns, which are told once and not for each row', async () => {
    const fresh = table(
      `${HEADER.replace(',Note', '')},Region`,
      ...[A, B].map((one) => `${row(one).replace(/,$/, '')},EU`),
    );
    const result = await diff(table(HEADER, row(A), row(B)), fresh);
    expect(result.columns).toEqual({ added: ['Region'], removed: ['Note'] });
    expect(result.counts).toEqual({ added: 0, removed: 0, changed: 0, unchanged: 2 });
    expect(isDifferent(result)).toBe(true);
  });

  it('differ where a row ends before a cell that it had', async () => {
    const result = await diff(
      table(HEADER, row(A, '2025-05-30', 'x')),
      table(HEADER, A.sha256 + ',1a2b,2025-05-30'),
    );
    expect(result.changed[0]?.cells.map(({ column, new: now }) => [column, now])).toEqual([
      ['Is revoked?', ''],
      ['Note', ''],
    ]);
  });

  it('of which one is a list of links have no cells to compare, which is said', async () => {
    const result = await diff(table(HEADER, row(A), row(B)), list([A, B]));
    expect(result.uncompared).toBe(2);
    expect(isDifferent(result)).toBe(false);
  });

  it('do not hide cells of rows that a spool has on disk', async () => {
    const many = samples(300);
    const long = 'x'.repeat(100_000);
    const old = table(HEADER, ...many.map((one) => row(one, '2025-05-30', long)));
    const result = await diff(old, old.replace(`${long}\n`, `${long}y\n`), '');
    expect(result.changed.map(({ entry }) => entry)).toEqual([many[0]!.sha256]);
  });
});

describe('a precertificate and its final certificate', () => {
  const BOTH = 'Precertificate SHA-256 hash,Certificate SHA-256 hash,Subject,Issuer,Not before';

  it('are one certificate: listing the other, too, or instead, adds and removes none', async () => {
    const { final, precertificate } = await pair();
    const pem = bundle([final, precertificate]);
    const added = await diff(list([final]), list([final, precertificate]), pem);
    expect(added.counts).toEqual({ added: 0, removed: 0, changed: 1, unchanged: 0 });
    expect(added.changed).toMatchObject([
      { added: [precertificate.sha256], removed: [], cells: [] },
    ]);
    const instead = await diff(list([precertificate]), list([final]), pem);
    expect(instead.counts).toEqual({ added: 0, removed: 0, changed: 1, unchanged: 0 });
    expect(instead.changed).toMatchObject([
      { entry: final.sha256, added: [final.sha256], removed: [precertificate.sha256] },
    ]);
    expect(instead.sets.changed.certificates).toMatchObject({ total: 1, final: 1 });
  });

  it('in one row are compared with that row once', async () => {
    const { final, precertificate } = await pair();
    const pem = bundle([final, precertificate]);
    const cells = (hashes: string, subject: string): string =>
      table(BOTH, `${hashes},${subject},CN=x,2025-03-01`);
    const both = `${precertificate.sha256},${final.sha256}`;
    const same = await diff(cells(both, 'CN=a'), cells(both, 'CN=b'), pem);
    expect(same.changed).toMatchObject([
      { cells: [{ column: 'Subject', old: 'CN=a', new: 'CN=b' }] },
    ]);
    const fuller = await diff(cells(`N/A,${final.sha256}`, 'CN=a'), cells(both, 'CN=a'), pem);
    expect(fuller.changed).toMatchObject([
      {
        added: [precertificate.sha256],
        cells: [{ column: 'Precertificate SHA-256 hash', old: 'N/A', new: precertificate.sha256 }],
      },
    ]);
    expect(fuller.counts.changed).toBe(1);
  });

  it('are two where they could not be examined', async () => {
    const { final, precertificate } = await pair();
    const result = await diff(list([precertificate]), list([final]), '');
    expect(result.counts).toEqual({ added: 1, removed: 1, changed: 0, unchanged: 0 });
  });
});

describe('revisions of the shared corpus', () => {
  it.skipIf(!hasShared('corpus/pairs.pem'))(
    'differ in what was left out and put in, pairs counted once',
    async () => {
      const all = readPem(sharedPath('corpus/pairs.pem')).map(sampleOf);
      const third = Math.floor(all.length / 3);
      const before = all.slice(0, 2 * third);
      const after = all.slice(third);
      const { difference } = await diffLists({
        ...(await settings(sharedPath('corpus/pairs.pem'), true)),
        old: [inputOf('old', list(before))],
        new: [inputOf('new', list(after))],
      });
      const { counts, sets } = difference;
      expect(sets.added.certificates.total).toBe(counts.added);
      expect(sets.removed.certificates.total).toBe(counts.removed);
      expect(sets.changed.certificates.total).toBe(counts.changed);
      expect(sets.unchanged.certificates.total).toBe(counts.unchanged);
      // each revision is what is in both, and what is in it alone
      expect(counts.removed + counts.changed + counts.unchanged).toBe(sets.old.certificates.total);
      expect(counts.added + counts.changed + counts.unchanged).toBe(sets.new.certificates.total);
      expect(counts.removed).toBeGreaterThan(0);
    },
  );
});

async function pair(): Promise<{ final: Sample; precertificate: Sample }> {
  const ca = await makeCa();
  const final = sampleOf(await ca.issue({ sctTimestamps: [1_740_787_200_000] }));
  const precertificate = sampleOf(await ca.issue({ precertificate: true }));
  expect(fingerprintOf(final.der)).not.toBe(precertificate.sha256);
  return { final, precertificate };
}

async function diff(
  old: string | Uint8Array,
  fresh: string | Uint8Array,
  pem = bundle([A, B, C, D]),
  names = ['old', 'new'],
): Promise<ListDifference> {
  const { difference } = await diffLists({
    ...(await settings(pem)),
    old: [inputOf(names[0]!, old)],
    new: [inputOf(names[1]!, fresh)],
  });
  return difference;
}

async function settings(
  pem: string,
  isPath = false,
): Promise<Pick<Parameters<typeof diffLists>[0], 'sources' | 'signal' | 'now' | 'asOf'>> {
  const folder = mkdtempSync(join(tmpdir(), 'cert-impact-diff-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const path = isPath ? pem : join(folder, 'certificates.pem');
  if (!isPath) writeFileSync(path, pem);
  return {
    sources: pem === '' ? [] : [await openLocalSource(path)],
    signal: new AbortController().signal,
    now: Date.now,
    asOf: Date.parse('2025-04-01T00:00:00Z') / 1000,
  };
}

function inputOf(name: string, content: string | Uint8Array): Input {
  return {
    name,
    async *open() {
      await Promise.resolve();
      yield Buffer.from(content);
    },
  };
}
