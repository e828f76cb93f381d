import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareDnsNames } from '../../../src/verify/cells/dns-names.ts';
import { parseReason, parseStatus } from '../../../src/verify/cells/revocation.ts';
import { compareSerial } from '../../../src/verify/cells/serial-number.ts';

describe('a serial number beside that of the certificate', () => {
  it.each([
    ['0c66', 'equal'],
    ['0C66', 'equal'],
    ['00:0C:66', 'equal'],
    ['0x0c66', 'equal'],
    ['0x c66', 'odd'],
    ['c66', 'odd'],
    ["'0c66", 'equal'],
    ['Serial Number: 0c 66', 'equal'],
    ['3174', 'decimal'],
    ['0c67', 'different'],
    ['-0c66', 'different'],
    ['3174 (0x0c66)', 'equal'],
    ['3174 (0c66)', 'equal'],
    ['3175 (0x0c66)', 'different'],
    ['3175 (0x0c67)', 'different'],
    ['none at all', 'unreadable'],
    ['', 'unreadable'],
  ])('tells %s: %s', (cell, expected) => {
    expect(compareSerial(cell, '0c66')).toBe(expected);
  });

  it('knows negative and enormous ones', () => {
    expect(compareSerial('-0c66', '-0c66')).toBe('equal');
    expect(compareSerial('0c66', '-0c66')).toBe('different');
    expect(compareSerial('9'.repeat(1_000_000), '0c66')).toBe('different');
    expect(compareSerial('00'.repeat(100_000), '00')).toBe('equal');
  });

  it('is equal to every number that it is', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: 2n ** 160n }), (value) => {
        const hex = value.toString(16);
        const even = hex.length % 2 === 0 ? hex : `0${hex}`;
        expect(compareSerial(even.toUpperCase().replaceAll(/(..)(?=.)/g, '$1:'), even)).toBe(
          'equal',
        );
        if (hex.length > 8)
          expect(['decimal', 'equal', 'odd']).toContain(compareSerial(value.toString(), even));
      }),
    );
  });
});

describe('dNSNames beside those of the certificate', () => {
  const NAMES = ['example.org', '*.example.org', 'xn--bcher-kva.example'];
  it.each([
    'example.org,*.example.org,xn--bcher-kva.example',
    '*.example.org example.org xn--bcher-kva.example',
    'DNS:example.org, DNS:*.example.org, DNS:bücher.example',
    'DNS Name=example.org\nDNS Name=*.example.org\nDNS Name=BÜCHER.example',
    '["example.org", "*.example.org", "xn--bcher-kva.example"]',
    'example.org.; *.EXAMPLE.org; xn--bcher-kva.example; example.org',
  ])('are the same set: %s', (cell) => {
    expect(compareDnsNames(cell, NAMES)).toEqual({ missing: [], additional: [], truncated: false });
  });

  it('names what is missing and what is too much', () => {
    expect(compareDnsNames('example.org www.example.org', NAMES)).toEqual({
      missing: ['*.example.org', 'xn--bcher-kva.example'],
      additional: ['www.example.org'],
      truncated: false,
    });
  });

  it.each([
    'example.org, *.exam…',
    'example.org, *.example.org...',
    'example.org and 2 more',
    'example.org (+2 more)',
    'example.org, etc.',
  ])('break off: %s', (cell) => {
    const { additional, truncated } = compareDnsNames(cell, NAMES);
    expect({ additional, truncated }).toEqual({ additional: [], truncated: true });
  });

  it.each([
    ['OCSP Signer 4e397f22', ['OCSP Signer 4e397f22']],
    ['[OCSP Signer 4e397f22]', ['OCSP Signer 4e397f22']],
    ['DNS:ocsp signer 4e397f22, DNS:example.org', ['example.org', 'OCSP Signer 4e397f22']],
    ['a.example,b.example; example.org', ['a.example,b.example', 'example.org']],
    ['example.org and www.example.org', ['example.org', 'www.example.org']],
    ['example.org/www.example.org', ['example.org', 'www.example.org']],
    ['example.org<br>www.example.org', ['example.org', 'www.example.org']],
    ['https://example.org', ['example.org']],
    [String.raw`['example.xn\x00-p1ai']`, ['example.xn\0-p1ai']],
  ])('are those of the certificate: %s', (cell, names) => {
    expect(compareDnsNames(cell, names)).toMatchObject({ missing: [], additional: [] });
  });

  it('do not swallow a further name beside one with a blank', () => {
    expect(compareDnsNames('OCSP Signer evil.example', ['OCSP Signer'])).toMatchObject({
      missing: [],
      additional: ['evil.example'],
    });
    expect(compareDnsNames('Signer', ['OCSP Signer'])).toMatchObject({
      missing: ['OCSP Signer'],
      additional: ['Signer'],
    });
  });

  it('may stand beside IP addresses of the certificate', () => {
    expect(
      compareDnsNames('example.org 192.0.2.1', ['example.org'], ['192.0.2.1']).additional,
    ).toEqual([]);
  });

  it('never throw, and take linear time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (cell) => {
        compareDnsNames(cell, NAMES);
      }),
    );
    const start = process.hrtime.bigint();
    compareDnsNames(Array.from({ length: 200_000 }, (_, at) => `${at}.example`).join(' '), NAMES);
    expect(Number(process.hrtime.bigint() - start) / 1e9).toBeLessThan(3);
  });
});

describe('the revocation cells', () => {
  it('take the permitted values in any case', () => {
    expect(['yes', 'PLANNED', ' Delayed ', 'n/a', 'NA'].map(parseStatus)).toEqual([
      'Yes',
      'Planned',
      'Delayed',
      'N/A',
      'N/A',
    ]);
    expect(['No', 'revoked', 'true', '', 'Yes, planned'].map(parseStatus)).toEqual(
      Array.from({ length: 5 }),
    );
  });

  it.each([
    ['superseded', 'superseded', false],
    ['Superseded', 'superseded', false],
    ['key compromise', 'keyCompromise', false],
    ['KEY_COMPROMISE', 'keyCompromise', false],
    ['superseded (4)', 'superseded', false],
    ['4 - superseded', 'superseded', false],
    ['(4) superseded', 'superseded', false],
    ['#4', 'superseded', true],
    ['4', 'superseded', true],
    ['CRLReason: superseded', 'superseded', false],
    ['cessationOfOperation', 'cessationOfOperation', false],
    ['unspecified (0)', 'unspecified', false],
  ])('read the reason %s', (cell, name, byNumber) => {
    expect(parseReason(cell)).toMatchObject({ name, byNumber });
  });

  it.each(['misissued', '7', '11', 'superseded (1)', '4 superseded 4', '', 'x'.repeat(100_000)])(
    'find no reason in %.20s',
    (cell) => {
      expect(parseReason(cell)).toBeUndefined();
    },
  );
});
