import { availableParallelism } from 'node:os';
import type { Argv } from 'yargs';
import { CertImpactError } from '../errors.ts';
import type { Guideline } from '../pipeline/make-impact.ts';

/** Options that every command which obtains certificates takes. */
export interface SourceOptions {
  readonly from: readonly string[] | undefined;
  readonly offline: boolean;
  /** The folder of the store; `false` for none. */
  readonly store: string | false | undefined;
  readonly askAgain: boolean;
  readonly siblings: boolean;
  readonly concurrency: number | undefined;
  readonly rate: number | undefined;
  readonly contact: string | undefined;
  readonly jobs: number;
  readonly quiet: boolean;
  /** Declared by `withGroupBy`. */
  readonly groupBy?: string | undefined;
}

export const GUIDELINES: readonly Guideline[] = ['3.2', '2.0', '1.0'];

/** Declares the options of `SourceOptions` and `-o`. */
export function withSourceOptions<T>(argv: Argv<T>): Argv<
  T & {
    from: string[] | undefined;
    offline: boolean;
    store: string | undefined;
    'ask-again': boolean;
    siblings: boolean;
    concurrency: number | undefined;
    rate: number | undefined;
    contact: string | undefined;
    jobs: number;
    quiet: boolean;
    output: string | undefined;
  }
> {
  return argv
    .option('from', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      describe:
        'Where certificates come from, in order; repeat it. A folder; a file with PEM, DER or base64, ' +
        'also in CSV, zip, tar or gzip; store; crt.sh:sql; a postgres:// URL of a database like it; ' +
        'crt.sh; crt.sh@URL for a server that answers as crt.sh does; https://HOST/PATH/{sha256}  ' +
        '[default: store, crt.sh:sql, crt.sh]',
    })
    .option('offline', {
      type: 'boolean',
      default: false,
      describe: 'Use the store and local files only, never the network',
    })
    .option('store', {
      type: 'string',
      requiresArg: true,
      describe:
        'The folder where what is fetched is kept; --no-store for none  [default: yours, ' +
        'see cert-impact store stats]',
    })
    .option('ask-again', {
      type: 'boolean',
      default: false,
      describe:
        'Ask also for what a server did not have within the last day, and for CRLs that were asked for ' +
        'within the last 15 minutes',
    })
    .option('siblings', {
      type: 'boolean',
      default: false,
      describe: 'Look also for the certificate of each precertificate, and the reverse',
    })
    .option('concurrency', {
      type: 'string',
      number: true, // in the help
      requiresArg: true,
      coerce: numberOf,
      defaultDescription: '4',
      describe: 'Requests under way at once',
    })
    .option('rate', {
      type: 'string',
      number: true, // in the help
      requiresArg: true,
      coerce: numberOf,
      defaultDescription: '1 for crt.sh, 10 for URL templates',
      describe: 'Requests a second to one host, 0 for no limit',
    })
    .option('contact', {
      type: 'string',
      requiresArg: true,
      describe: 'Your e-mail address or URL, told to the servers that are asked',
    })
    .option('jobs', {
      type: 'number',
      requiresArg: true,
      default: Math.min(availableParallelism(), MAX_DEFAULT_JOBS),
      defaultDescription: 'one for each core, up to 4',
      describe: 'Threads that read certificates; the result is the same with any number',
    })
    .option('output', {
      alias: 'o',
      type: 'string',
      requiresArg: true,
      normalize: true,
      describe: 'Write to this file, whole or not at all, instead of standard output',
    })
    .option('quiet', {
      alias: 'q',
      type: 'boolean',
      default: false,
      describe: 'No notes on standard error; errors are still told',
    });
}

/**
 * A number, or NaN, which whoever takes the option refuses. yargs' own takes an empty text, as a variable
 * gives that is not set, for 0, which means no limit. Of an option that is given twice, the texts.
 */
function numberOf(text: string): number {
  if (typeof text !== 'string') return text;
  return text.trim() === '' ? NaN : Number(text);
}

/** Declares `--group-by`. */
export function withGroupBy<T>(argv: Argv<T>): Argv<T & { 'group-by': string | undefined }> {
  return argv.option('group-by', {
    type: 'string',
    requiresArg: true,
    describe:
      'What makes a list with figures of its own: sheet, file, heading, or the name of a column, ' +
      'one list for each of its values  [default: every sheet and heading]',
  });
}

/** One thread finds the certificates in the files, and keeps no more than this busy. */
const MAX_DEFAULT_JOBS = 4;

/** ISO 8601 with a date and, if wanted, a time; UTC unless an offset says otherwise. */
const INSTANT =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?)?$/i;

/**
 * The `--as-of` time in seconds since 1970; a date alone is its first second, UTC.
 * @param now milliseconds since 1970
 * @throws {CertImpactError} `bad-option`
 */
export function parseAsOf(text: string | undefined, now: number): number {
  const seconds = Math.floor(now / 1000);
  return text === undefined ? seconds : parseTime(text, 'as-of', seconds);
}

/**
 * A time that an option names, in seconds since 1970; `now` may be said, too.
 * @throws {CertImpactError} `bad-option`
 */
export function parseTime(text: string, option: string, now: number): number {
  if (text === 'now') return now;
  const match = INSTANT.exec(text.trim());
  const fail = (): never => {
    throw new CertImpactError('bad-option', `--${option} is no time: ${text}`, {
      hint: 'write it as 2026-03-20 or 2026-03-20T17:00:00Z',
    });
  };
  if (match === null) return fail();
  const [, year, month, day, hour = '00', minute = '00', second = '00', zone = 'Z'] = match;
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...)(\d\d)$/, '$1:$2') : 'Z';
  const date = `${year!}-${month!}-${day!}`;
  // Date.parse moves 31 February to March instead of refusing it
  const calendar = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(calendar.getTime()) || !calendar.toISOString().startsWith(date)) return fail();
  const milliseconds = Date.parse(`${date}T${hour}:${minute}:${second}${offset}`);
  return Number.isNaN(milliseconds) ? fail() : Math.floor(milliseconds / 1000);
}
