/**
 * What is no claim, however much it looks like one, beside the claim that is made. A claim that a report does
 * not make is an accusation of a correct report.
 */
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';
import { type Case, expectClaims, impact } from './claim-lines.ts';

const timeline = (text: string): string => `### Timeline\n\n${text}\n`;
const total = (text: string): string => `- **Total number of certificates:** ${text}\n`;
const remaining = (text: string): string =>
  `- **Total number of "remaining valid" certificates:** ${text}\n`;
const types = (text: string): string => `- **Affected certificate types:** ${text}\n`;
const heuristic = (text: string): string => `- **Incident heuristic:** ${text}\n`;

function byType(type: string, count: number): string {
  return `count-by-type ${JSON.stringify({ type, count })}`;
}

describe('a date of issuance', () => {
  it.each<Case>([
    [
      timeline('2023-06-24:\n- 00:00 First affected certificate issued.\n'),
      ['first-issued 2023-06-24T00:00'],
    ],
    [
      timeline(
        '| 2023-06-24 00:00 | First affected certificate issued |\n| 2024-09-25 00:00 | Last affected certificate issued |',
      ),
      ['first-issued 2023-06-24T00:00', 'last-issued 2024-09-25T00:00'],
    ],
    [
      timeline(
        '24 June 2023 | First affected certificate issued\n25 September 2024 | Last affected certificate issued',
      ),
      ['first-issued 2023-06-24', 'last-issued 2024-09-25'],
    ],
  ])('belongs to its own row of %j', expectClaims);

  it.each<Case>([
    [
      impact(
        'It began with the certificate issued on 2023-06-24 and ended with that issued on 2024-09-25.',
      ),
      ['first-issued 2023-06-24', 'last-issued 2024-09-25'],
    ],
    [
      impact('5 certificates; one certificate expires on 2024-10-07, the last one on 2025-10-25.'),
      ['total 5'],
    ],
    [timeline('- 2024-09-28 First certificate issued with the corrected profile'), []],
    [timeline('- 2022-05-01: first certificate issued by the new intermediate'), []],
    [timeline('- 2024-02-03: replacement certificates issued'), []],
    [
      impact(
        '- DV: 16 (first issued 2020-12-01, last issued 2024-06-01)\n- OV: 10 (first issued 2021-12-01)',
      ),
      [],
    ],
  ])('is of the affected certificates being issued: %j', expectClaims);
});

