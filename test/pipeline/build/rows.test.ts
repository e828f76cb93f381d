import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { COLUMNS, LINKS_FROM } from '../../../src/appendix/table/columns.ts';
import { csvHeader } from '../../../src/appendix/write/csv.ts';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { EXTRA_COLUMNS } from '../../../src/pipeline/build/extra-columns.ts';
import { readFacts } from '../../../src/x509/facts.ts';
import { attribute, element, integer, sequence, set, text } from '../../support/der.ts';
import { makeCa } from '../../support/make-certificate.ts';
import {
  CA_CONSTRAINTS,
  dnsName,
  extendedKeyUsage,
  policies,
  rawCertificate,
  subjectAltName,
} from '../../support/raw-certificate.ts';
import { hasShared, readPem, sharedPath } from '../../support/shared.ts';
import { buildOf, localSource } from './building.ts';

const SCTS = { sctTimestamps: [Date.UTC(2025, 2, 1)] };
const PRE = { precertificate: true };
const ca = await makeCa();
const final = await ca.issue(SCTS);
const precertificate = await ca.issue(PRE);
const lonePrecertificate = await ca.issue({ ...PRE, serial: '7b03' });
const loneFinal = await ca.issue({ serial: '7b04', notBefore: new Date('2024-03-01T00:00:00Z') });
const ALL = [final, precertificate, lonePrecertificate, loneFinal];
const hash = (der: Uint8Array): string => fingerprintOf(der);

describe('the table of certificates', () => {
  it('has a row for each certificate, precertificate and final certificate in one', async () => {
    const { rows, account } = await buildOf([ALL]);
    expect(account).toMatchObject({ format: 'csv', rows: 3, final: 2, presumed: 1, missing: 0 });
    const hashes = rows.map(({ precertificateHash, certificateHash }) => [
      precertificateHash,
      certificateHash,
    ]);
    expect(hashes[0]).toEqual(['N/A', hash(loneFinal)]);
    expect(hashes.slice(1).sort()).toEqual(
      [
        [hash(precertificate), hash(final)],
        [hash(lonePrecertificate), 'N/A'],
      ].sort(),
    );
  });

  it('says of a certificate what its facts say', async () => {
    const { rows } = await buildOf([[loneFinal]]);
    const facts = readFacts(loneFinal);
    expect(rows).toEqual([
      {
        precertificateHash: 'N/A',
        certificateHash: facts.sha256,
        subject: 'CN=example.org',
        issuer: 'C=NL,O=Test,CN=Test CA',
        notBefore: '2024-03-01T00:00:00Z',
        notAfter: '2025-05-30T23:59:59Z',
        serial: '7b04',
        dnsNames: 'example.org',
        isRevoked: '',
        revocationDate: '',
        revocationReason: '',
      },
    ]);
  });

  it('is the same whatever the order of the input', async () => {
    const { text: expected } = await buildOf([ALL]);
    for (const order of [
      [...ALL].reverse(),
      [final, lonePrecertificate, loneFinal, precertificate],
    ]) {
      expect((await buildOf([order])).text).toBe(expected);
      expect((await buildOf(order.map((der) => [der]))).text).toBe(expected);
    }
    const list = `${[...ALL, ...ALL].map(hash).join('\n')}\n`;
    const listed = await buildOf([list], { from: [await localSource(ALL)] });
    expect(listed.text).toBe(expected);
  });

  it('gives two precertificates with equal contents one row with both hashes', async () => {
    const again = await ca.issue({ ...PRE, serial: '7b03' });
    const { rows, account } = await buildOf([[lonePrecertificate, again]]);
    expect(account).toMatchObject({ rows: 1, presumed: 1 });
    const hashes = [hash(again), hash(lonePrecertificate)].sort().join(' ');
    expect(rows[0]!.precertificateHash).toBe(hashes);
  });

  it('gives the same serial number with other contents two rows', async () => {
    const other = await ca.issue({ ...SCTS, subject: 'CN=other.example' });
    const { rows, account } = await buildOf([[other, precertificate]]);
    expect(account).toMatchObject({ rows: 2, final: 1, presumed: 1 });
    expect(new Set(rows.map(({ serial }) => serial))).toEqual(new Set(['7b01']));
  });

  it('pairs no precertificate of a precertificate signing CA, whose issuer is another', async () => {
    const signingCa = await makeCa('CN=Test CA Precertificate Signing, C=NL');
    const signed = await signingCa.issue(PRE);
    const { account, rows } = await buildOf([[final, signed]]);
    expect(account).toMatchObject({ rows: 2, final: 1, presumed: 1 });
    expect(rows.map(({ issuer }) => issuer).join()).toContain('CN=Test CA Precertificate Signing');
  });

  it('enters no precertificate twice where two final certificates have its contents', async () => {
    const again = await ca.issue(SCTS);
    const { rows } = await buildOf([[precertificate, again, final]]);
    const cells = rows.map(({ precertificateHash }) => precertificateHash).sort();
    expect(cells).toEqual([hash(precertificate), 'N/A'].sort());
    const reversed = await buildOf([[final, again, precertificate]]);
    expect(reversed.rows).toEqual(rows);
  });
});

