import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CertImpactError } from '../errors.ts';
import type { BugOptions, BugReport, OpenedBug } from '../pipeline/bug/open-bug.ts';
import type { Input } from '../pipeline/input.ts';
import type { BugChoice } from './bug-options.ts';
import { openInputs } from './inputs.ts';
import { unlessAborted } from './interruption.ts';
import type { Io } from './io.ts';
import { note } from './messages.ts';
import type { SourceOptions } from './options.ts';
import { userAgent } from './user-agent.ts';

/** What is asked of a bug's report alone. */
export type PostedOptions = Pick<NamedOptions, 'comment' | 'contact' | 'offline' | 'quiet'> &
  Partial<Pick<NamedOptions, 'rate'>>;

/** What the command line names where an appendix is expected. */
export interface Named {
  readonly inputs: readonly Input[];
  /** Of the bugs among the names, in their order. */
  readonly reports: readonly BugReport[];
  /** The file that is no appendix but goes with them. */
  readonly beside?: Input | undefined;
}

export type NamedOptions = BugChoice &
  Pick<SourceOptions, 'contact' | 'offline' | 'quiet' | 'rate'>;

/**
 * The inputs that names stand for: a bug is its attachments, anything else a file, `-` standard input.
 * @param beside a file that is no appendix: it may be standard input, if none of the names is
 * @throws {CertImpactError} `bad-option` also for an option of bugs without one bug; `no-entries` for a bug
 *   that lists nothing; and as `openBug`
 */
export async function openNamed(
  names: readonly string[],
  options: NamedOptions,
  io: Io,
  beside?: string,
): Promise<Named> {
  const bugs = await bugsAmong(names);
  checkChoice(options, bugs.size);
  // before anything is downloaded
  const files = openInputs(
    [...names.filter((name) => !bugs.has(name)), ...(beside === undefined ? [] : [beside])],
    io,
  );
  const inputs: Input[] = [];
  const reports: BugReport[] = [];
  for (const name of names) {
    if (!bugs.has(name)) inputs.push(files.shift()!);
    else {
      const opened = await openOne(name, options, options.attachment, io);
      inputs.push(...opened.inputs);
      reports.push(...opened.reports);
    }
  }
  return { inputs, reports, beside: files.shift() };
}

/** The inputs of one name, of a bug with these attachments. */
export async function openOne(
  name: string,
  options: NamedOptions,
  attachments: readonly number[] | undefined,
  io: Io,
): Promise<Named> {
  const { appendices, report } = await openBugNamed(
    name,
    { ...options, attachment: attachments },
    io,
  );
  if (appendices.length === 0) {
    throw new CertImpactError(
      'no-entries',
      'neither an attachment nor the report lists certificates',
      {
        file: name,
        hint: 'choose with --attachment or --comment, or save the list and name the file',
      },
    );
  }
  return { inputs: appendices, reports: report === undefined ? [] : [report] };
}

/**
 * The report of a bug, without its attachments.
 * @throws {CertImpactError} `no-entries` where no comment is one; and as `openBug`
 */
export async function openPosted(name: string, options: PostedOptions, io: Io): Promise<BugReport> {
  const asked = { ...options, attachment: undefined, save: undefined };
  const { report } = await openBugNamed(name, asked, io, true);
  if (report !== undefined) return report;
  throw new CertImpactError('no-entries', 'no comment of the bug looks like an incident report', {
    file: name,
    hint: 'choose a comment with --comment',
  });
}

/** A bug's report as a file would be read. */
export function postedInput({ name, text }: BugReport): Input {
  return {
    name,
    async *open() {
      await Promise.resolve();
      yield Buffer.from(text);
    },
  };
}

async function openBugNamed(
  name: string,
  options: PostedOptions & Partial<NamedOptions>,
  io: Io,
  reportOnly = false,
): Promise<OpenedBug> {
  const { openBug } = await import('../pipeline/bug/open-bug.ts');
  const { quiet, comment, attachment: attachments, save, offline, rate } = options;
  const asked: BugOptions = {
    comment,
    attachments,
    save,
    offline,
    rate,
    reportOnly,
    userAgent: userAgent(options.contact),
    env: io.env,
    now: io.now,
    note: (text) => {
      note(text, io, quiet);
    },
    signal: io.signal,
  };
  const opened = await unlessAborted(openBug(name, asked), io.signal);
  for (const text of opened.notes) note(text, io, quiet);
  return opened;
}

/** Those names that stand for bugs. */
export async function bugsAmong(names: readonly string[]): Promise<ReadonlySet<string>> {
  const bugs = new Set<string>();
  for (const name of names) {
    // most names are files, and what bugs need takes time to load
    if (!MAY_BE_BUG.test(name) && !existsSync(join(name, 'manifest.json'))) continue;
    const { isBug } = await import('../pipeline/bug/open-bug.ts');
    if (await isBug(name)) bugs.add(name);
  }
  return bugs;
}

function checkChoice({ comment, attachment, save }: BugChoice, bugs: number): void {
  const given = Object.entries({ comment, attachment, save }).find(
    ([, value]) => value !== undefined,
  );
  if (given === undefined || bugs === 1) return;
  throw new CertImpactError(
    'bad-option',
    `--${given[0]} goes with one bug, and ${bugs} are named`,
    {
      hint: 'name a bug as bug:1970259',
    },
  );
}

const MAY_BE_BUG = /^bug:|^https?:/i;
