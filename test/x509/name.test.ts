import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { decodeName } from '../../src/x509/name.ts';
import {
  attribute,
  bytesOf,
  element,
  integer,
  oid,
  sequence,
  set,
  simpleName,
  text,
} from '../support/der.ts';
import { rawCertificate } from '../support/raw-certificate.ts';

const CN = '2.5.4.3';
const O = '2.5.4.10';
const OU = '2.5.4.11';
const DC = '0.9.2342.19200300.100.1.25';

function decode(name: Uint8Array): string {
  return decodeName(name, 0, name.length);
}

function decodeValue(value: Uint8Array): string {
  return decode(sequence(set(attribute(CN, value))));
}

describe('names by RFC 4514', () => {
  // the examples of RFC 4514 §4, whose DER this builds
  it.each([
    ['UID=jsmith,DC=example,DC=net', simpleName([DC, 'net'], [DC, 'example'], [uid(), 'jsmith'])],
    [
      'OU=Sales+CN=J.  Smith,DC=example,DC=net',
      sequence(
        set(attribute(DC, text(0x16, 'net'))),
        set(attribute(DC, text(0x16, 'example'))),
        set(attribute(OU, text(0x0c, 'Sales')), attribute(CN, text(0x0c, 'J.  Smith'))),
      ),
    ],
    [
      String.raw`CN=James \"Jim\" Smith\, III,DC=example,DC=net`,
      simpleName([DC, 'net'], [DC, 'example'], [CN, 'James "Jim" Smith, III']),
    ],
    // RFC 4514 prints 0D as \0d, which §2.4 allows but does not demand
    [
      'CN=Before\rAfter,DC=example,DC=net',
      simpleName([DC, 'net'], [DC, 'example'], [CN, 'Before\rAfter']),
    ],
    [
      '1.3.6.1.4.1.1466.0=#04024869',
      sequence(set(attribute('1.3.6.1.4.1.1466.0', bytesOf('04 02 48 69')))),
    ],
    ['CN=Lučić', simpleName([CN, 'Lučić'])],
  ])('writes %s', (expected, name) => {
    expect(decode(name)).toBe(expected);
  });

  it.each([
    ['a,b', String.raw`a\,b`],
    ['a+b', String.raw`a\+b`],
    ['a"b', String.raw`a\"b`],
    ['a\\b', String.raw`a\\b`],
    ['a<b>c', String.raw`a\<b\>c`],
    ['a;b', String.raw`a\;b`],
    ['#a#', String.raw`\#a#`],
    [' a ', String.raw`\ a\ `],
    ['  a  ', String.raw`\  a \ `],
    [' ', String.raw`\ `],
    ['  ', String.raw`\ \ `],
    ['\\ ', String.raw`\\\ `],
    ['a\0b', String.raw`a\00b`],
    ['a=b', 'a=b'],
    ['', ''],
  ])('escapes %j as %j', (value, escaped) => {
    expect(decodeValue(text(0x0c, value))).toBe(`CN=${escaped}`);
  });

  it.each([
    ['UTF8String', element(0x0c, Buffer.from('é')), 'é'],
    ['NumericString', text(0x12, '12 34'), '12 34'],
    ['PrintableString', text(0x13, 'abc'), 'abc'],
    ['TeletexString', text(0x14, 'é', 'latin1'), 'é'],
    ['IA5String', text(0x16, 'a@b'), 'a@b'],
    ['VisibleString', text(0x1a, 'abc'), 'abc'],
    ['UniversalString', bytesOf('1c 04 00 00 00 e9'), 'é'],
    ['BMPString', bytesOf('1e 02 00 e9'), 'é'],
    ['a BIT STRING, which is no text', bytesOf('03 02 00 ff'), '#030200ff'],
    ['an INTEGER, which is no text', integer('05'), '#020105'],
    ['a NULL', bytesOf('05 00'), '#0500'],
    ['a SEQUENCE', sequence(integer('05')), '#3003020105'],
    ['no value at all', new Uint8Array(0), ''],
  ])('writes a value of the type %s', (_name, value, expected) => {
    expect(decodeValue(value)).toBe(`CN=${expected}`);
  });

  it('writes attribute types without a short name in dotted decimal', () => {
    expect(decode(simpleName(['2.5.4.5', '1234'], ['1.2.840.113549.1.9.1', 'a@b']))).toBe(
      '1.2.840.113549.1.9.1=a@b,2.5.4.5=1234',
    );
  });

  it('writes an empty name as nothing', () => {
    expect(decode(sequence())).toBe('');
  });
});

describe('names that are not as they should be', () => {
  const codesOf = (subject: Uint8Array): string[] =>
    readFacts(rawCertificate({ subject })).problems.map(({ code }) => code);

  it.each([
    ['an RDN without attributes', sequence(set()), ['empty-rdn'], ''],
    [
      'an RDN that is a SEQUENCE',
      sequence(sequence(attribute(CN, text(0x0c, 'a')))),
      ['unexpected-tag'],
      'CN=a',
    ],
    ['an attribute without a value', sequence(set(sequence(oid(CN)))), ['missing-field'], 'CN='],
    [
      'an attribute whose type is no OID',
      sequence(set(sequence(integer('01'), text(0x0c, 'a')))),
      ['unexpected-tag'],
      '',
    ],
    [
      'an attribute whose type is cut',
      sequence(set(sequence(bytesOf('06 02 55 84'), text(0x0c, 'a')))),
      ['bad-oid'],
      '?=a',
    ],
    ['an attribute that is no SEQUENCE', sequence(set(integer('01'))), ['unexpected-tag'], ''],
    [
      'ill-formed UTF-8',
      sequence(set(attribute(O, bytesOf('0c 02 c3 28')))),
      ['ill-formed-text'],
      'O=\ufffd(',
    ],
    [
      'a BMPString of odd length',
      sequence(set(attribute(O, bytesOf('1e 03 00 41 00')))),
      ['ill-formed-text'],
      'O=A\ufffd',
    ],
    [
      'a value that overruns',
      sequence(set(element(0x30, oid(O), bytesOf('0c 09 41')))),
      ['length-overrun'],
      'O=A',
    ],
    [
      'a string in pieces, which DER forbids',
      sequence(set(attribute(O, bytesOf('2c 09 04 01 41 2c 04 0c 02 c3 a9')))),
      ['unexpected-tag'],
      'O=Aé',
    ],
    [
      'a string marked as one in pieces that is none',
      sequence(set(attribute(O, bytesOf('2c 01 41')))),
      ['unexpected-tag', 'ill-formed-text'],
      'O=A',
    ],
    [
      'pieces in pieces in pieces, deeper than anyone writes',
      sequence(set(attribute(O, bytesOf('2c 0d 2c 0b 2c 09 2c 07 2c 05 2c 03 0c 01 41')))),
      ['unexpected-tag', 'ill-formed-text'],
      'O=\\,\v\\,\t\\,\x07\\,\x05\\,\x03\f\x01A',
    ],
  ])('reads and reports %s', (_name, subject, codes, expected) => {
    expect(codesOf(subject)).toEqual(codes);
    expect(readFacts(rawCertificate({ subject })).subject).toBe(expected);
  });

  it('says where: the offset of the element in the certificate', () => {
    const der = rawCertificate({ subject: sequence(set(attribute(O, bytesOf('0c 02 c3 28')))) });
    const [problem] = readFacts(der).problems;
    expect(Buffer.from(der).indexOf(Buffer.from('0c02c328', 'hex'))).toBe(problem?.offset);
  });
});

function uid(): string {
  return '0.9.2342.19200300.100.1.1';
}
