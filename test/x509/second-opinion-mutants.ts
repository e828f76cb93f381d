import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CertificateFacts, readFacts } from '../../src/x509/facts.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { Comparison, type Library } from './disagreement.ts';
import { type Mutant, mutant } from './mutations/mutant.ts';
import { REASONED_DIFFERENCES } from './reasoned-differences.ts';

const MUTANTS = 10_000;

/** One mutant in so many is for pkijs, which takes twice as long; the others are not. */
export const PKIJS_ONE_IN = 4;

/** Other seeds than those of the samples, so that nothing is said twice. */
const CORPUS_SEEDS = 1_000_000;
const CORPUS_MUTANTS = 500;

const samples = readPem(fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)));

/** Tells the tests of one library; each library has a file of its own, so that they run at once. */
export function describeMutants(library: Library, isAsked: (seed: number) => boolean): void {
  const seeds = Array.from({ length: MUTANTS }, (_, seed) => seed).filter(isAsked);
  describe(`mutated certificates: ${library}`, () => {
    it(`agrees on every one of ${seeds.length} that it takes`, { timeout: 240_000 }, () => {
      const comparison = new Comparison(REASONED_DIFFERENCES);
      for (const seed of seeds) compareMutant(comparison, library, mutant(seed, samples));
      expect.soft(comparison.unexplained.slice(0, 20)).toEqual([]);
      // 91% are accepted
      expect(comparison.accepted).toBeGreaterThan(seeds.length * 0.9);
      expect(comparison.fields).toBeGreaterThan(comparison.accepted * 18);
      expect(comparison.unused(library), 'reasons that no mutant has use for').toEqual([]);
    });

    it.skipIf(!hasShared('corpus/real.pem'))(
      `agrees on ${CORPUS_MUTANTS} more of the corpus`,
      { timeout: 120_000 },
      () => {
        const real = readPem(sharedPath('corpus/real.pem'));
        const comparison = new Comparison(REASONED_DIFFERENCES);
        for (const seed of seeds.slice(0, CORPUS_MUTANTS)) {
          compareMutant(comparison, library, mutant(CORPUS_SEEDS + seed, real));
        }
        expect(comparison.unexplained.slice(0, 20)).toEqual([]);
        expect(comparison.accepted).toBeGreaterThan(CORPUS_MUTANTS * 0.85);
      },
    );
  });
}

function compareMutant(
  comparison: Comparison,
  library: Library,
  { seed, der, what }: Mutant,
): void {
  const made = `seed ${seed}: ${what}`;
  comparison.compare(library, der, made, soundFacts(der, made));
}

/** Facts of whatever it is, with problems that are inside of it, and that JSON can hold. */
function soundFacts(der: Uint8Array, made: string): CertificateFacts {
  const facts = readFacts(der);
  const outside = facts.problems.find(({ offset }) => offset < 0 || offset > der.length);
  const copy = JSON.stringify(JSON.parse(JSON.stringify(facts)));
  if (outside !== undefined || copy !== JSON.stringify(facts)) {
    throw new Error(`${made}\n${copy}\n${Buffer.from(der).toString('hex')}`);
  }
  return facts;
}
