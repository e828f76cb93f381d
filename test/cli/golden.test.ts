import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run, SAMPLE } from './support/program.ts';

/** Set it to write the files anew, then read the difference before it is committed. */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

const DIRECTORY = new URL('../golden/cli/', import.meta.url);

const GOLDEN: Readonly<Record<string, readonly string[]>> = {
  'sample-3.2.md': SAMPLE,
  'sample-2.0.md': [...SAMPLE, '--guideline', '2.0'],
  'sample-1.0.md': ['impact', ...SAMPLE, '--guideline', '1.0', '--format', 'markdown'],
  'sample.json': [...SAMPLE, '--format', 'json'],
  'sample.txt': [...SAMPLE, '--format', 'text'],
  'sample-table.md': ['samples/appendix.md', ...SAMPLE.slice(1)],
  'sample-facts.jsonl': ['facts', 'samples/appendix.md', '--from', 'samples/certificates.pem'],
};

const REVOCATION: readonly string[] = [
  'samples/revocation/certificates.pem',
  ...[
    '--revocation',
    'samples/revocation/published.crl',
    '--issuers',
    'samples/revocation/issuers.pem',
  ],
  ...['--as-of', '2025-02-24', '--offline'],
];
const DEADLINE = ['--discovered', '2024-03-27T12:00Z', '--deadline', '5d'];

const GOLDEN_REVOCATION: Readonly<Record<string, readonly string[]>> = {
  'revocation-3.2.md': REVOCATION,
  'revocation.json': [...REVOCATION, ...DEADLINE, '--format', 'json'],
  'revocation.txt': [...REVOCATION, ...DEADLINE, '--format', 'text'],
  'revocation-delay.md': [...REVOCATION, ...DEADLINE, '--format', 'revocation-delay'],
  'revocation-table.csv': ['build', ...REVOCATION, ...DEADLINE],
};

describe('the sample of revocation, as the program prints it', () => {
  it.each(Object.entries(GOLDEN_REVOCATION))('%s', async (name, args) => {
    const { status, stdout, stderr } = await run(args);
    expect(stderr).toContain(
      'note: samples/revocation/published.crl:14: no certificate of its issuer is known: --issuers, --ccadb\n',
    );
    expect(status).toBe(3);
    compare(name, stdout);
  });

  it('is what the README shows', async () => {
    const { stdout } = await run(REVOCATION);
    const line = stdout.split('\n').find((one) => one.includes('"remaining valid"'))!;
    expect(readFileSync(new URL('../../README.md', import.meta.url), 'utf8')).toContain(line);
  });
});

describe('the sample appendix, as the program prints it', () => {
  it.each(Object.entries(GOLDEN))('%s', async (name, args) => {
    const { status, stdout, stderr } = await run(args);
    expect(stderr).toMatch(/^note: samples\/certificates\.pem: (\d+) of \1 found\n/);
    expect(status).toBe(0);
    compare(name, stdout);
  });

  it('prints the same in another language, time zone and width of terminal', async () => {
    const env = { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', TZ: 'Asia/Tokyo', COLUMNS: '40' };
    const [here, there] = await Promise.all([run(SAMPLE), run(SAMPLE, { env })]);
    expect(there.stdout).toBe(here.stdout);
    const help = await Promise.all([run(['--help']), run(['--help'], { env })]);
    expect(help[1].stdout).toBe(help[0].stdout);
  });
});

function compare(name: string, stdout: string): void {
  const file = new URL(name, DIRECTORY);
  if (UPDATE) {
    mkdirSync(DIRECTORY, { recursive: true });
    writeFileSync(file, stdout);
  }
  expect(existsSync(file), 'write it with UPDATE_GOLDEN=1').toBe(true);
  expect(stdout).toBe(readFileSync(file, 'utf8'));
}
