import { CertImpactError } from '../errors.ts';
import { type Impact, isIncomplete, makeImpact } from '../pipeline/make-impact.ts';
import type { Guideline } from '../pipeline/make-impact.ts';
import type { Input } from '../pipeline/input.ts';
import type { Visit } from '../pipeline/examiner.ts';
import { run } from '../pipeline/run.ts';
import { openSources } from '../pipeline/sources.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from './io.ts';
import { note } from './messages.ts';
import type { SourceOptions } from './options.ts';
import { type Output, openOutput } from './output.ts';
import { noteRun, noteUnexamined } from './run-notes.ts';
import { readVersion } from './version.ts';

/** What a command does with certificates while and after they are obtained. */
export interface Obtaining {
  readonly inputs: readonly Input[];
  readonly options: SourceOptions & { readonly output: string | undefined };
  /** Seconds since 1970. */
  readonly asOf: number;
  readonly guideline: Guideline;
  readonly visit?: (output: Output) => Visit;
  /** Writes what is left to write. */
  readonly finish: (impact: Impact, output: Output) => Promise<void>;
}

/**
 * Obtains and examines what the inputs list, and writes the result whole or not at all.
 * @returns the exit status: `EXIT_INCOMPLETE` when something listed was not examined
 */
export async function obtainAndWrite(task: Obtaining, io: Io): Promise<number> {
  const { options } = task;
  const { signal, now } = io;
  const sources = await openSources({
    ...options,
    userAgent: userAgent(options.contact),
    env: io.env,
    now,
    note: (text) => {
      note(text, io, options.quiet);
    },
  });
  const read = task.inputs.flatMap(({ path }) => path ?? []).concat(options.from ?? []);
  const output = await openOutput(options.output, io, read);
  try {
    const visit = task.visit?.(output);
    const finished = await run({
      appendices: task.inputs,
      sources,
      signal,
      now,
      ...(visit && { visit }),
    });
    const impact = makeImpact(finished, task.asOf, task.guideline);
    await task.finish(impact, output);
    signal.throwIfAborted();
    await output.commit();
    noteRun(finished, io, options.quiet);
    noteUnexamined(impact, io, options.quiet);
    return isIncomplete(impact) || finished.unsettled > 0 ? EXIT_INCOMPLETE : EXIT_OK;
  } catch (error) {
    await output.discard();
    throw error;
  } finally {
    for (const source of sources) await source.close?.();
  }
}

/** `cert-impact/1.2.3 (+mailto:pki@example.org)`: operators of servers want to know whom to ask. */
function userAgent(contact: string | undefined): string {
  const program = `cert-impact/${readVersion()}`;
  if (contact === undefined) return program;
  if (!/^[\x21-\x7e]{3,200}$/.test(contact) || /[()]/.test(contact)) {
    throw new CertImpactError('bad-option', '--contact is no e-mail address or URL', {
      hint: 'it is sent with each request, such as pki@example.org',
    });
  }
  return `${program} (+${contact.includes('@') ? `mailto:${contact}` : contact})`;
}
