import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { bundle, list, type Sample, samples } from './support/certificates.ts';
import { folderOf, run, SAMPLE, start } from './support/program.ts';

const HEADER =
  'Precertificate SHA-256 hash,Certificate SHA-256 hash,Subject,Issuer,Not before,Not after,' +
  'Serial #,dNSNames,Is revoked?,Revocation date,Revocation reason';
/** The samples are valid then. */
const AS_OF = '2026-11-01';
const THREE = samples(3);

/** A row as it has to be, but for the cells given. */
function row(sample: Sample, changes: Readonly<Record<string, string>> = {}): string {
  const facts = readFacts(sample.der);
  const cells = {
    precertificate: 'N/A',
    certificate: sample.sha256 as string,
    subject: facts.subject!,
    issuer: facts.issuer!,
    notBefore: facts.notBefore!,
    notAfter: facts.notAfter!,
    serial: facts.serial!,
    dnsNames: facts.dnsNames.join(' '),
    isRevoked: 'N/A',
    date: 'N/A',
    reason: 'N/A',
    ...changes,
  };
  return Object.values(cells)
    .map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(',');
}

function table(...rows: readonly string[]): string {
  return [HEADER, ...rows].map((line) => `${line}\n`).join('');
}

const FILES = {
  'good.csv': table(...THREE.map((sample) => row(sample))),
  'error.csv': table(row(THREE[0]!, { serial: '0badc0de' }), row(THREE[1]!), row(THREE[2]!)),
  'warning.csv': table(row(THREE[0]!), row(THREE[1]!), row(THREE[1]!)),
  'note.csv': table(row(THREE[0]!, { serial: '0100000' })),
  'all.pem': bundle(THREE),
  'half.pem': bundle(THREE.slice(0, 2)),
};

const FROM = ['--from', 'all.pem', '--offline', '--as-of', AS_OF];

function verify(cwd: string, ...args: string[]): ReturnType<typeof run> {
  return run(['verify', ...args], { cwd });
}

describe('verify, of a table in which all is well', () => {
  it('says so, over what, and ends with status 0', async () => {
    const { status, stdout } = await verify(folderOf(FILES), 'good.csv', ...FROM);
    expect(stdout).toMatch(/^nothing found in 3 entries\nAll 3 entries were obtained, /);
    expect(status).toBe(0);
  });

  it('has nothing to fail on, whatever it is to fail on', async () => {
    const { status } = await verify(folderOf(FILES), 'good.csv', ...FROM, '--fail-on', 'note');
    expect(status).toBe(0);
  });
});

