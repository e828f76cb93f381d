import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeldBytes } from '../../src/sources/scan/held-bytes.ts';

describe('HeldBytes', () => {
  it('holds what has come and is not dropped, as an array would', () => {
    const step = fc.tuple(
      fc.uint8Array({ maxLength: 300 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const held = new HeldBytes();
        let expected: number[] = [];
        for (const [chunk, share] of steps) {
          held.push(chunk);
          expected.push(...chunk);
          const dropped = Math.floor(held.length * share);
          held.drop(dropped);
          expected = expected.slice(dropped);
          expect([...held.bytes]).toEqual(expected);
          expect(held.length).toBe(expected.length);
        }
      }),
    );
  });

  it('keeps no hold of a piece, which its owner may use again', () => {
    const held = new HeldBytes();
    const piece = Buffer.from('abc');
    held.push(piece);
    piece.fill('x');
    held.push(piece);
    expect(held.bytes.toString()).toBe('abcxxx');
  });
});
