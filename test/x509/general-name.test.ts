import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { formatIpAddress } from '../../src/x509/ip-address.ts';
import { bytesOf, element, explicit, oid, set, simpleName, text } from '../support/der.ts';
import { dnsName, extension, rawCertificate, subjectAltName } from '../support/raw-certificate.ts';

const upn = explicit(0, oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, text(0x0c, 'a@b')));

describe('subjectAltName', () => {
  it('has a place for every kind of general name, each in order', () => {
    const facts = readFacts(
      rawCertificate({
        extensions: [
          subjectAltName(
            upn,
            text(0x81, 'a@example.org'),
            dnsName('b.example.org'),
            element(0xa3, bytesOf('30 00')),
            element(0xa4, simpleName(['2.5.4.3', 'Dir, Name'])),
            element(0xa5, bytesOf('81 01 41')),
            text(0x86, 'https://example.org/'),
            bytesOf('87 04 c0 00 02 01'),
            bytesOf('87 10 20010db8 00000000 00000000 00000001'),
            bytesOf('88 03 2a 03 04'),
            dnsName('a.example.org'),
          ),
        ],
      }),
    );
    expect(facts.dnsNames).toEqual(['b.example.org', 'a.example.org']);
    expect(facts.emailAddresses).toEqual(['a@example.org']);
    expect(facts.uris).toEqual(['https://example.org/']);
    expect(facts.ipAddresses).toEqual(['192.0.2.1', '2001:db8::1']);
    expect(facts.otherNames).toEqual([
      { type: 'otherName', value: Buffer.from(upn.subarray(2)).toString('hex') },
      { type: 'x400Address', value: '3000' },
      { type: 'directoryName', value: String.raw`CN=Dir\, Name` },
      { type: 'ediPartyName', value: '810141' },
      { type: 'registeredID', value: '1.2.3.4' },
    ]);
    expect(facts.problems).toEqual([]);
  });

  it.each([
    ['an empty list', subjectAltName(), 'bad-extension'],
    ['an empty value', extension('2.5.29.17', new Uint8Array(0)), 'bad-extension'],
    ['no SEQUENCE', extension('2.5.29.17', set(dnsName('a'))), 'bad-extension'],
    ['a choice that does not exist', subjectAltName(bytesOf('89 00')), 'bad-extension'],
    ['a universal type', subjectAltName(text(0x16, 'a')), 'bad-extension'],
    ['octets beyond ASCII', subjectAltName(bytesOf('82 01 fc')), 'ill-formed-text'],
    ['a name that overruns', subjectAltName(bytesOf('82 05 61')), 'length-overrun'],
  ])('reports %s', (_name, san, code) => {
    const facts = readFacts(rawCertificate({ extensions: [san] }));
    expect(facts.problems.map((problem) => problem.code)).toEqual([code]);
  });

  it('reads octets beyond ASCII as Latin-1, embedded NULs and line feeds as they stand', () => {
    const san = subjectAltName(bytesOf('82 01 fc'), dnsName('a\0b'), dnsName('a\nb'), dnsName(''));
    expect(readFacts(rawCertificate({ extensions: [san] })).dnsNames).toEqual([
      'ü',
      'a\0b',
      'a\nb',
      '',
    ]);
  });
});

describe('iPAddress', () => {
  it.each([
    ['00000000', '0.0.0.0'],
    ['ffffffff', '255.255.255.255'],
    ['c0000201ffffff00', 'c0000201ffffff00'],
    ['', ''],
    ['01', '01'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['20010db8000000000000000000000000', '2001:db8::'],
    // RFC 5952 §4.2.2 and §4.2.3: one zero group stays, the first of the longest runs goes
    ['20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['00000000000000000000ffffc0000201', '::ffff:c000:201'],
  ])('writes %s as %s', (hex, expected) => {
    const bytes = bytesOf(hex);
    expect(formatIpAddress(bytes, 0, bytes.length)).toBe(expected);
  });

  it('is what URL makes of every IPv6 address', () => {
    const group = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 0xffff }));
    fc.assert(
      fc.property(fc.array(group, { minLength: 8, maxLength: 8 }), (groups) => {
        const bytes = Uint8Array.from(groups.flatMap((g) => [g >> 8, g & 0xff]));
        const text = formatIpAddress(bytes, 0, 16);
        expect(isIPv6(text)).toBe(true);
        const full = groups.map((g) => g.toString(16)).join(':');
        expect(`[${text}]`).toBe(new URL(`http://[${full}]/`).hostname);
      }),
    );
  });
});
