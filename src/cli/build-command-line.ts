import type { Argv } from 'yargs';
import { withBugOptions } from './bug-options.ts';
import type { Io } from './io.ts';
import { withSourceOptions } from './options.ts';
import { withDeadline, withRevocationOptions } from './revocation-options.ts';

/** Declares `cert-impact build`. */
export function declareBuild<T>(argv: Argv<T>, io: Io, set: (status: number) => void): Argv<T> {
  return argv.command(
    'build <certificates..>',
    'write an appendix in the form of the guidelines',
    (y) =>
      withDeadline(withRevocationOptions(withBugOptions(withSourceOptions(y))))
        .positional('certificates', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Certificates, or lists of them; - is standard input',
        })
        .option('format', {
          type: 'string',
          requiresArg: true,
          choices: ['csv', 'links'] as const,
          describe:
            'The table of the guidelines, or crt.sh links  [default: csv below 10,000 certificates]',
        })
        .option('siblings', {
          type: 'boolean',
          default: true,
          describe:
            'Look up the precertificate of each certificate, and the reverse; --no-siblings for not',
        })
        .option('revocations', {
          type: 'string',
          requiresArg: true,
          describe: 'A CSV of serial numbers or SHA-256 hashes, revocation dates and reasons',
        })
        .option('planned-date', {
          type: 'string',
          requiresArg: true,
          describe: 'When everything that is neither revoked nor expired will be revoked',
        })
        .option('as-of', {
          type: 'string',
          requiresArg: true,
          describe: 'What "expired" is measured against, such as 2026-03-20T17:00Z  [default: now]',
        })
        .option('redact-smime', {
          type: 'boolean',
          default: true,
          describe:
            'Of S/MIME certificates, write serial number and hashes only; --no-redact-smime for all',
        })
        .option('columns', {
          type: 'string',
          requiresArg: true,
          describe:
            'Further columns, with commas between: validationType, signatureAlgorithm, publicKey, ' +
            'policies, extendedKeyUsages, ipAddresses, emailAddresses, uris, ' +
            'crlDistributionPoints, crtShLink',
        })
        .option('keep-columns', {
          type: 'boolean',
          default: false,
          describe: 'Write the custom columns of the tables that are read, too',
        })
        .option('bom', {
          type: 'boolean',
          default: false,
          describe: 'Begin with a byte order mark, for Excel',
        }),
    async (options) => {
      const { buildCommand } = await import('./commands/build.ts');
      set(await buildCommand(options, io));
    },
  );
}
