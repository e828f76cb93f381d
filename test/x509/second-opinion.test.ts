import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { makeCa } from '../support/make-certificate.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { type Opinion, ourOpinion, peculiarOpinion, pkijsOpinion } from './opinions.ts';

interface Difference {
  readonly peer: string;
  readonly field: string;
  readonly sha256: readonly string[];
  readonly reason: string;
}

const differences = JSON.parse(
  readFileSync(new URL('second-opinion-differences.json', import.meta.url), 'utf8'),
) as Difference[];

const LIBRARIES: Readonly<Record<string, (der: Uint8Array) => Opinion>> = {
  '@peculiar/x509': peculiarOpinion,
  pkijs: pkijsOpinion,
};

interface Comparison {
  compared: number;
  refused: number;
  /** `library field sha256: ours and theirs` */
  different: string[];
}

function compare(library: string, certificates: readonly Uint8Array[]): Comparison {
  const result: Comparison = { compared: 0, refused: 0, different: [] };
  for (const der of certificates) {
    const facts = readFacts(der);
    let theirs: Opinion;
    try {
      theirs = LIBRARIES[library]!(der);
    } catch {
      // it throws on what is malformed; ours has read it all the same
      result.refused++;
      continue;
    }
    const ours = ourOpinion(facts);
    for (const field of Object.keys(theirs) as (keyof Opinion)[]) {
      result.compared++;
      const [left, right] = [JSON.stringify(ours[field]), JSON.stringify(theirs[field])];
      if (left !== right)
        result.different.push(`${library} ${field} ${facts.sha256}: ${left} and ${right}`);
    }
  }
  return result;
}

function unexplained({ different }: Comparison): string[] {
  const known = new Set(
    differences.flatMap(({ peer, field, sha256 }) => sha256.map((id) => `${peer} ${field} ${id}`)),
  );
  return different.filter((line) => !known.has(line.slice(0, line.indexOf(':'))));
}

function listed(library: string): number {
  const ofLibrary = differences.filter((difference) => difference.peer === library);
  return ofLibrary.reduce((sum, { sha256 }) => sum + sha256.length, 0);
}

const samples = readPem(fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)));

describe.each(Object.keys(LIBRARIES))('a second opinion: %s', (library) => {
  it('agrees on every sample certificate', () => {
    const comparison = compare(library, samples);
    expect(unexplained(comparison)).toEqual([]);
    expect(comparison.refused).toBe(0);
    expect(samples.length).toBeGreaterThan(20);
  });

  it('agrees on what our own CA issues', async () => {
    const ca = await makeCa();
    const made = await Promise.all([
      ca.issue(),
      ca.issue({ precertificate: true, serial: '00ff01' }),
      ca.issue({ sctTimestamps: [Date.UTC(2025, 0, 1)], subject: 'CN=a\\, b, O="x+y", C=NL' }),
      ca.issue({
        notAfter: new Date('2055-01-01T00:00:00Z'),
        dnsNames: ['*.example.org', 'xn--bcher-kva.example'],
      }),
    ]);
    expect(unexplained(compare(library, [ca.certificate, ...made]))).toEqual([]);
  });

  it.skipIf(!hasShared('corpus/real.pem'))(
    'agrees on the real certificates of the corpus, but for reasons given',
    { timeout: 240_000 },
    () => {
      const all = readPem(sharedPath('corpus/real.pem'));
      // pkijs takes three times as long
      const certificates = library === 'pkijs' ? all.filter((_, i) => i % 5 === 0) : all;
      const comparison = compare(library, certificates);
      expect(unexplained(comparison)).toEqual([]);
      expect(comparison.different, 'all that are listed, and no more').toHaveLength(
        listed(library),
      );
      expect(comparison.refused).toBeLessThan(certificates.length / 20);
      expect(comparison.compared).toBeGreaterThan(certificates.length * 12);
    },
  );
});
