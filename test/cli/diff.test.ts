import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveBugzilla } from '../sources/bugzilla/bugzilla-server.ts';
import { bundle, list, type Sample, samples } from './support/certificates.ts';
import { folderOf, linesOf, run } from './support/program.ts';

const [A, B, C] = samples(3) as [Sample, Sample, Sample];

const HEADER = 'Certificate SHA-256 hash,Serial #,Not after,Is revoked?';

function table(...rows: readonly (readonly [Sample, string])[]): string {
  return [HEADER, ...rows.map(([{ sha256 }, notAfter]) => `${sha256},1a2b,${notAfter},N/A`)].join(
    '\n',
  );
}

const FILES = {
  'old.csv': table([A, '2025-01-01'], [B, '2025-01-01']),
  'new.csv': table([B, '2025-02-02'], [C, '2025-01-01']),
  'list.txt': list([A, B]),
  'all.pem': bundle([A, B, C]),
};

const LOCAL = ['--from', 'all.pem', '--offline', '--as-of', '2026-11-01', '-q'];

function diff(...args: readonly string[]): ReturnType<typeof run> {
  return run(['diff', ...args, ...LOCAL], { cwd: folderOf(FILES) });
}

describe('diff', () => {
  it('tells what is added, removed and changed, and ends with status 1', async () => {
    const { status, stdout, stderr } = await diff('old.csv', 'new.csv');
    expect(linesOf(stdout)[0]).toBe(
      'From old.csv to new.csv: 1 certificate added, 1 removed, 1 changed, 0 unchanged.',
    );
    expect(stdout).toContain(`\n  ${C.sha256}, new.csv:3\n`);
    expect(stdout).toContain(`\n  ${A.sha256}, old.csv:2\n`);
    expect(stdout).toContain(
      `\n  ${B.sha256}, old.csv:3, now new.csv:2\n    Not after: 2025-01-01, now 2025-02-02\n`,
    );
    expect(stdout).toMatch(/^Added\n {2}- 1 certificate is listed\.\n {2}- OV: 1\.\n/m);
    expect([status, stderr]).toEqual([1, '']);
  });

  it('of what is the same says so, and ends with status 0', async () => {
    const { status, stdout } = await diff('old.csv', 'old.csv');
    expect(stdout).toContain('Both list the same certificates, in the same words.\n');
    expect(status).toBe(0);
  });

  it('keeps to 80 columns where nothing must stay whole', async () => {
    const { stdout } = await diff('old.csv', 'new.csv');
    const long = linesOf(stdout).filter((line) => line.length > 80 && !/[\da-f]{64}/.test(line));
    expect(long).toEqual([]);
  });

  it('prints JSON with the figures of each set', async () => {
    const { status, stdout } = await diff('old.csv', 'new.csv', '--format', 'json');
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      asOf: '2026-11-01T00:00:00Z',
      old: ['old.csv'],
      new: ['new.csv'],
      different: true,
      counts: { added: 1, removed: 1, changed: 1, unchanged: 0, uncompared: 0 },
      columns: { added: [], removed: [] },
      added: [{ entry: C.sha256, file: 'new.csv', sheet: null, line: 3 }],
      removed: [{ entry: A.sha256, file: 'old.csv', sheet: null, line: 2 }],
      changed: [
        {
          entry: B.sha256,
          old: { file: 'old.csv', sheet: null, line: 3 },
          new: { file: 'new.csv', sheet: null, line: 2 },
          cells: [{ column: 'Not after', old: '2025-01-01', new: '2025-02-02' }],
          added: [],
          removed: [],
        },
      ],
      sets: {
        old: { certificates: { total: 2 }, lines: { total: 3 } },
        added: { certificates: { total: 1 }, validationTypes: [{ type: 'OV', count: 1 }] },
      },
    });
  });

  it('prints Markdown for the bug, into a file', async () => {
    const cwd = folderOf(FILES);
    const args = ['old.csv', 'new.csv', '--format', 'markdown', '-o', 'diff.md'];
    const { status, stdout } = await run(['diff', ...args, ...LOCAL], { cwd });
    expect([status, stdout]).toEqual([1, '']);
    const text = readFileSync(join(cwd, 'diff.md'), 'utf8');
    expect(text).toMatch(
      /^### What has changed in the appendix\n\nFrom `old\.csv` to `new\.csv`: /,
    );
    expect(text).toContain(
      `\n- \`${B.sha256}\`, \`old.csv:3\`, now \`new.csv:2\`\n  - Not after: `,
    );
  });

  it('reads one of the two from standard input', async () => {
    const cwd = folderOf(FILES);
    const stdin = FILES['new.csv'];
    const { status, stdout } = await run(['diff', 'old.csv', '-', ...LOCAL], { cwd, stdin });
    expect(stdout).toContain('From old.csv to standard input: 1 certificate added');
    expect(status).toBe(1);
    const twice = await run(['diff', '-', '-', ...LOCAL], { cwd, stdin });
    expect(twice.status).toBe(2);
    expect(twice.stderr).toContain('standard input can be read but once');
  });

  it('is incomplete where nothing differs and certificates are missing', async () => {
    const cwd = folderOf({ 'list.txt': list([A]) });
    const { status } = await run(['diff', 'list.txt', 'list.txt', '--offline'], { cwd });
    expect(status).toBe(3);
  });

  it('says what cannot be read, and compares nothing', async () => {
    const { status, stdout, stderr } = await diff('old.csv', 'none.csv');
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^cert-impact: none\.csv: there is no such file or folder\nhint: /);
  });
});

describe('diff of attachments', () => {
  const BUG = {
    id: 7,
    comments: [{ text: 'Hello' }],
    attachments: [
      { id: 1, file_name: 'list.csv', data: FILES['old.csv'], is_obsolete: 1 },
      { id: 2, file_name: 'list.csv', data: FILES['new.csv'] },
    ],
  };
  const ONLINE = LOCAL.filter((option) => option !== '--offline');

  it('compares two of one bug', async () => {
    const { page } = await serveBugzilla(BUG);
    const args = ['diff', page(7), page(7), '--attachment', '1', '--attachment', '2', ...ONLINE];
    const { status, stdout } = await run(args, { cwd: folderOf(FILES) });
    expect(stdout).toMatch(
      /^From bug 7 attachment 1 list\.csv to bug 7 attachment 2 list\.csv: 1 certificate\sadded/,
    );
    expect(status).toBe(1);
  });

  it('compares a file with what is attached now', async () => {
    const { page } = await serveBugzilla(BUG);
    const { status, stdout } = await run(['diff', 'new.csv', page(7), ...ONLINE], {
      cwd: folderOf(FILES),
    });
    expect(stdout).toContain('Both list the same certificates, in the same words.');
    expect(status).toBe(0);
  });

  it('wants to know which, of one bug', async () => {
    const { status, stderr } = await run(['diff', 'bug:7', 'bug:7'], { cwd: folderOf({}) });
    expect(stderr).toMatch(
      /which attachments are compared is not said\nhint: give --attachment twice/,
    );
    expect(status).toBe(2);
  });
});
