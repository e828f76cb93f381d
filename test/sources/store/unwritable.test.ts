import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/sources/store/store.ts';
import { storeSource } from '../../../src/sources/store/store-source.ts';
import { walkStore } from '../../../src/sources/store/walk.ts';
import { NEVER, collect, temporaryFolder } from '../material.ts';
import { certificate, certificates, opened, putAll } from './opened.ts';
import { useWritingProcesses } from './writing-process.ts';

const write = useWritingProcesses();
const NOT_KEPT = 'going on without keeping what is fetched';
const NOBODY = 65_534;

/** What was kept is whole, and as much as was promised. */
async function expectKept(folder: string, promised: ReadonlySet<string>): Promise<void> {
  const { store } = await opened(folder);
  const names: string[] = [];
  for await (const records of walkStore(store, NEVER)) {
    expect(records.filter(({ good }) => !good)).toEqual([]);
    names.push(...records.map(({ name }) => name));
  }
  expect(names).toEqual(expect.arrayContaining([...promised]));
  await store.close();
}

/** A file system of 4 MiB; says so where this process may not make one. */
function smallDisk(): string | undefined {
  const folder = join(temporaryFolder(), 'disk');
  mkdirSync(folder);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', folder]);
  if (status !== 0) {
    console.info('skipped: this process may not mount a file system of its own');
    return undefined;
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return folder;
}

describe('a full disk', () => {
  it('is told once, and what was promised before is there', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip();
    const folder = join(disk, 'store');
    const { promised, ended } = write({ folder, seed: 0, count: 5000 });
    expect(await ended).toEqual({
      code: 0,
      signal: null,
      stderr: `the store cannot be written to (the disk is full): ${NOT_KEPT}\n`,
    });
    expect(promised.size).toBeGreaterThan(50);
    expect(promised.size).toBeLessThan(1000);
    await expectKept(folder, promised);
    return undefined;
  });

  it('has no room for a new store, which is no crash', async (context) => {
    const disk = smallDisk();
    if (disk === undefined) return context.skip();
    expect(() => {
      writeFileSync(join(disk, 'fill'), Buffer.alloc(5 << 20));
    }).toThrow('ENOSPC');
    const options = { now: () => 0, onNote: () => undefined, create: true };
    await expect(openStore(join(disk, 'store'), options)).rejects.toMatchObject({
      code: 'store-unusable',
      message: 'the disk is full',
    });
    return undefined;
  });

  it.skipIf(process.platform === 'win32')('is no other thing than a limit to files', async () => {
    const folder = temporaryFolder();
    const through = ['sh', '-c', 'ulimit -f 4000; exec "$@"', 'sh'];
    const { promised, ended } = write({ folder, seed: 0, count: 5000, through });
    const { code, stderr } = await ended;
    expect(code).toBe(0);
    expect(stderr).toMatch(/^the store cannot be written to \(.*\): going on without [^\n]*\n$/);
    expect(promised.size).toBeGreaterThan(50);
    await expectKept(folder, promised);
  });
});

describe('a store that may only be read', () => {
  // root may write everywhere, so another user has to try
  it.skipIf(process.getuid?.() !== 0)('is read, and keeps nothing', async () => {
    const folder = temporaryFolder();
    const { store } = await opened(folder);
    const kept = certificates(5);
    await putAll(store, kept);
    await store.close();
    for (const name of readdirSync(folder)) chmodSync(join(folder, name), 0o644);
    chmodSync(folder, 0o755);
    process.seteuid!(NOBODY);
    try {
      const { store: same, notes } = await opened(folder);
      expect(same.keeps).toBe(false);
      const ders = kept.map(({ der }) => der);
      const told = await collect(storeSource(same), [...ders, certificate(9).der]);
      expect(new Set(told)).toEqual(
        new Set(['0 found', '1 found', '2 found', '3 found', '4 found', '5 notFound']),
      );
      expect(await putAll(same, certificates(3))).toEqual(['failed', 'failed', 'failed']);
      same.rememberMissing('crt.sh', certificate(1).key);
      expect(notes).toEqual([`the store cannot be written to (it is read-only): ${NOT_KEPT}`]);
      expect(same.stats().certificates).toBe(5);
      await same.close();
    } finally {
      process.seteuid!(0);
    }
  });

  it.skipIf(process.getuid?.() !== 0)('cannot be made where nobody may write', async () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o755);
    process.seteuid!(NOBODY);
    try {
      const opening = openStore(join(folder, 'a', 'store'), {
        now: () => 0,
        onNote: () => undefined,
        create: true,
      });
      await expect(opening).rejects.toMatchObject({
        code: 'store-unusable',
        message: 'the store cannot be opened: EACCES',
        hint: 'check the folder and its permissions, or name another one with --store',
      });
    } finally {
      process.seteuid!(0);
    }
    chownSync(folder, 0, 0);
  });
});
