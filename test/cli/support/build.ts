/**
 * Builds the program once for all tests of the command line, which run it as a process: the bundle,
 * as `npm run build` does, in a folder whose `node_modules` has what is not bundled and nothing else.
 */
import { execFile } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the built program. */
    bin: string;
  }
}

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** `external` in `rolldown.config.ts`. */
const NOT_BUNDLED = ['lmdb'];
const CLI_TESTS = fileURLToPath(new URL('../', import.meta.url));

/** Does nothing when none of the tests asked for runs the program. */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  // internal to vitest; without it the program is always built
  const { filenamePattern } = project.vitest as unknown as { filenamePattern?: string[] };
  const { testFiles } = await project.globTestFiles(filenamePattern);
  if (!testFiles.some((file) => file.startsWith(CLI_TESTS))) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'cert-impact-build-'));
  // one test runs the program as another user
  chmodSync(folder, 0o755);
  const rolldown = join(ROOT, 'node_modules/rolldown/bin/cli.mjs');
  const options = ['--config', '--dir', join(folder, 'dist/bin')];
  await promisify(execFile)(process.execPath, [rolldown, ...options], { cwd: ROOT });
  copyFileSync(join(ROOT, 'package.json'), join(folder, 'package.json'));
  mkdirSync(join(folder, 'node_modules'));
  for (const name of NOT_BUNDLED) {
    symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  project.provide('bin', join(folder, 'dist/bin/cert-impact.js'));
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
