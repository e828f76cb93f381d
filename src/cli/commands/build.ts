import { CertImpactError } from '../../errors.ts';
import { Build } from '../../pipeline/build/build.ts';
import type { AppendixFormat, BuildAccount } from '../../pipeline/build/account.ts';
import { EXTRA_COLUMNS, type ExtraColumn } from '../../pipeline/build/extra-columns.ts';
import { readDate } from '../../pipeline/build/revocation-line.ts';
import { RevocationPolicy } from '../../pipeline/build/revocation-policy.ts';
import type { Revocations } from '../../pipeline/build/revocations.ts';
import { run } from '../../pipeline/run.ts';
import type { BugChoice } from '../bug-options.ts';
import { noteAccount, noteRevocations } from '../build-notes.ts';
import { openInputs } from '../inputs.ts';
import { unlessAborted } from '../interruption.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import type { Input } from '../../pipeline/input.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { openNamed } from '../open-named.ts';
import { type SourceOptions, parseAsOf } from '../options.ts';
import { type RevocationOptions, chooseRevocation } from '../revocation-options.ts';

export interface BuildCommandOptions extends SourceOptions, RevocationOptions, BugChoice {
  readonly certificates: readonly string[];
  readonly output: string | undefined;
  readonly format: AppendixFormat | undefined;
  readonly revocations: string | undefined;
  readonly plannedDate: string | undefined;
  readonly asOf: string | undefined;
  readonly redactSmime: boolean;
  /** Names with commas between. */
  readonly columns: string | undefined;
  readonly keepColumns: boolean;
  readonly bom: boolean;
}

/** `cert-impact build <certificates..|list>`: the appendix, ready to attach. */
export async function buildCommand(options: BuildCommandOptions, io: Io): Promise<number> {
  const { quiet } = options;
  const asOf = parseAsOf(options.asOf, io.now());
  const extra = parseColumns(options.columns);
  const plannedDate = parsePlannedDate(options.plannedDate, asOf);
  const { inputs, revocations } = await openBuildInputs(options, asOf, io);
  const due = chooseRevocation(options, asOf, () => undefined)?.due;
  const policy = new RevocationPolicy({ revocations, plannedDate, due, asOf });
  const build = new Build({
    format: options.format,
    asOf,
    redactSmime: options.redactSmime,
    extra,
    keepColumns: options.keepColumns,
    policy,
    byteOrderMark: options.bom,
  });
  let account: BuildAccount | undefined;
  try {
    const status = await obtainAndWrite(
      {
        inputs,
        // looked for all the same, but a table without them is no incomplete one
        options: { ...options, siblings: false },
        reads: options.revocations === undefined ? [] : [options.revocations],
        asOf,
        guideline: '3.2',
        obtain: async (asked) => {
          const siblings =
            options.siblings && asked.sources.some((source) => source.siblings !== undefined);
          const finished = await run({ ...asked, ...build.hooks, siblings });
          return {
            run: finished,
            finish: async (_impact, output) => {
              account = await build.write(finished, (text) => output.write(text), io.signal);
            },
          };
        },
      },
      io,
    );
    if (account) noteAccount(account, io, quiet);
    if (account?.format === 'csv' && revocations) {
      noteRevocations(revocations, account, io, quiet);
    }
    const isIncomplete = account?.format === 'csv' && (revocations?.troubled ?? 0) > 0;
    return status === EXIT_OK && isIncomplete ? EXIT_INCOMPLETE : status;
  } finally {
    build.close();
  }
}

async function openBuildInputs(
  options: BuildCommandOptions,
  asOf: number,
  io: Io,
): Promise<{ inputs: readonly Input[]; revocations: Revocations | undefined }> {
  const { certificates, revocations: name } = options;
  const [list] =
    name === undefined
      ? []
      : openInputs([name, ...certificates.filter((each) => each === '-')], io);
  const { inputs } = await openNamed(certificates, options, io);
  if (list === undefined) return { inputs, revocations: undefined };
  const { readRevocations } = await import('../../pipeline/build/read-revocations.ts');
  const reading = readRevocations(list, asOf, io.signal);
  return { inputs, revocations: await unlessAborted(reading, io.signal) };
}

/** @throws {CertImpactError} `bad-option` */
function parseColumns(names: string | undefined): ExtraColumn[] {
  if (names === undefined) return [];
  const columns = names.split(',').map((name) => {
    const wanted = name.trim().toLowerCase();
    const column = EXTRA_COLUMNS.find((each) => each.name.toLowerCase() === wanted);
    if (column !== undefined) return column;
    throw new CertImpactError('bad-option', `--columns knows no ${name.trim() || 'empty name'}`, {
      hint: `there are ${EXTRA_COLUMNS.map((each) => each.name).join(', ')}`,
    });
  });
  return [...new Set(columns)];
}

/** @throws {CertImpactError} `bad-option` */
function parsePlannedDate(text: string | undefined, asOf: number): string | undefined {
  if (text === undefined) return undefined;
  const date = readDate(text);
  const hint = 'write it as 2026-03-20 or 2026-03-20T17:00:00Z';
  if (date === undefined) {
    throw new CertImpactError('bad-option', `--planned-date is no date: ${text}`, { hint });
  }
  if (date.end < asOf) {
    throw new CertImpactError('bad-option', `--planned-date has passed: ${text}`, {
      hint: 'what was revoked by then is for --revocations to say',
    });
  }
  return date.text;
}
