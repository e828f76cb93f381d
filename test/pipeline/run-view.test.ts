import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type Input, fileInput } from '../../src/pipeline/input.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { run } from '../../src/pipeline/run.ts';
import type { RunView } from '../../src/pipeline/run-view.ts';
import { openLocalSource } from '../../src/sources/local.ts';
import { bundle, list, samples } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';

const SOME = samples(12);

/** Runs over lists; `look` is called with each certificate that is examined. */
async function watched(appendices: readonly Input[], look?: (view: RunView) => void) {
  const path = join(temporaryFolder(), 'bundle.pem');
  writeFileSync(path, bundle(SOME.slice(0, 10)));
  let view: RunView | undefined;
  const finished = await run({
    appendices,
    sources: [await openLocalSource(path)],
    signal: AbortSignal.timeout(5_000),
    now: () => 0,
    watch: (live) => {
      view = live;
    },
    visit: () => look?.(view!),
  });
  return { view: view!, impact: await makeImpact(finished, 0, '3.2') };
}

function fileOf(name: string, text: string): Input {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return fileInput(path);
}

describe('the view of a run', () => {
  it('shows each certificate as it is examined, and the account at the end', async () => {
    const examined: number[] = [];
    const { view, impact } = await watched([fileOf('list.txt', list(SOME))], (live) => {
      expect(live).toMatchObject({ phase: 'obtaining', lines: 12, listed: 12 });
      examined.push(live.count('examined'));
    });
    expect(examined).toEqual(Array.from({ length: 10 }, (_, before) => before));
    expect(view.phase).toBe('figures');
    expect(view.listed).toBe(impact.entries.unique);
    expect(view.count('examined')).toBe(10);
    expect(view.count('notFound')).toBe(2);
  });

  it('shows the certificates that stand in a list while it is read', async () => {
    const phases = new Set<string>();
    const { view } = await watched([fileOf('list.pem', bundle(SOME))], ({ phase }) => {
      phases.add(phase);
    });
    expect([...phases]).toEqual(['reading']);
    expect(view.count('examined')).toBe(12);
  });

  it('knows how many bytes the lists have, and has read them all in the end', async () => {
    const texts = [list(SOME), bundle(SOME), list(SOME.slice(3))];
    const { view } = await watched(texts.map((text, index) => fileOf(`list-${index}`, text)));
    expect(view.bytesTotal).toBe(texts.join('').length);
    expect(view.bytesRead).toBe(view.bytesTotal);
  });

  it('does not know how long a list is that comes through a pipe', async () => {
    const text = list(SOME);
    const stdin = { name: 'standard input', open: () => Readable.from([Buffer.from(text)]) };
    const { view } = await watched([fileOf('list.txt', text), stdin]);
    expect(view.bytesTotal).toBeUndefined();
    expect(view.bytesRead).toBe(2 * text.length);
  });
});
