import { describe, expect, it } from 'vitest';
import type { JudgedClaim } from '../../../src/verify/claims/verdict.ts';
import { makeCa } from '../../support/make-certificate.ts';
import { linksOf, type Listing, rowOf, tableOf, verify } from '../support.ts';

const ca = await makeCa();
const at = (hours: number): Date =>
  new Date(Date.parse('2025-03-01T09:00:00Z') + hours * 3_600_000);
/** Ten, an hour after the other, from 9:00 to 18:00. */
const ten = await Promise.all(
  Array.from({ length: 10 }, (_, hour) =>
    ca.issue({
      serial: `7e${hour + 10}`,
      notBefore: at(hour),
      sctTimestamps: [at(hour).getTime()],
    }),
  ),
);
const pres = await Promise.all(
  Array.from({ length: 10 }, (_, hour) =>
    ca.issue({ serial: `7e${hour + 10}`, notBefore: at(hour), precertificate: true }),
  ),
);
const LIST: Listing = {
  files: { 'list.txt': linksOf(...ten) },
  certificates: ten,
  guideline: '2.0',
};

async function judge(report: string, listing: Partial<Listing> = {}): Promise<JudgedClaim[]> {
  const { judged } = await verify({ ...LIST, ...listing, report });
  return [...judged!.report.claims];
}

async function verdictOf(report: string, listing: Partial<Listing> = {}): Promise<JudgedClaim> {
  const [claim] = await judge(report, listing);
  return claim!;
}

const field = (value: string): string => `- **Total number of certificates:** ${value}\n`;

describe('the number of certificates', () => {
  it.each([
    ['10', 'holds', 0],
    ['approximately 11', 'holds-within', -1],
    ['approximately 20', 'differs', -10],
    ['at least 8', 'holds-within', 2],
    ['more than 9', 'holds-within', 1],
    ['more than 10', 'differs', 0],
    ['9', 'differs', 1],
    ['12', 'differs', -2],
  ])('%s, of ten listed: %s', async (said, verdict, difference) => {
    const claim = await verdictOf(field(said));
    expect(claim).toMatchObject({ kind: 'total', verdict, computed: 10 });
    expect(claim.difference ?? 0).toBe(difference);
  });

  it('is told to be that of lines, or of precertificates and certificates together', async () => {
    const twice = { 'list.txt': linksOf(...ten, ten[0]!) };
    expect(await verdictOf(field('11'), { files: twice })).toMatchObject({
      verdict: 'explained',
      explanation: '11 is the number of entries, 1 duplicate included; 10 certificates are listed',
    });
    const both = { 'list.txt': linksOf(...pres, ...ten) };
    const certificates = [...pres, ...ten];
    expect(await verdictOf(field('20'), { files: both, certificates })).toMatchObject({
      verdict: 'explained',
      explanation:
        '20 is the number of precertificates and final certificates together, 10 precertificates counted beside their certificates; 10 certificates are listed',
    });
    expect(await verdictOf(field('10'), { files: both, certificates })).toMatchObject({
      verdict: 'holds',
    });
  });

  it('is told to be that of certificates whose precertificates are not counted', async () => {
    const files = { 'list.txt': linksOf(...ten.slice(0, 6), ...pres) };
    const certificates = [...pres, ...ten];
    expect(await verdictOf(field('6'), { files, certificates })).toMatchObject({
      verdict: 'explained',
      explanation:
        '6 is the number of final certificates listed; 4 more are promised by precertificates; 10 certificates are listed',
    });
  });

  it('is not found fault with where what could not be had may be the other halves of pairs', async () => {
    const files = { 'list.txt': linksOf(...pres, ...ten) };
    const { findings } = (await verify({ ...LIST, files, certificates: pres, report: field('10') }))
      .findings;
    expect(findings.filter(({ file }) => file === 'report.md')).toEqual([]);
    expect(await verdictOf(field('15'), { files, certificates: pres })).toMatchObject({
      verdict: 'unchecked',
    });
    expect(await verdictOf(field('21'), { files, certificates: pres })).toMatchObject({
      verdict: 'differs',
    });
  });

  it('of which there are several is the sum of them, that of a list, or open', async () => {
    const two = 'We issued 4 certificates with problem A and found 6 certificates with problem B.';
    for (const claim of await judge(two)) expect(claim.verdict).not.toBe('differs');
    const lists = { 'a.txt': linksOf(...ten.slice(0, 4)), 'b.txt': linksOf(...ten.slice(4)) };
    const claims = await judge(two, { files: lists });
    expect(
      claims.filter(({ kind }) => kind === 'total').map(({ verdict }) => verdict),
    ).not.toContain('differs');
  });

  it('may be more than are listed since IRG 3.0, unless all are said to be', async () => {
    const table = { 'table.csv': tableOf(...ten.map((der) => rowOf(der))) };
    const listing: Partial<Listing> = { files: table, guideline: '3.2' };
    expect(await verdictOf(field('12'), listing)).toMatchObject({ verdict: 'unchecked' });
    expect(await verdictOf(field('12 (with 2 expired)'), listing)).toMatchObject({
      verdict: 'holds-within',
    });
    const full = `${field('12')}- **Incident heuristic:** 3 – Full list, see appendix\n`;
    expect(await verdictOf(full, listing)).toMatchObject({ verdict: 'differs', difference: -2 });
  });
});

