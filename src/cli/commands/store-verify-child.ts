/**
 * Reads the store in another process. LMDB trusts its pages: one that is damaged ends whoever reads it
 * with SIGBUS, SIGSEGV or an assertion, or keeps him busy for ever. This process is still there then, to
 * say so and to hear Ctrl-C.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { CertImpactError } from '../../errors.ts';
import { damagedStore } from '../../pipeline/local-store.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { unlessAborted } from '../interruption.ts';
import type { Io } from '../io.ts';
import type { Last, Told } from './store-verify-check.ts';

export interface Checking {
  readonly folder: string;
  readonly repair: boolean;
  /** How far it has come, as far as it was told. */
  readonly state: { readonly checked: number; readonly total: number };
  readonly take: (told: Told) => void;
}

/** Signals that somebody sends, or the system when it has no memory left; not those of a damaged page. */
const SENT: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);

/**
 * Starts this program once more, and returns when it has checked all.
 * @throws {CertImpactError} what it has told, or `store-unusable` where it died of the store
 */
export async function checkInChild(checking: Checking, io: Io): Promise<void> {
  const { folder, repair, take } = checking;
  // in one argument: its name may look like an option
  const args = ['store', 'verify', '--child', `--store=${folder}`, ...(repair ? ['--repair'] : [])];
  const child = fork(process.argv[1]!, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let last: Last | undefined;
  child.on('message', (told: Told) => {
    if (told.kind === 'done' || told.kind === 'failed' || told.kind === 'bug') last = told;
    else take(told);
  });
  // what LMDB has to say of it
  child.stderr?.on('data', (text: Buffer) => io.stderr.write(text));
  try {
    const [code, signal] = await unlessAborted(ended(child), io.signal);
    if (last === undefined) throw died(checking, signal, code);
  } finally {
    // wherever it is: what it has not committed is not there
    child.kill('SIGKILL');
  }
  if (last.kind === 'bug') throw new Error(last.detail);
  if (last.kind === 'failed') throw new CertImpactError(last.code, last.message, last);
}

/** When it has ended, and all that it has told is here. */
async function ended(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  const [how] = await Promise.all([
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    once(child, 'disconnect'),
  ]);
  return how;
}

function died(
  { folder, state }: Checking,
  signal: NodeJS.Signals | null,
  code: number | null,
): CertImpactError {
  const how = signal ?? `status ${code!}`;
  const { checked, total } = state;
  const after =
    total === 0 ? 'at once' : `after ${formatCount(checked)} of ${formatCount(total)} certificates`;
  if (signal !== null && SENT.has(signal)) {
    return new CertImpactError('store-unusable', `the check was ended by ${how} ${after}`, {
      file: folder,
      hint: 'give the same command again; the system ends programs when it has no memory left',
    });
  }
  return damagedStore(folder, `what read it died ${after} (${how})`);
}
