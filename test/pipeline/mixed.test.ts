import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileInput, type Input } from '../../src/pipeline/input.ts';
import { isIncomplete, makeImpact } from '../../src/pipeline/make-impact.ts';
import { run } from '../../src/pipeline/run.ts';
import { bundle, list, type Sample, samples } from '../cli/support/certificates.ts';
import { temporaryFolder } from '../sources/material.ts';

const ALL = samples(3100);
const [A, B, C] = ALL as [Sample, Sample, Sample];

function asPath(bytes: string | Uint8Array): Input {
  const path = join(temporaryFolder(), 'appendix');
  writeFileSync(path, bytes);
  return fileInput(path);
}

function asStream(bytes: string | Uint8Array, step = 7001): Input {
  return {
    name: '-',
    async *open() {
      const whole = Buffer.from(bytes);
      for (let at = 0; at < whole.length; at += step)
        yield await Promise.resolve(whole.subarray(at, at + step));
    },
  };
}

async function impactOf(input: Input) {
  const signal = AbortSignal.timeout(30_000);
  return await makeImpact(
    await run({ appendices: [input], sources: [], signal, now: () => 0 }),
    0,
    '3.2',
  );
}

function colons(hex: string): string {
  return hex.toUpperCase().replaceAll(/..(?=.)/g, '$&:');
}

function dump({ sha256, pem }: Sample): string {
  return `Certificate:
    Data:
        Serial Number:
            04:8f:3a:7b:1c:22:90:ab:cd:ef:01:23:45:67:89:ab
        Subject: CN=crt.sh
            Public Key Algorithm: rsaEncryption
                Modulus:
                    00:c5:9a:7f:33:01:22:90:ab:cd:ef:01:23:45:67:
                    c5:9a:7f:33:01:22:90:ab:cd:ef:01:23:45:67:89:
            X509v3 Subject Alternative Name:
                DNS:crt.sh
            CT Precertificate SCTs:
                    Log ID    : 34:8C:5A:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:
    Signature Value:
        6a:b4:9a:7f:33:01:22:90:ab:cd:ef:01:23:45:67:89:ab:cd:
serial=048F3A7B1C2290ABCDEF0123456789AB
Modulus=${'C59A7F33'.repeat(64)}
SHA1 Fingerprint=${colons('c5'.repeat(20))}
SHA256 Fingerprint=${colons(sha256)}
${pem}`;
}

const PACKINGS: [string, (text: string) => Input][] = [
  ['a file', asPath],
  ['standard input', asStream],
  ['a file with gzip', (text) => asPath(gzipSync(text))],
  ['gzip on standard input', (text) => asStream(gzipSync(text))],
  ['UTF-16', (text) => asPath(Buffer.from(`\uFEFF${text}`, 'utf16le'))],
];

describe.each(PACKINGS)('links and certificates in %s', (_, pack) => {
  it('are both counted, links first', async () => {
    const impact = await impactOf(pack(list([A, B]) + C.pem));
    expect(impact.entries).toMatchObject({ total: 3, unique: 3 });
    expect(impact.outcomes).toMatchObject({ examined: 1, unavailable: 2 });
    expect(impact.unexamined.map(({ line }) => line)).toEqual([1, 2]);
  });

  it('are both counted, the certificate far behind the links, and a link behind that', async () => {
    const impact = await impactOf(pack(list(ALL.slice(2)) + A.pem + B.link));
    expect(impact.entries).toMatchObject({ total: 3100, unique: 3100 });
    expect(impact.outcomes).toMatchObject({ examined: 1, unavailable: 3099 });
    expect(
      impact.unexamined.find(({ entry }) => entry === B.sha256)?.line ?? 'beyond the limit',
    ).toBe(impact.unexamined.length < 3099 ? 'beyond the limit' : 3098 + A.pem.split('\n').length);
  });

  it('are both counted, a link far behind the certificates, at its own line', async () => {
    const before = bundle(ALL.slice(1, 400));
    const impact = await impactOf(pack(before + A.link));
    expect(impact.outcomes).toMatchObject({ examined: 399, unavailable: 1 });
    expect(impact.unexamined[0]?.line).toBe(before.split('\n').length);
  });

  it('are counted once where the fingerprint is the label of the certificate in its row', async () => {
    const rows = `sha256,pem\n${A.sha256},"${A.pem}"\n${B.sha256},\n${C.sha256},"${C.pem}"\n`;
    const impact = await impactOf(pack(rows));
    expect(impact.entries).toMatchObject({ total: 3, unique: 3, duplicates: 0 });
    expect(impact.outcomes).toMatchObject({ examined: 2, unavailable: 1 });
    expect(impact.unexamined).toMatchObject([{ entry: B.sha256 }]);
  });

  it('take no harm from what openssl writes between them', async () => {
    const impact = await impactOf(pack([A, B, C].map(dump).join('')));
    expect(impact.entries).toMatchObject({ total: 3, unique: 3 });
    expect(isIncomplete(impact)).toBe(false);
  });
});

describe('a line that may hide a certificate', () => {
  it.each([
    ['a link with half a hash', `https://crt.sh/?sha256=${B.sha256.slice(0, 40)}`],
    ['a hash cut short', B.sha256.slice(0, 62)],
    ['a row with a hash cut short', `2,${B.sha256.slice(0, 62)},x`],
  ])('is named, beside a certificate: %s', async (_, line) => {
    const impact = await impactOf(asPath(`${A.pem}${line}\n`));
    expect(isIncomplete(impact)).toBe(true);
    expect(impact.unexamined).toMatchObject([
      { line: A.pem.split('\n').length, outcome: 'invalid' },
    ]);
  });

  it('is read, behind a certificate without END', async () => {
    const impact = await impactOf(asPath(`${A.pem}${B.pem.slice(0, 200)}\n${C.link}\n`));
    expect(impact.outcomes).toMatchObject({ examined: 1, unavailable: 1 });
    expect(isIncomplete(impact)).toBe(true);
  });
});

it('reads the same from pieces of any size', async () => {
  const text = list([B]) + A.pem + `${C.sha256}\n` + dump(ALL[4]!);
  for (const step of [1, 2, 63, 64, 65, 1000]) {
    const impact = await impactOf(asStream(text, step));
    expect(impact.outcomes, String(step)).toMatchObject({ examined: 2, unavailable: 2 });
  }
});
