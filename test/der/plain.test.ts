import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isAscii, wordsBase, wordsOf } from '../../src/der/octets.ts';
import { isReadableOid } from '../../src/der/oid.ts';
import { plainEnd, plainOidSequenceEnd, plainStart, shortEnd } from '../../src/der/plain.ts';
import { DerReader } from '../../src/der/reader.ts';
import { OBJECT_IDENTIFIER, SEQUENCE, UTC_TIME } from '../../src/der/tags.ts';
import { TimeReader, tryUtcTime } from '../../src/der/time.ts';

/** Octets of which headers are made. */
const header = fc.oneof(
  fc.constantFrom(0x30, 0x06, 0x00, 0x01, 0x02, 0x7f, 0x80, 0x81, 0x82, 0x83, 0xff),
  fc.nat(255),
);

/** `octets` at a place of their own inside of `bytes`, so that what lies around could mislead. */
const placed = fc
  .tuple(fc.nat(3), fc.array(header, { maxLength: 12 }), fc.nat(400), fc.nat(3))
  .map(([before, head, rest, after]) => {
    const all = new Uint8Array(before + head.length + rest + after).fill(0x30);
    all.set(head, before);
    return all.subarray(before, before + head.length + rest);
  });

describe('plain elements', () => {
  it('are those that DerReader reads without flaws, with up to two octets of length', () => {
    fc.assert(
      fc.property(placed, (bytes) => {
        const words = wordsOf(bytes);
        const [base, end] = [wordsBase, wordsBase + bytes.length];
        const der = new DerReader();
        der.bytes = bytes;
        const isRead = der.readTag(0, bytes.length, SEQUENCE) && der.flaws === 0;
        const isPlain = isRead && der.contentStart <= 4;
        expect(plainEnd(words, base, end, SEQUENCE)).toBe(isPlain ? base + der.next : 0);
        if (isPlain) expect(plainStart(words, base)).toBe(base + der.contentStart);
        const isShort = isRead && der.contentStart === 2;
        expect(shortEnd(words, base, end, SEQUENCE)).toBe(isShort ? base + der.next : 0);
      }),
      { numRuns: 3000 },
    );
  });

  it('an OID in a SEQUENCE is passed over only where it is readable and both have short lengths', () => {
    fc.assert(
      fc.property(placed, (bytes) => {
        if (bytes.length > 3) bytes.set([0x30, bytes[1]! % 9, 0x06, bytes[3]! % 9]);
        const words = wordsOf(bytes);
        const der = new DerReader();
        der.bytes = bytes;
        const isSequence = der.readTag(0, bytes.length, SEQUENCE) && der.flaws === 0;
        const next = der.next;
        const isPlain =
          isSequence &&
          der.readTag(der.contentStart, der.contentEnd, OBJECT_IDENTIFIER) &&
          der.flaws === 0 &&
          isReadableOid(bytes, der.contentStart, der.contentEnd);
        const end = plainOidSequenceEnd(words, wordsBase, wordsBase + bytes.length);
        expect(end).toBe(isPlain ? wordsBase + next : 0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('tryUtcTime', () => {
  it('gives what TimeReader reads without a flaw, and NaN for everything else', () => {
    const digits = fc.stringMatching(
      /^[0-9]{2}(0[0-9]|1[0-3])[0-3][0-9][0-2][0-9]([0-6][0-9]){2}Z$/,
    );
    const times = new TimeReader();
    fc.assert(
      fc.property(digits, fc.nat(12), fc.option(fc.nat(255)), (text, at, octet) => {
        const bytes = new Uint8Array(Buffer.from(text));
        if (octet !== null) bytes[at] = octet;
        const seconds = times.read(UTC_TIME, bytes, 0, 13);
        const plain = tryUtcTime(wordsOf(bytes), wordsBase);
        expect(plain).toBe(times.flaws === 0 ? seconds : NaN);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('isAscii', () => {
  it('sees an octet above 127 wherever it stands, and none beside its range', () => {
    for (let length = 0; length < 24; length++) {
      const bytes = new Uint8Array(length + 2).fill(0x7f);
      bytes[0] = bytes[length + 1] = 0x80;
      expect(isAscii(bytes, 1, length + 1)).toBe(true);
      for (let at = 1; at <= length; at++) {
        bytes[at] = 0x80;
        expect(isAscii(bytes, 1, length + 1)).toBe(false);
        bytes[at] = 0x7f;
      }
    }
  });
});
