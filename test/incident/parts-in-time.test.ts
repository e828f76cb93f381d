/**
 * What is told of a part of the certificates, of another time, or of other certificates is not told of all
 * of them now: a correct report that says so must not be accused.
 */
import { describe, expect, it } from 'vitest';
import { type Case, claimsOf, expectClaims, impact } from './claim-lines.ts';

const appendix = (text: string): string => `### Appendix\n\n${text}\n`;

describe('an appendix that lists so many certificates', () => {
  it.each<Case>([
    [
      impact('The appendix lists all of the 56 affected certificates.'),
      ['full-list-in-appendix true', 'total 56'],
    ],
    [
      appendix('List with all 175 affected certificates attached (all.txt).'),
      ['full-list-in-appendix true', 'total 175'],
    ],
    [
      `${impact('171 certificates are affected.')}\n${appendix('List with all 175 affected certificates attached.')}`,
      ['full-list-in-appendix true', 'total 171'],
    ],
    [
      appendix('The 169 affected certificates are in the attached file all.txt.'),
      ['full-list-in-appendix true', 'total 169'],
    ],
  ])('lists them all where it says that these are the affected: %j', expectClaims);

  it.each<Case>([
    [appendix('The 12 expired certificates are in the attached file.'), ['expired 12']],
  ])('lists a part where it names one: %j', expectClaims);
});

describe('valid certificates', () => {
  it.each<Case>([
    [impact('All 54 certificates were valid for 395 days or less.'), []],
    [impact('The 23 certificates were valid when issued.'), []],
    [impact('54 certificates, of which 2 were valid for 90 days.'), ['total 54']],
  ])('are none where a period of validity is told: %j', expectClaims);

  it.each<Case>([
    [
      impact('54 certificates. On 2025-07-05, 51 certificates were still valid.'),
      ['total 54', 'remaining-valid 51; as of 2025-07-05'],
    ],
    [
      impact(
        '171 certificates, of which 152 were valid when we discovered the issue on 2025-03-10.',
      ),
      ['total 171', 'remaining-valid 152; as of 2025-03-10'],
    ],
    [
      impact('54 certificates. A year ago, none were expired.'),
      ['total 54', 'expired 0; as of a date'],
    ],
    [impact('54 certificates, 51 of them still valid.'), ['total 54', 'remaining-valid 51']],
  ])('are told as of the time that the sentence says: %j', expectClaims);

  it('are not those that the affected certificates of CAs issued', () => {
    expectClaims(
      impact(
        '20 subordinate CA certificates are affected. These have issued 418,000 certificates in turn, 91,000 of them still valid.',
      ),
      ['total 20; intermediate CA certificates'],
    );
  });
});

describe('revoked certificates', () => {
  it('are not all where each type has its own number', () => {
    expectClaims(
      impact(
        '171 certificates are affected. On 2025-03-11 we revoked the EV certificates (4) and on 2025-03-12 the OV certificates (17).',
      ),
      ['total 171'],
    );
  });
});

describe('dates of issuance', () => {
  it.each<Case>([
    [impact('171 certificates; 2 OV certificates were issued in June 2024.'), ['total 171']],
    [
      impact(
        '54 certificates were issued in the audit periods from 2023-10-01 to 2024-09-30 (51) and from 2024-10-01 to 2025-09-30 (3).',
      ),
      ['total 54'],
    ],
  ])('are none of all where they are of a part: %j', expectClaims);

  it.each<Case>([
    [
      impact(
        '54 certificates. The problem was introduced when the first intermediate certificate was issued on 2022-08-23.',
      ),
      ['total 54'],
    ],
    [
      '### Timeline\n\n2025-08-28 12:00 UTC: list of affected certificates issued to the subscribers\n',
      [],
    ],
    [
      impact(
        '54 certificates. By contrast, the incident of 2023 affected 210 certificates, issued from 2022-01-01 to 2023-05-05.',
      ),
      ['total 54'],
    ],
  ])('are none of something else: %j', expectClaims);

  it('are none that stand in an aside on the CA', () => {
    const dates = (text: string): string[] =>
      claimsOf(impact(text)).filter((claim) => claim.includes('-issued'));
    expect(
      dates('The CA (in operation since 2016-03-01) has issued 6,400,000 certificates.'),
    ).toEqual([]);
    expect(dates('12 certificates (issued from 2024-01-02 to 2024-03-04) are affected.')).toEqual([
      'first-issued 2024-01-02',
      'last-issued 2024-03-04',
    ]);
  });

  it('of a series are not the first of its dates alone', () => {
    const claims = claimsOf(
      impact(
        '171 certificates. In June 2024, 126 certificates were issued; in December 2024 another 11, in February 2025 the last 3.',
      ),
    );
    expect(claims.filter((claim) => claim.includes('-issued'))).toEqual([]);
  });
});

