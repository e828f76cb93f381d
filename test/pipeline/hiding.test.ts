import { describe, expect, it } from 'vitest';
import { type LineProblemCode, hidesCertificate } from '../../src/appendix/line.ts';
import { HIDING_PROBLEMS, type ListingProblemCode } from '../../src/impact/impact.ts';
import { PROBLEM_EXPLANATIONS } from '../../src/report/problem-explanations.ts';

/** Every code that a line can have; the compiler keeps it whole. */
const LINE_CODES: Readonly<Record<LineProblemCode, true>> = {
  'truncated-hash': true,
  'overlong-hash': true,
  'sha1-hash': true,
  'not-hex': true,
  'search-link': true,
  'foreign-link': true,
  'not-recommended-form': true,
  binary: true,
  'line-too-long': true,
  'damaged-list': true,
  'damaged-certificate': true,
  'mangled-hash': true,
  'mangled-serial': true,
  'mangled-number': true,
  'mangled-date': true,
  'mangled-cell': true,
  'unclosed-quote': true,
  'unnamed-row': true,
  text: true,
};

describe('the problems of lines', () => {
  const codes = Object.keys(LINE_CODES) as LineProblemCode[];

  it('hide a certificate for the reader of lists exactly where they do for the Impact', () => {
    for (const code of codes) {
      const listed: readonly ListingProblemCode[] = HIDING_PROBLEMS;
      expect(listed.includes(code), code).toBe(hidesCertificate({ code, text: '', message: '' }));
    }
  });

  it('are explained, each of them', () => {
    for (const code of codes) expect(PROBLEM_EXPLANATIONS[code].length, code).toBeGreaterThan(10);
  });
});
