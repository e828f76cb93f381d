import { Readable, Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.ts';
import { main } from '../../src/cli/main.ts';
import { parseAsOf } from '../../src/cli/options.ts';

/** Runs the program in this process: what is refused before anything is read needs no other. */
async function call(
  args: readonly string[],
): Promise<{ status: number; out: string; err: string }> {
  const said = { out: '', err: '' };
  const into = (name: 'out' | 'err'): Writable =>
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        said[name] += chunk.toString();
        done();
      },
    });
  const io: Io = {
    stdin: Readable.from([]),
    stdout: into('out'),
    stderr: into('err'),
    env: {},
    now: () => 0,
    signal: new AbortController().signal,
  };
  return { status: await main(args, io), ...said };
}

describe('options that make no sense', () => {
  const cases: [args: string[], says: RegExp][] = [
    [[], /nothing to read is named/],
    [['facts'], /nothing to read is named/],
    [['inspect'], /nothing to read is named/],
    [
      ['samples/appendix.txt', '--contact', 'me (at home)'],
      /--contact is no e-mail address or URL/,
    ],
    [['list', '--format', 'xml'], /format.*"xml"/],
    [['list', '--guideline', '4'], /guideline.*"4"/],
    [['list', '--guideline'], /guideline/],
    [['list', '--as-of', 'yesterday'], /--as-of is no time: yesterday/],
    [['list', '--as-of', '2026-02-31'], /--as-of is no time/],
    [['list', '--as-of', '2026-01-01T25:00Z'], /--as-of is no time/],
    [['list', '--concurrency', '0'], /--concurrency/],
    [['list', '--concurrency', 'many'], /--concurrency/],
    [['list', '--concurrency', '1.5'], /--concurrency/],
    [['list', '--rate', '-1'], /--rate/],
    [['list', '--rate', 'fast'], /--rate/],
    [['list', '--rate', ''], /--rate/],
    [['list', '--rate='], /--rate/],
    [['list', '--rate', '0.0000001'], /--rate/],
    [['list', '--rate', '1', '--rate', '2'], /--rate is given more than once/],
    [['list', '--rate'], /rate/],
    [['list', '--concurrency', ''], /--concurrency/],
    [['list', '--offline', '--from', 'crt.sh'], /--offline forbids the source crt\.sh/],
    [['list', '--offline', '--from', 'crt.sh@http://127.0.0.1:9'], /--offline forbids/],
    [['list', '--offline', '--from', 'crt.sh:sql'], /--offline forbids the source crt\.sh:sql/],
    [
      ['list', '--offline', '--from', 'postgres://u:secret@x/y'],
      /--offline forbids the source (?!.*secret)/,
    ],
    [
      ['list', '--offline', '--from', 'https://u:secret@x/{sha256}'],
      /--offline forbids (?!.*secret)/,
    ],
    [
      ['list', '--offline', '--from', 'postgres://u:p/secret@h/db'],
      /--offline forbids the source postgres:\/\/u@h\/db$/,
    ],
    [['list', '--offline', '--from', 'https://x.example/{sha256}'], /--offline forbids/],
    [['list', '--from', 'ftp://u:secret@h/'], /: ftp:\/\/h\/: no such kind of source$/],
    [['list', '--from', 'postgres:u:secret@h/db'], /: postgres:h\/db: no such kind of source$/],
    [['list', '--from', ' postgres://u:secret@h/db'], /: {2}postgres:\/\/u@h\/db: no such kind/],
    [
      ['list', '--from', 'postgres://h/db?sslrootcert=/nonexistent'],
      /: \/nonexistent: no such file$/,
    ],
    [['list', '--from', 'postgres://h/db?port=abc'], /the port is no number from 1 to 65535$/],
    [['list', '--from', 'https://x.example/certificates'], /\{sha256\}/],
    [['list', '--from', 'store', '--no-store'], /--no-store forbids the source store/],
    [['list', '--store', ''], /--store names no folder/],
    [['list', '--store', 'a', '--store', 'b'], /--store is given more than once/],
    [['list', '--from', '-'], /standard input cannot be a source/],
    [['list', '--from', 'crt.sh@http://'], /http/],
    [['list', '--from'], /from/],
    [['-', '-'], /standard input can be read but once/],
    [['list', '--format', 'json', '--format', 'text'], /--format is given more than once/],
    [['list', '--as-of', '2026-01-01', '--as-of', '2026-01-02'], /--as-of is given more than/],
    [['list', '--unknown'], /unknown/],
    [['list', '-x'], /unknown argument.*x/],
    [['facts', 'list', '--as-of', '2026-01-01'], /unknown argument.*as-of/],
    [['inspect', 'a', 'b'], /unknown argument.*b/],
  ];

  it.each(cases)('%j', async (args, says) => {
    const { status, out, err } = await call(args);
    expect(err).toMatch(/^cert-impact: [^\n]+\nhint: [^\n]+\n$/);
    expect(err.split('\n')[0]).toMatch(says);
    expect(out).toBe('');
    expect(status).toBe(2);
  });
});