describe.skipIf(!hasShared('corpus/pairs.pem'))('the table of the shared pairs', () => {
  it('has every hash once, and a row for each that counts', async () => {
    const certificates = readPem(sharedPath('corpus/pairs.pem'));
    const { rows, account, text } = await buildOf([certificates]);
    const hashes = rows
      .flatMap((row) => `${row.precertificateHash} ${row.certificateHash}`.split(' '))
      .filter((each) => each !== 'N/A');
    expect(hashes.sort()).toEqual([...new Set(certificates.map(hash))].sort());
    const paired = rows.filter(
      (row) => row.precertificateHash !== 'N/A' && row.certificateHash !== 'N/A',
    );
    expect(paired.length).toBeGreaterThan(0);
    expect(paired.length).toBeLessThan(rows.length);
    expect(account.rows).toBe(account.final + account.presumed);
    expect((await buildOf([[...certificates].reverse()])).text).toBe(text);
  });
});

describe('what was not obtained', () => {
  const missing = 'ab'.repeat(32);

  it('is a row with its hash and nothing else', async () => {
    const { rows, account } = await buildOf([`${hash(loneFinal)}\n${missing}\n`], {
      from: [await localSource([loneFinal])],
    });
    expect(account).toMatchObject({ rows: 2, final: 1, missing: 1 });
    expect(rows[1]).toMatchObject({ certificateHash: missing, precertificateHash: '', serial: '' });
  });

  it('keeps the serial number that stands beside its hash, and one that stands alone', async () => {
    const list = `0x4696 - SHA256 hash ${missing}\nserial 03:62:8f:db\n${hash(loneFinal)}\n`;
    const { rows, account } = await buildOf([list], { from: [await localSource([loneFinal])] });
    expect(account.rows).toBe(account.final + account.missing + account.serials);
    expect(rows.find(({ certificateHash }) => certificateHash === missing)?.serial).toBe('4696');
  });

  it('has a link with its hash', async () => {
    const { text: links } = await buildOf([`${missing}\n`], { format: 'links' });
    expect(links).toBe(`https://crt.sh/?sha256=${missing}\n`);
  });
});

describe('S/MIME certificates', () => {
  const person = rawCertificate({
    serial: integer('0c'),
    subject: sequence(set(attribute('2.5.4.3', text(0x0c, 'Jane Roe')))),
    extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4'), policies('2.23.140.1.5.4.3')],
  });
  const byPolicy = rawCertificate({
    serial: integer('0d'),
    extensions: [policies('2.23.140.1.5.1.1')],
  });

  it.each([
    ['emailProtection', person, '0c'],
    ['an S/MIME policy', byPolicy, '0d'],
  ])('have serial number and hashes only: %s', async (_, der, serial) => {
    const { rows, account, text: csv } = await buildOf([[der]], { extra: EXTRA_COLUMNS });
    expect(account.withheld).toBe(1);
    expect(rows[0]).toMatchObject({
      certificateHash: hash(der),
      serial,
      subject: 'REDACTED',
      issuer: 'REDACTED',
      notBefore: 'REDACTED',
      notAfter: 'REDACTED',
      dnsNames: 'REDACTED',
      emailAddresses: 'REDACTED',
      crtShLink: `https://crt.sh/?sha256=${hash(der)}`,
    });
    expect(csv).not.toContain('Jane');
  });

  it('have all when asked for it', async () => {
    const { rows, account } = await buildOf([[person]], { redactSmime: false });
    expect(account.withheld).toBe(0);
    expect(rows[0]).toMatchObject({ subject: 'CN=Jane Roe' });
  });

  it('are not the CA certificates that they are issued by', async () => {
    const intermediate = rawCertificate({
      extensions: [CA_CONSTRAINTS, extendedKeyUsage('1.3.6.1.5.5.7.3.4')],
    });
    const { account } = await buildOf([[intermediate]]);
    expect(account.withheld).toBe(0);
  });
});

