import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, run } from './support/program.ts';

const THREE = samples(3);
const first = THREE.map(({ der }) => readFacts(der).notBefore!).sort()[0]!;

const report = (total: number): string =>
  `### Impact\n\n- **Total number of certificates:** ${total}\n- First certificate issued: ${first}\n- **Affected certificate types:** as usual\n`;

const FILES = {
  'list.txt': list(THREE),
  'all.pem': bundle(THREE),
  'half.pem': bundle(THREE.slice(0, 2)),
  'right.md': report(3),
  'wrong.md': report(7),
  'empty.md': '',
};
const FROM = ['--from', 'all.pem', '--offline', '--guideline', '2.0'];

function verify(cwd: string, ...args: string[]): ReturnType<typeof run> {
  return run(['verify', 'list.txt', ...args], { cwd });
}

describe('verify --report', () => {
  it('tells every claim with its verdict, and ends with status 0 when they hold', async () => {
    const { status, stdout } = await verify(folderOf(FILES), ...FROM, '--report', 'right.md');
    expect(stdout).toMatch(/^right\.md, claim by claim$/m);
    expect(stdout).toMatch(
      /^ {2}holds {2}Certificates in total: 3\n {4}right\.md:3 {2}“Total number of certificates: 3”$/m,
    );
    expect(stdout).toMatch(/^ {2}not understood {2}Affected certificate types: as usual$/m);
    expect(stdout).toMatch(/^nothing found in 3 entries$/m);
    expect(status).toBe(0);
  });

  it('names what differs, in its place in the report, and ends with status 1', async () => {
    const { status, stdout } = await verify(folderOf(FILES), ...FROM, '--report', 'wrong.md');
    expect(stdout).toMatch(/^ {2}error claim-count-differs$/m);
    expect(stdout).toMatch(
      /^ {4}wrong\.md:3 {2}the report says 7, and 3 certificates are listed$/m,
    );
    expect(stdout).toMatch(/^ {2}differs {2}Certificates in total: 7$/m);
    expect(status).toBe(1);
  });

  it('reads the report from standard input', async () => {
    const cwd = folderOf(FILES);
    const args = ['verify', 'list.txt', ...FROM, '--report', '-'];
    const { status, stdout } = await run(args, { cwd, stdin: FILES['wrong.md'] });
    expect(stdout).toContain('standard input:3');
    expect(status).toBe(1);
  });

  it('reads standard input but once', async () => {
    const { status, stderr } = await run(['verify', '-', '--report', '-', ...FROM], {
      cwd: folderOf(FILES),
    });
    expect(stderr).toMatch(/^cert-impact: standard input can be read but once\nhint: /);
    expect(status).toBe(2);
  });

  it('is refused what is no report, before anything is obtained', async () => {
    for (const name of ['missing.md', 'empty.md', '.']) {
      const { status, stdout, stderr } = await verify(folderOf(FILES), ...FROM, '--report', name);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^cert-impact: [^\n]+\nhint: [^\n]+\n$/);
    }
  });

  it('finds nothing where nothing could be obtained to hold it against, and says so by status 3', async () => {
    const cwd = folderOf(FILES);
    const { status } = await verify(
      cwd,
      '--from',
      'half.pem',
      '--offline',
      '--guideline',
      '2.0',
      '--report',
      'right.md',
    );
    expect(status).toBe(3);
  });

  it('never replaces the report', async () => {
    const cwd = folderOf(FILES);
    const { status } = await verify(cwd, ...FROM, '--report', 'right.md', '-o', 'right.md');
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, 'right.md'), 'utf8')).toBe(FILES['right.md']);
  });
});

describe('verify --report --format', () => {
  it('json has the claims beside the findings and the Impact', async () => {
    const cwd = folderOf(FILES);
    const { stdout } = await verify(cwd, ...FROM, '--report', 'wrong.md', '--format', 'json');
    const document = JSON.parse(stdout) as Record<string, object[]>;
    expect(Object.keys(document)).toEqual([
      'findings',
      'summary',
      'omitted',
      'report',
      'claims',
      'impact',
    ]);
    expect(document['report']).toBe('wrong.md');
    expect(document['claims']).toEqual([
      {
        kind: 'total',
        value: 7,
        qualifier: null,
        quote: 'Total number of certificates:** 7',
        line: 3,
        verdict: 'differs',
        computed: 3,
        difference: -4,
        explanation: '3 certificates are listed',
      },
      expect.objectContaining({ kind: 'first-issued', line: 4, verdict: 'holds', computed: first }),
      expect.objectContaining({ kind: null, line: 5, verdict: 'not-understood' }),
    ]);
  });

  it('sarif places what differs in the file and line of the report', async () => {
    const cwd = folderOf(FILES);
    const { stdout } = await verify(cwd, ...FROM, '--report', 'wrong.md', '--format', 'sarif');
    const { runs } = JSON.parse(stdout) as {
      runs: { results: { ruleId: string; locations: unknown[] }[] }[];
    };
    const [result] = runs[0]!.results.filter(({ ruleId }) => ruleId.startsWith('claim-'));
    expect(result).toMatchObject({
      ruleId: 'claim-count-differs',
      level: 'error',
      locations: [
        { physicalLocation: { artifactLocation: { uri: 'wrong.md' }, region: { startLine: 3 } } },
      ],
    });
  });

  it('markdown has the claims as a table', async () => {
    const cwd = folderOf(FILES);
    const { stdout } = await verify(cwd, ...FROM, '--report', 'wrong.md', '--format', 'markdown');
    expect(stdout).toContain('Thank you for the report and the list of affected certificates.');
    expect(stdout).toContain(
      '| 3 | Certificates in total: 7 | `3 (-4)` | **differs** | 3 certificates are listed |',
    );
  });
});