describe('a table of parts', () => {
  it('has the figures of all in its row of sums, whatever types its cells name', () => {
    const table =
      '| Issuing CA | Type | Certificates | First issued | Last issued |\n|---|---|---|---|---|\n' +
      '| Verity TLS CA 5 | DV | 16 | 2020-12-01 | 2024-03-01 |\n' +
      '| Verity OV CA 2 | OV | 10 | 2022-01-01 | 2024-10-01 |\n' +
      '| Total | | 26 | 2020-12-01 | 2024-10-01 |\n';
    const claims = claimsOf(impact(table));
    expect(claims).toEqual(
      expect.arrayContaining(['total 26', 'first-issued 2020-12-01', 'last-issued 2024-10-01']),
    );
  });
});

describe('what has become of certificates', () => {
  const statuses = (text: string): string[] =>
    claimsOf(impact(text)).filter((claim) => /^(?:expired|revoked|remaining)/.test(claim));

  it.each([
    'Verity Class 3 CA - G3: 33 (12 of them expired); Rapid SSL CA: 30 (15 expired).',
    '171 certificates: DV 145, of which 14 expired; OV 21, of which 4 expired.',
    '171 certificates: 145 DV (14 expired), 21 OV (4 expired), 5 EV (1 expired).',
  ])('is none of all where each issuer or type has its own: %j', (text) => {
    expect(statuses(text).filter((one) => !/; [DOE]V$/.test(one))).toEqual([]);
  });

  it('is scoped to the type that it is told of', () => {
    expect(
      statuses(
        '171 certificates are affected. 4 expired OV certificates were replaced; of the DV certificates, 14 expired.',
      ),
    ).toEqual(['expired 4; OV', 'expired 14; DV']);
    expect(
      statuses('21 OV certificates are affected. 4 expired OV certificates were left.'),
    ).toEqual(['expired 4']);
  });

  it('is of all where one number is told', () => {
    expect(statuses('171 certificates: 145 DV, 21 OV and 5 EV, 19 of them expired.')).toEqual([
      'expired 19',
    ]);
  });
});

describe("an issuer's name", () => {
  it('has no number of certificates in it', () => {
    const issuers = claimsOf(impact('Issued by Amazon RSA 2048 M02 62 certificates.'));
    expect(issuers.filter((claim) => claim.startsWith('issuer'))).toEqual([
      'issuer Amazon RSA 2048 M02',
    ]);
  });
});

describe('fields below titles that divide the certificates', () => {
  const ofIssuer = (name: string, count: number, day: string): string =>
    `#### ${name}\nNumber of certificates: ${String(count)}\nFirst issued: ${day}\nLast issued: ${day}\n`;

  it('are of the issuing CA that the title names', () => {
    expectClaims(
      `### Impact\n\n${ofIssuer('Verity Class 3 CA - G3', 33, '2011-01-26')}\n${ofIssuer('Rapid CA', 30, '2011-03-05')}`,
      [
        'count-by-issuer {"issuer":"Verity Class 3 CA - G3","count":33}',
        'count-by-issuer {"issuer":"Rapid CA","count":30}',
      ],
    );
  });

  it('are of all below a single one', () => {
    expectClaims(`### Impact\n\n${ofIssuer('Rapid CA', 30, '2011-03-05')}`, [
      'total 30',
      'first-issued 2011-03-05',
      'last-issued 2011-03-05',
    ]);
  });

  it('are of the type that stands alone in a line', () => {
    const block = (type: string, count: number): string =>
      `**${type}**\n\n- Total: ${String(count)}\n- Expired: 4\n- First: 2024-06-06\n- Last: 2025-02-22\n\n`;
    const claims = claimsOf(`### Impact\n\n${block('DV', 145)}${block('OV', 21)}`);
    expect(claims.filter((claim) => /issued|expired|total/.test(claim))).toEqual([]);
  });
});

describe('what was looked at, and what began a report', () => {
  it.each<Case>([
    [
      impact(
        'We reviewed all certificates issued between 2020-01-01 and 2025-08-27. 54 DV certificates were affected.',
      ),
      ['total 54', 'types ["DV"]'],
    ],
    ['## Summary\n\nThis bug started with 3 certificates reported on 2025-08-27.\n', []],
  ])('is no claim on the incident: %j', (text, claims) => {
    const told = claimsOf(text).filter((claim) => /heuristic|noncompliance|DV|54/.test(claim));
    expect(told.sort()).toEqual([...claims].sort());
  });

  it('has the zone that the report says of all times, wherever it says so', () => {
    expectClaims(
      '### Summary\n\nAll times are Pacific (PDT).\n\n### Timeline\n\n2024-06-06 17:00 First affected certificate issued\n',
      ['first-issued 2024-06-06T17:00-07:00'],
    );
  });
});