describe('a number of certificates', () => {
  it.each<Case>([
    ['Of 1,204,331 certificates issued in this period, 66 are affected (0.005 %).', ['total 66']],
    ['66 of 1,204,331 certificates issued in this period are affected.', ['total 66']],
    [
      'During the incident 1,500 certificates were issued, of which 66 were misissued.',
      ['total 66'],
    ],
    [
      'We issued 1,500 certificates with this profile; 66 of these certificates have the error.',
      ['total 66'],
    ],
    ['We scanned 1,204,331 certificates and found 66 affected.', ['total 66']],
    [
      '* Number of certificates checked: 1,204,331\n* Number of affected certificates: 66',
      ['total 66'],
    ],
    [
      '* Number of affected certificates: 66\n* Number of affected subscribers: 31\n* Number of responders: 4',
      ['total 66'],
    ],
    [
      'There are 2,400,000 certificates in our database. 12 certificates are affected.',
      ['total 12'],
    ],
    [
      '12 certificates are affected. Our CA has 2,100,000 valid certificates in total.',
      ['total 12'],
    ],
  ])('is not that of the population: %j', (text, claims) => {
    expectClaims(impact(text), claims);
  });

  it.each<Case>([
    ['61 certificates were logged to CT within a minute.', []],
    ['The first scan had missed 4 certificates.', []],
    [
      'Of the 41 affected certificates, 25 were issued to agencies. 12 certificates use ECC keys.',
      ['total 41'],
    ],
    [
      '2 certificates were wrong. It turned out that 64 more are; so there are 66 in total.',
      ['total 66'],
    ],
    ['66 certificates were affected. 5 certificates were reported to us later.', ['total 66']],
    [
      '66 certificates were affected. 3 certificates of this customer are not affected.',
      ['total 66'],
    ],
    ['Number of certificates by year: 2014: 4, 2016: 2.', []],
    [
      'R3: 16 certificates\nE1: 10 certificates',
      ['count-by-issuer {"issuer":"R3","count":16}', 'count-by-issuer {"issuer":"E1","count":10}'],
    ],
  ])('is not that of a part: %j', (text, claims) => {
    expectClaims(impact(text), claims);
  });

  it('of a timeline is not that of tests', () => {
    expectClaims(timeline('- 2024-03-11: 12 certificates issued for testing'), []);
  });

  it('that expired is not that of certificates that were examined', () => {
    expectClaims(timeline('- 2024-03-11: 10 certificates examined, 6 of them expired'), []);
  });

  it.each<Case>([
    ['~~38~~ 41', ['total 41']],
    ['<del>38</del> 41', ['total 41']],
    ['38 → 41', ['total 41']],
    ['41 → 38 → 41', ['total 41']],
    ['not 38 as first reported, but 41', ['total 41']],
    ['was 62, is now 66', ['total 66']],
    ['66 (was 62)', ['total 66']],
    ['Originally reported: 62. Updated: 66.', ['total 66']],
    ['not 41', []],
  ])('is the corrected one in %j', (text, claims) => {
    expectClaims(total(text), claims);
  });

  it('is the final one where a first estimate is told', () => {
    const text =
      'We estimated at first that about 100 certificates could be affected, but the final number is 66.';
    expectClaims(impact(text), ['total 66']);
    expectClaims(impact('In our first report we stated that 62 certificates were affected.'), []);
  });

  it('is of the types that the labels name, where they name several', () => {
    const lines = '- DV certificates affected: 16\n- OV certificates affected: 10\n';
    const counts = [
      'count-by-type {"type":"DV","count":16}',
      'count-by-type {"type":"OV","count":10}',
      'types ["DV","OV"]',
    ];
    expectClaims(impact(`${lines}- Total number of certificates: 26`), ['total 26', ...counts]);
    expectClaims(impact('- EV certificates affected: 26'), ['total 26']);
  });

  it.each<Case>([
    ['62 + 4 = 66', ['total 66']],
    [
      'DV 16, OV 10, EV 15, total 41',
      [
        'count-by-type {"type":"DV","count":16}',
        'count-by-type {"type":"OV","count":10}',
        'count-by-type {"type":"EV","count":15}',
        'total 41',
        'types ["DV","OV","EV"]',
      ],
    ],
    ['R3: 16; GlobalSign: 10; DigiCert: 15; sum: 41', ['total 41']],
    ['R3: 16; GlobalSign: 10', []],
    ['3 in 2023 and 63 in 2024, 66 altogether', ['total 66']],
    ['See appendix 1: 66 certificates', ['total 66']],
    ['150 certificates were referenced by a total of 68 reports', ['total 150']],
  ])('is the sum, and neither its part nor a name, in %j', (text, claims) => {
    expectClaims(total(text), claims);
  });

  it.each<Case>([
    ['Of 41 certificates, 37 are expired; 4 remain valid.', ['remaining-valid 4', 'expired 37']],
    ['Of the 41 certificates none remains valid.', ['remaining-valid 0']],
    ['4 of 41', ['remaining-valid 4']],
  ])('that remains valid is not the whole of %j', (text, claims) => {
    expectClaims(remaining(text), claims);
  });

  it.each<Case>([
    ['None of the 33 certificates has expired.', ['expired 0']],
    [
      '66 certificates were affected. None of them was revoked.',
      ['total 66', 'revoked 0', 'not-revoked 66; all'],
    ],
    ['66 certificates were affected. None of them was revoked in time.', ['total 66']],
  ])('is 0 where "none" is said: %j', (text, claims) => {
    expectClaims(impact(text), claims);
  });
});

describe('the types of the certificates', () => {
  it.each<Case>([
    ['41 certificates were affected, 15 of them EV.', ['total 41']],
    ['40 certificates are affected, the EV ones were revoked first.', ['total 40']],
    ['41 certificates. The 4 remaining OV certificates were revoked.', ['total 41', 'revoked 4']],
    ['41 certificates, among them 4 valid ones (all OV).', ['total 41', 'remaining-valid 4']],
  ])('are not those of a part: %j', (text, claims) => {
    expectClaims(impact(text), claims);
  });

  it('are those of all parts that make the total', () => {
    const dv = '16 DV certificates issued by R3 had a wrong name.';
    const others = '10 OV certificates and 15 EV certificates had a wrong OU.';
    const counts = [byType('DV', 16), byType('OV', 10), byType('EV', 15)];
    const all = ['total 41', 'types ["OV","EV","DV"]', ...counts];
    const sum = 'In total 41 certificates were affected.';
    expectClaims(impact(`${dv.replace('issued by R3 ', '')} ${others} ${sum}`), all);
    expectClaims(
      impact(
        'This affects 41 TLS certificates:\n\n- 16 DV certificates\n- 10 OV certificates\n- 15 EV certificates',
      ),
      ['total 41', 'types ["DV","OV","EV"]', ...counts],
    );
  });

  it('leave over what has no type that is named', () => {
    expectClaims(types('DV: 2, OV: 1, other: 1'), [
      'types ["DV","OV"]',
      byType('DV', 2),
      byType('OV', 1),
      `${byType('other', 1)}; of no type that is named`,
    ]);
  });

  it('are counted once where some of a type are told apart', () => {
    expectClaims(types('16 DV, 15 EV (of which 5 EV were issued to one customer)'), [
      'types ["DV","EV"]',
      byType('DV', 16),
      byType('EV', 15),
    ]);
  });

  it.each<Case>([
    ['OV, IV (and not EV)', ['types ["OV","IV"]']],
    ['OV and IV. No DV or EV certificates are affected.', ['types ["OV","IV"]']],
    ['DV only; no OV, no EV', ['types ["DV"]']],
    ['☑ DV ☐ OV ☐ EV', ['types ["DV"]']],
    ['DV ☑ OV ☐ EV ☐', ['types ["DV"]']],
    ['[x] DV [ ] OV [x] EV', ['types ["DV","EV"]']],
    ['TLS: [ ] EV [x] DV', ['types ["DV"]']],
    ['\n  - [x] DV\n  - [ ] OV', ['types ["DV"]']],
  ])('are not those that are denied or left unchecked: %j', (text, claims) => {
    expectClaims(types(text), claims);
  });
});

