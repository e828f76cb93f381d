import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../../src/x509/facts.ts';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { buildZip } from '../sources/zip-builder.ts';
import { hasShared, readOracle, sharedPath } from '../support/shared.ts';
import { bundle, list, sample, sampleOf, samples } from './support/certificates.ts';
import { folderOf, linesOf, ROOT, run, start } from './support/program.ts';

/** Design §6, then what was added to it. */
const FIELDS = [
  'sha256',
  'serial',
  'issuer',
  'subject',
  'notBefore',
  'notAfter',
  'signatureAlgorithm',
  'publicKey',
  'precertificate',
  'ca',
  'policies',
  'extendedKeyUsages',
  'dnsNames',
  'ipAddresses',
  'emailAddresses',
  'uris',
  'otherNames',
  'scts',
  'validationType',
  'validationTypeInferred',
  'crlDistributionPoints',
  'authorityInfoAccess',
  'problems',
];

async function facts(args: readonly string[], options: Parameters<typeof run>[1] = {}) {
  const finished = await run(['facts', ...args], options);
  const all = linesOf(finished.stdout).map((line) => JSON.parse(line) as CertificateFacts);
  return { ...finished, all, hashes: all.map(({ sha256 }) => sha256) };
}

const THREE = samples(3);
const HASHES = THREE.map(({ sha256 }) => sha256);
const damaged = sampleOf(THREE[0]!.der.slice(0, -40));
const notOne = sampleOf(Uint8Array.of(0x30, 0x82, 0x00, 0x04, 0x04, 0x02, 0x01, 0x02));

describe('cert-impact facts', () => {
  it('prints the fields of the design in their order, one line a certificate', async () => {
    const { all, status, stderr } = await facts(['samples/certificates.pem']);
    expect(status).toBe(0);
    expect(stderr).toBe('');
    expect(all).toHaveLength(30);
    for (const one of all) expect(Object.keys(one)).toEqual(FIELDS);
  });

  const containers: [string, Record<string, string | Uint8Array>, string][] = [
    ['a PEM bundle', { 'x.txt': bundle(THREE) }, 'x.txt'],
    ['a gzipped bundle', { x: gzipSync(bundle(THREE)) }, 'x'],
    [
      'a folder of DER files',
      Object.fromEntries(THREE.map(({ der }, i) => [`in/deep/${i}.cer`, der])),
      'in',
    ],
    [
      'a zip',
      {
        'x.zip': buildZip(THREE.map(({ der }, i) => ({ name: `${i}.der`, bytes: der }))),
      },
      'x.zip',
    ],
    [
      'a CSV with PEM in its cells',
      { 'x.csv': `id,pem\n${THREE.map(({ pem }, i) => `${i},"${pem}"`).join('\n')}\n` },
      'x.csv',
    ],
  ];

  it.each(containers)('reads %s', async (_, files, name) => {
    const { hashes, status } = await facts([name], { cwd: folderOf(files) });
    expect(hashes).toEqual(HASHES);
    expect(status).toBe(0);
  });

  it('reads a DER file, and certificates from standard input', async () => {
    const cwd = folderOf({ 'one.der': THREE[0]!.der });
    const [file, der, pem] = await Promise.all([
      facts(['one.der'], { cwd }),
      facts(['-'], { stdin: THREE[1]!.der }),
      facts(['-'], { stdin: bundle(THREE) }),
    ]);
    expect(file.hashes).toEqual([HASHES[0]]);
    expect(der.hashes).toEqual([HASHES[1]]);
    expect(pem.hashes).toEqual(HASHES);
  });

  it('reads a list, and then tells the facts of what it lists and of nothing else', async () => {
    const cwd = folderOf({ list: list([THREE[2]!, THREE[0]!]), 'all.pem': bundle(THREE) });
    const { hashes, status } = await facts(['list', '--from', 'all.pem'], { cwd });
    expect(hashes.sort()).toEqual([HASHES[0], HASHES[2]].sort());
    expect(status).toBe(0);
  });

  it('prints a certificate once, however often and in whatever form it is there', async () => {
    const cwd = folderOf({
      'a.pem': bundle([THREE[0]!, THREE[0]!, THREE[1]!]),
      'b.der': THREE[0]!.der,
      list: list(THREE),
    });
    const { hashes, status } = await facts(['a.pem', 'b.der', 'list', '--from', 'b.der'], { cwd });
    expect(hashes).toEqual([HASHES[0], HASHES[1]]);
    expect(status).toBe(3);
  });

  it('does not leave out a certificate that is malformed, or is none', async () => {
    const cwd = folderOf({ 'x.pem': bundle([THREE[0]!, damaged, notOne]) });
    const { all, status } = await facts(['x.pem'], { cwd });
    expect(all.map(({ sha256 }) => sha256)).toEqual([HASHES[0], damaged.sha256, notOne.sha256]);
    expect(all[1]!.problems.length).toBeGreaterThan(0);
    expect(all[1]!.issuer).toBe(all[0]!.issuer);
    expect(all[2]!.issuer).toBeNull();
    expect(status).toBe(3);
  });

  it('says nothing on standard output about what it could not obtain', async () => {
    const cwd = folderOf({ list: list([sample(5)]), 'all.pem': bundle(THREE) });
    const { stdout, stderr, status } = await facts(['list', '--from', 'all.pem'], { cwd });
    expect(stdout).toBe('');
    expect(stderr).toContain(`note: list:1: ${sample(5).sha256}: not found`);
    expect(status).toBe(3);
  });

  it('prints what a slow source has given at once', async () => {
    let answerLast = (): void => undefined;
    const mayAnswer = new Promise<void>((resolve) => {
      answerLast = resolve;
    });
    const server = await serve((d, response) => {
      const found = THREE.find(({ sha256 }) => sha256 === d.toLowerCase())!;
      if (found !== THREE[2]) hit(response, found.der);
      else {
        void mayAnswer.then(() => {
          hit(response, found.der);
        });
      }
    });
    const cwd = folderOf({ list: list(THREE) });
    const running = start(
      ['facts', 'list', '--from', `crt.sh@${server.url}`, '--rate', '0', '--concurrency', '1'],
      { cwd },
    );
    let printed = '';
    await new Promise<void>((resolve) => {
      running.stdout.on('data', (part: Buffer) => {
        printed += part.toString();
        if (linesOf(printed).length === 2) resolve();
      });
    });
    answerLast();
    const { stdout, status } = await running.finished;
    expect(linesOf(stdout)).toHaveLength(3);
    expect(status).toBe(0);
  });

  it('writes to a file with -o', async () => {
    const cwd = folderOf({ 'x.pem': bundle(THREE) });
    const { stdout } = await facts(['x.pem', '-o', 'out.jsonl'], { cwd });
    expect(stdout).toBe('');
    expect(linesOf(readFileSync(join(cwd, 'out.jsonl'), 'utf8'))).toHaveLength(3);
  });
});

describe.skipIf(!hasShared('corpus/oracle.jsonl.gz'))('cert-impact facts on the corpus', () => {
  it('prints one line for each distinct DER of the oracle', async () => {
    const files = ['corpus/real.pem', 'corpus/other.pem'].map(sharedPath);
    const { hashes } = await facts(files, { cwd: ROOT });
    expect(new Set(hashes).size).toBe(hashes.length);
    expect(new Set(hashes)).toEqual(new Set(readOracle().keys()));
  });
});
