/** For every code a report that shows exactly it beside its list, and a near miss that shows nothing. */
import { makeCa } from '../support/make-certificate.ts';
import { makeCrlCa } from '../support/make-crl.ts';
import { dnsName, subjectAltName } from '../support/raw-certificate.ts';
import type { Fixture } from './fixtures.ts';
import { type Cells, type Listing, rowOf, tableOf } from './support.ts';

const DV = '2.23.140.1.2.1';
const OV = '2.23.140.1.2.2';
const ca = await makeCa();

/** Issued on 1, 2 and 3 March 2025, logged ten seconds later. */
const times = ['2025-03-01T09:00:00Z', '2025-03-02T12:00:00Z', '2025-03-03T17:30:00Z'];
const three = await Promise.all(
  times.map((time, at) => ca.issue({ ...issuedAt(time), serial: `7e0${at + 1}`, policies: [DV] })),
);
const promised = await ca.issue({ serial: '7e04', precertificate: true, policies: [DV] });
const mixed = await ca.issue({ ...issuedAt(times[1]!), serial: '7e05', policies: [OV] });
const expired = await ca.issue({
  ...issuedAt(times[0]!),
  serial: '7e06',
  policies: [DV],
  notAfter: new Date('2025-03-20T00:00:00Z'),
});
const unlogged = await ca.issue({ notBefore: new Date(times[0]!), serial: '7e08', policies: [DV] });

function issuedAt(time: string): { notBefore: Date; sctTimestamps: number[] } {
  return { notBefore: new Date(time), sctTimestamps: [Date.parse(time) + 10_000] };
}

function listing(certificates: readonly Uint8Array[], cells: Cells = {}): Listing {
  const rows = certificates.map((der) => {
    return rowOf(der, undefined, der === expired ? { ...EXPIRED, ...cells } : cells);
  });
  return { files: { 'table.csv': tableOf(...rows) }, certificates };
}

const EXPIRED: Cells = { isRevoked: 'N/A', revocationDate: 'N/A', revocationReason: 'N/A' };
const PLANNED: Cells = {
  isRevoked: 'Planned',
  revocationDate: '2025-04-03',
  revocationReason: 'N/A',
};
const base = listing(three);
const planned = listing(three, PLANNED);
/** The precertificate stands in its own column. */
const withPromise: Listing = {
  files: {
    'table.csv': tableOf(
      ...three.map((der) => rowOf(der)),
      rowOf(promised, promised, { certificateHash: 'N/A' }),
    ),
  },
  certificates: [...three, promised],
};

const crlCa = makeCrlCa();
const revocable = ['7e11', '7e12'].map((serial) =>
  crlCa.issue({ serial, extensions: [subjectAltName(dnsName('example.org'))] }),
);

/** Two certificates, of which a CRL lists the first. */
function onCrl(...claims: readonly string[]): Listing {
  const cells: Cells = {
    isRevoked: 'Yes',
    revocationDate: '2025-03-10T08:00:00Z',
    revocationReason: 'superseded',
  };
  const rows = revocable.map((der, at) => rowOf(der, undefined, at === 0 ? cells : PLANNED));
  const entries = [{ serial: '7e11', date: '250310080000Z', reason: 4 }];
  return {
    files: { 'table.csv': tableOf(...rows) },
    certificates: revocable,
    crls: { issuers: [crlCa.certificate], crls: [crlCa.crl({ entries })] },
    report: fields(...claims),
  };
}

