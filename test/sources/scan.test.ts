import { existsSync, readFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CertImpactError } from '../../src/errors.ts';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { ARCHIVE_LIMITS } from '../../src/sources/scan/archive-budget.ts';
import { scanCertificates, scanStream } from '../../src/sources/scan/scan.ts';
import { MAX_DER_BYTES } from '../../src/sources/scan/scan-item.ts';
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

/** What a text gives, in one piece and in pieces of many sizes. */
async function scanText(text: string | Buffer): Promise<string[]> {
  const bytes = Buffer.from(text);
  const whole = tell(await scanBytes(bytes));
  for (const size of [997, 65_536]) expect(tell(await scanBytes(bytes, size))).toEqual(whole);
  return whole;
}

describe('a PEM bundle', () => {
  it('gives each certificate with the line of its BEGIN', async () => {
    expect(await scanText(pem(A) + pem(B) + '\n\n' + pem(C))).toEqual([
      certificateAt(1, A),
      certificateAt(pem(A).split('\n').length, B),
      certificateAt((pem(A) + pem(B) + '\n\n').split('\n').length, C),
    ]);
  });

  it.each([
    ['CRLF', pem(A, { eol: '\r\n' })],
    ['a single line', pem(A, { width: 10_000 })],
    ['lines of 76', pem(A, { width: 76 })],
    ['no final line break', pem(A).trimEnd()],
    ['the older label', pem(A, { label: 'X509 CERTIFICATE' })],
    ['indentation', pem(A).replaceAll('\n', '\n    ')],
    ['trailing blanks', pem(A).replaceAll('\n', '  \n')],
    ['blank lines', pem(A).replaceAll('\n', '\n\n')],
    ['a byte order mark', '\ufeff' + pem(A)],
    ['escaped line breaks', pem(A).replaceAll('\n', '\\n')],
    ['twice escaped CRLF', pem(A).replaceAll('\n', '\\\\r\\\\n')],
    ['JSON with escaped slashes', JSON.stringify({ a: pem(A) }).replaceAll('/', '\\/')],
    ['line breaks turned into blanks', pem(A).replaceAll('\n', ' ')],
    ["a C program's strings", pem(A).replaceAll(/^(.+)$/gm, '"$1\\n"')],
    ["CCADB's cell with an apostrophe", `"x","'${pem(A).trimEnd()}'"`],
    ['RFC 1421 headers', pem(A).replace('\n', '\nProc-Type: 4,CLEAR\nX-Long: a,\n  b\n\n')],
  ])('is read with %s', async (_name, text) => {
    expect(await scanText(text)).toEqual([certificateAt(1, A)]);
  });

  it('is read from UTF-16 of either order, with and without a mark', async () => {
    const le = Buffer.from(pem(A) + 'Grüße €\n' + pem(B), 'utf16le');
    const expected = [certificateAt(1, A), certificateAt(pem(A).split('\n').length + 1, B)];
    const be = Buffer.from(le).swap16();
    expect(await scanText(le)).toEqual(expected);
    expect(await scanText(be)).toEqual(expected);
    expect(await scanText(Buffer.concat([Buffer.from([0xff, 0xfe]), le]))).toEqual(expected);
    expect(await scanText(Buffer.concat([Buffer.from([0xfe, 0xff]), be]))).toEqual(expected);
  });

  it('skips keys, requests and the text between', async () => {
    const text = `Certificate:\n  Data: MIIx\n${pem(B, { label: 'PRIVATE KEY' })}subject=\n${pem(A)}`;
    expect(await scanText(text)).toEqual([
      certificateAt(text.slice(0, text.indexOf('-----BEGIN CERT')).split('\n').length, A),
    ]);
  });

  it('goes on behind damage, and says what and where it is', async () => {
    const text = [
      pem(A).replace(/-----END.*\n/, ''),
      pem(A).replace('\nMII', '\nM!I'),
      pem(B).replace('-----END CERTIFICATE', '-----END PRIVATE KEY'),
      pem(B, { label: 'TRUSTED CERTIFICATE' }),
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
      '-----BEGIN CERTIFICATE-----\nMIIBA\n-----END CERTIFICATE-----\n',
      pem(A).replace('CERTIFICATE-----\n', 'CERTIFICATE-----\nABCD=\n'),
      pem(C),
      pem(A).slice(0, 300),
    ];
    const lines = text.map((_, i) => text.slice(0, i).join('').split('\n').length);
    expect(await scanText(text.join(''))).toEqual([
      `${lines[0]!} damaged: BEGIN without END`,
      `${lines[1]!} damaged: garbage in the base64`,
      `${lines[2]!} damaged: BEGIN CERTIFICATE ends as something else`,
      `${lines[3]!} damaged: TRUSTED CERTIFICATE holds trust settings beside the DER`,
      `${lines[4]!} damaged: empty`,
      `${lines[5]!} damaged: truncated base64`,
      `${lines[6]!} damaged: garbage in the base64`,
      certificateAt(lines[7]!, C),
      `${lines[8]!} damaged: BEGIN without END`,
    ]);
  });

  it('hands on what is malformed but well encoded', async () => {
    const bytes = Buffer.from('no certificate at all');
    expect(await scanText(pem(bytes))).toEqual([certificateAt(1, bytes)]);
  });

  it('refuses a certificate beyond the limit and reads the next', async () => {
    const huge = fakeDer(9, MAX_DER_BYTES);
    const endless = `-----BEGIN CERTIFICATE-----\n${'QUJD\n'.repeat(1_000_000)}`;
    const told = await scanText(pem(huge) + endless + pem(A));
    expect(told).toHaveLength(3);
    expect(told[0]).toMatch(/^1 damaged: larger than 1048576 bytes/);
    expect(told[1]).toMatch(/damaged: no END within/);
    expect(told[2]).toContain(certificateAt(0, A).slice(1));
  });
});