describe('verify, of a table with a wrong cell', () => {
  it('names place, column, what is expected and what stands there, and ends with status 1', async () => {
    const { status, stdout } = await verify(folderOf(FILES), 'error.csv', ...FROM);
    expect(stdout).toMatch(/^ {4}error\.csv:2 {2}Serial #/m);
    expect(stdout).toMatch(/^ {6}expected {2}100000\n {6}actual {4}0badc0de$/m);
    expect(stdout).toMatch(/^1 error in 3 entries$/m);
    expect(status).toBe(1);
  });

  it('does not fail when it is never to fail', async () => {
    const { status, stdout } = await verify(
      folderOf(FILES),
      'error.csv',
      ...FROM,
      '--fail-on',
      'never',
    );
    expect(stdout).toContain('1 error in 3 entries');
    expect(status).toBe(0);
  });
});

describe('--fail-on', () => {
  const statuses: [failOn: string, file: string, status: number][] = [
    ['error', 'error.csv', 1],
    ['warning', 'error.csv', 1],
    ['note', 'error.csv', 1],
    ['error', 'warning.csv', 0],
    ['warning', 'warning.csv', 1],
    ['note', 'warning.csv', 1],
    ['error', 'note.csv', 0],
    ['warning', 'note.csv', 0],
    ['note', 'note.csv', 1],
    ['never', 'note.csv', 0],
  ];

  it.each(statuses)('%s, of %s, gives status %d', async (failOn, file, status) => {
    const finished = await verify(folderOf(FILES), file, ...FROM, '--fail-on', failOn);
    expect(finished.status).toBe(status);
  });

  it('takes severities only', async () => {
    const { status, stderr } = await verify(folderOf(FILES), 'good.csv', '--fail-on', 'fatal');
    expect(status).toBe(2);
    expect(stderr).toMatch(/^cert-impact: .*fail-on.*\nhint: /);
  });
});

describe('verify, where something cannot be obtained', () => {
  const half = ['--from', 'half.pem', '--offline', '--as-of', AS_OF];

  it('ends with status 3 when nothing that was found is to fail on', async () => {
    const cwd = folderOf(FILES);
    const { status, stdout } = await verify(cwd, 'good.csv', ...half, '--fail-on', 'never');
    expect(stdout.replaceAll('\n', ' ')).toContain(
      '2 of 3 entries were obtained, proved by SHA-256 and compared with the list; ' +
        '1 was not (1 not found).',
    );
    expect(stdout).toContain('good.csv:4');
    expect(status).toBe(3);
  });

  it('ends with status 1 when what was found is to fail on: more could only add to it', async () => {
    const { status } = await verify(folderOf(FILES), 'error.csv', ...half);
    expect(status).toBe(1);
  });

  it('names what is missing once: in the findings', async () => {
    const { stderr } = await verify(folderOf(FILES), 'good.csv', ...half);
    expect(stderr).not.toContain(THREE[2]!.sha256);
  });
});

describe('verify --format', () => {
  it('json is the contract, with the Impact that the Impact itself would have', async () => {
    const cwd = folderOf(FILES);
    const [{ stdout }, impact] = await Promise.all([
      verify(cwd, 'error.csv', ...FROM, '--format', 'json'),
      run(['error.csv', ...FROM, '--format', 'json'], { cwd }),
    ]);
    const document = JSON.parse(stdout) as Record<string, object>;
    expect(Object.keys(document)).toEqual(['findings', 'summary', 'omitted', 'impact']);
    expect(document['summary']).toEqual({ error: 1, warning: 0, note: 0 });
    expect(document['findings']).toMatchObject([
      { severity: 'error', file: 'error.csv', sheet: null, line: 2, column: 'Serial #' },
    ]);
    expect(document['impact']).toEqual(JSON.parse(impact.stdout));
  });

  it('sarif names this program and its version', async () => {
    const { stdout } = await verify(folderOf(FILES), 'error.csv', ...FROM, '--format', 'sarif');
    const { version, runs } = JSON.parse(stdout) as {
      version: string;
      runs: { tool: { driver: { semanticVersion: string } }; results: object[] }[];
    };
    const program = await run(['--version']);
    expect(version).toBe('2.1.0');
    expect(runs[0]!.tool.driver.semanticVersion).toBe(program.stdout.trim());
    expect(runs[0]!.results).toHaveLength(1);
  });

  it('markdown is a comment to post', async () => {
    const { stdout } = await verify(folderOf(FILES), 'error.csv', ...FROM, '--format', 'markdown');
    expect(stdout).toMatch(/^### What does not add up\n\nThank you /);
    expect(stdout).toContain('found **1 error** in `error.csv`.');
  });

  it('text has no colour where there is no terminal', async () => {
    const env = { FORCE_COLOR: '1' };
    const args = ['verify', 'error.csv', ...FROM];
    const { stdout } = await run(args, { cwd: folderOf(FILES), env });
    expect(stdout).not.toContain('\u001b');
  });
});

describe('verify -o', () => {
  it('writes what standard output would have had, whatever the status', async () => {
    const cwd = folderOf(FILES);
    const args = ['error.csv', ...FROM, '--format', 'markdown'];
    const [printed, written] = await Promise.all([
      verify(cwd, ...args),
      verify(cwd, ...args, '-o', 'out.md'),
    ]);
    expect(written).toMatchObject({ status: 1, stdout: '' });
    expect(readFileSync(join(cwd, 'out.md'), 'utf8')).toBe(printed.stdout);
  });

  it('never replaces the list', async () => {
    const cwd = folderOf(FILES);
    const { status } = await verify(cwd, 'error.csv', ...FROM, '-o', 'error.csv');
    expect(status).toBe(2);
    expect(readFileSync(join(cwd, 'error.csv'), 'utf8')).toBe(FILES['error.csv']);
  });
});

describe('verify', () => {
  it('reads the sample list, which is no CSV although it is short', async () => {
    const { status, stdout } = await run(['verify', ...SAMPLE, '--offline']);
    expect(stdout).toContain('in 30 entries');
    expect(status).toBe(1);
    const old = await run(['verify', ...SAMPLE, '--offline', '--guideline', '2.0']);
    expect(old.status).toBe(0);
  });

  it('reads standard input and several lists', async () => {
    const cwd = folderOf(FILES);
    const finished = await run(['verify', '-', 'warning.csv', ...FROM], {
      cwd,
      stdin: FILES['error.csv'],
    });
    expect(finished.stdout).toMatch(/^standard input$/m);
    expect(finished.stdout).toContain('standard input:2');
    expect(finished.stdout).toContain('warning.csv:3');
  });

  it('is refused what is no list', async () => {
    const cwd = folderOf({ ...FILES, empty: '' });
    for (const name of ['missing.csv', 'empty']) {
      const { status, stdout, stderr } = await verify(cwd, name, ...FROM);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toMatch(/^cert-impact: [^\n]+\nhint: [^\n]+\n$/);
    }
  });

  it('stops at once when it is interrupted, and leaves no file', async () => {
    const many = samples(40);
    const asked = new Set<string>();
    let wait = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      wait = resolve;
    });
    const server = await serve((d, response) => {
      const found = many.find(({ sha256 }) => sha256 === d.toLowerCase())!;
      asked.add(d);
      if (asked.size < 4) hit(response, found.der);
      else wait();
    });
    const cwd = folderOf({ list: list(many) });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const running = start(['verify', 'list', ...from, '-o', 'out.txt'], { cwd });
    await waiting;
    running.kill('SIGINT');
    const { status, stderr, stdout } = await running.finished;
    expect(stderr).toMatch(/interrupted: [0-3] of 40 certificates? (?:was|were) examined/);
    expect({ status, stdout }).toEqual({ status: 130, stdout: '' });
    expect(readdirSync(cwd)).toEqual(['list']);
    expect(existsSync(join(cwd, 'out.txt'))).toBe(false);
  });

  it('makes lists of their own for its figures, too', async () => {
    const [header, ...rows] = table(row(THREE[0]!), row(THREE[1]!)).trim().split('\n');
    const cells = [`${header!},Problem`, `${rows[0]!},one`, `${rows[1]!},two`];
    const cwd = folderOf({ 'a.csv': `${cells.join('\n')}\n`, 'all.pem': bundle(THREE) });
    const args = ['verify', 'a.csv', '--from', 'all.pem', '--offline', '--format', 'json'];
    const { stdout } = await run([...args, '--group-by', 'problem', '--as-of', AS_OF], { cwd });
    const { impact } = JSON.parse(stdout) as { impact: { groups: { name: string }[] } };
    expect(impact.groups.map(({ name }) => name)).toEqual(['one', 'two']);
  });
});
