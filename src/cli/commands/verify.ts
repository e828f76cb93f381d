import type { Guideline } from '../../pipeline/make-impact.ts';
import { verifyLists } from '../../pipeline/verify/verify-lists.ts';
import {
  FINDING_KINDS,
  FINDINGS_FORMATS,
  type FindingsFormatId,
  SEVERITIES,
  type Severity,
} from '../../report/findings/render.ts';
import { openInputs } from '../inputs.ts';
import { EXIT_FINDINGS, EXIT_OK, type Io } from '../io.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { type SourceOptions, parseAsOf } from '../options.ts';
import type { RevocationOptions } from '../revocation-options.ts';
import { readVersion } from '../version.ts';

export type FailOn = Severity | 'never';

export interface VerifyOptions extends SourceOptions, RevocationOptions {
  readonly appendix: readonly string[];
  readonly format: FindingsFormatId;
  readonly failOn: FailOn;
  readonly all: boolean;
  readonly asOf: string | undefined;
  readonly guideline: Guideline;
  readonly output: string | undefined;
}

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
  return obtainAndWrite(
    {
      inputs: openInputs(options.appendix, io),
      options,
      asOf,
      guideline,
      obtain: async (asked) => {
        const { run, findings } = await verifyLists({ ...asked, asOf, guideline });
        return {
          run,
          status: isFailed(findings.summary, options.failOn) ? EXIT_FINDINGS : EXIT_OK,
          namesUnexamined: true,
          finish: async (impact, output) => {
            for (const piece of render({ ...findings, impact }, view)) await output.write(piece);
          },
        };
      },
    },
    io,
  );
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