describe('base64 without BEGIN and END', () => {
  const a = A.toString('base64');
  const wrapped = pem(B).split('\n').slice(1, -2).join('\n');
  it.each([
    [
      'one to a line',
      `${a}\n${C.toString('base64')}\n`,
      [certificateAt(1, A), certificateAt(2, C)],
    ],
    ['in lines', `${wrapped}\n`, [certificateAt(1, B)]],
    [
      'in a CSV cell',
      `id,certificate\n7,"${a}"\n8,${a},x\n`,
      [certificateAt(2, A), certificateAt(3, A)],
    ],
    ['in a CSV cell of several lines', `id,c\n7,"${wrapped}"\n`, [certificateAt(2, B)]],
    ['beside PEM', `a list\n${a}\n${pem(B)}`, [certificateAt(2, A), certificateAt(3, B)]],
    ['cut', `${a.slice(0, -40)}\n`, ['1 damaged: truncated base64']],
    ['prose', 'MILITARY MIGHT\nMIINIMUM\n', ['0 damaged: holds no certificate']],
  ])('is read %s', async (_name, text, expected) => {
    expect(await scanText(text)).toEqual(expected);
  });

  it('is not taken from private keys', async () => {
    const key = Buffer.concat([Buffer.from('3082012a020100', 'hex'), Buffer.alloc(295, 7)]);
    expect(await scanText(`x\n${key.toString('base64')}\n`)).toEqual([
      '0 damaged: holds no certificate',
    ]);
  });
});

describe('a DER file', () => {
  const malformed = Buffer.concat([Buffer.from([0x30, 0x82, 0xff, 0xff]), A.subarray(4)]);
  it.each([
    ['gives one certificate', A, [A]],
    ['gives several, one behind the other', Buffer.concat([A, B, C]), [A, B, C]],
    ['loses a final line break', Buffer.concat([A, Buffer.from('\r\n')]), [A]],
    ['keeps what belongs to it', Buffer.concat([A.subarray(0, -1), Buffer.from('\n')]), undefined],
    ['is handed on whole when malformed', malformed, [malformed]],
    ['is handed on whole with a tail', Buffer.concat([A, B.subarray(0, 50)]), undefined],
  ])('%s', async (_name, bytes, expected) => {
    const whole = (expected ?? [bytes]).map((der) => certificateAt(0, der));
    expect(tell(await scanBytes(bytes))).toEqual(whole);
    expect(tell(await scanBytes(bytes, 100))).toEqual(whole);
  });

  it('may be a bundle of many megabytes', async () => {
    const ders = Array.from({ length: 3000 }, (_, i) => fakeDer(i));
    const told = tell(await scanBytes(Buffer.concat(ders), 1 << 16));
    expect(told).toEqual(ders.map((der) => certificateAt(0, der)));
  });
});

