import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../src/fingerprint/fingerprint-set.ts';
import {
  type Fingerprint,
  fingerprintOf,
  tryFingerprint,
} from '../../src/fingerprint/fingerprint.ts';

function hexOf(bytes: Uint8Array): Fingerprint {
  return Buffer.from(bytes).toString('hex') as Fingerprint;
}

/** Adds each twice, in both forms, and compares with a Map. */
function expectLikeMap(fingerprints: readonly Uint8Array[]): void {
  const set = new FingerprintSet();
  const rows = new Map<string, number>();
  fingerprints.forEach((bytes, i) => {
    const hex = hexOf(bytes);
    const known = rows.get(hex);
    const before = set.rowOfBytes(bytes);
    const row = i % 2 === 0 ? set.addBytes(bytes) : set.add(hex);
    if (known === undefined) rows.set(hex, rows.size);
    if (before !== (known ?? -1) || row !== rows.get(hex)) {
      expect.fail(`fingerprint ${i} is in row ${row}, not ${rows.get(hex)}`);
    }
  });
  expect(set.size).toBe(rows.size);
  for (const [hex, row] of rows) {
    if (set.rowOf(hex as Fingerprint) !== row || set.at(row) !== hex) expect.fail(`row ${row}`);
  }
}

describe('FingerprintSet', () => {
  // probed one by one these take two minutes
  it('numbers 100,000 fingerprints that begin alike, also for another thread', () => {
    const fingerprints = Array.from({ length: 100_000 }, (_, i) => {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(28, i);
      return bytes;
    });
    expectLikeMap(fingerprints);
    const set = new FingerprintSet(true);
    for (const bytes of fingerprints) set.addBytes(bytes);
    const shared = FingerprintSet.of(structuredClone(set.share()));
    expect(fingerprints.every((bytes, row) => shared.rowOfBytes(bytes) === row)).toBe(true);
  });

  it('numbers 100,000 random fingerprints as a Map does, a third of them repeated', () => {
    const random = randomBytes(32 * 75_000);
    const at = (i: number): Uint8Array => random.subarray(i * 32, i * 32 + 32);
    expectLikeMap(Array.from({ length: 100_000 }, (_, i) => at(i % 75_000)));
  });

  it('numbers fingerprints that collide in the four octets that are their hash', () => {
    const colliding = Array.from({ length: 2000 }, (_, i) => {
      const bytes = new Uint8Array(32);
      new DataView(bytes.buffer).setUint32(28 - (i % 7) * 4, i + 1);
      return bytes;
    });
    expectLikeMap([...colliding, new Uint8Array(32), new Uint8Array(32).fill(0xff)]);
  });

  it('does not keep what it was only asked for', () => {
    const set = new FingerprintSet();
    const [a, b] = [randomBytes(32), randomBytes(32)];
    expect(set.addBytes(a)).toBe(0);
    expect(set.rowOfBytes(b)).toBe(-1);
    expect(set.rowOf(hexOf(b))).toBe(-1);
    expect(set.size).toBe(1);
    expect(set.addBytes(Buffer.concat([a, b, a]), 32)).toBe(1);
    expect(set.rowOfBytes(Buffer.concat([a, b, a]), 64)).toBe(0);
    expect(hexOf(set.bytesAt(1))).toBe(hexOf(b));
  });

  it('takes a fingerprint from a view that does not begin at a word', () => {
    const set = new FingerprintSet();
    const bytes = randomBytes(40);
    expect(set.addBytes(bytes.subarray(3, 35))).toBe(0);
    expect(set.at(0)).toBe(hexOf(bytes.subarray(3, 35)));
  });

  it('holds a fingerprint in less than 90 octets', () => {
    const set = new FingerprintSet();
    for (let i = 0; i < 50_000; i++) set.addBytes(randomBytes(32));
    expect(set.byteLength / set.size).toBeLessThan(90);
  });
});

describe('fingerprints', () => {
  it('are 64 hex digits in either case, and nothing else', () => {
    const hex = 'Ab'.repeat(32);
    expect(tryFingerprint(hex)).toBe('ab'.repeat(32));
    expect(tryFingerprint(hex.slice(1))).toBeUndefined();
    expect(tryFingerprint(`${hex}a`)).toBeUndefined();
    expect(tryFingerprint(`${hex}\n`)).toBeUndefined();
    expect(tryFingerprint(`g${hex.slice(1)}`)).toBeUndefined();
  });

  it('are the SHA-256 of the octets', () => {
    expect(fingerprintOf(new Uint8Array(0))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });
});
