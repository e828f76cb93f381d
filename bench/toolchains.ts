/** The peers in other languages, as far as this machine can build and run them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasProgram } from './measure.ts';

/** How a peer is started; `undefined` where its toolchain is missing. */
export type PeerCommand = readonly string[] | undefined;

/** Compiles a C file against libcrypto. */
export function buildC(source: string, dir: string, name: string): PeerCommand {
  const program = binary(dir, name);
  return runs('gcc', ['-O2', '-w', '-o', program, source, '-lcrypto']) ? [program] : undefined;
}

export function buildGo(folder: string, dir: string, name: string): PeerCommand {
  const program = binary(dir, name);
  return hasProgram('go') && runs('go', ['build', '-o', program, '.'], folder)
    ? [program]
    : undefined;
}

/** Past a version manager's shell script, which would cost each start 60 ms. */
export function findPython(source: string): PeerCommand {
  const code = 'import sys, cryptography; print(sys.executable)';
  const { status, stdout } = spawnSync('python3', ['-c', code], { encoding: 'utf8' });
  return status === 0 ? [stdout.trim(), '-W', 'ignore', source] : undefined;
}

function binary(dir: string, name: string): string {
  mkdirSync(join(dir, 'peers'), { recursive: true });
  return join(dir, 'peers', name);
}

function runs(program: string, argv: readonly string[], cwd?: string): boolean {
  return spawnSync(program, argv, { cwd }).status === 0;
}
