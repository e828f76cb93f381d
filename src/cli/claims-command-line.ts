import type { CommandModule } from 'yargs';
import type { ClaimsOptions } from './commands/claims.ts';
import { withComment } from './bug-options.ts';
import type { Io } from './io.ts';

/** `cert-impact claims`, as yargs is told of it. */
export function claimsModule(
  io: Io,
  set: (status: number) => void,
): CommandModule<object, ClaimsOptions> {
  return {
    command: 'claims <reports..>',
    describe: 'what a posted report claims, as it was understood',
    builder: (y) =>
      withComment(y)
        .positional('reports', {
          type: 'string',
          array: true,
          demandOption: true,
          describe:
            'Reports, in Markdown or as plain text, or bugs that have one; - is standard input',
        })
        .option('format', {
          type: 'string',
          requiresArg: true,
          choices: ['text', 'json'] as const,
          default: 'text' as const,
          describe: 'How it is printed',
        })
        .option('output', {
          alias: 'o',
          type: 'string',
          requiresArg: true,
          normalize: true,
          describe: 'Write to this file, whole or not at all, instead of standard output',
        })
        .option('offline', {
          type: 'boolean',
          default: false,
          describe: 'Of bugs, only those that --save has kept',
        })
        .option('contact', {
          type: 'string',
          requiresArg: true,
          describe: 'Your e-mail address or URL, sent in the User-Agent to the server of a bug',
        })
        .option('quiet', {
          alias: 'q',
          type: 'boolean',
          default: false,
          describe: 'No notes on standard error; errors are still told',
        }),
    handler: async (options) => {
      const { claimsCommand } = await import('./commands/claims.ts');
      set(await claimsCommand(options, io));
    },
  };
}
