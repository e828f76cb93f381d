/** Runs the built program as a user does: a process with arguments, streams and a folder. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inject, onTestFinished } from 'vitest';
import type { Impact } from '../../../src/impact/impact.ts';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The sample appendix with the certificates that it lists, measured against a fixed time. */
export const SAMPLE: readonly string[] = [
  'samples/appendix.txt',
  '--from',
  'samples/certificates.pem',
  '--as-of',
  '2026-11-01',
];

export interface Finished {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly milliseconds: number;
}

export interface RunOptions {
  readonly cwd?: string;
  /** Given whole to standard input, which is closed then. */
  readonly stdin?: string | Uint8Array;
  /** Leaves standard input open instead, for the test to write to. */
  readonly keepOpen?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** The user to run as, by number; only root can do that. */
  readonly uid?: number;
}

export type Running = ChildProcessByStdio<Writable, Readable, Readable> & {
  readonly finished: Promise<Finished>;
};

/**
 * Starts the program; nothing of the environment reaches it but the path, least of all a proxy. Its store
 * is a new one, unless `env` has another folder for it: never that of the user.
 */
export function start(args: readonly string[], options: RunOptions = {}): Running {
  const { cwd = ROOT, stdin = '', keepOpen = false, env = {}, uid } = options;
  const child = spawn(process.execPath, [inject('bin'), ...args], {
    cwd,
    env: { PATH: process.env['PATH'], XDG_DATA_HOME: dataFolder(uid), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(uid !== undefined && { uid, gid: uid }),
  });
  // the program may end before it has read all
  child.stdin.on('error', () => undefined);
  if (!keepOpen) child.stdin.end(stdin);
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return Object.assign(child, { finished: finish(child) });
}

export function run(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return start(args, options).finished;
}

/** Runs with `--format json` and gives back what it printed, read. */
export async function runJson(
  args: readonly string[],
  options: RunOptions = {},
): Promise<Finished & { impact: Impact }> {
  const finished = await run([...args, '--format', 'json'], options);
  if (finished.stdout === '') throw new Error(finished.stderr);
  return { ...finished, impact: JSON.parse(finished.stdout) as Impact };
}

async function finish(child: ChildProcessByStdio<Writable, Readable, Readable>): Promise<Finished> {
  const started = performance.now();
  const [stdout, stderr, [status]] = await Promise.all([
    readAll(child.stdout),
    readAll(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr, milliseconds: performance.now() - started };
}

async function readAll(stream: Readable): Promise<string> {
  const parts: Buffer[] = [];
  // a test that closes the stream itself wants no more of it
  stream.on('error', () => undefined);
  stream.on('data', (part: Buffer) => parts.push(part));
  await once(stream, 'close');
  return Buffer.concat(parts).toString();
}

/** Where nothing is stored yet. */
function dataFolder(uid: number | undefined): string {
  const folder = folderOf();
  if (uid !== undefined) chownSync(folder, uid, uid);
  return folder;
}

/** A temporary folder with files in it, gone after the test. */
export function folderOf(files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cert-impact-cli-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
}

/** The lines of a stream, without the last line break. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
