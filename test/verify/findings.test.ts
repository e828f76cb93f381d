import { describe, expect, it } from 'vitest';
import { FINDING_KINDS } from '../../src/verify/checks.ts';
import { FIXTURES as LIST_FIXTURES } from './fixtures.ts';
import { REPORT_FIXTURES } from './report-fixtures.ts';
import { codesOf, findingsOf } from './support.ts';

const FIXTURES = { ...LIST_FIXTURES, ...REPORT_FIXTURES };
const CODES = FINDING_KINDS.map(({ code }) => code);

describe('the codes of findings', () => {
  it('are unique and in kebab-case', () => {
    expect(new Set(CODES).size).toBe(CODES.length);
    for (const code of CODES) expect(code).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
  });

  it('have a fixture each', () => {
    expect(Object.keys(FIXTURES).sort()).toEqual([...CODES].sort());
  });
});

describe.each(Object.entries(FIXTURES))('%s', (code, { hit, miss, also = [] }) => {
  it('is found, and nothing else, in its fixture', async () => {
    const findings = await findingsOf(hit);
    expect(codesOf(findings), JSON.stringify(findings, null, 1)).toEqual([code, ...also].sort());
    const kind = FINDING_KINDS.find((one) => one.code === code)!;
    for (const { severity, rule, message } of findings.filter((one) => one.code === code)) {
      expect({ severity, rule }).toEqual({ severity: kind.severity, rule: kind.rule });
      expect(message).toMatch(/^[^A-Z\n][^\n]*[^.]$/);
    }
  });

  it('is not found in the near miss, nor anything else', async () => {
    const findings = await findingsOf(miss);
    expect(codesOf(findings), JSON.stringify(findings, null, 1)).toEqual([]);
  });
});
