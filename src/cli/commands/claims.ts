import { CertImpactError } from '../../errors.ts';
import type { Input } from '../../pipeline/input.ts';
import { readReportClaims, type NamedClaims } from '../../pipeline/report-claims.ts';
import { renderClaimsJson } from '../../report/claims/json.ts';
import { renderClaimsText } from '../../report/claims/text.ts';
import { openInputs } from '../inputs.ts';
import { EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { bugsAmong, openPosted, postedInput } from '../open-named.ts';
import { openOutput } from '../output.ts';

export interface ClaimsOptions {
  readonly reports: readonly string[];
  readonly format: 'text' | 'json';
  readonly output: string | undefined;
  /** Of a bug, the number of the comment to read. */
  readonly comment: number | undefined;
  readonly offline: boolean;
  readonly contact: string | undefined;
  readonly quiet: boolean;
}

/** `cert-impact claims <reports..>`: what was understood, so that a reviewer sees what `verify` goes by. */
export async function claimsCommand(options: ClaimsOptions, io: Io): Promise<number> {
  const bugs = await bugsAmong(options.reports);
  if (options.comment !== undefined && bugs.size !== 1) {
    throw new CertImpactError(
      'bad-option',
      `--comment goes with one bug, and ${bugs.size} are named`,
      {
        hint: 'name a bug as bug:1970259',
      },
    );
  }
  const files = openInputs(
    options.reports.filter((name) => !bugs.has(name)),
    io,
  );
  const inputs: Input[] = [];
  for (const name of options.reports) {
    inputs.push(bugs.has(name) ? postedInput(await openPosted(name, options, io)) : files.shift()!);
  }
  const read = inputs.flatMap(({ path }) => path ?? []);
  const output = await openOutput(options.output, io, read);
  try {
    const reports: NamedClaims[] = [];
    for (const input of inputs) reports.push(await readReportClaims(input));
    await output.write(
      options.format === 'json' ? renderClaimsJson(reports) : renderClaimsText(reports),
    );
    await output.commit();
    if (options.format === 'json') noteUnread(reports, options, io);
    return EXIT_OK;
  } catch (error) {
    await output.discard();
    throw error;
  }
}

/** The JSON has what was understood and nothing else; what was not must stay visible. */
function noteUnread(reports: readonly NamedClaims[], { quiet }: ClaimsOptions, io: Io): void {
  for (const { file, unread } of reports) {
    for (const { label, line, text } of unread) {
      note(`${file}:${String(line)}: ${label}: not machine-readable: ${text}`, io, quiet);
    }
  }
}