describe('a folder', () => {
  it('is walked in the order of names, links followed, loops and other files passed over', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'b'));
    writeFileSync(join(folder, 'c.pem'), pem(A));
    writeFileSync(join(folder, 'b', 'x'), B);
    writeFileSync(join(folder, 'a.der'), C);
    writeFileSync(join(folder, 'README.md'), '# nothing\n');
    writeFileSync(join(folder, 'photo'), Buffer.from([1, 2, 3, 0, 5]));
    writeFileSync(join(folder, 'key.key'), fakeDer(8));
    writeFileSync(join(folder, 'empty.crt'), '');
    writeFileSync(join(folder, 'none.cer'), 'nothing here');
    writeFileSync(join(folder, '._c.pem'), Buffer.from([0, 5, 22, 7]));
    symlinkSync('..', join(folder, 'b', 'loop'));
    symlinkSync('nowhere', join(folder, 'z.crt'));
    symlinkSync('c.pem', join(folder, 'd'));
    execFileSync('mkfifo', [join(folder, 'fifo.pem')]);
    const items = await scanAll(folder);
    const told = items.map(
      (item, i) => `${item.place.slice(folder.length + 1)} ${tell(items)[i]!}`,
    );
    expect(told).toEqual([
      `a.der ${certificateAt(0, C)}`,
      `b/x ${certificateAt(0, B)}`,
      `c.pem ${certificateAt(1, A)}`,
      `d ${certificateAt(1, A)}`,
      'empty.crt 0 damaged: empty',
      'none.cer 0 damaged: holds no certificate',
      'z.crt 0 damaged: broken symbolic link',
    ]);
  });

  it('that is missing is an error with a hint', async () => {
    const error: unknown = await scanAll(join(temporaryFolder(), 'nowhere')).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(CertImpactError);
    expect(error).toMatchObject({ code: 'file-not-found', hint: expect.any(String) as string });
  });

  it('ends at once when aborted', async () => {
    const folder = temporaryFolder();
    for (let i = 0; i < 600; i++) writeFileSync(join(folder, `${i}.der`), fakeDer(i));
    const controller = new AbortController();
    const scan = scanCertificates(folder, controller.signal);
    await scan.next();
    controller.abort();
    await expect(scan.next()).rejects.toThrow(/abort/i);
  });
});

describe('an archive', () => {
  it('gives its members, whatever they are called', async () => {
    const inner = buildZip([{ name: 'deep.pem', bytes: Buffer.from(pem(C)) }]);
    const zip = buildZip([
      { name: '../../etc/a.pem', bytes: Buffer.from(pem(A)) },
      { name: 'folder/', bytes: Buffer.alloc(0), stored: true },
      { name: 'b.der', bytes: B, stored: true },
      { name: 'inner.zip', bytes: inner },
      { name: 'c.pem.gz', bytes: gzipSync(pem(C)), stored: true },
      { name: 'notes.txt', bytes: Buffer.from('x') },
      { name: 'secret.pem', bytes: Buffer.from(pem(A)), encrypted: true },
      { name: 'flipped.pem', bytes: Buffer.from(pem(A)), crc: 1 },
      { name: 'hollow.crt', bytes: Buffer.from('x') },
    ]);
    const path = join(temporaryFolder(), 'all.zip');
    writeFileSync(path, zip);
    for (const items of [await scanAll(path), await scanBytes(zip)]) {
      const told = tell(items);
      expect(items.map(({ place }, i) => `${place.replace(/^[^!]*/, '')} ${told[i]!}`)).toEqual([
        `!../../etc/a.pem ${certificateAt(1, A)}`,
        `!b.der ${certificateAt(0, B)}`,
        `!inner.zip!deep.pem ${certificateAt(1, C)}`,
        `!c.pem.gz ${certificateAt(1, C)}`,
        '!secret.pem 0 damaged: encrypted',
        `!flipped.pem ${certificateAt(1, A)}`,
        '!flipped.pem 0 damaged: CRC-32 does not match',
        '!hollow.crt 0 damaged: holds no certificate',
      ]);
    }
  });

  it('as gzip is read through, and is damaged where it is cut', async () => {
    const many = Array.from({ length: 3000 }, (_, i) => pem(fakeDer(i))).join('');
    const packed = gzipSync(many);
    expect(await scanBytes(packed, 1000)).toHaveLength(3000);
    expect(await scanBytes(Buffer.concat([packed, gzipSync(pem(A))]))).toHaveLength(3001);
    const cut = await scanBytes(packed.subarray(0, packed.length >> 1));
    expect(cut.at(-1)).toMatchObject({ kind: 'damaged' });
    expect(cut.length).toBeGreaterThan(100);
  });

  it.each([
    ['members', { members: 2 }, /more than 2 members/],
    ['bytes', { unpackedBytes: 2_000 }, /more than 2000 bytes/],
    ['ratio', { ratio: 5, ratioFreeBytes: 10_000 }, /more than 5 times/],
    ['nesting', { nesting: 1 }, /nested more than 1 deep/],
  ])('is bounded in %s', async (_name, limit, reason) => {
    const zip = buildZip([
      { name: 'a.pem', bytes: Buffer.from(pem(A)) },
      { name: 'bomb.pem', bytes: Buffer.alloc(50_000, 0x20) },
      { name: 'inner.zip', bytes: buildZip([{ name: 'a', bytes: A }]) },
    ]);
    async function* chunks(): AsyncGenerator<Uint8Array> {
      yield zip;
      await Promise.resolve();
    }
    const limits = { ...ARCHIVE_LIMITS, ...limit };
    const told = tell(await gather(scanStream(chunks(), 'x.zip', NEVER, { limits })));
    expect(told).toContain(certificateAt(1, A));
    expect(told.join('\n')).toMatch(reason);
  });
});

