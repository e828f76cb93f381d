import { describe, expect, it } from 'vitest';
import { fingerprintOf, parseFingerprint } from '../../../src/fingerprint/fingerprint.ts';
import { caCertificates } from '../../../src/sources/store/ca-certificates.ts';
import type { Store } from '../../../src/sources/store/store.ts';
import { makeCrlCa } from '../../support/make-crl.ts';
import { hasShared, readOracle, readPem, sharedPath } from '../../support/shared.ts';
import { NEVER, temporaryFolder } from '../material.ts';
import { opened } from './opened.ts';

async function keep(store: Store, ders: readonly Uint8Array[]): Promise<void> {
  for (const der of ders) void store.put(parseFingerprint(fingerprintOf(der)), der);
  await store.flush();
}

async function caFingerprints(store: Store): Promise<Set<string>> {
  const found = new Set<string>();
  for await (const ders of caCertificates(store, NEVER)) {
    for (const der of ders) found.add(fingerprintOf(der));
  }
  return found;
}

describe('the certificates of CAs in the store', () => {
  it('are found among the others', async () => {
    const { store } = await opened(temporaryFolder());
    const ca = makeCrlCa();
    const leaves = Array.from({ length: 50 }, (_, at) => ca.issue({ serial: `1a${at + 10}` }));
    const subordinate = ca.issue({ ca: true });
    await keep(store, [...leaves, ca.certificate, subordinate]);
    expect(await caFingerprints(store)).toEqual(
      new Set([ca.certificate, subordinate].map(fingerprintOf)),
    );
  });

  it('are not handed on where their record is damaged', async () => {
    const { store } = await opened(temporaryFolder());
    const { certificate } = makeCrlCa();
    await store.put(parseFingerprint(fingerprintOf(Buffer.of(1))), certificate);
    expect(await caFingerprints(store)).toEqual(new Set());
  });

  it('are none in an empty store', async () => {
    const { store } = await opened(temporaryFolder());
    expect(await caFingerprints(store)).toEqual(new Set());
  });

  it.skipIf(!hasShared('corpus/real.pem'))(
    'are those that the corpus oracle calls CAs',
    async () => {
      const { store } = await opened(temporaryFolder());
      const ders = readPem(sharedPath('corpus/real.pem'));
      await keep(store, ders);
      const oracle = readOracle();
      const found = await caFingerprints(store);
      const isCa = (name: string): boolean | null | undefined => oracle.get(name)?.is_ca;
      const all = ders.map(fingerprintOf);
      expect(all.filter((name) => isCa(name) === true && !found.has(name))).toEqual([]);
      // the extension twice, or elsewhere: to be read before they are believed
      expect([...found].filter((name) => isCa(name) === false).length).toBeLessThan(10);
      expect(found.size).toBeGreaterThan(1_000);
    },
  );
});
