import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fileInput } from '../../src/pipeline/input.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { run, type RunOptions } from '../../src/pipeline/run.ts';
import { openLocalSource } from '../../src/sources/local.ts';
import { bundle, list, sampleOf } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';
import { makeCa } from '../support/make-certificate.ts';

// a final certificate without SCTs: only its digest tells that the precertificate is its own
const ca = await makeCa();
const pair = [await ca.issue(), await ca.issue({ precertificate: true })].map(sampleOf);
const writers: AbortController[] = [];

afterEach(() => {
  for (const writer of writers.splice(0)) writer.abort();
});

/** A named pipe from which these bytes come, once. */
function pipeOf(text: string): string {
  const folder = temporaryFolder();
  const [file, fifo] = [join(folder, 'text'), join(folder, 'fifo')];
  writeFileSync(file, text);
  execFileSync('mkfifo', [fifo]);
  const writer = new AbortController();
  writers.push(writer);
  const { signal } = writer;
  spawn('sh', ['-c', 'exec cat "$0" > "$1"', file, fifo], { signal }).on('error', () => undefined);
  return fifo;
}

async function certificatesOf(options: Pick<RunOptions, 'appendices' | 'sources'>) {
  const signal = AbortSignal.timeout(5_000);
  const finished = await run({ ...options, signal, now: () => 0 });
  return (await makeImpact(finished, 0, '3.2')).certificates;
}

describe('what comes through a pipe is read but once, and its pairs are found all the same', () => {
  it('as an appendix', async () => {
    const appendices = [fileInput(pipeOf(bundle(pair)))];
    expect(await certificatesOf({ appendices, sources: [] })).toMatchObject({ total: 1, pairs: 1 });
  });

  it('as a source', async () => {
    const path = join(temporaryFolder(), 'list.txt');
    writeFileSync(path, list(pair));
    const sources = [await openLocalSource(pipeOf(bundle(pair)))];
    const appendices = [fileInput(path)];
    expect(await certificatesOf({ appendices, sources })).toMatchObject({ total: 1, pairs: 1 });
  });
});
