/** Processes that write to a store, and can be killed. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

export interface WritingProcess {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  /** The fingerprints that it has promised to be in the store, as yet. */
  readonly promised: Set<string>;
  /** Resolves with what it wrote to standard error, and how it ended. */
  readonly ended: Promise<{ stderr: string; code: number | null; signal: string | null }>;
}

export interface Writing {
  readonly folder: string;
  /** The first certificate; each process should have others. */
  readonly seed: number;
  readonly count: number;
  /** Starts it with another command in front. */
  readonly through?: readonly string[];
}

/** Builds the program once for a file of tests, as Node 20 runs no TypeScript. */
export function useWritingProcesses(): (writing: Writing) => WritingProcess {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cert-impact-writer-')));
  const program = join(folder, 'writer.mjs');
  beforeAll(async () => {
    const bundle = await rolldown({
      input: fileURLToPath(new URL('writer.ts', import.meta.url)),
      platform: 'node',
      external: ['lmdb'],
    });
    await bundle.write({ file: program });
    symlinkSync(
      fileURLToPath(new URL('../../../node_modules', import.meta.url)),
      join(folder, 'node_modules'),
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return ({ folder: store, seed, count, through = [] }) => {
    const [command, ...args] = [...through, process.execPath, program, store, seed, count];
    const child = spawn(String(command), args.map(String), { stdio: ['ignore', 'pipe', 'pipe'] });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    const promised = new Set<string>();
    let rest = '';
    child.stdout.setEncoding('latin1').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      for (const line of lines) promised.add(line);
    });
    return { child, promised, ended: end(child) };
  };
}

async function end(
  child: WritingProcess['child'],
): Promise<{ stderr: string; code: number | null; signal: string | null }> {
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { stderr, code, signal };
}
