/** The test server itself: its x509_* functions are held against what other programs have read. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { hasShared, readOracle, readPem, sharedPath } from '../../support/shared.ts';
import { transformedTbs } from '../../support/transformed-tbs.ts';
import { distinct, someCertificates } from './material.ts';

interface Read {
  readonly sha256: string;
  readonly serial: string | null;
  readonly before: string | null;
  readonly after: string | null;
  readonly poison: boolean | null;
  readonly tbs: string | null;
  readonly issuer: string | null;
  readonly place: string;
}

const READ = `SELECT encode(digest(CERTIFICATE,'sha256'),'hex') AS sha256,
  encode(x509_serialNumber(CERTIFICATE),'hex') AS serial,
  to_char(x509_notBefore(CERTIFICATE),'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS before,
  to_char(x509_notAfter(CERTIFICATE),'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS after,
  x509_hasExtension(CERTIFICATE,'1.3.6.1.4.1.11129.2.4.3',TRUE) AS poison,
  encode(digest(x509_tbscert_strip_ct_ext(CERTIFICATE),'sha256'),'hex') AS tbs,
  x509_issuerName(CERTIFICATE) AS issuer, tableoid::regclass::text AS place FROM certificate`;

describe.skipIf(!hasCertwatch())('the test server', () => {
  const some = someCertificates(700);
  const pairs = hasShared('corpus/pairs.pem') ? readPem(sharedPath('corpus/pairs.pem')) : [];
  const all = distinct([...some, ...pairs]);
  let certwatch: Certwatch;
  let rows: Read[];

  beforeAll(async () => {
    certwatch = await startCertwatch({ certificates: all });
    rows = (await certwatch.psql(READ)) as unknown as Read[];
  });
  afterAll(() => certwatch.close());

  it('has every certificate that was loaded', () => {
    expect(rows.map(({ sha256 }) => sha256).toSorted()).toEqual(all.map(fingerprintOf).toSorted());
  });

  it.skipIf(!hasShared('corpus/oracle.jsonl.gz'))(
    'reads serial numbers, dates and poison as the corpus oracle does',
    () => {
      const oracle = readOracle();
      const differences = rows.flatMap((row) => {
        const known = oracle.get(row.sha256);
        if (known?.serial_hex == null || known.not_after == null) return [];
        const serial = (known as unknown as { serial_der_hex: string }).serial_der_hex;
        const ours = [row.serial, row.before, row.after, row.poison];
        const theirs = [serial, known.not_before, known.not_after, known.is_precert];
        return JSON.stringify(ours) === JSON.stringify(theirs) ? [] : [{ ...row, theirs }];
      });
      expect(differences).toEqual([]);
      expect(rows.filter(({ sha256 }) => oracle.has(sha256)).length).toBeGreaterThan(500);
    },
  );

  it('strips the CT extensions as asn1js does', () => {
    const byHash = new Map(rows.map((row) => [row.sha256, row]));
    for (const der of all) {
      const { tbs } = byHash.get(fingerprintOf(der))!;
      expect(tbs).toBe(transformedTbs(der).digest);
    }
  });

  it('puts each certificate into the partition of its notAfter', () => {
    for (const { after, place } of rows) {
      const year = Number(after?.slice(0, 4) ?? 9999);
      const name = year <= 2013 ? '2013andbefore' : year >= 2030 ? '2030andbeyond' : `${year}`;
      expect(place.startsWith(`certificate_${name}`), `${after ?? ''} in ${place}`).toBe(true);
    }
    expect(new Set(rows.map(({ place }) => place)).size).toBeGreaterThan(5);
  });
});
