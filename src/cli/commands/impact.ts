import { CertImpactError } from '../../errors.ts';
import type { Guideline } from '../../pipeline/make-impact.ts';
import { run } from '../../pipeline/run.ts';
import { IMPACT_FORMATS, type ImpactFormatId } from '../../report/render.ts';
import type { BugChoice } from '../bug-options.ts';
import type { Io } from '../io.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { openNamed } from '../open-named.ts';
import { type SourceOptions, parseAsOf } from '../options.ts';
import type { RevocationOptions } from '../revocation-options.ts';

export interface ImpactOptions extends SourceOptions, RevocationOptions, BugChoice {
  readonly appendix: readonly string[];
  readonly format: ImpactFormatId;
  readonly asOf: string | undefined;
  readonly guideline: Guideline;
  readonly output: string | undefined;
}

/** `cert-impact <appendix..>`: prints the Impact section. */
export async function impactCommand(options: ImpactOptions, io: Io): Promise<number> {
  if (options.format === 'revocation-delay' && options.revocation === undefined) {
    throw new CertImpactError('bad-option', '--format revocation-delay needs --revocation', {
      hint: 'such as --revocation crl',
    });
  }
  const render = await IMPACT_FORMATS.find(({ id }) => id === options.format)!.load();
  const { inputs } = await openNamed(options.appendix, options, io);
  return obtainAndWrite(
    {
      inputs,
      options,
      asOf: parseAsOf(options.asOf, io.now()),
      guideline: options.guideline,
      obtain: async (asked) => ({
        run: await run(asked),
        finish: (impact, output) => output.write(render(impact)),
      }),
    },
    io,
  );
}
