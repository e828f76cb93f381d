import { describe, expect, it } from 'vitest';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { type CertificateFacts, readFacts } from '../../src/x509/facts.ts';
import { bytesOf, concat, octetString } from '../support/der.ts';
import {
  extension,
  lengthPrefixed,
  rawCertificate,
  sctList,
  serializedSct,
} from '../support/raw-certificate.ts';

const JULY = Date.UTC(2025, 6, 1, 12, 0, 0, 123);
const JUNE = Date.UTC(2025, 5, 1);
const OID = '1.3.6.1.4.1.11129.2.4.2';

function read(ext: Uint8Array): CertificateFacts & { earliest: number; codes: string[] } {
  const der = rawCertificate({ extensions: [ext] });
  const reader = new CertificateReader();
  reader.read(der);
  const facts = readFacts(der);
  const codes = facts.problems.map(({ code }) => code);
  return { ...facts, earliest: reader.extensions.earliestSct, codes };
}

describe('the SCT list', () => {
  it('gives log and timestamp of each SCT in order, and the earliest of them', () => {
    const { scts, earliest, codes } = read(
      sctList(serializedSct(JULY, 0x11), serializedSct(JUNE, 0x22)),
    );
    expect(scts).toEqual([
      { logId: '11'.repeat(32), timestamp: '2025-07-01T12:00:00.123Z' },
      { logId: '22'.repeat(32), timestamp: '2025-06-01T00:00:00.000Z' },
    ]);
    expect(earliest).toBe(JUNE);
    expect(codes).toEqual([]);
  });

  it('passes over SCTs of versions that it does not know, which RFC 6962 §3.3 foresees', () => {
    const { scts, codes } = read(sctList(serializedSct(JUNE, 1, 1), serializedSct(JULY, 2)));
    expect(scts).toHaveLength(1);
    expect(codes).toEqual([]);
  });

  const sct = serializedSct(JULY);
  const malformed: [name: string, ext: Uint8Array, readable: number][] = [
    ['an empty value', extension(OID, new Uint8Array(0)), 0],
    ['no OCTET STRING inside', extension(OID, lengthPrefixed(sct)), 0],
    ['one octet', extension(OID, octetString(bytesOf('00'))), 0],
    ['an empty list, against <1..2^16-1>', sctList(), 0],
    ['an SCT of no octets', sctList(bytesOf('00 00')), 0],
    ['an SCT of 42 octets', sctList(lengthPrefixed(sct.subarray(2, 44))), 0],
    ['an octet behind the last SCT', sctList(sct, bytesOf('00')), 1],
    [
      'an octet behind the list',
      extension(OID, octetString(lengthPrefixed(sct), bytesOf('00'))),
      1,
    ],
    ['an SCT that overruns the list', sctList(sct, bytesOf('00 ff 00')), 1],
    ['a list that overruns', extension(OID, octetString(concat(bytesOf('ff ff'), sct))), 1],
    ['a good one behind a short one', sctList(bytesOf('00 01 00'), sct), 1],
  ];

  it.each(malformed)('reads what it can and reports %s', (_name, ext, readable) => {
    const { scts, codes } = read(ext);
    expect(scts).toHaveLength(readable);
    expect(codes).toEqual(['bad-sct-list']);
  });

  it('reports every truncation of the list, and keeps the SCTs that are whole', () => {
    const whole = concat(serializedSct(JULY, 1), serializedSct(JUNE, 2));
    const list = lengthPrefixed(whole);
    for (let length = 0; length < list.length; length++) {
      const { scts, codes } = read(extension(OID, octetString(list.subarray(0, length))));
      expect(codes, `cut to ${length}`).toEqual(['bad-sct-list']);
      const wholeOnes = Math.floor(Math.max(length - 2, 0) / (whole.length / 2));
      expect(scts).toHaveLength(wholeOnes);
    }
  });

  it('shows a timestamp that is no date, reports it and does not reckon with it', () => {
    const { scts, earliest, codes } = read(
      sctList(serializedSct(2n ** 64n - 1n), serializedSct(8_640_000_000_000_001n)),
    );
    expect(scts.map(({ timestamp }) => timestamp)).toEqual([
      '18446744073709552000 ms after 1970-01-01',
      '8640000000000001 ms after 1970-01-01',
    ]);
    expect(earliest).toBeNaN();
    expect(codes).toEqual(['bad-sct-list']);
  });
});
