#!/usr/bin/env node
import { EXIT_OK, EXIT_USAGE } from './io.ts';
import { main } from './main.ts';

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
// reads, requests and threads under way have been left as they were
if (interrupt.signal.aborted) process.exit();
// a pipe that its writer keeps open must not keep the program
process.stdin.destroy();
