import { existsSync } from 'node:fs';
import { CertImpactError } from '../../errors.ts';
import { decodeCertificate } from '../../inspect/inspect.ts';
import { renderInspectionJson } from '../../inspect/json.ts';
import { renderInspectionText } from '../../inspect/text.ts';
import { type Input, fileInput } from '../../pipeline/input.ts';
import { run } from '../../pipeline/run.ts';
import { openInputs } from '../inputs.ts';
import type { Io } from '../io.ts';
import { obtainAndWrite } from '../obtaining.ts';
import type { SourceOptions } from '../options.ts';

export interface InspectOptions extends SourceOptions {
  readonly certificate: string;
  readonly format: 'text' | 'json';
  readonly output: string | undefined;
}

/** `cert-impact inspect <fingerprint|file>`: everything that a certificate says. */
export function inspectCommand(options: InspectOptions, io: Io): Promise<number> {
  const render = options.format === 'json' ? renderInspectionJson : renderInspectionText;
  let separator = '';
  return obtainAndWrite(
    {
      inputs: [certificateInput(options.certificate, io)],
      options,
      asOf: Math.floor(io.now() / 1000),
      guideline: '3.2',
      writesAsItGoes: true,
      obtain: async (asked, output) => ({
        run: await run({
          ...asked,
          visit: async ({ bytes, start, end }) => {
            const inspection = await decodeCertificate(bytes.slice(start, end));
            await output.write(separator + render(inspection));
            separator = '\n';
          },
        }),
      }),
    },
    io,
  );
}

/** A file where there is one of that name; else the argument is read as a line of an appendix. */
function certificateInput(argument: string, io: Io): Input {
  if (argument === '-') return openInputs(['-'], io)[0]!;
  if (existsSync(argument)) return fileInput(argument);
  if (!/[0-9a-f]{16}|[?&]\w+=/i.test(argument.replaceAll(/[\s:]/g, ''))) {
    throw new CertImpactError('file-not-found', 'neither a file nor a fingerprint', {
      file: argument,
      hint: 'give a file, 64 hex digits, or a crt.sh link',
    });
  }
  return {
    name: argument,
    // eslint-disable-next-line @typescript-eslint/require-await -- an Input is read asynchronously
    async *open() {
      yield Buffer.from(argument);
    },
  };
}
