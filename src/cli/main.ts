import type { Io } from './io.ts';
import { EXIT_OK } from './io.ts';
import { readVersion } from './version.ts';

/** Runs the program. Everything is loaded when it is needed: the version alone needs nothing. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  if (argv.length === 1 && argv[0] === '--version') {
    io.stdout.write(`${readVersion()}\n`);
    return EXIT_OK;
  }
  const { runCommand } = await import('./command-line.ts');
  return runCommand(argv, io);
}
