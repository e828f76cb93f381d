import { run } from '../../pipeline/run.ts';
import type { BugChoice } from '../bug-options.ts';
import type { Io } from '../io.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { openNamed } from '../open-named.ts';
import type { SourceOptions } from '../options.ts';

export interface FactsOptions extends SourceOptions, BugChoice {
  readonly certificates: readonly string[];
  readonly output: string | undefined;
}

/** Lines are handed on in pieces of about this many characters: a write for each would cost more. */
const PIECE = 1 << 16;

/** `cert-impact facts <certificates..|list>`: one JSON line for each distinct certificate. */
export async function factsCommand(options: FactsOptions, io: Io): Promise<number> {
  const { inputs } = await openNamed(options.certificates, options, io);
  let piece = '';
  let written = Promise.resolve();
  return obtainAndWrite(
    {
      inputs,
      options,
      asOf: Math.floor(io.now() / 1000),
      guideline: '3.2',
      writesAsItGoes: true,
      obtain: async (asked, output) => {
        const flush = (): Promise<void> => {
          const full = piece;
          piece = '';
          return (written = written.then(() => output.write(full)));
        };
        const takeLine = (line: string): Promise<void> | undefined => {
          // what a slow source has given is not kept back; a failure is that of the next piece, too
          if (piece === '') setImmediate(() => void flush().catch(() => undefined));
          piece += line;
          return piece.length < PIECE ? undefined : flush();
        };
        return {
          run: await run({ ...asked, takeLine }),
          finish: () => written.then(() => output.write(piece)),
        };
      },
    },
    io,
  );
}
