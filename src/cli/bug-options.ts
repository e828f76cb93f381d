import type { Argv } from 'yargs';
import { CertImpactError } from '../errors.ts';

/** Options of commands that take a bug where an appendix is expected. */
export interface BugChoice {
  readonly comment: number | undefined;
  readonly attachment: readonly number[] | undefined;
  readonly save: string | undefined;
}

/** Declares the options of `BugChoice`. */
export function withBugOptions<T>(argv: Argv<T>): Argv<
  T & {
    comment: number | undefined;
    attachment: number[] | undefined;
    save: string | undefined;
  }
> {
  return withComment(argv)
    .option('attachment', {
      type: 'string',
      array: true,
      nargs: 1,
      requiresArg: true,
      coerce: (texts: string[]) => texts.map((text) => numberIn(text, 'attachment')),
      describe:
        'Of a bug: the number of an attachment to read; repeat it  [default: those that list certificates]',
    })
    .option('save', {
      type: 'string',
      requiresArg: true,
      normalize: true,
      describe:
        'Of a bug: keep what is downloaded in this new folder, which can be named instead of the bug',
    });
}

/** Declares `--comment` alone, for a command that reads but the report of a bug. */
export function withComment<T>(argv: Argv<T>): Argv<T & { comment: number | undefined }> {
  return argv.option('comment', {
    type: 'string',
    requiresArg: true,
    coerce: (text: string) => numberIn(text, 'comment'),
    describe:
      'Of a bug: the number of the comment that is the report  [default: the newest report]',
  });
}

/** Of an option that is given twice, the texts, which whoever checks it refuses. */
function numberIn(text: string, option: string): number {
  if (typeof text !== 'string') return text;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new CertImpactError('bad-option', `--${option} is no number: ${text}`, {
    hint: 'comments and attachments have numbers, as the page of the bug shows them',
  });
}
