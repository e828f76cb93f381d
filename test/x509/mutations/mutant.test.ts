import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { certificateTree } from '../../support/certificate-tree.ts';
import { readPem } from '../../support/shared.ts';
import { encodeTlv, parseTlv } from '../../support/tlv.ts';
import { mutant } from './mutant.ts';

const samples = readPem(
  fileURLToPath(new URL('../../../samples/certificates.pem', import.meta.url)),
);

describe('mutants', () => {
  it('begin as trees that encode to the certificates they were read from', () => {
    for (const der of samples) {
      expect(Buffer.compare(encodeTlv(parseTlv(der)!), der)).toBe(0);
      expect(certificateTree(der)?.extensions?.children?.length).toBeGreaterThan(0);
    }
  });

  it('are the same for the same number, and nearly all are changed', () => {
    const originals = new Set(samples.map((der) => Buffer.from(der).toString('hex')));
    let changed = 0;
    for (let seed = 0; seed < 1000; seed++) {
      const { der, what } = mutant(seed, samples);
      if (what === '' || Buffer.compare(mutant(seed, samples).der, der) !== 0) {
        throw new Error(`mutant ${seed} is not the same twice: ${what}`);
      }
      if (!originals.has(Buffer.from(der).toString('hex'))) changed++;
    }
    expect(changed).toBeGreaterThan(970);
  });
});
