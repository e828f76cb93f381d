/** What the tests of this room are made of: DER-shaped bytes, PEM, temporary folders, collected outcomes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { FingerprintSet } from '../../src/fingerprint/fingerprint-set.ts';
import type { ScanItem } from '../../src/sources/scan/scan-item.ts';
import { scanCertificates, scanStream } from '../../src/sources/scan/scan.ts';
import type { CertificateSource, Sink } from '../../src/sources/source.ts';

export const NEVER = new AbortController().signal;

/** SEQUENCE { SEQUENCE { [0] …, filler of `size` bytes that depend on `seed` } }. */
export function fakeDer(seed: number, size = 900): Buffer {
  const filler = Buffer.alloc(size);
  for (let i = 0; i < size; i++) filler[i] = (seed * 31 + i * 7 + (i >> 3)) & 0xff;
  filler.writeUInt32BE(seed >>> 0, 5);
  const tbs = sequence(Buffer.concat([Buffer.from([0xa0, 0x03, 0x02, 0x01, 0x02]), filler]));
  return sequence(tbs);
}

function sequence(content: Buffer): Buffer {
  const { length } = content;
  const header =
    length < 0x10000
      ? Buffer.from([0x30, 0x82, length >> 8, length & 0xff])
      : Buffer.from([0x30, 0x83, length >> 16, (length >> 8) & 0xff, length & 0xff]);
  return Buffer.concat([header, content]);
}

export function pem(
  der: Uint8Array,
  { label = 'CERTIFICATE', eol = '\n', width = 64 } = {},
): string {
  const base64 = Buffer.from(der).toString('base64');
  const lines = base64.match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join(eol);
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cert-impact-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}

export async function scanAll(path: string): Promise<ScanItem[]> {
  return gather(scanCertificates(path, NEVER));
}

/** Scans bytes as a stream of pieces of `pieceBytes` in one buffer that is overwritten each time. */
export async function scanBytes(bytes: Uint8Array, pieceBytes = bytes.length): Promise<ScanItem[]> {
  return gather(scanStream(pieces(), 'stream', NEVER));
  async function* pieces(): AsyncGenerator<Uint8Array> {
    const buffer = Buffer.alloc(pieceBytes);
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      const part = bytes.subarray(at, at + pieceBytes);
      buffer.fill(0xee);
      buffer.set(part);
      yield buffer.subarray(0, part.length);
      await Promise.resolve();
    }
  }
}

export async function gather<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const batch of batches) all.push(...batch);
  return all;
}

/** `line fingerprint` or `line reason`, short enough to be compared whole. */
export function tell(items: readonly ScanItem[]): string[] {
  return items.map((item) =>
    item.kind === 'certificate'
      ? `${item.line} ${fingerprintOf(item.der).slice(0, 16)}`
      : `${item.line} damaged: ${item.reason}`,
  );
}

export function certificateAt(line: number, der: Uint8Array): string {
  return `${line} ${fingerprintOf(der).slice(0, 16)}`;
}

/** Asks a source for `ders`; what it told the sink, by row, in the order of telling. */
export async function collect(
  source: CertificateSource,
  ders: readonly Uint8Array[],
  signal = NEVER,
): Promise<string[]> {
  const fingerprints = new FingerprintSet();
  const rows = Uint32Array.from(ders, (der) => fingerprints.add(fingerprintOf(der)));
  const told: string[] = [];
  const sink: Sink = {
    found(row, der) {
      const right = fingerprintOf(der) === fingerprints.at(row);
      told.push(`${row} ${right ? 'found' : 'WRONG BYTES'}`);
    },
    notFound: (row) => void told.push(`${row} notFound`),
    unavailable: (row, reason) => void told.push(`${row} unavailable: ${reason}`),
    mismatched: (row, reason) => void told.push(`${row} mismatched: ${reason}`),
  };
  await source.collect({ fingerprints, rows }, sink, signal);
  return told;
}
