import { type MissingSql, missingSql } from '../../pipeline/missing-sql.ts';
import { run } from '../../pipeline/run.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { isNetworkSource } from '../../pipeline/sources/kinds.ts';
import type { BugChoice } from '../bug-options.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { openNamed } from '../open-named.ts';
import { noteEach } from '../run-notes.ts';
import type { SourceOptions } from '../options.ts';

export interface PrintSqlOptions extends SourceOptions, BugChoice {
  readonly output: string | undefined;
}

/**
 * `--print-sql`: statements that fetch from crt.sh's database what neither the store nor local sources
 * have, for people whose firewall lets `psql` through at another place only.
 */
export async function printSqlCommand(
  names: readonly string[],
  options: PrintSqlOptions,
  io: Io,
): Promise<number> {
  const { inputs } = await openNamed(names, options, io);
  let wanted = 0;
  let lost: MissingSql['lost'] = [];
  await obtainAndWrite(
    {
      inputs,
      options: {
        ...options,
        offline: true,
        siblings: false,
        from: withoutNetwork(options),
      },
      asOf: Math.floor(io.now() / 1000),
      guideline: '3.2',
      obtain: async (asked, output) => {
        const done = await run(asked);
        return {
          run: done,
          // that it is missing is why it is asked for
          tellsMissing: false,
          finish: async (impact) => {
            const sql = await missingSql(done, impact);
            ({ wanted, lost } = sql);
            for (const piece of sql.pieces) await output.write(piece);
          },
        };
      },
    },
    io,
  );
  noteEach(lost, io, options.quiet);
  const which = wanted === 1 ? '1 certificate' : `${formatCount(wanted)} certificates`;
  note(
    wanted === 0
      ? 'nothing is missing that can be asked for'
      : `statements for ${which}: their head says how to run them`,
    io,
    options.quiet,
  );
  return lost.length > 0 ? EXIT_INCOMPLETE : EXIT_OK;
}

/** The store stands where the first network source would have had it before itself. */
function withoutNetwork({ from, store }: PrintSqlOptions): string[] | undefined {
  if (from === undefined) return undefined;
  const network = from.findIndex(isNetworkSource);
  const local = from.filter((name) => !isNetworkSource(name));
  if (network < 0 || store === false || local.includes('store')) return local;
  return [...local.slice(0, network), 'store', ...local.slice(network)];
}
