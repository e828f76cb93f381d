import type { Guideline } from '../../pipeline/make-impact.ts';
import type { Input } from '../../pipeline/input.ts';
import type { ToldGuideline } from '../../pipeline/verify/tell-guideline.ts';
import { verifyLists } from '../../pipeline/verify/verify-lists.ts';
import {
  FINDING_KINDS,
  FINDINGS_FORMATS,
  type FindingsFormatId,
  SEVERITIES,
  type Severity,
} from '../../report/findings/render.ts';
import type { BugChoice } from '../bug-options.ts';
import { EXIT_FINDINGS, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { bugsAmong, openNamed, openPosted, postedInput } from '../open-named.ts';
import { GUIDELINES, type SourceOptions, parseAsOf } from '../options.ts';
import type { RevocationOptions } from '../revocation-options.ts';
import { readVersion } from '../version.ts';

export type FailOn = Severity | 'never';

export interface VerifyOptions extends SourceOptions, RevocationOptions, BugChoice {
  readonly appendix: readonly string[];
  /** A posted report that is held against the lists; `-` is standard input. */
  readonly report: string | undefined;
  readonly format: FindingsFormatId;
  readonly failOn: FailOn;
  readonly all: boolean;
  readonly asOf: string | undefined;
  readonly guideline: Guideline | undefined;
  readonly output: string | undefined;
}

const TOLD_BY: Partial<Record<ToldGuideline['by'], string>> = {
  form: 'whose form the report has',
  time: 'which was in force when the report was posted',
};

/** Where there is no terminal whose width could be asked. */
const DEFAULT_COLUMNS = 80;

/**
 * `cert-impact verify <appendix..>`: prints what does not add up.
 * @returns `EXIT_FINDINGS` for a finding of the severity of `failOn` or worse, whether or not the result
 *   is complete: more certificates could only add to it; else as every command that obtains
 */
export async function verifyCommand(options: VerifyOptions, io: Io): Promise<number> {
  const { output: target, guideline, all } = options;
  const render = await FINDINGS_FORMATS.find(({ id }) => id === options.format)!.load();
  const asOf = parseAsOf(options.asOf, io.now());
  const isTerminal = io.stdout.isTTY === true && (target === undefined || target === '-');
  const view = {
    kinds: FINDING_KINDS,
    columns: (isTerminal ? io.stdout.columns : undefined) ?? DEFAULT_COLUMNS,
    colour: isTerminal && wantsColours(io),
    all,
    version: readVersion(),
  };
  const { inputs, report, reportedAt } = await openAll(options, asOf, io);
  return obtainAndWrite(
    {
      inputs,
      reads: report?.path === undefined ? [] : [report.path],
      options,
      asOf,
      // without a report, the latest
      guideline: guideline ?? GUIDELINES[0]!,
      obtain: async (asked) => {
        const {
          run,
          findings,
          judged,
          guideline: told,
        } = await verifyLists({
          ...asked,
          asOf,
          guideline,
          report,
          reportedAt,
        });
        const reason = TOLD_BY[told.by];
        if (reason !== undefined) {
          note(
            `judged by version ${told.version} of the guidelines, ${reason}; --guideline chooses another`,
            io,
            options.quiet,
          );
        }
        return {
          run,
          impact: judged?.impact,
          status: isFailed(findings.summary, options.failOn) ? EXIT_FINDINGS : EXIT_OK,
          namesUnexamined: true,
          finish: async (impact, output) => {
            const verification = { ...findings, impact, ...(judged && { report: judged.report }) };
            for (const piece of render(verification, view)) await output.write(piece);
          },
        };
      },
    },
    io,
  );
}

/** The lists, and the report: the one that is named, or else that of the bug. */
async function openAll(options: VerifyOptions, asOf: number, io: Io): Promise<Opened> {
  const { report: named, quiet } = options;
  const isBug = named !== undefined && (await bugsAmong([named])).size > 0;
  const file = named === undefined || isBug ? undefined : named;
  const asked = isBug ? { ...options, comment: undefined } : options;
  const { inputs, reports, beside } = await openNamed(options.appendix, asked, io, file);
  // a report speaks of its own time: only what is given can be that
  const given = options.asOf === undefined || options.asOf === 'now' ? undefined : asOf;
  if (beside !== undefined) return { inputs, report: beside, reportedAt: given };
  const posted = isBug ? await openPosted(named, options, io) : reports[0];
  if (named === undefined && reports.length > 1) {
    note(
      'several bugs have a report: name the one to hold against the lists with --report',
      io,
      quiet,
    );
    return { inputs, report: undefined, reportedAt: given };
  }
  if (posted === undefined) return { inputs, report: undefined, reportedAt: given };
  const time = Date.parse(posted.time) / 1000;
  return {
    inputs,
    report: postedInput(posted),
    reportedAt: given ?? (Number.isNaN(time) ? undefined : time),
  };
}

interface Opened {
  readonly inputs: readonly Input[];
  readonly report: Input | undefined;
  /** Seconds since 1970. */
  readonly reportedAt: number | undefined;
}

function isFailed(summary: Readonly<Record<Severity, number>>, failOn: FailOn): boolean {
  if (failOn === 'never') return false;
  const failing = SEVERITIES.slice(0, SEVERITIES.indexOf(failOn) + 1);
  return failing.some((severity) => summary[severity] > 0);
}

/** https://no-color.org: a variable that is there and not empty, whatever it holds. */
function wantsColours({ env }: Io): boolean {
  const { NO_COLOR = '', TERM } = env;
  return NO_COLOR === '' && TERM !== 'dumb';
}
