/** For every code a listing that shows exactly it, and a near miss that shows nothing. */
import { gzipSync } from 'node:zlib';
import 'reflect-metadata';
import { BasicConstraintsExtension } from '@peculiar/x509';
import { type Fingerprint, fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import type { CertificateSource } from '../../src/sources/source.ts';
import { pem } from '../sources/material.ts';
import { buildZip } from '../sources/zip-builder.ts';
import { integer, sequence } from '../support/der.ts';
import { type EntryOptions, makeCrlCa } from '../support/make-crl.ts';
import { makeCa } from '../support/make-certificate.ts';
import {
  dnsName,
  extendedKeyUsage,
  rawCertificate,
  subjectAltName,
} from '../support/raw-certificate.ts';
import {
  type Cells,
  HEADER,
  type Listing,
  csv,
  crtShKnowing,
  linksOf,
  rowOf,
  tableOf,
} from './support.ts';

export interface Fixture {
  readonly hit: Listing;
  readonly miss: Listing;
  /** What else cannot but be said. */
  readonly also?: readonly string[];
}

const SCTS = { sctTimestamps: [Date.UTC(2025, 2, 1)] };
const PRE = { precertificate: true };
const ca = await makeCa();
const otherCa = await makeCa('CN=Unrelated CA, O=Other Org, C=US');

const names = ['example.org', 'www.example.org', 'bücher.example'].map((name) =>
  name.startsWith('b') ? 'xn--bcher-kva.example' : name,
);
const leaf = { subject: 'CN=example.org, O=Example Inc., C=NL', dnsNames: names };
const final = await ca.issue({ ...leaf, ...SCTS });
const pre = await ca.issue({ ...leaf, ...PRE });
const second = await ca.issue({ ...leaf, serial: '7b02', ...SCTS });
const secondPre = await ca.issue({ ...leaf, serial: '7b02', ...PRE });
/** ECDSA signs the same contents otherwise every time. */
const signedTwice = await ca.issue({ ...leaf, ...SCTS });
const altered = await ca.issue({ ...leaf, ...SCTS, dnsNames: ['altered.example'] });
const authority = await ca.issue({
  serial: '7b03',
  extensions: [new BasicConstraintsExtension(true, undefined, true)],
});
const many = await Promise.all(
  Array.from({ length: 24 }, (_, at) => ca.issue({ serial: `7c${String(at + 10)}`, ...SCTS })),
);
const unrelated = await otherCa.issue({ serial: '7d01', ...SCTS });
const sisterCa = await makeCa('CN=Test CA 2, O=Test, C=NL');
const sister = await sisterCa.issue({ serial: '7d02', ...SCTS });
const mail = rawCertificate({ extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')] });
/** As a Precertificate Signing Certificate does: another issuer, all else equal. */
const signedByOther = await ca.issue({ ...leaf, ...PRE, issuer: 'CN=Test CT CA, O=Test, C=NL' });

const hash = fingerprintOf(final);
const preHash = fingerprintOf(pre);

function table(cells: Cells = {}): Listing {
  return {
    files: { 'table.csv': tableOf(rowOf(final, pre, cells)) },
    certificates: [pre, final],
  };
}

/** Both tables, of one row, with these cells. */
function cells(hit: Cells, miss: Cells): Fixture {
  return { hit: table(hit), miss: table(miss) };
}

function rows(hit: readonly (readonly string[])[], miss: readonly (readonly string[])[]): Fixture {
  const listing = (content: readonly (readonly string[])[]): Listing => ({
    ...table(),
    files: { 'table.csv': csv(content) },
  });
  return { hit: listing(hit), miss: listing(miss) };
}

/** Lists under the guideline that recommends links. */
function links(hit: string | Uint8Array, miss: string | Uint8Array): Fixture {
  const listing = (content: string | Uint8Array): Listing => ({
    files: { 'list.txt': content },
    certificates: [final, second],
    guideline: '2.0',
  });
  return { hit: listing(hit), miss: listing(miss) };
}

function files(
  hit: Listing['files'],
  miss: Listing['files'],
  certificates: readonly Uint8Array[],
): Fixture {
  return { hit: { files: hit, certificates }, miss: { files: miss, certificates } };
}

/** A source that answers for one certificate, and does not know the others. */
function source(of: Fingerprint, answer: 'unavailable' | 'mismatched'): CertificateSource {
  return {
    name: 'a source',
    local: true,
    collect(wanted, sink) {
      for (const row of wanted.rows) {
        if (wanted.fingerprints.at(row) !== of) sink.notFound(row);
        else sink[answer](row, 'said so');
      }
      return Promise.resolve();
    },
  };
}

/** Shaped as a certificate, and none. */
const NO_CERTIFICATE = sequence(sequence(integer('01')), sequence(), integer('02'));
function zipOf(list: Uint8Array): Uint8Array {
  return buildZip([
    { name: 'list.txt.gz', bytes: list },
    { name: 'second.pem', bytes: Buffer.from(pem(second)) },
  ]);
}

const crlCa = makeCrlCa();
const revocable = crlCa.issue({
  serial: '7e10',
  extensions: [subjectAltName(dnsName('example.org'))],
});
const revocableSoonOver = crlCa.issue({
  serial: '7e10',
  notAfter: '250331235959Z',
  extensions: [subjectAltName(dnsName('example.org'))],
});

/** A row of which the CRL has an entry. */
function onCrl(
  hit: Cells,
  miss: Cells,
  entry: Partial<EntryOptions> | null = {},
  certificate = revocable,
): Fixture {
  const entries = entry === null ? [] : [{ serial: '7e10', ...ENTRY, ...entry }];
  const listing = (cells: Cells): Listing => ({
    files: { 'table.csv': tableOf(rowOf(certificate, undefined, cells)) },
    certificates: [certificate],
    crls: { issuers: [crlCa.certificate], crls: [crlCa.crl({ entries })] },
  });
  return { hit: listing(hit), miss: listing(miss) };
}

/** As `rowOf` has it. */
const ENTRY = { date: '250310080000Z', reason: 4 };
const PLANNED = { isRevoked: 'Planned', revocationDate: '2025-05-01', revocationReason: 'N/A' };
const NOT_APPLICABLE = { isRevoked: 'N/A', revocationDate: 'N/A', revocationReason: 'N/A' };

const ROW = rowOf(final, pre);
const reordered = (row: readonly string[]): string[] => [
  ...row.slice(0, 2),
  row[3]!,
  row[2]!,
  ...row.slice(4),
];
const custom = (row: readonly string[], cell: string, at: number): string[] =>
  row.toSpliced(at, 0, cell);
const link = linksOf(final);

export const FIXTURES: Readonly<Record<string, Fixture>> = {
  // the form as a whole
  'not-csv': {
    hit: { files: { 'list.txt': link }, certificates: [final] },
    miss: { files: { 'list.pem': pem(final) } },
  },
  'not-links': links(`https://crt.sh/?q=${hash}\n`, link),

  'perhaps-smime': {
    hit: {
      files: { 'list.csv': `Serial number,SHA-256\n01,${fingerprintOf(mail)}\n7e06,${hash}\n` },
      certificates: [mail],
    },
    miss: {
      files: { 'list.csv': `Serial number,SHA-256\n01,${fingerprintOf(mail)}\n` },
      certificates: [mail],
    },
    also: ['not-found'],
  },

  // the table
  'header-missing': rows([ROW], [HEADER, ROW]),
  'header-misspelt': rows(
    [HEADER.map((name) => (name === 'dNSNames' ? 'SAN' : name)), ROW],
    [HEADER, ROW],
  ),
  'header-capitalisation': rows([HEADER.map((name) => name.toUpperCase()), ROW], [HEADER, ROW]),
  'column-missing': rows(
    [HEADER.slice(0, 10), ROW.slice(0, 10)],
    [
      [...HEADER, 'Ticket'],
      [...ROW, '17'],
    ],
  ),
  'column-repeated': rows(
    [
      [...HEADER, 'Subject'],
      [...ROW, ROW[2]!],
    ],
    [
      [...HEADER, 'Old subject'],
      [...ROW, ROW[2]!],
    ],
  ),
  'column-order': rows([reordered(HEADER), reordered(ROW)], [HEADER, ROW]),
  'custom-column-first': rows(
    [custom(HEADER, 'Ticket', 0), custom(ROW, '17', 0)],
    [custom(HEADER, 'Ticket', 11), custom(ROW, '17', 11)],
  ),
  'not-comma-separated': {
    hit: { ...table(), files: { 'table.csv': csv([HEADER, ROW], ';') } },
    miss: table(),
  },

  // lines
  'truncated-hash': links(`${link}https://crt.sh/?sha256=${hash.slice(0, 63)}\n`, link),
  'overlong-hash': links(`${link}https://crt.sh/?sha256=${hash}0\n`, link),
  'sha1-hash': links(`${link}https://crt.sh/?sha256=${hash.slice(0, 40)}\n`, link),
  'not-hex': links(`${link}https://crt.sh/?sha256=${hash.slice(0, 63)}z\n`, link),
  'search-link': links(`${link}https://crt.sh/?Identity=%25&iCAID=192864\n`, link),
  'foreign-link': links(`${link}https://example.org/certificate/1\n`, link),
  'crt-sh-id': {
    hit: {
      files: { 'list.txt': `${link}https://crt.sh/?id=1234567\n` },
      certificates: [final],
      guideline: '2.0',
      sources: [crtShKnowing(second)],
    },
    miss: { files: { 'list.txt': link }, certificates: [final], guideline: '2.0' },
  },
  'binary-line': links(
    `${link}\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\n${linksOf(second)}`,
    link,
  ),
  'line-too-long': links(
    `${link}${'x'.repeat(3_000_000)}\n`,
    `${link}# ${'word '.repeat(500_000)}\n`,
  ),
  'damaged-certificate': links(
    `${pem(final)}${pem(second).replace(/\n.{20}/, '\n!!!!')}`,
    pem(final),
  ),
  'damaged-list': links(zipOf(gzipSync(link).subarray(0, -6)), zipOf(gzipSync(link))),
  'words-only': links(`${link}and those of last week\n`, `# and those of last week\n${link}`),
  'mangled-hash': cells({ precertificateHash: '1.23E+38' }, { precertificateHash: 'N/A' }),
  'mangled-serial': rows(
    [HEADER, ROW, HEADER.map((name) => (name === 'Serial #' ? '1.23E+38' : 'N/A'))],
    [HEADER, ROW],
  ),
  'unclosed-quote': {
    hit: { ...table(), files: { 'table.csv': `${tableOf(ROW)}N/A,N/A,"never closed\n` } },
    miss: table(),
  },
  'unnamed-row': rows(
    [HEADER, ROW, ['N/A', 'N/A', 'CN=other.example', ...ROW.slice(3, 6), 'N/A', ...ROW.slice(7)]],
    [HEADER, ROW],
  ),
  'mangled-date': cells({ notBefore: '45717' }, { notBefore: '2025-03-01 00:00:00 UTC' }),
  'mangled-number': cells({ serial: '3.15E+4' }, { serial: '0x7B01' }),
  'mangled-cell': cells({ revocationReason: '#REF!' }, { revocationReason: 'N/A' }),

  // hashes
  'hashes-swapped': cells({ precertificateHash: hash, certificateHash: preHash }, {}),
  'precertificate-in-certificate-column': {
    hit: {
      files: {
        'table.csv': tableOf(
          rowOf(final, pre, { certificateHash: `${hash} ${preHash}`, precertificateHash: 'N/A' }),
        ),
      },
      certificates: [pre, final],
    },
    miss: table(),
  },
  'certificate-in-precertificate-column': {
    hit: {
      files: {
        'table.csv': tableOf(
          rowOf(final, pre, { precertificateHash: hash, certificateHash: 'N/A' }),
        ),
      },
      certificates: [pre, final],
    },
    miss: table({ precertificateHash: 'N/A' }),
  },
  'several-certificates-in-row': files(
    {
      'table.csv': tableOf(
        rowOf(final, undefined, { certificateHash: `${hash} ${fingerprintOf(second)}` }),
      ),
    },
    { 'table.csv': tableOf(rowOf(final), rowOf(second)) },
    [final, second],
  ),
  'pair-differs': {
    hit: {
      files: { 'table.csv': tableOf(rowOf(second, pre), rowOf(final, secondPre)) },
      certificates: [pre, final, second, secondPre],
    },
    miss: {
      files: {
        'table.csv': tableOf(rowOf(final, pre), rowOf(second, secondPre)),
      },
      certificates: [pre, final, second, secondPre],
    },
  },
  'precertificate-signing-ca': {
    hit: {
      files: { 'table.csv': tableOf(rowOf(final, signedByOther)) },
      certificates: [signedByOther, final],
    },
    miss: table(),
  },

  // cells
  'row-length': rows([HEADER, [...ROW, 'one cell too many']], [HEADER, [...ROW, '']]),
  'row-shifted': rows([HEADER, ROW.toSpliced(5, 1)], [HEADER, ROW.slice(0, 11)]),
  'cell-empty': cells({ subject: '' }, {}),
  'subject-differs': cells(
    { subject: 'CN=example.com,O=Example Inc.,C=NL' },
    { subject: '/CN=example.org/O=Example Inc./C=NL' },
  ),
  'subject-incomplete': cells(
    { subject: 'example.org' },
    { subject: 'C = NL, O = Example Inc., CN = example.org' },
  ),
  'issuer-differs': cells(
    { issuer: 'CN=Test CA 2,O=Test,C=NL' },
    { issuer: '2.5.4.3=Test CA, O=Test, countryName=NL' },
  ),
  'issuer-incomplete': cells(
    { issuer: 'CN=Test CA' },
    { issuer: '"CN=Test CA", O="Test", C=NL'.replaceAll('"CN=Test CA"', 'CN="Test CA"') },
  ),
  'name-reordered': cells(
    { subject: 'O=Example Inc.,CN=example.org,C=NL' },
    { subject: 'C=NL,O=Example Inc.,CN=example.org' },
  ),
  'name-inexact': cells(
    { subject: 'CN=example.org,O=EXAMPLE INC.,C=nl' },
    { subject: 'cn=example.org, o="Example Inc.", c=NL' },
  ),
  'name-unreadable': cells({ subject: 'see attachment' }, {}),
  'not-before-differs': cells({ notBefore: '2025-03-02' }, { notBefore: '2025-03-01' }),
  'not-after-differs': cells(
    { notAfter: '2025-05-31T23:59:59Z' },
    { notAfter: 'May 30 23:59:59 2025 GMT' },
  ),
  'date-other-zone': cells(
    { notBefore: '2025-03-01 01:00:00' },
    { notBefore: '2025-03-01T01:00:00+01:00' },
  ),
  'date-local-form': cells(
    { revocationDate: '10.03.2025 08:00' },
    { revocationDate: '2025/03/10 08:00' },
  ),
  'date-other-order': cells({ notBefore: '2025-01-03' }, { notBefore: '1 March 2025' }),
  'date-unreadable': cells({ notAfter: 'in May' }, { notAfter: '2025-05-30 23:59 UTC' }),
  'serial-differs': cells({ serial: '7b02' }, { serial: '00:7B:01' }),
  'serial-decimal': cells({ serial: '31489' }, { serial: '7B 01' }),
  'serial-odd-digits': cells({ serial: '07b01' }, { serial: '007b01' }),
  'serial-unreadable': cells({ serial: 'unknown' }, {}),
  'dns-names-differ': cells(
    { dnsNames: 'example.org' },
    { dnsNames: 'DNS:WWW.example.org, DNS:bücher.example DNS:example.org' },
  ),
  'dns-names-truncated': cells(
    { dnsNames: 'example.org www.exam…' },
    { dnsNames: 'example.org www.example.org xn--bcher-kva.example' },
  ),

  // revocation
  'revocation-status-missing': cells({ isRevoked: '' }, { isRevoked: 'yes' }),
  'revocation-status-not-permitted': cells({ isRevoked: 'No' }, { isRevoked: 'YES' }),
  'not-applicable-unexpired': {
    hit: table({ isRevoked: 'N/A', revocationDate: 'N/A', revocationReason: 'N/A' }),
    miss: {
      ...table({ isRevoked: 'N/A', revocationDate: 'N/A', revocationReason: 'N/A' }),
      asOf: '2025-05-31T00:00:00Z',
    },
  },
  'expired-still-pending': {
    hit: {
      ...table({ isRevoked: 'Planned', revocationDate: '2025-07-01', revocationReason: 'N/A' }),
      asOf: '2025-06-01T00:00:00Z',
    },
    // the second of notAfter is still valid
    miss: {
      ...table({ isRevoked: 'Planned', revocationDate: '2025-05-30', revocationReason: 'N/A' }),
      asOf: '2025-05-30T23:59:59Z',
    },
  },
  // beside the CRL
  'revoked-not-on-crl': onCrl({}, { revocationDate: '2025-04-01T08:00:00Z' }, null),
  'revoked-undated-not-on-crl': {
    ...onCrl({ revocationDate: 'soon' }, { revocationDate: '2025-04-01T08:00:00Z' }, null),
    also: ['revocation-date-unreadable'],
  },
  'revoked-though-pending': onCrl(PLANNED, {}),
  'revoked-though-not-applicable': onCrl(NOT_APPLICABLE, {}, {}, revocableSoonOver),
  'revocation-date-differs': onCrl(
    { revocationDate: '2025-03-12T09:30:00Z' },
    { revocationDate: '10 March 2025' },
  ),
  'revocation-reason-differs': onCrl(
    { revocationReason: 'keyCompromise' },
    { revocationReason: 'superseded (4)' },
  ),
  'crl-reason-not-permitted': {
    hit: onCrl({ revocationReason: 'N/A' }, {}, { reason: 2 }).hit,
    miss: onCrl({ revocationReason: 'keyCompromise' }, {}, { reason: 1 }).hit,
    also: ['revocation-reason-differs'],
  },

  'revocation-date-missing': cells({ revocationDate: 'N/A' }, { revocationDate: '2025-03-10' }),
  'revocation-date-unreadable': cells(
    { revocationDate: 'soon' },
    { revocationDate: '10 Mar 2025' },
  ),
  'revocation-before-not-before': cells(
    { revocationDate: '2025-02-27' },
    { revocationDate: '2025-03-01T00:00:00Z' },
  ),
  'revoked-in-future': cells(
    { revocationDate: '2025-04-01T12:00:01Z' },
    { revocationDate: '2025-04-01T12:00:00Z' },
  ),
  'planned-in-past': cells(
    { isRevoked: 'Planned', revocationDate: '2025-03-30', revocationReason: 'N/A' },
    { isRevoked: 'Delayed', revocationDate: '2025-04-01', revocationReason: 'N/A' },
  ),
  'revocation-date-although-expired': {
    hit: { ...table({ isRevoked: 'N/A', revocationReason: '-' }), asOf: '2025-06-01T00:00:00Z' },
    miss: { ...table(), asOf: '2025-06-01T00:00:00Z' },
  },
  'revocation-after-not-after': {
    hit: { ...table({ revocationDate: '2025-06-01' }), asOf: '2025-06-02T00:00:00Z' },
    miss: { ...table({ revocationDate: '2025-05-30' }), asOf: '2025-06-02T00:00:00Z' },
  },
  'revocation-reason-missing': cells({ revocationReason: ' ' }, { revocationReason: 'N/A' }),
  'revocation-reason-unknown': cells(
    { revocationReason: 'misissued' },
    { revocationReason: 'Superseded (4)' },
  ),
  'revocation-reason-not-permitted': cells(
    { revocationReason: 'certificateHold' },
    { revocationReason: 'key compromise' },
  ),
  'revocation-reason-number': cells({ revocationReason: '4' }, { revocationReason: 'unspecified' }),
  'reason-without-revocation': cells(
    { isRevoked: 'Planned', revocationDate: '2025-04-02', revocationReason: 'superseded' },
    { isRevoked: 'Planned', revocationDate: '2025-04-02', revocationReason: 'N/A' },
  ),

  // the listing
  duplicate: links(
    `${link}${hash.toUpperCase()}\n`.replace(/\n.*\n$/, `\n${link}`),
    linksOf(final, second),
  ),
  'nothing-listed': rows([HEADER], [HEADER, ROW]),
  'in-several-lists': {
    ...files(
      { 'list.md': `## A\n\n${linksOf(final)}\n## B\n\n${linksOf(final)}` },
      { 'table.csv': tableOf(rowOf(final)) },
      [final],
    ),
    also: ['not-csv'],
  },
  'pair-listed-separately': files(
    { 'table.csv': tableOf(rowOf(final), rowOf(final, pre, { certificateHash: 'N/A' })) },
    { 'table.csv': tableOf(rowOf(final, pre)) },
    [pre, final],
  ),
  'precertificate-without-certificate': files(
    { 'table.csv': tableOf(rowOf(final, pre, { certificateHash: 'N/A' })) },
    { 'table.csv': tableOf(rowOf(final)) },
    [pre, final],
  ),
  'shared-serial': files(
    { 'table.csv': tableOf(rowOf(final), rowOf(altered)) },
    { 'table.csv': tableOf(rowOf(final), rowOf(second)) },
    [final, altered, second],
  ),
  'signed-twice': files(
    { 'table.csv': tableOf(rowOf(final), rowOf(signedTwice)) },
    { 'table.csv': tableOf(rowOf(final), rowOf(second)) },
    [final, signedTwice, second],
  ),
  'ca-certificate': files(
    { 'table.csv': tableOf(rowOf(final), rowOf(second), rowOf(authority)) },
    { 'table.csv': tableOf(rowOf(authority)) },
    [final, second, authority],
  ),
  'odd-issuer': files(
    { 'table.csv': tableOf(...[...many, unrelated].map((der) => rowOf(der))) },
    { 'table.csv': tableOf(...[...many, sister].map((der) => rowOf(der))) },
    [...many, unrelated, sister],
  ),

  // obtaining
  'not-found': files(
    { 'table.csv': tableOf(rowOf(final, pre), rowOf(second)) },
    { 'table.csv': tableOf(rowOf(final, pre)) },
    [final, pre],
  ),
  unavailable: {
    hit: {
      files: { 'table.csv': tableOf(rowOf(final), rowOf(second)) },
      certificates: [final],
      sources: [source(fingerprintOf(second), 'unavailable')],
    },
    miss: table(),
  },
  mismatched: {
    hit: {
      files: { 'table.csv': tableOf(rowOf(final), rowOf(second)) },
      certificates: [final],
      sources: [source(fingerprintOf(second), 'mismatched')],
    },
    miss: table(),
  },
  unreadable: files(
    {
      'table.csv': tableOf(
        ROW,
        rowOf(second, undefined, { certificateHash: fingerprintOf(NO_CERTIFICATE) }),
      ),
    },
    { 'table.csv': tableOf(ROW, rowOf(second)) },
    [final, pre, second, NO_CERTIFICATE],
  ),
  unresolvable: files(
    {
      'table.csv': tableOf(
        rowOf(final, pre, { precertificateHash: 'N/A', certificateHash: 'N/A' }),
      ),
    },
    { 'table.csv': tableOf(rowOf(final, pre)) },
    [final, pre],
  ),
};
