#!/usr/bin/env node
import { main } from './main.ts';

const interrupt = new AbortController();
process.once('SIGINT', () => {
  interrupt.abort();
});
// a reader that has seen enough (`| head`) closes the pipe: no error, but no reason to go on either
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 4);
});

process.exitCode = await main(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  now: Date.now,
  signal: interrupt.signal,
});
