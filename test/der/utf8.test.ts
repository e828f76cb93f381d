import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isUtf8 } from '../../src/der/utf8.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodes(bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** The octets at which UTF-8 changes its rules, and one of each kind between. */
const EDGES = [
  0x00, 0x41, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec,
  0xed, 0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
];

describe('isUtf8', () => {
  it('agrees with TextDecoder on every sequence of one and two octets', () => {
    for (let first = 0; first < 256; first++) {
      const one = Uint8Array.of(first);
      if (isUtf8(one, 0, 1) !== decodes(one)) throw new Error(one.toString());
      for (let second = 0; second < 256; second++) {
        const two = Uint8Array.of(first, second);
        if (isUtf8(two, 0, 2) !== decodes(two)) throw new Error(two.toString());
      }
    }
  });

  it('agrees with TextDecoder on three and four octets where the rules change', () => {
    for (const a of EDGES.filter((octet) => octet >= 0xc0)) {
      for (const b of EDGES) {
        for (const c of EDGES) {
          for (const d of [[], ...EDGES.map((octet) => [octet])]) {
            const bytes = Uint8Array.of(a, b, c, ...d);
            if (isUtf8(bytes, 0, bytes.length) !== decodes(bytes)) throw new Error(String(bytes));
          }
        }
      }
    }
  });

  it('agrees with TextDecoder on text with an octet changed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), fc.nat(255), (text, at, octet) => {
        const bytes = new TextEncoder().encode(text);
        expect(isUtf8(bytes, 0, bytes.length)).toBe(decodes(bytes));
        if (bytes.length > 0) bytes[at % bytes.length] = octet;
        expect(isUtf8(bytes, 0, bytes.length)).toBe(decodes(bytes));
      }),
    );
  });

  it('looks only at the octets it is given', () => {
    const bytes = Uint8Array.of(0xff, 0xc3, 0xa9, 0xbf);
    expect(isUtf8(bytes, 1, 3)).toBe(true);
    expect(isUtf8(bytes, 1, 2)).toBe(false);
    expect(isUtf8(bytes, 1, 1)).toBe(true);
  });
});
