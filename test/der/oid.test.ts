import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOid, tryDecodeOid } from '../../src/der/oid.ts';
import { bytesOf, oid } from '../support/der.ts';

function decode(bytes: Uint8Array): string | undefined {
  return tryDecodeOid(bytes, 0, bytes.length);
}

describe('tryDecodeOid', () => {
  it.each([
    ['2.999', '88 37'],
    ['2.999.3', '88 37 03'],
    ['0.0', '00'],
    ['0.39', '27'],
    ['1.0', '28'],
    ['1.39.1', '4f 01'],
    ['2.0', '50'],
    ['2.39', '77'],
    ['2.40', '78'],
    ['2.47', '7f'],
    ['2.48', '81 00'],
    ['1.3.6.1.4.1.11129.2.4.2', '2b 06 01 04 01 d6 79 02 04 02'],
    // 2^53 + 1 and 2^64 are no doubles; UUID arcs (X.667) are 128 bits
    ['1.2.9007199254740993', '2a 90 80 80 80 80 80 80 01'],
    ['1.2.18446744073709551616', '2a 82 80 80 80 80 80 80 80 80 00'],
    ['2.25.329800735698586629295641978511506172918', null],
    ['2.9007199254740993', null],
    ['2.340282366920938463463374607431768211455', null],
  ])('decodes %s', (dotted, hex) => {
    const bytes = hex === null ? oid(dotted).subarray(2) : bytesOf(hex);
    expect(decode(bytes)).toBe(dotted);
  });

  it.each([
    ['empty content', ''],
    ['content that ends inside its first arc', '88'],
    ['content that ends inside an arc', '2a 86 48 86'],
    ['129 octets', '2a'.padEnd(129 * 2, '01')],
  ])('refuses %s', (_name, hex) => {
    expect(decode(bytesOf(hex))).toBeUndefined();
  });

  it('reads arcs padded with leading 80 octets, which DER forbids', () => {
    expect(decode(bytesOf('80 80 80 80 80 80 80 80 2a 80 80 80 80 80 80 80 80 03'))).toBe('1.2.3');
  });

  it('is exact for arcs of any size', () => {
    const arc = fc.bigInt({ min: 0n, max: 1n << 130n });
    fc.assert(
      fc.property(arc, fc.array(arc, { maxLength: 5 }), (second, rest) => {
        const dotted = ['2', second, ...rest].join('.');
        expect(decode(oid(dotted).subarray(2))).toBe(dotted);
      }),
    );
  });
});

describe('isOid', () => {
  it('compares all octets and the length', () => {
    const bytes = bytesOf('ff 55 04 0a ff');
    expect(isOid(bytes, 1, 4, bytesOf('55 04 0a'))).toBe(true);
    expect(isOid(bytes, 1, 4, bytesOf('55 04 0b'))).toBe(false);
    expect(isOid(bytes, 1, 3, bytesOf('55 04 0a'))).toBe(false);
    expect(isOid(bytes, 1, 5, bytesOf('55 04 0a'))).toBe(false);
  });
});
