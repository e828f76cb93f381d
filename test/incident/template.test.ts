import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REQUIRED_FIELDS } from '../../src/incident/document/template.ts';
import { readClaims } from '../../src/incident/read-claims.ts';
import { hasShared, sharedPath } from '../support/shared.ts';

const NAMES = [...Object.values(REQUIRED_FIELDS).flat(), 'Additional considerations'];

describe('the fields of the template', () => {
  for (const version of ['3.0', '3.1', '3.2']) {
    const path = `guidelines/incident-reporting-${version}.md`;
    it.skipIf(!hasShared(path))(`are those of IRG ${version}, and empty in it`, () => {
      const text = readFileSync(sharedPath(path), 'utf8');
      const full = /```markdown\n(## Full Incident Report[\s\S]*?)```/.exec(text)![1]!;
      const { template = [] } = readClaims(full);
      expect(template.map(({ name }) => name)).toEqual(NAMES);
      expect(template.every(({ isEmpty }) => isEmpty)).toBe(true);
    });
  }

  it('are filled by what stands behind them, below them, or says that they do not apply', () => {
    const report =
      '- **Total number of certificates:** 3\n' +
      '- **Affected certificate types:**\n  - DV\n' +
      '- **Incident heuristic:**\n\n  All of them.\n\n' +
      '- **Non-compliance end date:** N/A\n' +
      '- **Relevant policies:** -\n';
    const { template = [] } = readClaims(report);
    expect(template.map(({ name, line, isEmpty }) => [name, line, isEmpty])).toEqual([
      ['Total number of certificates', 1, false],
      ['Affected certificate types', 2, false],
      ['Incident heuristic', 4, false],
      ['Non-compliance end date', 8, false],
      ['Relevant policies', 9, true],
    ]);
  });

  it('are not demanded of a preliminary report', () => {
    const report = '## Preliminary Incident Report\n\n- **Total number of certificates:** 3\n';
    expect(readClaims(report).template).toBeUndefined();
  });

  it('are not looked for in prose', () => {
    expect(readClaims('We issued 3 certificates.').template).toBeUndefined();
  });
});