describe('another incident', () => {
  it.each<Case>([
    [
      '66 DV certificates are affected. Another incident, bug 1883843, affected 26,668 EV certificates.',
      ['total 66', 'types ["DV"]'],
    ],
    [
      '66 certificates. Unlike the incident in Bug 1890898, in which 6,008 OV certificates were issued between March 22, 2024 and March 26, 2024.',
      ['total 66'],
    ],
    [
      'Bug 1890898 concerned 6,008 certificates issued between March 22, 2024 and March 26, 2024.',
      [],
    ],
    [
      'In bug 1890898, 6,008 certificates were issued. In this incident, 12 certificates were affected.',
      ['total 12'],
    ],
  ])('has its own figures: %j', (text, claims) => {
    expectClaims(impact(text), claims);
  });

  it('has its own section, whose fields are of it', () => {
    expectClaims(`### Related Incidents\n\n${total('400')}`, []);
  });
});

describe('an OID of the heuristic', () => {
  it.each([
    ['a method of the BRs', '3.2.2.4.7'],
    ['a section', '7.1.2.7'],
    ['an extended key usage', '1.3.6.1.5.5.7.3.2'],
    ['an access method', '1.3.6.1.5.5.7.48.1'],
    ['an extension', '2.5.29.15'],
    ['an algorithm', '1.2.840.113549.1.1.5'],
  ])('is not %s', (_, oid) => {
    expectClaims(heuristic(`any certificate with policy OID 2.23.140.1.2.1 and ${oid}`), [
      'heuristic-oid 2.23.140.1.2.1',
    ]);
  });

  it('stands below a line of its own about the issuer', () => {
    const { claims, unread } = readClaims(
      '- **Incident heuristic:**\n\n    * Issuer: see list\n    * OID: 2.23.140.1.3\n',
    );
    expect(claims.map(({ value }) => value)).toEqual(['2.23.140.1.3']);
    expect(unread).toEqual([]);
  });
});

describe('the form of a report', () => {
  it('may have no colons behind the labels', () => {
    expectClaims(
      '- Non-compliance end date 2025-05-28 10:00 UTC\n- Relevant policies our CP/CPS 4.3 of 2022-01-14\n- Affected certificate types EV\n',
      ['noncompliance-end 2025-05-28T10:00Z', 'types ["EV"]'],
    );
  });

  it('may have a row of sums, which is no issuer', () => {
    const table = '| Issuing CA | Number |\n|---|---|\n| R3 | 16 |\n| Total | 16 |\n';
    const count = 'count-by-issuer {"issuer":"R3","count":16}';
    expectClaims(impact(table), ['issuer R3', count, 'total 16']);
  });

  it('may stand in a code fence', () => {
    const report = `\`\`\`markdown\n### Impact\n\n${total('66')}${types('DV')}\`\`\`\n`;
    expectClaims(report, ['total 66', 'types ["DV"]']);
    expectClaims(`See:\n\n1. ${report}`, ['total 66', 'types ["DV"]']);
  });

  it('is not that of a log in a code fence', () => {
    expectClaims('```\nTotal number of certificates: 66\n66 certificates were issued\n```\n', []);
  });

  it('is quoted by a comment, which does not claim it', () => {
    expectClaims('> Total number of certificates: 66\n\nThis is wrong, I count 65.\n', []);
    expectClaims('> 38 certificates were affected.\n\nI count 41 affected certificates.\n', [
      'total 38; as quoted',
      'total 41',
    ]);
  });

  it('is read where all of it is quoted', () => {
    expectClaims('> Total number of certificates: 66\n', ['total 66']);
  });

  it('is none of binary data', () => {
    const noise = '\u0000\u0001\u0002\u0003 OV \ufffd'.repeat(20);
    expectClaims(`${noise}\n- Affected certificate types: OV\n`, []);
  });
});

describe('the zone of all times', () => {
  it.each<Case>([
    [
      impact('All times are UTC.\n\nFirst certificate issued: 2013-06-04 10:04:02.'),
      ['first-issued 2013-06-04T10:04:02Z'],
    ],
    [
      impact('First certificate issued: 2013-06-04 18:04 (all times UTC)'),
      ['first-issued 2013-06-04T18:04Z'],
    ],
    [
      impact('First certificate issued: 2013-06-04 18:04 JST\n\nAll times are in UTC.'),
      ['first-issued 2013-06-04T18:04+09:00'],
    ],
    [
      `${impact('First certificate issued: 2013-06-04 18:04.')}\n### Root Cause Analysis\n\nAll times are in UTC.\n`,
      ['first-issued 2013-06-04T18:04'],
    ],
  ])('is that of the times of its section: %j', expectClaims);
});
