import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import envPaths from 'env-paths';
import { CertImpactError } from '../errors.ts';

const NAME = 'cert-impact';

/**
 * The folder of the store.
 * @param option of `--store`; `false`, which `--no-store` gives, for none
 * @returns `undefined` for none; by default the platform's folder for the data of programs, or that of
 *   `XDG_DATA_HOME` on any platform
 * @throws {CertImpactError} `bad-option`
 */
export function storeFolder(
  option: string | false | undefined,
  env: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (option === false) return undefined;
  if (option === '') {
    throw new CertImpactError('bad-option', '--store names no folder', {
      hint: 'give it a folder; --no-store is for none',
    });
  }
  if (option !== undefined) return option;
  const data = env['XDG_DATA_HOME'];
  // XDG Base Directory Specification: a relative path is to be ignored
  if (data !== undefined && isAbsolute(data)) return join(data, NAME);
  // which follows a relative one all the same; else it is absolute
  const folder = envPaths(NAME, { suffix: '' }).data;
  return isAbsolute(folder) ? folder : join(homedir(), '.local', 'share', NAME);
}
