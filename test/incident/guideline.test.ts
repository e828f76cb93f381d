import { describe, expect, it } from 'vitest';
import { guidelineInForce } from '../../src/incident/document/guideline.ts';
import { readClaims } from '../../src/incident/read-claims.ts';

const FORMS: readonly (readonly [name: string, version: string | undefined, report: string])[] = [
  [
    'the fields of 3.x',
    '3.2',
    '## Full Incident Report\n\n### Summary\n\n- **CA Owner CCADB unique ID:** A1\n\n### Impact\n\n- **Total number of certificates:** 3\n- **Incident heuristic:** N/A\n',
  ],
  [
    'the fields of a preliminary report of 3.x',
    '3.2',
    '### Preliminary Incident Report\n### Summary\n- **Relevant policies:** BRs\n- **Source of incident disclosure:** Self\n',
  ],
  [
    'the headings of 2.0',
    '2.0',
    '## Incident Report\n\n### Summary\n\nText.\n\n### Impact\n\n3 certificates.\n\n### Timeline\n',
  ],
  [
    'the questions of 1.0',
    '1.0',
    '1. How your CA first became aware of the problem.\n\nBy mail.\n\n2. A timeline of the actions your CA took in response.\n\nNone.\n',
  ],
  [
    'the numbers of the questions of 1.0',
    '1.0',
    '1. By mail.\n\n2. On Monday.\n\n3. We have stopped issuance.\n\n4. 3 certificates.\n\n5. Attached.\n',
  ],
  ['no form', undefined, 'We misissued 3 certificates.'],
  ['but the headings of 2.0 of someone else', undefined, '> ### Summary\n> ### Impact\n'],
];

describe('the version of the guidelines', () => {
  it.each(FORMS)('is told by %s', (_, version, report) => {
    expect(readClaims(report).guideline).toBe(version);
  });

  it.each([
    ['2019-01-01', '1.0'],
    ['2023-10-16', '1.0'],
    ['2023-10-17', '2.0'],
    ['2025-02-28', '2.0'],
    ['2025-03-01', '3.2'],
  ])('in force on %s is %s', (day, version) => {
    expect(guidelineInForce(Date.parse(day) / 1000)).toBe(version);
  });
});
