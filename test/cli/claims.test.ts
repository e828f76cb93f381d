import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderOf, run } from './support/program.ts';

const REPORT = `### Impact

- **Total number of certificates:** 5,079
- **Total number of "remaining valid" certificates:** to be determined
- **Affected certificate types:** DV, OV
`;

const CLAIMS = [
  {
    kind: 'total',
    value: 5079,
    qualifier: null,
    quote: 'Total number of certificates:** 5,079',
    line: 3,
  },
  {
    kind: 'types',
    value: ['DV', 'OV'],
    qualifier: null,
    quote: 'Affected certificate types:** DV, OV',
    line: 5,
  },
];

describe('cert-impact claims', () => {
  it('tells a person what was understood, grouped by kind, with quotes and places', async () => {
    const cwd = folderOf({ 'report.md': REPORT });
    const { stdout, stderr, status } = await run(['claims', 'report.md'], { cwd });
    expect(stdout).toBe(
      [
        'Certificates in total',
        '  5,079',
        '    “Total number of certificates: 5,079” report.md:3',
        '',
        'Validation types',
        '  DV, OV',
        '    “Affected certificate types: DV, OV” report.md:5',
        '',
        'Not machine-readable',
        '  Total number of "remaining valid" certificates: “to be determined” report.md:4',
        '',
      ].join('\n'),
    );
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  it('prints JSON for programs, and tells on standard error what was not understood', async () => {
    const cwd = folderOf({ 'report.md': REPORT });
    const { stdout, stderr, status } = await run(['claims', 'report.md', '--format', 'json'], {
      cwd,
    });
    expect(JSON.parse(stdout)).toEqual(CLAIMS);
    expect(stderr).toBe(
      'note: report.md:4: Total number of "remaining valid" certificates: not machine-readable: to be determined\n',
    );
    expect(status).toBe(0);
    const quiet = await run(['claims', 'report.md', '--format', 'json', '-q'], { cwd });
    expect(quiet.stderr).toBe('');
  });

  it('reads standard input', async () => {
    const args = ['claims', '-', '--format', 'json', '-q'];
    const { stdout, status } = await run(args, { stdin: REPORT });
    expect(JSON.parse(stdout)).toEqual(CLAIMS);
    expect(status).toBe(0);
  });

  it('names the file of each claim when there are several', async () => {
    const cwd = folderOf({ 'a.md': REPORT, 'b.md': 'We misissued 2 certificates.' });
    const args = ['claims', 'a.md', 'b.md', '--format', 'json', '-q'];
    const { stdout } = await run(args, { cwd });
    const claims = JSON.parse(stdout) as { file: string; kind: string; value: unknown }[];
    expect(claims.map(({ file, kind, value }) => [file, kind, value])).toEqual([
      ['a.md', 'total', 5079],
      ['a.md', 'types', ['DV', 'OV']],
      ['b.md', 'total', 2],
    ]);
  });

  it('writes to a file', async () => {
    const cwd = folderOf({ 'report.md': REPORT });
    const { stdout, status } = await run(['claims', 'report.md', '-o', 'claims.txt'], { cwd });
    expect(stdout).toBe('');
    expect(status).toBe(0);
    expect(readFileSync(join(cwd, 'claims.txt'), 'utf8')).toContain('5,079');
  });

  it('says so when nothing was understood', async () => {
    const { stdout, status } = await run(['claims', '-'], { stdin: 'Hello.' });
    expect(stdout).toBe('standard input: no claim was understood\n');
    expect(status).toBe(0);
    const json = await run(['claims', '-', '--format', 'json'], { stdin: 'Hello.' });
    expect(json.stdout).toBe('[]\n');
  });

  it('shows control characters instead of obeying them', async () => {
    const stdin = 'In total 2\u202e certificates\u0007 were \u001b[31m affected.';
    for (const format of ['text', 'json']) {
      const { stdout } = await run(['claims', '-', '--format', format], { stdin });
      expect(stdout).toContain('2');
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  it('reads 10 MB', async () => {
    const stdin = 'It was a bad idea to do so. '.repeat(370_000) + REPORT;
    const { stdout, status } = await run(['claims', '-'], { stdin });
    expect(status).toBe(0);
    expect(stdout).not.toBe('');
  }, 120_000);

  const FAULTS: readonly (readonly [string, string[], string, string])[] = [
    ['a missing file', ['missing.md'], '', 'missing.md: there is no such file'],
    ['a folder', ['.'], '', '.: a folder is no report'],
    ['an empty report', ['-'], '', 'standard input: the file is empty'],
    ['what is longer than any report', ['-'], 'x'.repeat(17 << 20), 'longer than any report'],
    ['standard input twice', ['-', '-'], 'x', 'standard input can be read but once'],
    ['no report', [], '', 'nothing to read is named'],
  ];

  it.each(FAULTS)('refuses %s', async (_, names, stdin, message) => {
    const { stdout, stderr, status } = await run(['claims', ...names], {
      cwd: folderOf(),
      stdin,
    });
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
    expect(stderr).toContain('hint: ');
    expect(status).toBe(2);
  });
});
