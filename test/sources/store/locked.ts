/** Another process in the midst of a transaction, as one that is stopped there is. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const HOLDER = `
import { writeSync } from 'node:fs';
import { open } from 'lmdb';
const root = open({ path: process.argv[1], overlappingSync: false });
root.transactionSync(() => {
  writeSync(1, 'locked');
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
`;

/** Takes the lock for writing to the store in `folder`, until the test is over. */
export async function lockedByOther(folder: string): Promise<void> {
  const args = ['--input-type=module', '-e', HOLDER, folder];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  await once(child.stdout, 'data');
}
