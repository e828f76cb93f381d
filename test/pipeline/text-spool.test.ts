import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { TextSpool } from '../../src/pipeline/text-spool.ts';

const SMALL = 1 << 20;

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cert-impact-spool-'));
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}

describe('the spool', () => {
  it('gives back what was added, in any order and while more is added', () => {
    const spool = new TextSpool(folder(), SMALL);
    const textOf = (n: number): string => `${n} ${'ü𝔘'.repeat(n % 700)}`;
    for (let n = 0; n < 3000; n++) {
      expect(spool.add(textOf(n))).toBe(n);
      if (n % 100 === 0) expect(spool.read(n >> 1)).toBe(textOf(n >> 1));
    }
    for (const n of [2999, 0, 1500, 2998, 1]) expect(spool.read(n)).toBe(textOf(n));
    for (let n = 0; n < 3000; n++) expect(spool.read(n)).toBe(textOf(n));
    spool.close();
  });

  it('takes texts that are empty, and larger than its buffer', () => {
    const spool = new TextSpool(folder(), SMALL);
    const long = 'x'.repeat(3 << 20);
    for (const text of ['', 'a', long, '', 'b']) spool.add(text);
    expect([0, 1, 2, 3, 4].map((n) => spool.read(n))).toEqual(['', 'a', long, '', 'b']);
    spool.close();
  });

  it('leaves no file under a name, not even while it is in use', () => {
    const path = folder();
    const spool = new TextSpool(path, SMALL);
    for (let n = 0; n < 3; n++) spool.add('x'.repeat(1 << 20));
    expect(readdirSync(path)).toEqual([]);
    spool.close();
  });

  it('says where there is no room', () => {
    const spool = new TextSpool(join(folder(), 'not there'), SMALL);
    const fill = (): void => {
      for (let n = 0; n < 3; n++) spool.add('x'.repeat(1 << 20));
    };
    expect(fill).toThrow(
      expect.objectContaining({
        code: 'write-failed',
        hint: expect.stringContaining('TMPDIR') as string,
      }),
    );
    spool.close();
  });
});
