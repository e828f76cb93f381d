import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockedByOther } from '../sources/store/locked.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, linesOf, run, runJson } from './support/program.ts';

const ALL = samples(3000);
const PAGE_BYTES = 8192;
/** Of a page, and the bit of those that hold records. */
const FLAGS = 18;
const P_LEAF = 2;

/** A folder with a store `s` of 3,000 certificates. */
async function filled(): Promise<string> {
  const cwd = folderOf({ 'all.pem': bundle(ALL), list: list(ALL) });
  const { status } = await run(['store', 'import', 'all.pem', '--store', 's'], { cwd });
  expect(status).toBe(0);
  return cwd;
}

/** Changes every third page of records. */
function damage(cwd: string, change: (page: Buffer) => void): void {
  const path = join(cwd, 's', 'data.mdb');
  const file = readFileSync(path);
  let leaves = 0;
  for (let start = 2 * PAGE_BYTES; start < file.length; start += PAGE_BYTES) {
    const page = file.subarray(start, start + PAGE_BYTES);
    const isRecords = page.readUInt16LE(FLAGS) === P_LEAF && page.includes('Test CA');
    if (isRecords && ++leaves % 3 === 0) change(page);
  }
  expect(leaves).toBeGreaterThan(10);
  writeFileSync(path, file);
}

describe('store verify of a store with damaged pages', () => {
  it('outlives what kills the reader, and says after how many', async () => {
    const cwd = await filled();
    damage(cwd, (page) => page.fill(0));
    for (const args of [[], ['--repair']]) {
      const verifying = await run(['store', 'verify', '--store', 's', ...args], { cwd });
      expect(linesOf(verifying.stderr).slice(-2)).toEqual([
        expect.stringMatching(
          /^cert-impact: s: the store is damaged: what read it died after [\d,]+ of 3,000 certificates \(SIG(?:ABRT|BUS|SEGV)\)$/,
        ),
        'hint: move it away, and import into a new one what store export LIST still gives of it',
      ]);
      expect(verifying.status).toBe(2);
    }
  });

  it.each(['verify', 'export'])('does not take damage for the end: %s', async (command) => {
    const cwd = await filled();
    // no records in it, which to LMDB is the end of all
    damage(cwd, (page) => page.writeUInt16LE(24, 20));
    const { status, stdout, stderr } = await run(['store', command, '--store', 's', '-q'], { cwd });
    expect(stderr).toContain('cert-impact: s: the store is damaged: ');
    expect(status).toBe(2);
    expect(linesOf(stdout).length).toBeLessThan(3000 * 20);
  });

  it('tells what the other process could not open', async () => {
    const cwd = folderOf({ 's/notes.txt': 'x' });
    const { status, stderr } = await run(['store', 'verify', '--store', 's'], { cwd });
    expect(stderr).toBe(
      'cert-impact: s: the folder has other files and no store\n' +
        'hint: move it away, or name another folder with --store\n',
    );
    expect(status).toBe(2);
  });
});

describe('a store that another process writes to without an end', () => {
  it('is read all the same', async () => {
    const cwd = await filled();
    await lockedByOther(join(cwd, 's'));
    const offline = runJson(['list', '--store', 's', '--offline'], { cwd });
    const [run1, stats, verify, out] = await Promise.all([
      offline,
      run(['store', 'stats', '--store', 's'], { cwd }),
      run(['store', 'verify', '--store', 's'], { cwd }),
      run(['store', 'export', '--store', 's', '-o', 'out.pem'], { cwd }),
    ]);
    expect(run1.impact.outcomes).toMatchObject({ examined: 3000 });
    expect(linesOf(stats.stdout)[1]).toBe('certificates       3,000');
    expect(verify.stderr).toBe('note: 3,000 records, all good\n');
    expect(out.stderr).toBe('note: 3,000 certificates\n');
  });
});
