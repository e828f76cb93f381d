import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileInput } from '../../src/pipeline/input.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { run } from '../../src/pipeline/run.ts';
import { bundle, sampleOf } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';
import { makeCa } from '../support/make-certificate.ts';

// a final certificate without SCTs: only its digest tells that the precertificate is its own
const ca = await makeCa();
const pair = [await ca.issue(), await ca.issue({ precertificate: true })].map(sampleOf);

async function examine(afterReading: (path: string) => void) {
  const path = join(temporaryFolder(), 'bundle.pem');
  writeFileSync(path, bundle(pair));
  let visited = 0;
  const finished = await run({
    appendices: [fileInput(path)],
    sources: [],
    signal: AbortSignal.timeout(5_000),
    now: () => 0,
    visit: () => {
      if (++visited === pair.length) afterReading(path);
    },
  });
  return { unsettled: finished.unsettled, ...(await makeImpact(finished, 0, '3.2')).certificates };
}

describe('a final certificate without SCTs beside its precertificate', () => {
  it('is obtained once more, and they are one', async () => {
    const counts = await examine(() => undefined);
    expect(counts).toMatchObject({ total: 1, final: 1, presumed: 0, pairs: 1, unsettled: 0 });
  });

  it('counts apart, and is said to, when it is gone by then', async () => {
    const counts = await examine((path) => {
      rmSync(path);
      writeFileSync(path, '');
    });
    expect(counts).toMatchObject({ total: 2, final: 1, presumed: 1, pairs: 0, unsettled: 1 });
  });
});
