import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeLatin1, decodeText, isIllFormedText, isTextTag } from '../../src/der/text.ts';
import { bytesOf } from '../support/der.ts';

const UTF8 = 0x0c;
const NUMERIC = 0x12;
const PRINTABLE = 0x13;
const TELETEX = 0x14;
const IA5 = 0x16;
const VISIBLE = 0x1a;
const GENERAL = 0x1b;
const UNIVERSAL = 0x1c;
const BMP = 0x1e;

function decode(tag: number, hex: string): { text: string; illFormed: boolean } {
  const bytes = bytesOf(hex);
  return {
    text: decodeText(tag, bytes, 0, bytes.length),
    illFormed: isIllFormedText(tag, bytes, 0, bytes.length),
  };
}

describe('decodeText', () => {
  it.each([
    ['UTF8String', UTF8, '5a c3 bc 72 69 63 68', 'Zürich'],
    ['UTF8String beyond the BMP', UTF8, 'f0 9f 94 92', '🔒'],
    ['UTF8String with a BOM, which is kept', UTF8, 'ef bb bf 41', '\ufeffA'],
    ['NumericString', NUMERIC, '31 32 20 33', '12 3'],
    ['PrintableString', PRINTABLE, '41 20 42', 'A B'],
    ['TeletexString as Latin-1', TELETEX, '5a fc 72 69 63 68', 'Zürich'],
    ['TeletexString that holds UTF-8', TELETEX, '5a c3 bc 72 69 63 68', 'Zürich'],
    ['IA5String', IA5, '61 40 62', 'a@b'],
    ['VisibleString', VISIBLE, '61 62', 'ab'],
    ['GeneralString', GENERAL, '61 e9', 'aé'],
    ['UniversalString', UNIVERSAL, '00 00 00 5a 00 01 f5 12', 'Z🔒'],
    ['BMPString', BMP, '00 5a 00 fc', 'Zü'],
    ['BMPString with a surrogate pair', BMP, 'd8 3d dd 12', '🔒'],
    ['nothing', UTF8, '', ''],
  ])('reads %s', (_name, tag, hex, text) => {
    expect(decode(tag, hex)).toEqual({ text, illFormed: false });
  });

  it.each([
    ['UTF8String that holds Latin-1', UTF8, '5a fc 72', 'Z\ufffdr'],
    ['UTF8String of an over-long form', UTF8, 'c0 80', '\ufffd\ufffd'],
    ['UTF8String of a surrogate', UTF8, 'ed a0 80', '\ufffd\ufffd\ufffd'],
    ['PrintableString that holds UTF-8', PRINTABLE, '5a c3 bc', 'Zü'],
    ['PrintableString that holds Latin-1', PRINTABLE, '5a fc', 'Zü'],
    ['IA5String that holds Latin-1', IA5, 'fc', 'ü'],
    ['BMPString of odd length', BMP, '00 5a 00', 'Z\ufffd'],
    ['UniversalString of a length that 4 does not divide', UNIVERSAL, '00 00 00 5a 00', 'Z\ufffd'],
  ])('reads and reports %s', (_name, tag, hex, text) => {
    expect(decode(tag, hex)).toEqual({ text, illFormed: true });
  });

  it('puts a replacement character for a code point beyond Unicode', () => {
    expect(decode(UNIVERSAL, '00 11 00 00 ff ff ff ff').text).toBe('\ufffd\ufffd');
  });

  it('reads inside its bounds only', () => {
    const bytes = new Uint8Array(Buffer.from('xxhelloxx'));
    expect(decodeText(UTF8, bytes.subarray(1), 1, 6)).toBe('hello');
  });

  it('gives back every string that was written as UTF-8, UTF-16 or UTF-32', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const utf16 = Buffer.from(text, 'utf16le').swap16();
        const codePoints = Array.from(text, (char) => char.codePointAt(0)!);
        const utf32 = Buffer.alloc(codePoints.length * 4);
        codePoints.forEach((codePoint, i) => utf32.writeUInt32BE(codePoint, i * 4));
        const utf8 = Buffer.from(text);
        expect(decodeText(UTF8, utf8, 0, utf8.length)).toBe(text);
        expect(decodeText(BMP, utf16, 0, utf16.length)).toBe(text);
        expect(decodeText(UNIVERSAL, utf32, 0, utf32.length)).toBe(text);
      }),
    );
  });

  it('decodes arbitrary octets of any type', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 255 }), fc.uint8Array(), (tag, bytes) => {
        expect(decodeText(tag, bytes, 0, bytes.length).length).toBeLessThanOrEqual(bytes.length);
      }),
    );
  });
});

describe('decodeLatin1', () => {
  it('reads one character for each octet, short or long', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const expected = String.fromCharCode(...bytes);
    expect(decodeLatin1(bytes, 0, 256)).toBe(expected);
    expect(decodeLatin1(bytes, 240, 256)).toBe(expected.slice(240));
    expect(decodeLatin1(bytes.subarray(100), 10, 60)).toBe(expected.slice(110, 160));
  });
});

describe('isTextTag', () => {
  it('knows the nine string types, primitive and constructed, and no other', () => {
    const tags = [UTF8, NUMERIC, PRINTABLE, TELETEX, IA5, VISIBLE, GENERAL, UNIVERSAL, BMP];
    const known = Array.from({ length: 256 }, (_, tag) => tag).filter(isTextTag);
    expect(known).toEqual([...tags, ...tags.map((tag) => tag | 0x20)]);
  });
});