describe('hostile text', () => {
  it.each([
    ['openings', '-----BEGIN CERTIFICATE-----\n'],
    ['dashes', '-----'],
    ['openings of base64', `MIIM${'A'.repeat(3)}Aw${'M'.repeat(70)}\n`],
    ['base64 that claims to be long', `MIL/MIL/${'QUJD'.repeat(15)}\n`],
    ['bits of openings', 'MIP MIP '],
    ['labels without an end', '-----BEGIN '],
    ['backslashes', '\\'],
    [
      'gaps between blocks',
      `${'x'.repeat(80)}\n-----BEGIN CERTIFICATE-----\nQUJD\n-----END CERTIFICATE-----\n`,
    ],
  ])('of many %s takes linear time', async (_name, piece) => {
    const bytes = Buffer.from(`x\n${piece.repeat((4 << 20) / piece.length)}`);
    const started = performance.now();
    expect((await scanBytes(bytes, 65_536)).length).toBeGreaterThan(0);
    // about 50 ms; a search that starts over takes minutes
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('any bytes at all', () => {
  it('give items and never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
        expect((await scanBytes(bytes, 100 + (bytes.length >> 1))).length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });

  it('nor does any truncation or change of a PEM, a DER, a gzip or a zip', async () => {
    const zip = buildZip([
      { name: 'a.pem', bytes: Buffer.from(pem(A)) },
      { name: 'b.der', bytes: B, stored: true },
    ]);
    const samples = [Buffer.from(pem(A) + pem(B)), Buffer.concat([A, B]), gzipSync(pem(A)), zip];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 0, max: 255 }),
        async (sample, cut, at, byte) => {
          const bytes = Buffer.from(sample.subarray(0, (cut % sample.length) + 1));
          bytes[at % bytes.length] = byte;
          expect((await scanBytes(bytes)).length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 600 },
    );
  });
});

const corpus = join(import.meta.dirname, '../../../shared/corpus');
describe.skipIf(!existsSync(corpus))('the corpus (../shared/corpus)', () => {
  it('is delivered whole, every hash as the oracle has it', async () => {
    const wanted = new Set(
      gunzipSync(readFileSync(join(corpus, 'oracle.jsonl.gz')))
        .toString()
        .split('\n')
        .flatMap((line) => /"sha256":"([0-9a-f]{64})"/.exec(line)?.[1] ?? []),
    );
    expect(wanted.size).toBe(17_653);
    for (const name of ['real.pem', 'other.pem']) {
      const text = readFileSync(join(corpus, name), 'latin1').split('\n');
      for (const item of await scanAll(join(corpus, name))) {
        expect(item.kind).toBe('certificate');
        if (item.kind === 'certificate') wanted.delete(fingerprintOf(item.der));
        expect(text[item.line - 1]).toBe('-----BEGIN CERTIFICATE-----');
      }
    }
    expect(wanted.size).toBe(0);
    expect(dirname(corpus)).toContain('shared');
  });
});
