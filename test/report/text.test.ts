import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../src/report/text/text.ts';
import { HOSTILE_TEXTS, UNPRINTABLE } from './support/hostile-text.ts';
import {
  emptyImpact,
  group,
  hostileImpact,
  missingImpact,
  singleImpact,
  troubledImpact,
  wholeImpact,
} from './support/impact-builder.ts';

describe('the text', () => {
  it('begins with the number', () => {
    expect(renderText(wholeImpact())).toMatch(/^5,079 certificates are listed\.\n/);
    expect(renderText(singleImpact())).toMatch(/^1 certificate is listed\.\n/);
    expect(renderText(emptyImpact())).toMatch(/^No certificate is listed\.\n/);
  });

  it('says what is uncertain before any table', () => {
    const text = renderText(troubledImpact());
    expect(text.indexOf('5 of them could not be examined')).toBeGreaterThan(0);
    expect(text.indexOf('5 of them could not be examined')).toBeLessThan(
      text.indexOf('\nCertificates\n'),
    );
  });

  it('claims no uncertainty when there is none', () => {
    const validity = { expired: 871, unexpired: 4208, revoked: 8, remainingValid: 4200 };
    const validationTypes = [{ type: 'DV', count: 5079, inferred: 0 }];
    expect(renderText(wholeImpact({ validity, validationTypes }))).not.toContain('Uncertain');
  });

  it('calls no certificate malformed for what is wrong with the list', () => {
    const problems = [
      { code: 'text', count: 3 },
      { code: 'duplicate', count: 2 },
    ];
    const text = renderText(wholeImpact({ problems, groups: [group('A', { problems })] }));
    expect(text).not.toContain('malformed');
    expect(text).not.toContain('in the encoding');
    expect(text).not.toContain('Problems in the certificates');
    expect(text).toContain('Problems in the list');
  });

  it('draws a bar for each bucket, however small, and none for an empty one', () => {
    const text = renderText(wholeImpact());
    expect(text).toMatch(/2025-05-30 +4,000 {2}█{40}\n/);
    expect(text).toMatch(/2025-05-31 +0\n/);
    expect(text).toMatch(/2025-06-01 +1,079 {2}█{11}\n/);
  });

  it('puts a fingerprint on a line of its own, to be copied', () => {
    expect(renderText(missingImpact(1))).toMatch(/^ {4}0{64}$/m);
  });

  it.each([
    wholeImpact(),
    troubledImpact({ groups: [group('a'), group('A heading of many words that goes on and on')] }),
    missingImpact(100),
    hostileImpact(HOSTILE_TEXTS.map(({ text }) => text.slice(0, 50)).join(' ')),
  ])('keeps to 80 columns (%#)', (impact) => {
    for (const line of renderText(impact).split('\n')) {
      expect(stringWidth(line)).toBeLessThanOrEqual(80);
    }
  });

  it('obeys no control character, whatever it is given', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(renderText(hostileImpact(text))).not.toMatch(UNPRINTABLE);
      }),
      { numRuns: 150 },
    );
  });
});
