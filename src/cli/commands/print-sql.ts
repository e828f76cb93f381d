import { missingSql } from '../../pipeline/missing-sql.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { isNetworkSource } from '../../pipeline/sources/kinds.ts';
import { openInputs } from '../inputs.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { obtainAndWrite } from '../obtaining.ts';
import type { SourceOptions } from '../options.ts';

export interface PrintSqlOptions extends SourceOptions {
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
  let wanted = 0;
  const status = await obtainAndWrite(
    {
      inputs: openInputs(names, io),
      options: {
        ...options,
        offline: true,
        from: options.from?.filter((name) => !isNetworkSource(name)),
        quiet: true,
      },
      asOf: Math.floor(io.now() / 1000),
      guideline: '3.2',
      finish: async (_impact, output, run) => {
        const sql = await missingSql(run);
        wanted = sql.wanted;
        for (const piece of sql.pieces) await output.write(piece);
      },
    },
    io,
  );
  note(
    wanted === 0
      ? 'nothing is missing: there is nothing to ask for'
      : `statements for ${formatCount(wanted)} certificates: their head says how to run them`,
    io,
    options.quiet,
  );
  return status === EXIT_INCOMPLETE ? EXIT_OK : status;
}
