import yargs from 'yargs';
import { CertImpactError } from '../errors.ts';
import type { ImpactFormatId } from '../report/render.ts';
import { withBugOptions } from './bug-options.ts';
import { EXIT_OK, type Io } from './io.ts';
import { GUIDELINES, withGroupBy, withSourceOptions } from './options.ts';
import { withDeadline, withRevocationOptions } from './revocation-options.ts';
import { declareBuild } from './build-command-line.ts';
import { claimsModule } from './claims-command-line.ts';
import { declareDiff } from './diff-command-line.ts';
import { declareStore } from './store-command-line.ts';
import { declareVerify } from './verify-command-line.ts';
import { reportError } from './messages.ts';
import { readVersion } from './version.ts';

const FORMATS: readonly ImpactFormatId[] = ['markdown', 'json', 'text', 'revocation-delay'];
/** Options and positionals that hold several values. */
const REPEATABLE: ReadonlySet<string> = new Set([
  '_',
  'from',
  'attachment',
  'appendix',
  'certificates',
  'files',
  'lists',
  'reports',
  'revocation',
  'issuers',
]);

const EPILOGUE = `Exit status: 0 all well, 1 verify found errors or diff a difference, 2 bad usage or an input that
cannot be had, 3 the result is incomplete (some listed certificates could not be obtained or read; the
output says which), 4 a bug, 130 interrupted.`;

/** Parses the command line and runs the command; returns the exit status. */
export async function runCommand(argv: readonly string[], io: Io): Promise<number> {
  let status = EXIT_OK;
  const set = (code: number): void => {
    status = code;
  };
  try {
    const parser = commandLine(io, set);
    declareBuild(parser, io, set);
    declareVerify(parser, io, set);
    declareDiff(parser, io, set);
    await parser.parseAsync(hidden(argv), {}, (error, _argv, output) => {
      if (error === undefined && output !== '') io.stdout.write(`${output}\n`);
    });
    return status;
  } catch (error) {
    return reportError(error, io);
  }
}

function commandLine(io: Io, set: (status: number) => void): ReturnType<typeof yargs> {
  return yargs()
    .scriptName('cert-impact')
    .usage('From the appendix of an incident report to its Impact section.')
    .command(
      ['$0 <appendix..>', 'impact <appendix..>'],
      'print the Impact section',
      (y) =>
        withDeadline(withRevocationOptions(withGroupBy(withBugOptions(withSourceOptions(y)))))
          .positional('appendix', {
            type: 'string',
            array: true,
            demandOption: true,
            describe: 'Lists, or the certificates themselves; - is standard input',
          })
          .option('format', {
            type: 'string',
            requiresArg: true,
            choices: FORMATS,
            default: FORMATS[0]!,
            describe: 'How it is printed',
          })
          .option('as-of', {
            type: 'string',
            requiresArg: true,
            describe:
              'What "expired" is measured against, such as 2026-03-20T17:00Z  [default: now]',
          })
          .option('guideline', {
            // else 2.0 is the number 2
            type: 'string',
            requiresArg: true,
            choices: GUIDELINES,
            default: GUIDELINES[0]!,
            describe: 'The version of the incident reporting guidelines to write for',
          })
          .option('print-sql', {
            type: 'boolean',
            default: false,
            describe:
              'Print statements for psql that fetch what neither store nor local sources have',
          }),
      async (options) => {
        if (options.printSql) {
          const { printSqlCommand } = await import('./commands/print-sql.ts');
          set(await printSqlCommand(options.appendix, options, io));
          return;
        }
        const { impactCommand } = await import('./commands/impact.ts');
        set(await impactCommand(options, io));
      },
    )
    .command(
      'facts <certificates..>',
      'one JSON line a certificate',
      (y) =>
        withBugOptions(withSourceOptions(y)).positional('certificates', {
          type: 'string',
          array: true,
          demandOption: true,
          describe: 'Certificates, or lists of them; - is standard input',
        }),
      async (options) => {
        const { factsCommand } = await import('./commands/facts.ts');
        set(await factsCommand(options, io));
      },
    )
    .command(
      'inspect <certificate>',
      'one certificate, for a person to read',
      (y) =>
        withSourceOptions(y)
          .positional('certificate', {
            type: 'string',
            demandOption: true,
            describe: 'A fingerprint, a crt.sh link, or a file; - is standard input',
          })
          .option('format', {
            type: 'string',
            requiresArg: true,
            choices: ['text', 'json'] as const,
            default: 'text' as const,
            describe: 'How it is printed',
          }),
      async (options) => {
        const { inspectCommand } = await import('./commands/inspect.ts');
        set(await inspectCommand(options, io));
      },
    )
    .command(claimsModule(io, set))
    .command('store', 'what was fetched or imported, on this machine', (y) =>
      declareStore(y, io, set),
    )
    .parserConfiguration({ 'duplicate-arguments-array': true, 'parse-positional-numbers': false })
    .locale('en')
    .strict()
    .middleware(showHidden)
    .check((options) => {
      for (const [name, value] of Object.entries(options)) {
        if (!Array.isArray(value) || REPEATABLE.has(name)) continue;
        throw new CertImpactError('bad-option', `--${name} is given more than once`, {
          hint: 'give it once; only --from, --revocation, --issuers and --attachment can be repeated',
        });
      }
      return true;
    })
    .demandCommand(0)
    .help()
    .alias('help', 'h')
    .version(readVersion())
    .epilogue(EPILOGUE)
    .wrap(100)
    .exitProcess(false)
    .fail((message, error) => {
      // yargs types the error as always there, which for its own messages it is not
      const thrown = error as Error | undefined;
      if (thrown !== undefined && thrown.name !== 'YError') throw thrown;
      throw new CertImpactError('bad-option', wordUsage(message || thrown!.message), {
        hint: 'cert-impact --help lists the commands and options',
      });
    });
}

/**
 * `-` as a name, and what follows `--` and begins with `-`, are lost on yargs, which takes both for
 * options. NUL in front, which no argument can hold, hides them from it.
 */
const HIDING = '\0';

function hidden(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.flatMap((argument, index) => {
    if (index === end) return [];
    const isName = argument === '-' || (end >= 0 && index > end && argument.startsWith('-'));
    return isName ? HIDING + argument : argument;
  });
}

function showHidden(options: Record<string, unknown>): void {
  const show = (value: unknown): unknown =>
    typeof value === 'string' && value.startsWith(HIDING) ? value.slice(HIDING.length) : value;
  for (const [name, value] of Object.entries(options)) {
    options[name] = Array.isArray(value) ? value.map(show) : show(value);
  }
}

/** Each name once: yargs tells `print-sql` and `printSql`. */
function wordUnknown(what: string, names: readonly string[]): string {
  const camel = (name: string): string =>
    name.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase());
  const again = new Set(names.filter((name) => name.includes('-')).map(camel));
  const once = names.filter((name) => !again.has(name));
  return `${what}${once.length === 1 ? '' : 's'}: ${once.join(', ')}`;
}

/** What yargs says over several lines, in one and in our manner. */
function wordUsage(message: string): string {
  if (message.startsWith('Not enough non-option arguments')) return 'nothing to read is named';
  const text = message
    .replaceAll(HIDING, '')
    .replaceAll(/\s*\n\s*/g, ' ')
    .replace(/^(Unknown argument)s?: (.*)$/, (_, what: string, names: string) =>
      wordUnknown(what, names.split(', ')),
    )
    .trim();
  return text.charAt(0).toLowerCase() + text.slice(1);
}
