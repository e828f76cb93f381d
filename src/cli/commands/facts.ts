import { openInputs } from '../inputs.ts';
import type { Io } from '../io.ts';
import { obtainAndWrite } from '../obtaining.ts';
import type { SourceOptions } from '../options.ts';

export interface FactsOptions extends SourceOptions {
  readonly certificates: readonly string[];
  readonly output: string | undefined;
}

/** Lines are handed on in pieces of about this many characters: a write for each would cost more. */
const PIECE = 1 << 16;

/** `cert-impact facts <certificates..|list>`: one JSON line for each distinct certificate. */
export function factsCommand(options: FactsOptions, io: Io): Promise<number> {
  let piece = '';
  return obtainAndWrite(
    {
      inputs: openInputs(options.certificates, io),
      options,
      asOf: Math.floor(io.now() / 1000),
      guideline: '3.2',
      takeLine: (output) => (line) => {
        piece += line;
        if (piece.length < PIECE) return undefined;
        const full = piece;
        piece = '';
        return output.write(full);
      },
      finish: (_impact, output) => output.write(piece),
    },
    io,
  );
}