describe('--as-of', () => {
  const times: [text: string, iso: string][] = [
    ['2026-03-20', '2026-03-20T00:00:00Z'],
    ['2026-03-20T17:00', '2026-03-20T17:00:00Z'],
    ['2026-03-20 17:00:59Z', '2026-03-20T17:00:59Z'],
    ['2026-03-20 17:00:59 UTC', '2026-03-20T17:00:59Z'],
    ['2026-03-20T17:00:59.999Z', '2026-03-20T17:00:59Z'],
    ['2026-03-20T17:00+02:00', '2026-03-20T15:00:00Z'],
    ['2026-03-20T17:00:00-0530', '2026-03-20T22:30:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
  ];

  it.each(times)('%s is %s, wherever the program runs', (text, iso) => {
    expect(parseAsOf(text, 0)).toBe(Date.parse(iso) / 1000);
  });

  it('is the present second by default', () => {
    expect(parseAsOf(undefined, 1_700_000_000_999)).toBe(1_700_000_000);
  });

  it.each(['2025-02-29', '2026-00-01', '20260320', '1710954000', 'tomorrow', '', '2026-03-20Z'])(
    'is not guessed from %j',
    (text) => {
      expect(() => parseAsOf(text, 0)).toThrow('--as-of is no time');
    },
  );
});

describe('help', () => {
  it('says that numbers are numbers', async () => {
    const { out } = await call(['--help']);
    for (const name of ['concurrency', 'rate', 'jobs']) {
      const said = out.slice(out.indexOf(`--${name} `));
      expect(/\[(?:string|number)\]/.exec(said)?.[0], name).toBe('[number]');
    }
  });

  const COMMON = ['--from', '--offline', '--concurrency', '--rate', '--output', '-o', '--quiet'];
  const helps: [args: string[], mentions: string[]][] = [
    [['--help'], ['impact', 'facts', 'inspect', 'Exit status', '--version', ...COMMON]],
    [['-h'], ['impact', 'facts', 'inspect', '--format', '--as-of', '--guideline']],
    [
      ['impact', '--help'],
      ['markdown', 'json', '3.2', '2.0', '1.0', '--as-of', ...COMMON],
    ],
    [
      ['facts', '--help'],
      ['certificates', ...COMMON],
    ],
    [
      ['inspect', '--help'],
      ['fingerprint', '--format', 'text', 'json', ...COMMON],
    ],
  ];

  it.each(helps)('of %j mentions every option', async (args, mentions) => {
    const { status, out, err } = await call(args);
    for (const mention of mentions) expect(out).toContain(mention);
    expect(out.split('\n').every((line) => line.length <= 100)).toBe(true);
    expect(err).toBe('');
    expect(status).toBe(0);
  });

  it.each([['--version'], ['facts', '--version']])('%s prints the version', async (...args) => {
    expect(await call(args)).toEqual({
      status: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) as string,
      err: '',
    });
  });
});