describe('the dates of issuance', () => {
  it.each([
    ['2025-03-01 09:00:00 UTC', 'holds', 'by notBefore and SCT'],
    ['1 March 2025', 'holds-within', 'by day, by notBefore and SCT'],
    ['March 2025', 'holds-within', 'by day, by notBefore and SCT'],
    ['2025-03-01 10:00 CET', 'holds', 'by notBefore and SCT'],
    ['2025-03-01 10:00', 'holds-within', 'by notBefore, in the time zone UTC+01:00'],
    ['2025-03-01 10:00 UTC', 'explained', 'by notBefore, in the time zone UTC+01:00'],
    ['2025-03-01 09:00 PDT', 'explained', 'by notBefore, in the time zone UTC'],
    ['2025-03-01 10:00 UTC+03:00', 'explained', 'by notBefore, in the time zone UTC+01:00'],
    ['03/01/2025', 'holds-within', 'by day, by notBefore and SCT'],
    ['01/03/2025', 'holds-within', 'by day, by notBefore and SCT, read as 2025-03-01'],
    [
      '2025-03-01 09:07 UTC',
      'differs',
      'by notBefore it is 2025-03-01T09:00:00Z, by SCT it is 2025-03-01T09:00:00Z',
    ],
    [
      '2025-02-03',
      'differs',
      'by notBefore it is 2025-03-01T09:00:00Z, by SCT it is 2025-03-01T09:00:00Z',
    ],
  ])('first issued %s: %s, %s', async (said, verdict, explanation) => {
    const claim = await verdictOf(`First certificate issued: ${said}\n`);
    expect(claim).toMatchObject({ kind: 'first-issued', verdict, explanation });
  });

  it('of SCTs are told from notBefore', async () => {
    const late = await ca.issue({ notBefore: at(0), sctTimestamps: [at(30).getTime()] });
    const listing = { files: { 'list.txt': linksOf(late) }, certificates: [late] };
    expect(
      await verdictOf('First certificate issued: 2025-03-02 15:00 UTC\n', listing),
    ).toMatchObject({
      verdict: 'holds',
      explanation: 'by SCT',
    });
  });

  it('are bounds where they say so', async () => {
    const said = 'We misissued 10 certificates since 2025-02-20.';
    const since = (await judge(said)).find(({ kind }) => kind === 'first-issued');
    expect(since?.verdict ?? 'holds-within').toBe('holds-within');
  });

  it('say how far they are off', async () => {
    const claim = await verdictOf('First certificate issued: 2025-02-27 06:00:00 UTC\n');
    expect(claim).toMatchObject({ verdict: 'differs', difference: '+2 d 03:00:00' });
  });
});

describe('what cannot be compared', () => {
  it('is told with its reason', async () => {
    const claims = await judge(
      `${field('to be determined')}- **Total number of "remaining valid" certificates:** 4\n- **Was issuance stopped:** Yes\n`,
    );
    expect(claims.map(({ kind, verdict, explanation }) => [kind, verdict, explanation])).toEqual([
      [null, 'not-understood', 'nothing in this field can be compared'],
      ['remaining-valid', 'unchecked', 'whether certificates are revoked was not checked'],
      ['issuance-stopped', 'unchecked', 'certificates do not show it'],
    ]);
  });

  it('is what is claimed beyond all measure, and costs no more for it', async () => {
    const said = Array.from(
      { length: 5000 },
      (_, at) => `${at + 2} certificates have expired.\n\n`,
    );
    const claims = await judge(said.join(''));
    expect(claims.length).toBeGreaterThan(1000);
    expect(claims.at(-1)).toMatchObject({
      verdict: 'unchecked',
      explanation: 'there are more claims than in any report',
    });
  });
});

describe('what is said of a time', () => {
  const early = '2025-03-20T00:00:00Z';
  it.each([
    ['As of 2025-03-25, 1 of them has expired.', 'holds'],
    ['As of 2025-03-25, 2 of them have expired.', 'differs'],
    ['As of 15.03.2025, 1 of them has expired.', 'differs'],
    ['As of 04/03/2025, 1 of them has expired.', 'unchecked'],
  ])('is judged at that time: %s %s', async (said, verdict) => {
    const expired = await ca.issue({ notBefore: at(0), notAfter: new Date(early) });
    const certificates = [...ten, expired];
    const files = { 'list.txt': linksOf(...certificates) };
    const report = `### Impact\n\n11 certificates are affected. ${said}\n`;
    const claims = await judge(report, { files, certificates });
    expect(claims.find(({ kind }) => kind === 'expired')).toMatchObject({ verdict });
  });
});

describe('the signature algorithm', () => {
  it('of all that are listed is told from another that the report names', async () => {
    const named = (name: string): string =>
      `${field('10')}- **Additional considerations:** signature algorithm ${name}\n`;
    const of = async (name: string): Promise<string | undefined> =>
      (await judge(named(name))).find(({ kind }) => kind === 'signature-algorithm')?.verdict;
    expect(await of('sha256WithRSAEncryption')).toBe('differs');
    expect(await of('ecdsa-with-SHA256')).toBe('holds');
  });
});

describe('a total that counts certificates twice', () => {
  it('is not accused of an appendix that lacks them too', async () => {
    const files = { 'list.txt': linksOf(...pres, ...ten) };
    const full = `${field('20')}- **Incident heuristic:** 3 – Full list, see appendix\n`;
    const { findings } = (
      await verify({ ...LIST, files, certificates: [...pres, ...ten], report: full })
    ).findings;
    const codes = findings.filter(({ file }) => file === 'report.md').map(({ code }) => code);
    expect(codes).toEqual(['claim-counts-twice']);
  });
});
