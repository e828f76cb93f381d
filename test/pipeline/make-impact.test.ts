import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { STATISTICS } from '../../src/impact/statistics/index.ts';
import { fileInput } from '../../src/pipeline/input.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { type Run, run } from '../../src/pipeline/run.ts';
import { bundle, samples } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';

async function finishedRun(): Promise<Run> {
  const path = join(temporaryFolder(), 'bundle.pem');
  writeFileSync(path, bundle(samples(5)));
  return run({
    appendices: [fileInput(path)],
    sources: [],
    signal: AbortSignal.timeout(5_000),
    now: () => 0,
  });
}

/** Counts the turns of the event loop. */
class EventTurns {
  #turns = 0;
  #next: NodeJS.Immediate = globalThis.setImmediate(() => {
    this.#count();
  });

  stop(): number {
    clearImmediate(this.#next);
    return this.#turns;
  }

  #count(): void {
    this.#turns++;
    this.#next = globalThis.setImmediate(() => {
      this.#count();
    });
  }
}

describe('the making of an Impact', () => {
  it('lets whatever else waits have its turn after each statistic', async () => {
    const finished = await finishedRun();
    const turns = new EventTurns();
    const impact = await makeImpact(finished, 0, '3.2');
    expect(turns.stop()).toBeGreaterThanOrEqual(STATISTICS.length);
    expect(impact.certificates.total).toBe(5);
  });

  it('stops between two steps when it is no longer wanted', async () => {
    const interrupt = new AbortController();
    const made = makeImpact(await finishedRun(), 0, '3.2', interrupt.signal);
    await setImmediate();
    interrupt.abort();
    await expect(made).rejects.toThrow('aborted');
  });
});
