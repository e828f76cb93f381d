/** Width and colours of `verify`, which depend on the terminal: a pseudo-terminal that `script` opens. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf } from './support/program.ts';

/** BSD's `script` has other options. */
const { stdout: version } = spawnSync('script', ['--version'], { encoding: 'utf8' }) as {
  stdout: string | null;
};
const hasScript = version?.includes('util-linux') === true;
if (!hasScript) console.warn('no script(1) of util-linux here: nothing is tried at a terminal');

const TWO = samples(2);
const COLOUR = /\x1b\[3\dm/; // eslint-disable-line no-control-regex -- what a terminal obeys

interface Setting {
  readonly columns?: number;
  readonly env?: Readonly<Record<string, string>>;
  readonly options?: readonly string[];
}

function verifyAtTerminal({ columns = 80, env = {}, options = [] }: Setting): {
  shown: string;
  cwd: string;
} {
  const cwd = folderOf({ list: list(TWO), 'all.pem': bundle(TWO) });
  const args = ['verify', 'list', '--from', 'all.pem', '--offline', '-q', ...options];
  const words = [process.execPath, inject('bin'), ...args].map((word) => `'${word}'`);
  const { stdout } = spawnSync(
    'script',
    ['-qefc', `stty cols ${columns} rows 24; exec ${words.join(' ')}`, '/dev/null'],
    {
      cwd,
      env: {
        PATH: process.env['PATH'],
        TERM: 'xterm',
        SHELL: '/bin/sh',
        XDG_DATA_HOME: folderOf({}),
        ...env,
      },
      encoding: 'utf8',
    },
  );
  return { shown: stdout.replaceAll('\r\n', '\n'), cwd };
}

describe.skipIf(!hasScript)('verify at a terminal', () => {
  it('has colours', () => {
    expect(verifyAtTerminal({}).shown).toMatch(COLOUR);
  });

  it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('has none with %o', (env) => {
    const { shown } = verifyAtTerminal({ env });
    expect(shown).toContain('error not-csv');
    expect(shown).not.toContain('\u001b');
  });

  it('has some with an empty NO_COLOR, which says nothing', () => {
    expect(verifyAtTerminal({ env: { NO_COLOR: '' } }).shown).toMatch(COLOUR);
  });

  it('uses the width that there is', () => {
    const env = { NO_COLOR: '1' };
    const longest = (columns: number): number => {
      const { shown } = verifyAtTerminal({ columns, env });
      return Math.max(...shown.split('\n').map((line) => line.length));
    };
    expect(longest(60)).toBeLessThanOrEqual(60);
    expect(longest(200)).toBeGreaterThan(100);
  });

  it('puts no colours into a file, and takes 80 columns for it', () => {
    const { cwd } = verifyAtTerminal({ columns: 200, options: ['-o', 'out.txt'] });
    const text = readFileSync(join(cwd, 'out.txt'), 'utf8');
    expect(text).not.toContain('\u001b');
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });
});
