import type { Argv } from 'yargs';
import type { Io } from './io.ts';

/** Declares the commands of `cert-impact store`. */
export function declareStore<T>(argv: Argv<T>, io: Io, set: (status: number) => void): Argv<T> {
  return argv
    .command(
      'import <files..>',
      'put certificates into the store',
      (y) =>
        withStoreOptions(y).positional('files', {
          type: 'string',
          array: true,
          demandOption: true,
          describe:
            'Folders, and files with PEM, DER or base64, also in CSV, zip, tar or gzip; - is standard input',
        }),
      async (options) => {
        const { storeImportCommand } = await import('./commands/store-import.ts');
        set(await storeImportCommand(options, io));
      },
    )
    .command(
      'export [lists..]',
      'write certificates of the store to files',
      (y) =>
        withStoreOptions(y)
          .positional('lists', {
            type: 'string',
            array: true,
            describe: 'Lists of what is wanted; all certificates without any',
          })
          .option('format', {
            type: 'string',
            requiresArg: true,
            choices: ['pem', 'der'] as const,
            default: 'pem' as const,
            describe: 'A bundle, or a file for each certificate in the folder of -o',
          })
          .option('output', {
            alias: 'o',
            type: 'string',
            requiresArg: true,
            normalize: true,
            describe: 'Write to this file or folder instead of standard output',
          }),
      async (options) => {
        const { storeExportCommand } = await import('./commands/store-export.ts');
        set(await storeExportCommand(options, io));
      },
    )
    .command(
      'stats',
      'where the store is, and what is in it',
      (y) =>
        withStoreOptions(y).option('format', {
          type: 'string',
          requiresArg: true,
          choices: ['text', 'json'] as const,
          default: 'text' as const,
          describe: 'How it is printed',
        }),
      async (options) => {
        const { storeStatsCommand } = await import('./commands/store-stats.ts');
        set(await storeStatsCommand(options, io));
      },
    )
    .command(
      'verify',
      'check each certificate of the store against its hash',
      (y) =>
        withStoreOptions(y)
          .option('repair', {
            type: 'boolean',
            default: false,
            describe: 'Remove what is corrupt, to be fetched again when it is needed',
          })
          // for the program itself, which starts itself once more
          .option('child', { type: 'boolean', default: false, hidden: true }),
      async (options) => {
        const { storeVerifyCommand } = await import('./commands/store-verify.ts');
        set(await storeVerifyCommand(options, io));
      },
    )
    .demandCommand(1, 'what to do with the store is not said: import, export, stats or verify');
}

function withStoreOptions<T>(
  argv: Argv<T>,
): Argv<T & { store: string | undefined; quiet: boolean }> {
  return argv
    .option('store', {
      type: 'string',
      requiresArg: true,
      describe: 'The folder of the store  [default: yours, see cert-impact store stats]',
    })
    .option('quiet', {
      alias: 'q',
      type: 'boolean',
      default: false,
      describe: 'No notes on standard error; errors are still told',
    });
}
