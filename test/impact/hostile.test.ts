import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { checkAccounting } from '../../src/impact/accounting.ts';
import type { Figures } from '../../src/impact/impact.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { figuresOf } from './examined.ts';

const samples = readPem(fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)));

/** Makes figures as of times before, amid and after all certificates, and checks that they add up. */
function expectFigures(certificates: readonly Uint8Array[]): Figures {
  for (const asOf of [-1e11, 0, 253_402_300_800]) checkAccounting(figuresOf(certificates, asOf));
  return figuresOf(certificates);
}

describe('figures of damaged certificates', () => {
  it('add up when an octet of each is changed', { timeout: 120_000 }, () => {
    const damaged = samples.flatMap((der) =>
      Array.from({ length: Math.floor(der.length / 5) }, (_, i) => {
        const copy = Uint8Array.from(der);
        copy[i * 5 + (i % 5)]! ^= [0x01, 0x80, 0xff][i % 3]!;
        return copy;
      }),
    );
    const { certificates, problems } = expectFigures(damaged);
    expect(certificates.total).toBeGreaterThan(damaged.length * 0.9);
    expect(problems.length).toBeGreaterThan(10);
  });

  it('add up when each is cut somewhere', () => {
    const cut = samples.flatMap((der) =>
      Array.from({ length: 40 }, (_, i) => der.subarray(0, Math.floor((der.length * i) / 40))),
    );
    expect(expectFigures(cut).certificates.total).toBeGreaterThan(cut.length / 2);
  });

  it.skipIf(!hasShared('corpus/other.pem'))('add up for everything hostile in the corpus', () => {
    expectFigures(readPem(sharedPath('corpus/other.pem')));
  });
});
