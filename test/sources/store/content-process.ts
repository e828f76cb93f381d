/** Processes that keep contents in a store, and can be killed. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

export interface End {
  readonly code: number | null;
  readonly stderr: string;
}

/** @param killAfterMs since it was started */
export type Start = (
  folder: string,
  seed: number,
  count: number,
  killAfterMs?: number,
) => Promise<End>;

/** Builds the program once for a file of tests, as Node 20 runs no TypeScript. */
export function useProcesses(): Start {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'cert-impact-writer-')));
  const program = join(home, 'content-writer.mjs');
  beforeAll(async () => {
    const input = fileURLToPath(new URL('content-writer.ts', import.meta.url));
    const bundle = await rolldown({ input, platform: 'node', external: ['lmdb'] });
    await bundle.write({ file: program });
    const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url));
    symlinkSync(modules, join(home, 'node_modules'));
  });
  afterAll(() => {
    rmSync(home, { recursive: true, force: true });
  });
  return async (folder, seed, count, killAfterMs) => {
    const child = spawn(process.execPath, [program, folder, `${seed}`, `${count}`], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    if (killAfterMs !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMs);
    let stderr = '';
    child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
    const [code] = (await once(child, 'close')) as [number | null];
    return { code, stderr };
  };
}
