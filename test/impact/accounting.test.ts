import { describe, expect, it } from 'vitest';
import { CertImpactError } from '../../src/errors.ts';
import { checkAccounting } from '../../src/impact/accounting.ts';
import type { Figures } from '../../src/impact/impact.ts';
import { rawCertificate } from '../support/raw-certificate.ts';
import { figuresOf } from './examined.ts';

function figures(): Figures {
  return structuredClone(figuresOf([rawCertificate()]));
}

describe('checkAccounting', () => {
  it('finds nothing in figures that add up', () => {
    expect(() => {
      checkAccounting(figures());
      checkAccounting(figuresOf([]));
    }).not.toThrow();
  });

  const broken: [name: string, breakIt: (figures: Figures) => void][] = [
    ['a line more', ({ lines }) => lines.total++],
    ['a blank line more', ({ lines }) => lines.blank++],
    ['a comment more', ({ lines }) => lines.comment++],
    ['a header more', ({ lines }) => lines.header++],
    ['an invalid line more', ({ lines }) => lines.invalid++],
    ['a listing line more', ({ lines }) => lines.listing++],
    ['an entry more', ({ entries }) => entries.total++],
    ['a duplicate more', ({ entries }) => entries.duplicates++],
    ['a unique entry more', ({ entries }) => (entries.unique++, entries.total++)],
    ['an examined one more', ({ outcomes }) => outcomes.examined++],
    ['one more that was not found', ({ outcomes }) => outcomes.notFound++],
    ['an unavailable one more', ({ outcomes }) => outcomes.unavailable++],
    ['a mismatched one more', ({ outcomes }) => outcomes.mismatched++],
    ['an unreadable one more', ({ outcomes }) => outcomes.unreadable++],
    ['an unresolvable one more', ({ outcomes }) => outcomes.unresolvable++],
    ['a certificate more', ({ certificates }) => certificates.total++],
    ['a final more', ({ certificates }) => (certificates.final++, certificates.total++)],
    ['a presumed one more', ({ certificates }) => (certificates.presumed++, certificates.total++)],
    ['a precertificate more', ({ certificates }) => certificates.precertificates++],
    [
      'one more that was not examined',
      ({ certificates }) => (certificates.notExamined++, certificates.total++),
    ],
    ['a validation type more', ({ validationTypes }) => validationTypes[0]!.count++],
    ['a validation type less', (f) => (f.validationTypes = [])],
  ];

  it.each(broken)('throws on %s', (_name, breakIt) => {
    const wrong = figures();
    breakIt(wrong);
    expect(() => {
      checkAccounting(wrong);
    }).toThrow(CertImpactError);
    expect(() => {
      checkAccounting(wrong);
    }).toThrow(/do not add up: \d+ and \d+$/);
  });
});