describe('hostile names', () => {
  it.each([
    ['quotes', 0x0c, 'a","b'],
    ['line ends', 0x0c, 'a\r\nb\nc\rd'],
    ['controls', 0x0c, '\x1b[31m\x07'],
    ['bidirectional characters', 0x0c, '\u202emoc.elpmaxe'],
    ['Latin-1', 0x14, 'W\xfcrttemberg'],
    ['a formula', 0x0c, '=cmd|x'],
  ])('come out of the table as they went in: %s', async (_, tag, value) => {
    const encoding = tag === 0x14 ? 'latin1' : 'utf8';
    const der = rawCertificate({
      subject: sequence(set(attribute('2.5.4.3', text(tag, value, encoding)))),
      extensions: [
        subjectAltName(element(0x82, Buffer.from(value, 'latin1')), dnsName('x.example')),
      ],
    });
    const { rows } = await buildOf([[der]]);
    const facts = readFacts(der);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ subject: facts.subject, dnsNames: facts.dnsNames.join(',') });
  });

  it('start no formula', async () => {
    const der = rawCertificate({ extensions: [subjectAltName(dnsName('=1+1'))] });
    const { text: csv } = await buildOf([[der]]);
    expect(csv).toContain(",'=1+1,");
  });
});

describe('every certificate of the corpus', () => {
  it.skipIf(!hasShared('corpus/other.pem')).each(['real.pem', 'other.pem'])(
    'has its hash in exactly one row: %s',
    async (name) => {
      const path = sharedPath(`corpus/${name}`);
      const { account, rows } = await buildOf([path], { redactSmime: false });
      expect(account.rows).toBe(rows.length);
      const hashes = rows.flatMap((row) =>
        `${row.precertificateHash} ${row.certificateHash}`.split(' '),
      );
      const distinct = new Set(readPem(path).map(hash));
      expect(hashes.filter((each) => distinct.has(each)).sort()).toEqual([...distinct].sort());
    },
    120_000,
  );
});

describe('the 10,000 rule', () => {
  it.each([
    [LINKS_FROM - 1, 'csv'],
    [LINKS_FROM, 'links'],
  ] as const)('makes of %i certificates %s', async (count, format) => {
    const list = Array.from({ length: count }, (_, n) => hashOf(n)).join('\n');
    const { account } = await buildOf([`${list}\n`]);
    expect(account).toMatchObject({ format, chosen: true, rows: count });
    expect((await buildOf([`${list}\n`], { format: 'csv' })).account.chosen).toBe(false);
  });

  it('counts a pair once', async () => {
    const list = Array.from({ length: LINKS_FROM - 2 }, (_, n) => hashOf(n));
    const input = `${[...list, hash(final), hash(precertificate)].join('\n')}\n`;
    const { account } = await buildOf([input], { from: [await localSource(ALL)] });
    expect(account).toMatchObject({ format: 'csv', rows: LINKS_FROM - 1 });
  });
});

describe('links', () => {
  it('name the final certificate of a pair, and a precertificate that has none', async () => {
    const { text: links } = await buildOf([ALL], { format: 'links' });
    const lines = links.trimEnd().split('\n');
    expect(lines.sort()).toEqual(
      [final, lonePrecertificate, loneFinal]
        .map((der) => `https://crt.sh/?sha256=${hash(der)}`)
        .sort(),
    );
  });
});

describe('the header', () => {
  it('has the columns asked for at its right', async () => {
    const extra = EXTRA_COLUMNS.filter(({ name }) => name.startsWith('p'));
    const { text: csv, rows } = await buildOf([[final]], { extra, byteOrderMark: true });
    expect(csv.startsWith(`\ufeff${csvHeader(['publicKey', 'policies'])}`)).toBe(true);
    expect(rows[0]).toMatchObject({ publicKey: 'EC secp256r1', policies: '2.23.140.1.2.1' });
    expect(COLUMNS).toHaveLength(11);
  });

  it('is documented by the names in the help', () => {
    const help = readFileSync(new URL('../../../src/cli/build-command-line.ts', import.meta.url));
    for (const { name } of EXTRA_COLUMNS) expect(help.toString()).toContain(name);
  });
});

/** Hashes in the order of their numbers. */
function hashOf(number: number): string {
  return number.toString(16).padStart(8, '0').padEnd(64, '5a');
}
