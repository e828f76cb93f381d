import { describe, expect, it } from 'vitest';
import { comparableName } from '../../src/revocation/comparable-name.ts';
import {
  attribute,
  bytesOf,
  concat,
  octetString,
  sequence,
  set,
  simpleName,
  text,
} from '../support/der.ts';

const UTF8 = 0x0c;
const PRINTABLE = 0x13;
const TELETEX = 0x14;
const BMP = 0x1e;
const CN = '2.5.4.3';
const O = '2.5.4.10';

function of(name: Uint8Array): string {
  return comparableName(name, 0, name.length);
}

function cn(value: Uint8Array): Uint8Array {
  return sequence(set(attribute(CN, value)));
}

const bmp = Buffer.from('Test CA', 'utf16le').swap16();

describe('two names are the same', () => {
  const name = cn(text(UTF8, 'Test CA'));

  it.each([
    ['in another string type', cn(text(PRINTABLE, 'Test CA'))],
    ['in BMPString', cn(concat(Uint8Array.of(BMP, bmp.length), bmp))],
    ['in TeletexString', cn(text(TELETEX, 'Test CA'))],
    ['in other case', cn(text(UTF8, 'TEST ca'))],
    ['with white space at the ends', cn(text(UTF8, '  Test CA '))],
    ['with more white space between words', cn(text(UTF8, 'Test  \u00a0 CA'))],
  ])('%s', (_name, other) => {
    expect(of(other)).toBe(of(name));
  });

  it('with letters beyond ASCII in any composition and case', () => {
    expect(of(cn(text(UTF8, 'M\u00dcNCHEN')))).toBe(of(cn(text(UTF8, 'Mu\u0308nchen'))));
  });

  it('with the attributes of an RDN in another order', () => {
    const [a, b] = [attribute(CN, text(UTF8, 'a')), attribute(O, text(UTF8, 'b'))];
    expect(of(sequence(set(a, b)))).toBe(of(sequence(set(b, a))));
  });
});

describe('two names differ', () => {
  const a = attribute(CN, text(UTF8, 'a'));
  const b = attribute(O, text(UTF8, 'b'));

  it.each<[string, Uint8Array, Uint8Array]>([
    ['by a letter', cn(text(UTF8, 'Test CA')), cn(text(UTF8, 'Test CB'))],
    ['by a space inside of a word', cn(text(UTF8, 'Test CA')), cn(text(UTF8, 'TestCA'))],
    ['by the order of RDNs', sequence(set(a), set(b)), sequence(set(b), set(a))],
    ['by RDNs joined to one', sequence(set(a), set(b)), sequence(set(a, b))],
    ['by the attribute type', simpleName([CN, 'a']), simpleName([O, 'a'])],
    ['by one more RDN', sequence(set(a)), sequence(set(a), set(a))],
    [
      'by what only looks like a separator',
      simpleName([CN, 'a","b']),
      simpleName([CN, 'a'], [CN, 'b']),
    ],
    ['by octets that are no text', cn(octetString(bytesOf('41'))), cn(octetString(bytesOf('61')))],
    ['by text and octets', cn(text(UTF8, '0441')), cn(octetString(bytesOf('41')))],
  ])('%s', (_name, one, other) => {
    expect(of(one)).not.toBe(of(other));
  });
});

describe('what is no name', () => {
  it.each([
    ['nothing', new Uint8Array(0)],
    ['no SEQUENCE', set()],
    ['an RDN of another type', sequence(sequence(attribute(CN, text(UTF8, 'a'))))],
    ['an attribute without a value', sequence(set(sequence(bytesOf('06 03 55 04 03'))))],
    ['a length that reaches beyond', bytesOf('30 04 31 10 30 00')],
    ['something behind it', concat(simpleName([CN, 'a']), bytesOf('00'))],
  ])('equals only its own octets: %s', (_name, octets) => {
    expect(of(octets)).toBe(of(Uint8Array.from(octets)));
    expect(of(octets)).toBe(`der ${Buffer.from(octets).toString('hex')}`);
  });
});
