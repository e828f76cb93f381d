import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Outside of the repository; generated certificates and compiled peers stay there for the next run. */
  readonly dir: string;
  readonly quick: boolean;
  /** Row groups by name; empty means all. */
  readonly groups: readonly string[];
  /** How often each side is measured; `undefined` leaves it to the group. */
  readonly rounds: number | undefined;
}

export const DEFAULT_DIR = join(tmpdir(), 'cert-impact-bench');

/** `[group..] [--quick] [--rounds N] [--dir FOLDER]` */
export function readOptions(argv: readonly string[]): BenchOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      dir: { type: 'string', default: DEFAULT_DIR },
      quick: { type: 'boolean', default: false },
      rounds: { type: 'string' },
    },
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isSafeInteger(rounds) && rounds > 0)) {
    throw new Error(`--rounds is no number of rounds: ${values.rounds!}`);
  }
  mkdirSync(values.dir, { recursive: true });
  return { dir: values.dir, quick: values.quick, groups: positionals, rounds };
}