function fields(...lines: readonly string[]): string {
  return `### Impact\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
}

function impact(list: Listing, hit: readonly string[], miss: readonly string[]): Fixture {
  return { hit: { ...list, report: fields(...hit) }, miss: { ...list, report: fields(...miss) } };
}

const total = (count: number): string => `**Total number of certificates:** ${count}`;
const valid = (count: number): string =>
  `**Total number of "remaining valid" certificates:** ${count}`;
const types = (text: string): string => `**Affected certificate types:** ${text}`;
const heuristic = (text: string): string => `**Incident heuristic:** ${text}`;
const FULL = heuristic('3 – Full list, see appendix');
const first = (text: string): string => `First certificate issued: ${text}`;
const last = (text: string): string => `Last certificate issued: ${text}`;
const start = (text: string): string => `**Non-compliance start date:** ${text}`;
const end = (text: string): string => `**Non-compliance end date:** ${text}`;

const TEMPLATE = [
  total(3),
  valid(0),
  types('DV'),
  FULL,
  '**Was issuance stopped in response to this incident, and why or why not?:** Yes',
  '**Analysis:** N/A',
];
const without = (at: number): string[] => TEMPLATE.toSpliced(at, 1);

export const REPORT_FIXTURES: Readonly<Record<string, Fixture>> = {
  'claim-counts-twice': {
    hit: {
      ...base,
      files: { 'table.csv': tableOf(...[...three, three[0]!].map((der) => rowOf(der))) },
      report: fields(total(4)),
    },
    miss: { ...base, report: fields(total(3)) },
    also: ['duplicate'],
  },
  'claim-counts-part': {
    hit: { ...withPromise, report: fields(total(3)) },
    miss: { ...base, report: fields(total(3)) },
    also: ['precertificate-without-certificate'],
  },
  'claim-count-differs': impact(base, [total(2)], ['**Total number of certificates:** at least 2']),
  'claim-more-than-listed': impact(base, [total(5)], [total(5).concat(' (with 2 expired)')]),
  'claim-remaining-valid-expired': {
    hit: { ...listing([...three, expired]), report: fields(total(4), valid(4)) },
    miss: { ...listing(three, PLANNED), report: fields(total(3), valid(3)) },
  },
  'claim-revocation-column-differs': impact(planned, [valid(2)], [valid(3)]),
  'claim-remaining-valid-not-revoked': {
    hit: onCrl(total(2), valid(0)),
    miss: onCrl(total(2), valid(1)),
  },
  'claim-revoked-not-on-crl': {
    hit: onCrl(total(2), '**Number of revoked certificates:** 2', FULL),
    miss: onCrl(total(2), '**Number of revoked certificates:** 1', FULL),
  },
  'claim-remaining-valid-revoked': {
    hit: onCrl(total(2), valid(2)),
    miss: onCrl(total(2), '**Total number of "remaining valid" certificates:** up to 2'),
  },
  'claim-revoked-more': {
    hit: onCrl(total(2), '**Number of revoked certificates:** 0', FULL),
    miss: onCrl(total(2), '**Number of revoked certificates:** at least 0', FULL),
  },
  'claim-expired-differs': {
    hit: { ...base, report: fields(FULL, '**Number of expired certificates:** 1') },
    miss: {
      ...listing([...three, expired]),
      report: fields('**Number of expired certificates:** 1'),
    },
  },
  'claim-types-differ': impact(listing([...three, mixed]), [types('DV')], [types('DV and OV')]),
  'claim-type-count-differs': impact(
    listing([...three, mixed]),
    [types('DV: 2, OV: 1')],
    [types('DV: 3, OV: 1')],
  ),
  'claim-issuer-differs': impact(
    base,
    [FULL, total(3), 'Issuer: Elsewhere CA 1'],
    ['Issuer: Test CA'],
  ),
  'claim-algorithm-differs': impact(
    base,
    [total(3), 'Signature algorithm: sha1WithRSAEncryption'],
    ['Signature algorithm: ecdsa-with-SHA256'],
  ),
  'claim-date-differs': impact(
    base,
    [first('2025-03-02')],
    [first('2025-03-01'), last('3 March 2025')],
  ),
  'claim-zone-differs': impact(
    base,
    [first('2025-03-01 11:00 UTC')],
    [first('2025-03-01 11:00'), last('2025-03-03 18:30 CET')],
  ),
  'claim-date-near': impact(
    listing([unlogged]),
    [first('2025-03-02')],
    [first('2025-03-01 10:00')],
  ),
  'claim-heuristic-oid': impact(
    listing([...three, mixed]),
    [heuristic(`Any certificate containing policy OID ${OV} is affected`)],
    [heuristic(`Any certificate containing policy OID ${OV} or ${DV} is affected`)],
  ),
  'claim-heuristic-range': impact(
    base,
    [heuristic('Any certificate issued between 2025-03-01 and 2025-03-02 is affected')],
    [heuristic('Any certificate issued between 2025-03-01 and 2025-03-03 is affected')],
  ),
  'report-types-sum': {
    hit: { ...listing([...three, mixed]), report: fields(total(4), types('DV: 3, OV: 2')) },
    miss: { ...listing([...three, mixed]), report: fields(total(4), types('DV: 3, OV: 1')) },
    also: ['claim-type-count-differs'],
  },
  'report-remaining-above-total': {
    hit: { ...base, report: fields(total(3), valid(4)) },
    miss: { ...base, report: fields(total(3), valid(0)) },
    also: ['report-rows-below-remaining'],
  },
  'report-rows-below-remaining': {
    hit: { ...base, report: fields('**Total number of certificates:** at least 3', valid(4)) },
    miss: { ...planned, report: fields(valid(3)) },
  },
  'report-appendix-incomplete': {
    hit: { ...base, report: fields(total(5), FULL) },
    miss: { ...base, report: fields(total(3), FULL) },
    also: ['claim-count-differs'],
  },
  'report-first-after-last': {
    hit: { ...base, report: fields(first('2025-03-03'), last('2025-03-01')) },
    miss: { ...base, report: fields(first('2025-03-01'), last('2025-03-03')) },
    also: ['claim-date-differs'],
  },
  'report-noncompliance-order': {
    hit: { ...base, report: fields(start('2025-03-01'), end('2025-02-01')) },
    miss: { ...base, report: fields(start('2025-03-01'), end('2025-03-03')) },
    also: ['report-issued-after-noncompliance'],
  },
  'report-issued-after-noncompliance': impact(
    base,
    [end('2025-03-02 12:00 UTC')],
    [end('2025-03-03')],
  ),
  'report-issued-before-noncompliance': impact(
    base,
    [start('2025-03-03')],
    [start('2025-03-01 09:00 UTC')],
  ),
  'report-range-inverted': impact(
    base,
    [heuristic('Any certificate issued between 11/13/2024 and 4/11/2024 is affected')],
    [heuristic('Any certificate issued between 03/01/2025 and 03/04/2025 is affected')],
  ),
  'report-field-missing': impact(base, without(2), TEMPLATE),
  'report-field-empty': impact(
    base,
    [...without(2), types('')],
    [...without(1), '**Total number of "remaining valid" certificates:** N/A'],
  ),
};
