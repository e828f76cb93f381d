import { CertImpactError } from '../../errors.ts';
import { diffLists } from '../../pipeline/diff/diff-lists.ts';
import type { Input } from '../../pipeline/input.ts';
import {
  DIFFERENCE_FORMATS,
  type DifferenceFormatId,
  isDifferent,
} from '../../report/diff/render.ts';
import type { BugChoice } from '../bug-options.ts';
import { openInputs } from '../inputs.ts';
import { EXIT_FINDINGS, EXIT_OK, type Io } from '../io.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { bugsAmong, openNamed, openOne } from '../open-named.ts';
import { parseAsOf, type SourceOptions } from '../options.ts';

export interface DiffCommandOptions extends SourceOptions, BugChoice {
  readonly old: string;
  readonly new: string;
  readonly format: DifferenceFormatId;
  readonly asOf: string | undefined;
  readonly output: string | undefined;
}

/**
 * `cert-impact diff <old> <new>`: what is added, removed and changed.
 * @returns `EXIT_FINDINGS` where something is, as diff(1) has it; else as every command that obtains
 */
export async function diffCommand(options: DiffCommandOptions, io: Io): Promise<number> {
  const render = await DIFFERENCE_FORMATS.find(({ id }) => id === options.format)!.load();
  const asOf = parseAsOf(options.asOf, io.now());
  const [old, fresh] = await openRevisions(options, io);
  return obtainAndWrite(
    {
      inputs: [...old, ...fresh],
      options,
      asOf,
      guideline: '3.2',
      obtain: async (asked) => {
        const { run, difference } = await diffLists({ ...asked, old, new: fresh, asOf });
        return {
          run,
          status: isDifferent(difference) ? EXIT_FINDINGS : EXIT_OK,
          finish: async (_impact, output) => {
            for (const piece of render(difference)) await output.write(piece);
          },
        };
      },
    },
    io,
  );
}

/** @throws {CertImpactError} `bad-option` for two bugs without two attachments */
async function openRevisions(
  options: DiffCommandOptions,
  io: Io,
): Promise<readonly [readonly Input[], readonly Input[]]> {
  const names = [options.old, options.new] as const;
  const bugs = await bugsAmong(names);
  const areBoth = names.every((name) => bugs.has(name));
  if (!areBoth) {
    // standard input can be only one of them
    openInputs(names, io);
    const { inputs: old } = await openNamed([options.old], forBug(options, bugs, options.old), io);
    const { inputs } = await openNamed([options.new], forBug(options, bugs, options.new), io);
    return [old, inputs];
  }
  const { attachment, save, comment } = options;
  if (attachment?.length !== 2 && (options.old === options.new || attachment !== undefined)) {
    throw new CertImpactError('bad-option', 'which attachments are compared is not said', {
      hint: 'give --attachment twice: first that of the old revision, then that of the new one',
    });
  }
  if (save !== undefined || comment !== undefined) {
    throw new CertImpactError('bad-option', '--save and --comment go with one bug', {
      hint: 'save each with a command of its own, and compare the folders',
    });
  }
  const of = (at: number): number[] | undefined => attachment?.slice(at, at + 1);
  const { inputs: old } = await openOne(options.old, options, of(0), io);
  const { inputs: fresh } = await openOne(options.new, options, of(1), io);
  return [old, fresh];
}

/** The options of bugs are for the one of the two that is one. */
function forBug(
  options: DiffCommandOptions,
  bugs: ReadonlySet<string>,
  name: string,
): DiffCommandOptions {
  if (bugs.has(name) || bugs.size === 0) return options;
  return { ...options, attachment: undefined, comment: undefined, save: undefined };
}
