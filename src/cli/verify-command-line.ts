import type { Argv } from 'yargs';
import type { FindingsFormatId } from '../report/findings/render.ts';
import { withBugOptions } from './bug-options.ts';
import type { FailOn } from './commands/verify.ts';
import type { Io } from './io.ts';
import { GUIDELINES, withGroupBy, withSourceOptions } from './options.ts';
import { withRevocationOptions } from './revocation-options.ts';

const FORMATS: readonly FindingsFormatId[] = ['text', 'markdown', 'json', 'sarif'];
const FAIL_ON: readonly FailOn[] = ['error', 'warning', 'note', 'never'];

/** Declares `cert-impact verify`. */
export function declareVerify<T>(argv: Argv<T>, io: Io, set: (status: number) => void): Argv<T> {
  return argv.command(
    'verify <appendix..>',
    'what does not add up in a list, line by line, and in the report that it belongs to',
    (y) =>
      withRevocationOptions(withGroupBy(withBugOptions(withSourceOptions(y))))
        .positional('appendix', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Lists, or the certificates themselves; - is standard input',
        })
        .option('report', {
          type: 'string',
          requiresArg: true,
          describe:
            'A posted report, in Markdown or as plain text, or a bug that has one, whose claims are held ' +
            'against the lists; - is standard input  [default: the report of a bug that is named as list]',
        })
        .option('format', {
          type: 'string',
          requiresArg: true,
          choices: FORMATS,
          default: FORMATS[0]!,
          describe: 'How it is printed; markdown is a comment for the bug of the incident',
        })
        .option('fail-on', {
          type: 'string',
          requiresArg: true,
          choices: FAIL_ON,
          default: FAIL_ON[0]!,
          describe: 'Exit with status 1 when there is a finding of this severity or a worse one',
        })
        .option('all', {
          type: 'boolean',
          default: false,
          describe: 'Show every finding, however many are of one kind',
        })
        .option('as-of', {
          type: 'string',
          requiresArg: true,
          describe:
            'What "expired" is measured against, such as 2026-03-20T17:00Z; with --report, the time at ' +
            'which it was posted  [default: now]',
        })
        .option('guideline', {
          // else 2.0 is the number 2
          type: 'string',
          requiresArg: true,
          choices: GUIDELINES,
          describe:
            'The version of the incident reporting guidelines whose rules apply  [default: that whose form ' +
            'the report has, else that in force when it was posted; 3.2 without a report]',
        }),
    async (options) => {
      const { verifyCommand } = await import('./commands/verify.ts');
      set(await verifyCommand(options, io));
    },
  );
}
