import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteInterner } from '../../src/impact/byte-interner.ts';

describe('ByteInterner', () => {
  it('numbers distinct strings in the order of their first appearance, as a Map does', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 500 }), (strings) => {
        const interner = new ByteInterner();
        const numbers = new Map<string, number>();
        for (const bytes of strings) {
          const hex = Buffer.from(bytes).toString('hex');
          if (!numbers.has(hex)) numbers.set(hex, numbers.size);
          expect(interner.intern(bytes)).toBe(numbers.get(hex));
        }
        expect(interner.size).toBe(numbers.size);
        for (const [hex, number] of numbers) {
          expect(Buffer.from(interner.at(number)).toString('hex')).toBe(hex);
        }
      }),
    );
  });

  it('tells strings apart that differ in any one octet, however long they are', () => {
    const interner = new ByteInterner();
    const base = new Uint8Array(3000).fill(0x41);
    expect(interner.intern(base)).toBe(0);
    for (let i = 0; i < base.length; i++) {
      const other = Uint8Array.from(base);
      other[i] = 0x42;
      expect(interner.intern(other)).toBe(i + 1);
    }
    expect(interner.intern(base)).toBe(0);
    expect(interner.intern(base, 0, 2999)).toBe(3001);
    expect(interner.at(1)[0]).toBe(0x42);
  });

  it('takes parts of an array, the empty one among them, and grows', () => {
    const interner = new ByteInterner();
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => i % 251);
    expect(interner.intern(bytes, 5, 5)).toBe(0);
    expect(interner.intern(bytes, 0, 70_000)).toBe(1);
    expect(interner.intern(bytes, 10, 20)).toBe(2);
    expect(interner.intern(bytes, 261, 271)).toBe(2);
    expect(interner.at(0)).toHaveLength(0);
    expect(Buffer.compare(interner.at(1), bytes)).toBe(0);
  });

  it('stays fast on 100,000 strings that differ in their middle only', () => {
    const interner = new ByteInterner();
    const bytes = new Uint8Array(200);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 100_000; i++) {
      view.setUint32(100, i);
      if (interner.intern(bytes) !== i) expect.fail(`string ${i} was taken for another`);
    }
    view.setUint32(100, 77_777);
    expect(interner.intern(bytes)).toBe(77_777);
  }, 20_000);

  it('stays fast on 60,000 strings made to have the same unkeyed hash', () => {
    // a step of the hash is `p = (h ^ w) * odd; h = p ^ (p >>> 15)`: the top bit of one word and bits 31
    // and 16 of the next undo each other, whatever the hash was
    const interner = new ByteInterner();
    const bytes = new Uint8Array(4 * 32);
    const view = new DataView(bytes.buffer);
    for (let i = 0; i < 60_000; i++) {
      for (let bit = 0; bit < 16; bit++) {
        const flip = ((i >> bit) & 1) === 1;
        view.setUint32(bit * 8, flip ? 0x80000000 : 0);
        view.setUint32(bit * 8 + 4, flip ? 0x80010000 : 0);
      }
      if (interner.intern(bytes) !== i) expect.fail(`string ${i} was taken for another`);
    }
    expect(interner.size).toBe(60_000);
  }, 5_000);
});
