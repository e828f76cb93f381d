import { describe, expect, it } from 'vitest';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { Comparison, type Library } from './disagreement.ts';
import { REASONED_DIFFERENCES } from './reasoned-differences.ts';

const FILES = ['real.pem', 'other.pem', 'pairs.pem', 'sample-candidates.pem'];

/** Every certificate of the corpus once, in the order of its files. */
function corpus(): Uint8Array[] {
  const found = new Map<string, Uint8Array>();
  for (const file of FILES) {
    for (const der of readPem(sharedPath(`corpus/${file}`))) found.set(fingerprintOf(der), der);
  }
  return [...found.values()];
}

/** One certificate in so many is for pkijs, which takes twice as long; the others are not. */
export const PKIJS_ONE_IN = 5;

/** Tells the tests of one library; each library has a file of its own, so that they run at once. */
export function describeCorpus(library: Library, isAsked: (index: number) => boolean): void {
  describe.skipIf(!hasShared('corpus/other.pem'))(`a second opinion: ${library}`, () => {
    it('agrees on the corpus, but for reasons given', { timeout: 240_000 }, () => {
      const certificates = corpus();
      expect(certificates.length).toBeGreaterThan(17_700);
      const comparison = new Comparison(REASONED_DIFFERENCES);
      const asked = certificates.filter((_, index) => isAsked(index));
      for (const der of asked) comparison.compare(library, der);
      expect(comparison.unexplained.slice(0, 20)).toEqual([]);
      expect(comparison.accepted).toBeGreaterThan(asked.length * 0.95);
      expect(comparison.fields).toBeGreaterThan(asked.length * 18);
    });
  });
}
