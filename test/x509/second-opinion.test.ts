import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { PROFILES } from '../../bench/certificates/profiles.ts';
import { makeTemplate } from '../../bench/certificates/template.ts';
import { samples as cliSamples } from '../cli/support/certificates.ts';
import { bytesOf } from '../support/der.ts';
import { makeCa } from '../support/make-certificate.ts';
import { rawCertificate, validity } from '../support/raw-certificate.ts';
import { readPem } from '../support/shared.ts';
import { Comparison, type Library } from './disagreement.ts';
import { PROBLEM_CASES } from './problem-cases.ts';
import { REASONED_DIFFERENCES } from './reasoned-differences.ts';

const LIBRARIES: readonly Library[] = ['@peculiar/x509', 'pkijs'];
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Every file with certificates in it that is kept in the repository. */
function fixtureFiles(): string[] {
  return ['samples', 'test', 'bench'].flatMap((folder) =>
    readdirSync(`${ROOT}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.(pem|der|crt|cer|p7b)$/.test(name))
      .map((name) => `${ROOT}${folder}/${name}`),
  );
}

function compareAll(library: Library, certificates: readonly Uint8Array[]): Comparison {
  const comparison = new Comparison(REASONED_DIFFERENCES);
  for (const der of certificates) comparison.compare(library, der);
  return comparison;
}

describe.each(LIBRARIES)('a second opinion: %s', (library) => {
  it('agrees on every certificate file of the repository', () => {
    const files = fixtureFiles();
    expect(files.map((file) => file.slice(ROOT.length))).toContain('samples/certificates.pem');
    for (const file of files) {
      expect(readFileSync(file, 'latin1'), 'only PEM is read here').toContain('-----BEGIN');
      const certificates = readPem(file);
      const comparison = compareAll(library, certificates);
      expect(comparison.unexplained).toEqual([]);
      expect([comparison.accepted, comparison.refused]).toEqual([certificates.length, 0]);
      expect(comparison.fields).toBeGreaterThan(certificates.length * 18);
    }
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
    const comparison = compareAll(library, [ca.certificate, ...made]);
    expect(comparison.unexplained).toEqual([]);
    expect(comparison.refused).toBe(0);
  });

  it('agrees on certificates with one thing wrong each, where it takes them', () => {
    const certificates = PROBLEM_CASES.map(({ fields }) => rawCertificate(fields));
    const comparison = compareAll(library, certificates);
    expect(comparison.unexplained).toEqual([]);
    expect(comparison.accepted).toBeGreaterThan(PROBLEM_CASES.length / 2);
  });

  describe('of the certificates that the benchmarks are made of', () => {
    let templates: Uint8Array[] = [];

    beforeAll(async () => {
      templates = (await Promise.all(PROFILES.map(makeTemplate))).map(({ der }) => der);
    });

    it('agrees on all, and on those of the tests of the command line', () => {
      const comparison = compareAll(library, [
        ...templates,
        ...cliSamples(3).map(({ der }) => der),
      ]);
      expect(comparison.unexplained).toEqual([]);
      expect(comparison.refused).toBe(0);
    });
  });
});

describe('a second opinion that differs', () => {
  const facts = (serial: string): Uint8Array => rawCertificate({ serial: bytesOf(serial) });

  it('is a fault unless a reason accounts for it', () => {
    const negative = facts('02 01 80');
    const without = new Comparison([]);
    without.compare('pkijs', negative, 'how it was made');
    expect(without.unexplained).toHaveLength(1);
    expect(without.unexplained[0]).toContain('pkijs serial');
    expect(without.unexplained[0]).toContain('how it was made');
    expect(without.unexplained[0]).toContain(Buffer.from(negative).toString('hex'));
    const withReasons = new Comparison(REASONED_DIFFERENCES);
    withReasons.compare('pkijs', negative);
    expect(withReasons.unexplained).toEqual([]);
    expect(withReasons.unused('pkijs')).not.toContain(REASONED_DIFFERENCES[0]!.reason);
  });

  it('has no excuse for a wrong value where the reason is one for another', () => {
    const [negative] = REASONED_DIFFERENCES;
    const der = rawCertificate({ validity: validity('2501010000Z', '260101000000Z') });
    const comparison = new Comparison([negative!]);
    comparison.compare('pkijs', der);
    expect(comparison.unexplained).toHaveLength(1);
    expect(comparison.unused('pkijs')).toEqual([negative!.reason]);
  });

  it('has a reason in words, with the rule', () => {
    for (const { reason } of REASONED_DIFFERENCES) {
      expect(reason.length).toBeGreaterThan(60);
      expect(reason).toMatch(/RFC \d+|X\.6[89]0/);
    }
  });
});
