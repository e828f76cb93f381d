import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { CertImpactError } from '../../src/errors.ts';
import { fileInput, identify, type Input, type InputKind } from '../../src/pipeline/input.ts';
import { bundle, list, samples } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';
import { buildZip } from '../sources/zip-builder.ts';

const THREE = samples(3);

/** A stream in pieces of `size` bytes that counts how many were taken. */
function stream(bytes: Uint8Array, size: number): { input: Input; taken: () => number } {
  let taken = 0;
  return {
    taken: () => taken,
    input: {
      name: 'standard input',
      async *open() {
        for (let at = 0; at < bytes.length; at += size) {
          taken++;
          await Promise.resolve();
          yield bytes.subarray(at, at + size);
        }
      },
    },
  };
}

async function readAll(input: Input): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of input.open()) parts.push(part);
  return Buffer.concat(parts);
}

const heads: [what: string, bytes: Uint8Array, kind: InputKind][] = [
  ['a list of links', Buffer.from(list(THREE)), 'list'],
  ['a list with a byte order mark', Buffer.from(`\ufeff${list(THREE)}`), 'list'],
  ['a list in UTF-16', Buffer.from(`\ufeff${list(THREE)}`, 'utf16le'), 'list'],
  ['a gzipped list', gzipSync(list(THREE)), 'list'],
  ['words', Buffer.from('words'), 'list'],
  ['a list that begins with 0', Buffer.from(`0x0a, ${THREE[0]!.sha256}\n`), 'list'],
  ['a PEM bundle', Buffer.from(bundle(THREE)), 'certificates in text'],
  ['a PEM bundle below a comment', Buffer.from(`# mine\n${bundle(THREE)}`), 'certificates in text'],
  ['a gzipped PEM bundle', gzipSync(bundle(THREE)), 'certificates in text'],
  ['DER', THREE[0]!.der, 'certificates'],
  ['gzipped DER', gzipSync(THREE[0]!.der), 'certificates'],
  [
    'bare base64',
    Buffer.from(Buffer.from(THREE[0]!.der).toString('base64')),
    'certificates in text',
  ],
  ['a zip', buildZip([{ name: 'a.der', bytes: THREE[0]!.der }]), 'zip'],
  ['gzip that is damaged', Buffer.from('1f8b0800000000000003ffff', 'hex'), 'list'],
];

/** Gzip in gzip, `depth` deep. */
function onion(depth: number): Buffer {
  let bytes = Buffer.from(list(THREE));
  for (let i = 0; i < depth; i++) bytes = gzipSync(bytes, { level: 0 });
  return bytes;
}

describe('what an input is', () => {
  it('is not looked for in gzip of any depth: a gzip file may unpack to itself', async () => {
    const path = join(temporaryFolder(), 'onion.gz');
    writeFileSync(path, onion(1000));
    expect((await identify(fileInput(path))).kind).toBe('certificates');
  });

  it.each(heads)('is told by its bytes: %s', async (_, bytes, kind) => {
    const path = join(temporaryFolder(), 'misleading.pdf');
    writeFileSync(path, bytes);
    expect((await identify(fileInput(path))).kind).toBe(kind);
  });

  it.each(heads)(
    'is told of a stream too, which is then still whole: %s',
    async (_, bytes, kind) => {
      for (const size of [1, 7, 4096]) {
        const found = await identify(stream(bytes, size).input);
        expect(found.kind).toBe(kind);
        expect(Buffer.compare(await readAll(found.input), bytes)).toBe(0);
      }
    },
  );

  it('takes no more than the head of a stream to tell', async () => {
    const bytes = Buffer.from(list(THREE).repeat(10_000));
    const { input, taken } = stream(bytes, 1024);
    const found = await identify(input);
    expect(taken()).toBe(64);
    expect(Buffer.compare(await readAll(found.input), bytes)).toBe(0);
  });

  it('is a place of certificates when it is a folder', async () => {
    const path = join(temporaryFolder(), 'in');
    mkdirSync(path);
    expect((await identify(fileInput(path))).kind).toBe('certificates');
  });

  const refused: [what: string, bytes: Uint8Array][] = [
    ['nothing', Buffer.alloc(0)],
    ['blanks', Buffer.from(' \n\t ')],
    ['gzipped nothing', gzipSync('')],
  ];

  it.each(refused)('is refused when it is %s', async (_, bytes) => {
    const path = join(temporaryFolder(), 'x');
    writeFileSync(path, bytes);
    const inputs = [fileInput(path), stream(bytes, 1).input];
    for (const input of inputs) {
      await expect(identify(input)).rejects.toMatchObject({ code: 'file-empty', file: input.name });
    }
  });

  it('is refused when it is not there', async () => {
    const missing = identify(fileInput('/no/such/file'));
    await expect(missing).rejects.toBeInstanceOf(CertImpactError);
    await expect(missing).rejects.toMatchObject({ code: 'file-not-found' });
  });

  it('does not swell with a gzip bomb', async () => {
    const path = join(temporaryFolder(), 'bomb.gz');
    writeFileSync(path, gzipSync(Buffer.alloc(200 << 20, 'a')));
    const before = process.memoryUsage().rss;
    await identify(fileInput(path));
    expect(process.memoryUsage().rss - before).toBeLessThan(200 << 20);
  });
});
