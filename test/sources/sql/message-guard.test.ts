import fc from 'fast-check';
import { parse } from 'pg-protocol';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { Fault } from '../../../src/sources/sql/fault.ts';
import { MessageGuard } from '../../../src/sources/sql/message-guard.ts';
import { bytesOf } from '../../../src/sources/sql/values.ts';

const INT16 = Buffer.from([0, 1]);

/** One of each kind, as a server sends it. */
const SOUND: readonly (readonly [letter: string, body: Buffer])[] = [
  ['R', Buffer.alloc(4)],
  ['R', Buffer.from([0, 0, 0, 3])],
  ['R', Buffer.from([0, 0, 0, 5, 1, 2, 3, 4])],
  ['R', Buffer.from('\0\0\0\x0aSCRAM-SHA-256\0\0', 'latin1')],
  ['R', Buffer.from('\0\0\0\x0br=x,s=eA==,i=4096', 'latin1')],
  ['R', Buffer.from('\0\0\0\x0cv=eA==', 'latin1')],
  ['S', Buffer.from('TimeZone\0UTC\0')],
  ['K', Buffer.alloc(8, 1)],
  ['Z', Buffer.from('I')],
  ['E', Buffer.from('SERROR\0C57014\0Mcanceling statement\0\0')],
  ['N', Buffer.from('SNOTICE\0C00000\0Mbe careful\0\0')],
  ['T', Buffer.concat([INT16, Buffer.from('certificate\0'), Buffer.alloc(18)])],
  ['D', Buffer.concat([INT16, Buffer.from([0, 0, 0, 3]), Buffer.from('abc')])],
  ['D', Buffer.concat([INT16, Buffer.alloc(4, 0xff)])],
  ['C', Buffer.from('SELECT 1\0')],
  ['A', Buffer.from('\0\0\0\x01channel\0payload\0')],
  ['t', Buffer.concat([INT16, Buffer.alloc(4)])],
  ...['1', '2', '3', 'n', 's', 'I'].map((letter) => [letter, Buffer.alloc(0)] as const),
];

function message([letter, body]: readonly [string, Buffer]): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

const SESSION = Buffer.concat(SOUND.map(message));

/** What the guard lets through. */
function pass(bytes: Buffer, pieceBytes = bytes.length): Buffer {
  const guard = new MessageGuard();
  const passed: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const messages = guard.take(bytes.subarray(at, at + pieceBytes));
    if (messages) passed.push(messages);
  }
  return Buffer.concat(passed);
}

/** By pg's parser, which may throw but must come to an end. */
function read(bytes: Buffer): string[] {
  const names: string[] = [];
  const stream = new PassThrough();
  void parse(stream, ({ name }) => void names.push(name));
  stream.emit('data', bytes);
  return names;
}

describe('the guard before the parser of messages', () => {
  it.each([1, 2, 7, 64, 100_000])('lets sound ones through, in pieces of %i bytes', (size) => {
    expect(pass(SESSION, size)).toEqual(SESSION);
    expect(read(SESSION)).toHaveLength(SOUND.length);
  });

  it('lets a long row through, in pieces', () => {
    const long = Buffer.alloc(3_000_000, 'a');
    const length = Buffer.alloc(4);
    length.writeInt32BE(long.length);
    const row = message(['D', Buffer.concat([INT16, length, long])]);
    const all = Buffer.concat([row, SESSION]);
    expect(pass(all, 65_536).equals(all)).toBe(true);
  });

  it.each(SOUND.filter(([, body]) => body.length > 0).map((each) => [each[0], each] as const))(
    'refuses %s that ends early, or late',
    (letter, [, body]) => {
      const variable = letter === 'K' || (letter === 'R' && body[3]! > 10);
      for (let length = 0; length < body.length; length++) {
        if (variable && length >= 4) continue;
        const cut = message([letter, body.subarray(0, length)]);
        expect(() => pass(cut), `${length}`).toThrow(Fault);
      }
      if (variable) return;
      expect(() => pass(message([letter, Buffer.concat([body, INT16])]))).toThrow(Fault);
    },
  );

  it.each([
    ['an unknown letter', 'x\0\0\0\x04'],
    ['a length that is none', 'Z\0\0\0\x03I'],
    ['a status of megabytes', 'S\x01\0\0\x04'],
    ['a row of gigabytes', 'D\x7f\0\0\x04'],
    ['COPY', 'G\0\0\0\x07\0\0\0'],
    ['another protocol', 'HTTP/1.1 400 Bad Request'],
  ])('refuses %s', (_what, bytes) => {
    expect(() => pass(Buffer.from(bytes, 'latin1'))).toThrow(Fault);
  });

  it('says of a login that pg does not know what it is', () => {
    const kerberos = message(['R', Buffer.from([0, 0, 0, 7])]);
    expect(() => pass(kerberos)).toThrow('it wants a login of a kind that is not known here');
  });

  it('leaves nothing that the parser does not come to the end of, whatever is flipped', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(SESSION.length - 1), fc.integer({ min: 1, max: 255 })), {
          minLength: 1,
          maxLength: 4,
        }),
        fc.integer({ min: 1, max: 400 }),
        (flips, size) => {
          const bytes = Buffer.from(SESSION);
          for (const [at, bits] of flips) bytes[at]! ^= bits;
          try {
            read(pass(bytes, size));
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
      { numRuns: 3000 },
    );
  });
});

describe('the bytes of a value', () => {
  it.each([
    ['\\x00ff10', [0, 255, 16]],
    ['\\x', []],
    ['\\x0g', []],
    ['a\\\\b\\001\\377', [97, 92, 98, 1, 255]],
    ['', []],
  ])('of %j', (text, bytes) => {
    expect([...bytesOf(text)]).toEqual(bytes);
  });

  it.each(['\\', '\\y00', '\\\\\\', 'a\\9'])('of %j come to an end', (text) => {
    expect(bytesOf(text)).toBeInstanceOf(Buffer);
  });
});
