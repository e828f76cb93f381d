import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

function valuesOf(text: string): Record<string, unknown> {
  return Object.fromEntries(readClaims(text).claims.map(({ kind, value }) => [kind, value]));
}

const EXPECTED = { total: 5079, 'remaining-valid': 4208 };

const DRESSES: Readonly<Record<string, string>> = {
  'as the template has them':
    '- **Total number of certificates:** 5079\n- **Total number of "remaining valid" certificates:** 4208\n',
  'with curly quotes':
    '- Total number of certificates: 5079\n- Total number of “remaining valid” certificates: 4208',
  'as headings':
    '#### Total number of certificates\n\n5079\n\n#### Remaining valid certificates\n\n4208\n',
  'with the value on the next line':
    '**Total number of certificates:**\n5079\n**Total number of "remaining valid" certificates:**\n4208',
  'with the value in nested bullets':
    '- **Total number of certificates:**\n   - 5,079\n- **Total number of "remaining valid" certificates:**\n   - 4,208',
  'in a table of two columns':
    '| Field | Value |\n|---|---|\n| **Total number of certificates** | 5.079 |\n| Remaining valid certificates | 4.208 |',
  'in the head of a table':
    '| Number of affected certificates | Remaining valid certificates |\n|---|---|\n| 5079 | 4208 |',
  renamed: '* Number of affected certificates: 5 079\n* Remaining valid certificates: 4 208',
  'quoted in a reply':
    '> - **Total number of certificates:** 5079\n> - **Total number of "remaining valid" certificates:** 4208',
  'escaped for HTML':
    '- **Total number of certificates:** 5079\n- **Total number of &quot;remaining valid&quot; certificates:** 4208',
  'as a page has them':
    '<ul><li><b>Total number of certificates:</b> 5079</li><li><b>Total number of &ldquo;remaining valid&rdquo; certificates:</b> 4208</li></ul>',
  'with non-breaking spaces':
    '-\u00a0**Total\u00a0number of certificates:**\u00a05079\n-\u00a0**Total number of "remaining\u00a0valid" certificates:**\u00a04208',
  'as text copied from Bugzilla':
    'Impact\n-\nTotal number of certificates: 5079\n-\nTotal number of "remaining valid" certificates: 4208\n-\n',
  'with CR LF': '- Total number of certificates: 5079\r\n- Remaining valid certificates: 4208\r\n',
};

describe('the fields of IRG 3.x', () => {
  it.each(Object.entries(DRESSES))('are read %s', (_, text) => {
    expect(valuesOf(text)).toEqual(EXPECTED);
  });

  it.each(['N/A', 'n/a', 'N / A', 'Not applicable', '-', ''])('claim nothing by "%s"', (value) => {
    const { claims, unread } = readClaims(
      `- **Total number of certificates:** ${value}\n- **Incident heuristic:** ${value}\n`,
    );
    expect(claims).toEqual([]);
    expect(unread).toEqual([]);
  });

  it('that say nothing readable are told with their text and line', () => {
    const { claims, unread } = readClaims(
      '### Impact\n\n- **Total number of certificates:** still being determined\n' +
        '- **Affected certificate types:** see below\n',
    );
    expect(claims).toEqual([]);
    expect(unread).toEqual([
      { label: 'Total number of certificates', text: 'still being determined', line: 3 },
      { label: 'Affected certificate types', text: 'see below', line: 4 },
    ]);
  });

  it('give the first number, and leave the rest as context', () => {
    const { claims } = readClaims(
      '- **Total number of certificates:** 150 Certificates were referenced by 68 reports\n',
    );
    expect(claims).toMatchObject([{ kind: 'total', value: 150, line: 1 }]);
  });

  it('stand above what is said elsewhere', () => {
    const text =
      '### Summary\n\nWe found 12 affected certificates.\n\n### Impact\n\n- **Total number of certificates:** 14\n';
    expect(valuesOf(text)).toEqual({ total: 14 });
  });
});

describe('the empty templates', () => {
  const TEMPLATES: Readonly<Record<string, string>> = {
    '1.0':
      '1. How your CA first became aware of the problem (e.g. via a problem report submitted to your Problem Reporting Mechanism), and the time and date.\n' +
      '3. Whether your CA has stopped, or has not yet stopped, certificate issuance or the process giving rise to the problem or incident. A statement that you have stopped will be considered a pledge to the community; a statement that you have not stopped requires an explanation.\n' +
      '4. In a case involving certificates, a summary of the problematic certificates. For each problem: the number of certificates, and the date the first and last certificates with that problem were issued.\n' +
      '5. In a case involving TLS server certificates, the complete certificate data for the problematic certificates.\n',
    '2.0':
      '## Incident Report\n\n### Summary\n\n### Impact\n\n### Timeline\n\nAll times are UTC.\n\nYYYY-MM-DD:\n- HH:MM Example\n\n### Action Items\n\n| Action Item | Kind | Due Date |\n| --- | --- | --- |\n| Example | Prevent | 2038-01-19 |\n\n### Appendix\n\n#### Details of affected certificates\n',
    '3.2':
      '### Summary\n\n- **CA Owner CCADB unique ID:** \n- **Timeline summary:**\n   - **Non-compliance start date:** \n   - **Non-compliance end date:** \n\n### Impact\n\n- **Total number of certificates:**\n- **Total number of "remaining valid" certificates:** \n- **Affected certificate types:** \n- **Incident heuristic:** \n- **Was issuance stopped in response to this incident, and why or why not?:** \n- **Analysis:** \n\n### Related Incidents\n\n| Bug | Date | Description |\n|---|---|---|\n| [Related Bug ID](Related Bug URL)  | Date Related Bug was opened | A description of how the subject Bug is related to the Bug referenced. |\n',
  };

  it.each(Object.entries(TEMPLATES))('of IRG %s claim nothing', (_, text) => {
    const { claims, unread } = readClaims(text);
    expect({ claims, unread }).toEqual({ claims: [], unread: [] });
  });
});
