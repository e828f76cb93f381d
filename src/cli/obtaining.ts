import { type Impact, isIncomplete, makeImpact } from '../pipeline/make-impact.ts';
import type { Guideline } from '../pipeline/make-impact.ts';
import type { Input } from '../pipeline/input.ts';
import type { Run, RunOptions } from '../pipeline/run.ts';
import type { RunView } from '../pipeline/run-view.ts';
import { storeFiles } from '../pipeline/local-store.ts';
import type { RevocationChoice } from '../pipeline/revocation/open.ts';
import type { RevocationCheck } from '../pipeline/revocation/revocation-check.ts';
import { type OpenedSources, openSources } from '../pipeline/sources/open.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from './io.ts';
import { interrupted, unlessAborted } from './interruption.ts';
import { note } from './messages.ts';
import type { SourceOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import { type RevocationOptions, chooseRevocation } from './revocation-options.ts';
import { openProgress, type Progress } from './progress.ts';
import { noteRevocation } from './revocation-notes.ts';
import { noteResume, noteRun, noteUnexamined } from './run-notes.ts';
import { storeFolder } from './store-folder.ts';
import { userAgent } from './user-agent.ts';

/** What a command does with certificates while and after they are obtained. */
export interface Obtaining {
  readonly inputs: readonly Input[];
  readonly options: SourceOptions &
    Partial<RevocationOptions> & { readonly output: string | undefined };
  /** Further files that the command reads: none of them may be the output. */
  readonly reads?: readonly string[];
  /** Seconds since 1970. */
  readonly asOf: number;
  readonly guideline: Guideline;
  /** Whether results are written as the run goes on: at a terminal they are progress enough. */
  readonly writesAsItGoes?: boolean;
  /** Runs with what the command line asked for, and with what the command needs besides. */
  readonly obtain: (options: RunOptions, output: Output) => Promise<Obtained>;
}

export interface Obtained {
  readonly run: Run;
  /** Where the command has made it already. */
  readonly impact?: Impact | undefined;
  /** Writes what is left to write. */
  readonly finish?: (impact: Impact, output: Output) => Promise<void>;
  /** The exit status for what was found; other than `EXIT_OK`, it goes before `EXIT_INCOMPLETE`. */
  readonly status?: number;
  /** Whether the result itself names everything that was not examined. */
  readonly namesUnexamined?: boolean;
  /** Whether what was not had is told at the end; true when absent. */
  readonly tellsMissing?: boolean;
}

/**
 * Obtains and examines what the inputs list, and writes the result whole or not at all.
 * @returns the exit status: that of what was found, or `EXIT_INCOMPLETE` when something listed was not
 *   examined
 */
export async function obtainAndWrite(task: Obtaining, io: Io): Promise<number> {
  const { options } = task;
  const progress = openProgress(io, {
    quiet: options.quiet,
    // the results would run into the line
    scrolling:
      io.stdout.isTTY === true && options.output === undefined && task.writesAsItGoes === true,
  });
  try {
    return await obtainWith(task, io, progress);
  } finally {
    progress.end();
  }
}

async function obtainWith(task: Obtaining, io: Io, progress: Progress): Promise<number> {
  const { options } = task;
  const { signal, now } = io;
  const folder = storeFolder(options.store, io.env);
  const tell = (text: string): void => {
    progress.clear();
    note(text, io, options.quiet);
  };
  const choice = chooseRevocation(options, task.asOf, tell);
  const opened = await openSources({
    ...options,
    store: folder,
    userAgent: userAgent(options.contact),
    env: io.env,
    now,
    note: tell,
  });
  const read = [
    ...task.inputs.flatMap(({ path }) => path ?? []),
    ...(options.from ?? []),
    ...(task.reads ?? []),
    ...(choice === undefined
      ? []
      : [
          ...choice.sources,
          ...choice.issuers,
          ...(choice.ccadb === undefined ? [] : [choice.ccadb]),
        ]),
    ...(folder === undefined ? [] : storeFiles(folder)),
  ];
  const opening = openOutput(options.output, io, read);
  const output = await unlessAborted(opening, signal).catch((error: unknown) => {
    // it may still open, and have made its file
    void opening.then((late) => late.discard()).catch(() => undefined);
    throw signal.aborted ? interrupted(undefined, { begun: false, kept: false }) : error;
  });
  let view: RunView | undefined;
  try {
    const revocation =
      choice && (await unlessAborted(openRevocation(choice, opened, signal), signal));
    const obtaining = task.obtain(
      {
        appendices: task.inputs,
        sources: opened.sources,
        siblings: options.siblings,
        groupBy: options.groupBy,
        signal,
        now,
        jobs: options.jobs,
        revocation,
        watch: (live) => {
          view = live;
          progress.watch(live);
        },
      },
      output,
    );
    const obtained = await unlessAborted(obtaining, signal);
    const { run, finish, status, namesUnexamined, tellsMissing } = obtained;
    progress.refresh();
    const impact = obtained.impact ?? (await makeImpact(run, task.asOf, task.guideline, signal));
    progress.end();
    if (finish) await unlessAborted(finish(impact, output), signal);
    signal.throwIfAborted();
    await output.commit();
    noteRun(run, io, options.quiet);
    noteRevocation(impact, io, options.quiet);
    if (tellsMissing !== false) {
      if (namesUnexamined !== true) noteUnexamined(impact, io, options.quiet);
      if (opened.store) noteResume(impact, keeps(opened.store, run), io, options.quiet);
    }
    if (status !== undefined && status !== EXIT_OK) return status;
    const lacks = options.siblings && lacksSiblings(run);
    const isOpen = (impact.revocation?.remainingUnknown ?? 0) > 0;
    const isWhole = !isIncomplete(impact) && run.unsettled === 0 && !lacks && !isOpen;
    return isWhole ? EXIT_OK : EXIT_INCOMPLETE;
  } catch (error) {
    await output.discard();
    const kept = opened.store?.keeps === true;
    throw signal.aborted ? interrupted(view, { begun: output.begun, kept }) : error;
  } finally {
    await opened.close();
  }
}

/** Whether something was fetched and is in the store, as far as the store can tell. */
function keeps({ keeps }: NonNullable<OpenedSources['store']>, { sources }: Run): boolean {
  return keeps && sources.some(({ local, found }) => !local && found > 0);
}

function lacksSiblings({ siblings }: Run): boolean {
  return siblings !== undefined && siblings.unavailable > 0;
}

/** Loaded for those who ask for it. */
async function openRevocation(
  choice: RevocationChoice,
  { context }: OpenedSources,
  signal: AbortSignal,
): Promise<RevocationCheck> {
  const open = await import('../pipeline/revocation/open.ts');
  return open.openRevocation(choice, context, signal);
}
