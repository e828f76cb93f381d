import { describe, expect, it } from 'vitest';
import { explainProblem } from '../../src/report/problem-explanations.ts';
import { PROBLEM_CODES } from '../../src/x509/problem.ts';

describe('the explanations of problems', () => {
  it.each(PROBLEM_CODES)('explain %s', (code) => {
    expect(explainProblem(code)).toMatch(/^[^A-Z.].+[^.]$/);
  });

  it.each(['code-of-a-later-version', 'constructor', '__proto__', ''])('bear with %j', (code) => {
    expect(explainProblem(code)).toBe('no explanation in this version');
  });
});
