import type { Argv } from 'yargs';
import type { DifferenceFormatId } from '../report/diff/render.ts';
import { withBugOptions } from './bug-options.ts';
import type { Io } from './io.ts';
import { withSourceOptions } from './options.ts';

const FORMATS: readonly DifferenceFormatId[] = ['text', 'markdown', 'json'];

/** Declares `cert-impact diff`. */
export function declareDiff<T>(argv: Argv<T>, io: Io, set: (status: number) => void): Argv<T> {
  return argv.command(
    'diff <old> <new>',
    'what differs between two revisions of an appendix',
    (y) =>
      withBugOptions(withSourceOptions(y))
        .positional('old', {
          type: 'string',
          demandOption: true,
          describe: 'The earlier list, or a bug; - is standard input',
        })
        .positional('new', {
          type: 'string',
          demandOption: true,
          describe:
            'The later one; of two bugs, the first --attachment is of <old>, the second of <new>',
        })
        .option('format', {
          type: 'string',
          requiresArg: true,
          choices: FORMATS,
          default: FORMATS[0]!,
          describe: 'How it is printed; markdown is a comment for the bug of the incident',
        })
        .option('as-of', {
          type: 'string',
          requiresArg: true,
          describe: 'What "expired" is measured against, such as 2026-03-20T17:00Z  [default: now]',
        }),
    async (options) => {
      const { diffCommand } = await import('./commands/diff.ts');
      set(await diffCommand(options, io));
    },
  );
}
