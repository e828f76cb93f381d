import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { ARCHIVE_LIMITS } from '../../src/sources/scan/archive-budget.ts';
import { scanStream } from '../../src/sources/scan/scan.ts';
import {
  certificateAt,
  fakeDer,
  gather,
  NEVER,
  pem,
  scanAll,
  scanBytes,
  tell,
  temporaryFolder,
} from './material.ts';
import { buildZip } from './zip-builder.ts';

const A = fakeDer(1);
const B = fakeDer(2);
const C = fakeDer(3, 1201);

/** A tar as a program makes it that has nothing to do with ours. */
function tarOf(files: Readonly<Record<string, string | Uint8Array>>, format = 'gnu'): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, 'in', name)), { recursive: true });
    writeFileSync(join(folder, 'in', name), content);
  }
  const path = join(folder, 'all.tar');
  const options = ['--sort=name', `--format=${format}`, '-C', join(folder, 'in'), '-cf', path];
  execFileSync('tar', [...options, ...Object.keys(files)]);
  return path;
}

describe('a tar', () => {
  it.each(['gnu', 'pax', 'ustar', 'v7', 'oldgnu'])('is read as %s has it', async (format) => {
    const name = `${'folder-'.repeat(9)}x/a.pem`;
    const path = tarOf({ 'b.der': B, [name]: pem(A) + pem(C), 'note.txt': 'hello' }, format);
    const items = await scanAll(path);
    expect(tell(items)).toEqual([
      certificateAt(0, B),
      certificateAt(1, A),
      certificateAt(pem(A).split('\n').length, C),
    ]);
    expect(items.map(({ place }) => place)).toEqual([
      `${path}!b.der`,
      `${path}!${name}`,
      `${path}!${name}`,
    ]);
  });

  it('has names as long as one likes, and large members beside small ones', async () => {
    const bundle = Array.from({ length: 3000 }, (_, i) => pem(fakeDer(i))).join('');
    const path = tarOf({
      [`${'n'.repeat(200)}.pem`]: bundle,
      'b.der': B,
      'z.bin': Buffer.alloc(5e6),
    });
    const items = await scanAll(path);
    expect(items.filter(({ kind }) => kind === 'certificate')).toHaveLength(3001);
    expect(items.filter(({ kind }) => kind === 'damaged')).toEqual([]);
  });

  it('is read from a pipe, whatever the pieces', async () => {
    const bytes = readFileSync(tarOf({ 'a.pem': pem(A), 'b.der': B }));
    for (const size of [997, 4096, 65_536]) {
      expect(tell(await scanBytes(bytes, size))).toEqual([
        certificateAt(1, A),
        certificateAt(0, B),
      ]);
    }
  });

  it('is read within gzip, a zip, and another tar', async () => {
    const inner = readFileSync(tarOf({ 'a.pem': pem(A) }));
    const zip = buildZip([{ name: 'b.der', bytes: B }]);
    const outer = readFileSync(
      tarOf({ 'a.tar': inner, 'b.zip': zip, 'c.tar.gz': gzipSync(inner) }),
    );
    const expected = [certificateAt(1, A), certificateAt(0, B), certificateAt(1, A)];
    expect(tell(await scanBytes(outer))).toEqual(expected);
    expect(tell(await scanBytes(gzipSync(outer)))).toEqual(expected);
    expect(tell(await scanBytes(buildZip([{ name: 'x.tar', bytes: outer }])))).toEqual(expected);
  });

  it('has links, folders and what macOS puts beside files, which are passed over', async () => {
    const folder = temporaryFolder();
    const inside = join(folder, 'in');
    mkdirSync(join(inside, 'sub'), { recursive: true });
    writeFileSync(join(inside, 'sub/a.der'), A);
    writeFileSync(join(inside, 'sub/._a.der'), 'resource fork');
    symlinkSync('/etc/passwd', join(inside, 'link.pem'));
    execFileSync('tar', ['-C', folder, '-cf', join(folder, 'x.tar'), 'in']);
    expect(tell(await scanAll(join(folder, 'x.tar')))).toEqual([certificateAt(0, A)]);
  });

  it('that is cut off gives what is before the end, and says so', async () => {
    const path = tarOf({ 'a.der': A, 'b.der': B });
    truncateSync(path, 512 + 1024 + 512 + 300);
    expect(tell(await scanAll(path))).toEqual([
      certificateAt(0, A),
      expect.stringMatching(/^0 damaged: /),
      expect.stringMatching(/^0 damaged: unexpected end of data/),
    ]);
  });

  it('that is overwritten in its midst gives what is before, and says so', async () => {
    const bytes = readFileSync(tarOf({ 'a.der': A, 'b.der': B }));
    bytes.fill(0x41, 512 + 1024, 512 + 1024 + 512);
    expect(tell(await scanBytes(bytes))).toEqual([
      certificateAt(0, A),
      expect.stringMatching(/^0 damaged: invalid tar header/),
    ]);
  });

  it('with a header of any size takes no memory for it', async () => {
    const header = readFileSync(tarOf({ x: '' })).subarray(0, 512);
    // "g", a global pax header, of 8 GiB - 1
    header[156] = 0x67;
    header.write('77777777777', 124, 'latin1');
    expect(
      tell(await scanBytes(Buffer.concat([withChecksum(header), Buffer.alloc(4096)]))),
    ).toEqual(['0 damaged: header exceeds max size']);
  });

  it('of more members or bytes than an archive may have ends there', async () => {
    const files = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`${i}.der`, fakeDer(i)]));
    const bytes = readFileSync(tarOf(files));
    const scan = (limits: object) =>
      gather(scanStream(pieces(bytes), 'x', NEVER, { limits: { ...ARCHIVE_LIMITS, ...limits } }));
    expect(tell(await scan({ members: 2 })).at(-1)).toBe(
      '0 damaged: archive of more than 2 members',
    );
    expect(tell(await scan({ unpackedBytes: 2000 })).at(-1)).toBe(
      '0 damaged: archive of more than 2000 bytes',
    );
    expect(await scan({ members: 2 })).toHaveLength(3);
  });

  it('is left when the scan is aborted', async () => {
    const bytes = readFileSync(tarOf({ 'a.der': A, 'b.der': B }));
    const controller = new AbortController();
    const scan = scanStream(pieces(bytes), 'x', controller.signal);
    controller.abort(new Error('enough'));
    await expect(gather(scan)).rejects.toThrow('enough');
  });
});

// eslint-disable-next-line @typescript-eslint/require-await -- chunks are read asynchronously
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function withChecksum(header: Buffer): Buffer {
  header.fill(0x20, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}
