/** What the README shows of the samples is what the program prints. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from './support/program.ts';

const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/**
 * Blocks of one command, of several lines where they end in `\`, and its output, of which `…` and what follows
 * `|` leave something out.
 */
const EXAMPLES = [
  ...README.matchAll(
    /^```console\n\$ npx cert-impact ((?:.*\\\n)*.+)\n((?:(?!\$ |```).*\n)+)```$/gm,
  ),
].map(([, command, output]) => {
  const [alone, filter] = command!.replaceAll(/\\\n\s*/g, '').split(' | ');
  return { command: alone!, pieces: output!.split(filter === undefined ? /^…\n/m : /^/m) };
});

/** Commands of a line each that need nothing but the samples. */
const COMMANDS = [
  ...README.matchAll(/^npx cert-impact ((?:claims |diff )?samples\/.+?)(?: +#.*)?$/gm),
]
  .map(([, command]) => command!)
  .filter((command) => !command.includes('|'));

describe('the README', () => {
  it('has examples of each command that reads a report', () => {
    expect(EXAMPLES.map(({ command }) => command.split(' ')[0])).toEqual(
      expect.arrayContaining(['verify', 'diff']),
    );
    expect(COMMANDS.some((command) => command.startsWith('claims '))).toBe(true);
  });

  it.each(EXAMPLES)('shows what $command prints', async ({ command, pieces }) => {
    const { stdout, stderr, status } = await run([...command.split(' '), '--no-store']);
    expect([0, 1, 3]).toContain(status);
    for (const piece of pieces) expect(`${stderr}${stdout}`).toContain(piece);
  });

  it.each(COMMANDS)('names a command that runs: %s', async (command) => {
    const { status } = await run(command.split(' '));
    expect(status).toBe(0);
  });
});
