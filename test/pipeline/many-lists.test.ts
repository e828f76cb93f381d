import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { run } from '../../src/pipeline/run.ts';
import { list, samples } from '../cli/support/certificates.ts';

const [ONE] = samples(1);

async function impactOf(text: string) {
  const finished = await run({
    appendices: [{ name: 'list', open: () => Readable.from([Buffer.from(text)]) }],
    sources: [],
    signal: AbortSignal.timeout(20_000),
    now: () => 0,
  });
  return await makeImpact(finished, 0, '3.2');
}

describe('lists', () => {
  it('are bounded in number: those beyond are one, and every entry is counted', async () => {
    const link = list([ONE!]).trim();
    const text = Array.from({ length: 20_000 }, (_, i) => `## Problem ${i}\n${link}\n`).join('');
    const { groups, entries, lines } = await impactOf(text);
    expect(groups.length).toBeLessThanOrEqual(1001);
    expect(groups.at(-1)!.name).toBe('further lists');
    expect(groups.reduce((sum, group) => sum + group.entries.total, 0)).toBe(20_000);
    expect(entries).toEqual({ total: 20_000, unique: 1, duplicates: 19_999 });
    expect(lines.total).toBe(40_000);
  });

  it('are there too when each of their lines was rejected', async () => {
    const link = list([ONE!]).trim();
    const text = `## Good\n${link}\n## Bad\nhttps://crt.sh/?sha256=${'ab'.repeat(20)}c\n`;
    const { groups, lines } = await impactOf(text);
    expect(groups.map(({ name }) => name)).toEqual(['Good', 'Bad']);
    expect(groups.reduce((sum, group) => sum + group.lines.total, 0)).toBe(lines.total);
  });
});
