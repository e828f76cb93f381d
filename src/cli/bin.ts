#!/usr/bin/env node
import { EXIT_OK, EXIT_USAGE } from './io.ts';
import { main } from './main.ts';

/** libuv's threads wait in these; `process.exit` waits for the threads. */
const BLOCKING = /^(?:FSReq|FileHandleClose|GetAddrInfo)/;
const PATIENCE_MS = 300;

const interrupt = new AbortController();
// a terminal that is closed sends SIGHUP. A second signal finds the program at its end already, and must
// not kill it before it has taken away what it had begun to write
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    interrupt.abort();
  });
}
// a reader that has seen enough (`| head`) closes the pipe: no error, but no reason to go on either
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT_OK);
  process.stderr.write(
    `cert-impact: standard output cannot be written (${error.code ?? error.message})\n` +
      'hint: check the disk, or write to a file with -o\n',
  );
  process.exit(EXIT_USAGE);
});
process.stderr.on('error', () => undefined);

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: Date.now,
  signal: interrupt.signal,
});
if (interrupt.signal.aborted) await endAtOnce();
// a pipe that its writer keeps open must not keep the program
process.stdin.destroy();

/**
 * Ends without regard to what is under way. Only a signal ends a program that waits for the other end of
 * a pipe, or for the name of a server; to a shell, it is 130 too.
 */
async function endAtOnce(): Promise<void> {
  const isBlocked = (): boolean =>
    process.getActiveResourcesInfo().some((name) => BLOCKING.test(name));
  for (let waited = 0; waited < PATIENCE_MS && isBlocked(); waited += 10) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (!isBlocked()) process.exit();
  process.removeAllListeners('SIGINT');
  process.kill(process.pid, 'SIGINT');
}
