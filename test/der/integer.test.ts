import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeHex,
  decodeIntegerHex,
  decodeSmallInteger,
  integerBitLength,
} from '../../src/der/integer.ts';
import { bytesOf } from '../support/der.ts';

/** Two's complement, by arithmetic instead of octets. */
function valueOf(bytes: Uint8Array): bigint {
  return BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));
}

describe('decodeIntegerHex', () => {
  it.each([
    ['01', '01', 'one'],
    ['00', '00', 'zero'],
    ['00 00 00', '00', 'zero, over-long'],
    ['00 ff', 'ff', 'a sign octet, which is not printed'],
    ['00 00 7f', '7f', 'leading zeros'],
    ['0a bc', '0abc', 'an even number of digits'],
    ['ff', '-01', 'minus one'],
    ['ff ff', '-01', 'minus one, over-long'],
    ['80', '-80', 'the least of one octet'],
    ['80 00', '-8000', 'the least of two octets'],
    ['ff 00', '-0100', 'a magnitude of more octets than the last'],
    ['ff 7f', '-81', 'a magnitude of fewer octets than the content'],
    ['', '', 'no content'],
  ])('prints %s as %s (%s)', (hex, printed) => {
    const bytes = bytesOf(hex);
    expect(decodeIntegerHex(bytes, 0, bytes.length)).toBe(printed);
  });

  it('prints the value that the octets have as two’s complement', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
        const printed = decodeIntegerHex(bytes, 0, bytes.length);
        const negative = printed.startsWith('-');
        const magnitude = BigInt(`0x${negative ? printed.slice(1) : printed}`);
        expect(negative ? -magnitude : magnitude).toBe(valueOf(bytes));
        expect(printed).toMatch(/^-?([0-9a-f]{2})+$/);
        expect(printed).not.toMatch(/^-?00./);
      }),
    );
  });

  it('prints a serial number of a million octets', () => {
    const bytes = new Uint8Array(1_000_000).fill(0x7f);
    expect(decodeIntegerHex(bytes, 0, bytes.length)).toHaveLength(2_000_000);
    expect(decodeHex(bytes, 0, 2)).toBe('7f7f');
  });
});

describe('integerBitLength and decodeSmallInteger', () => {
  it.each([
    ['00', 0],
    ['01', 1],
    ['00 80', 8],
    ['7f ff', 15],
    ['00 80 00', 16],
    [`00 ${'ff'.repeat(256)}`, 2048],
    [`7f ${'ff'.repeat(255)}`, 2047],
    ['', 0],
  ])('%s has %d bits', (hex, bits) => {
    const bytes = bytesOf(hex);
    expect(integerBitLength(bytes, 0, bytes.length)).toBe(bits);
  });

  it.each([
    ['20', 32],
    ['00 ff', 255],
    ['00 00 00 00 00 00 00 14', 20],
    ['7f ff ff ff ff ff', 2 ** 47 - 1],
    ['00 ff ff ff ff ff ff', 2 ** 48 - 1],
    ['01 00 00 00 00 00 00', -1],
    ['ff', -1],
    ['', -1],
  ])('the small value of %s is %d', (hex, value) => {
    const bytes = bytesOf(hex);
    expect(decodeSmallInteger(bytes, 0, bytes.length)).toBe(value);
  });
});
