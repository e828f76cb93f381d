import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../src/inspect/inspect.ts';
import { type Inspection, MAX_HEX_BYTES } from '../../src/inspect/inspection.ts';
import { renderInspectionJson } from '../../src/inspect/json.ts';
import { renderInspectionText } from '../../src/inspect/text.ts';
import { sha256Of } from './corpus.ts';
import { certificate, concat, tlv } from './der.ts';
import { extensionsOf, itemOf, sectionOf } from './find.ts';

/** Controls but the line feed, and what reorders text. */

const OBEYED_BY_TERMINALS =
  // eslint-disable-next-line no-control-regex -- finding control characters is the purpose
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

describe('hostile bytes', () => {
  const whole = certificate({
    commonName: 'example.com',
    extensions: [
      ['2.5.29.17', tlv(0x30, tlv(0x82, Buffer.from('example.com')))],
      ['2.5.29.32', tlv(0x30, tlv(0x30, tlv(0x06, Buffer.from('67810c010201', 'hex'))))],
      ['1.3.6.1.4.1.11129.2.4.2', tlv(0x04, Buffer.alloc(40, 1))],
    ],
  });

  beforeAll(async () => {
    await decodeCertificate(whole);
  });

  it('of every truncation give a tree with the right hash', async () => {
    for (let length = 0; length < whole.length; length++) {
      await expectTree(whole.subarray(0, length));
    }
  });

  it('of every single-byte change give a tree with the right hash', async () => {
    const bytes = fc.record({ at: fc.nat(whole.length - 1), to: fc.nat(255) });
    const changed = fc.asyncProperty(bytes, async ({ at, to }) => {
      const copy = Uint8Array.from(whole);
      copy[at] = to;
      await expectTree(copy);
    });
    await fc.assert(changed, { numRuns: 1500 });
  });

  it('of any kind give a tree with the right hash', async () => {
    const any = fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), async (bytes) => {
      await expectTree(bytes);
    });
    await fc.assert(any, { numRuns: 500 });
  });

  it('that are text, PEM or hex are not taken for the certificate that they spell', async () => {
    for (const text of [
      Buffer.from(whole).toString('hex'),
      Buffer.from(whole).toString('base64'),
    ]) {
      const inspection = await expectTree(Buffer.from(text));
      expect(inspection.title).toMatch(/^not a certificate/);
    }
  });

  it.each([
    ['a hundred thousand nested sequences', nested(100_000)],
    ['indefinite lengths without an end', Buffer.from('3080'.repeat(50_000), 'hex')],
    ['a million empty elements', tlv(0x30, tlv(0x30, Buffer.alloc(2_000_000, '0500', 'hex')))],
    ['a length of 2^64', Buffer.from('3088ffffffffffffffff00', 'hex')],
    ['an endless object identifier', tlv(0x30, tlv(0x30, tlv(0x06, Buffer.alloc(60_000, 0x81))))],
    ['sixteen megabytes', Buffer.alloc(16 << 20, 0x30)],
  ])('take no time worth waiting for: %s', async (_, bytes) => {
    const before = performance.now();
    await expectTree(bytes);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

describe('hostile content', () => {
  const evil = '\u001b[2J\u001b]0;owned\u0007\u202egro.elpmaxe\u200b\u0085\r\nkind  trusted';

  it('reaches the terminal without a control, escape or bidirectional character', async () => {
    const inspection = await decodeCertificate(
      certificate({
        commonName: evil,
        extensions: [
          ['2.5.29.17', tlv(0x30, tlv(0x82, Buffer.from(evil)))],
          ['2.16.840.1.113730.1.13', tlv(0x0c, Buffer.from(evil))],
          ['1.2.3.4', tlv(0x0c, Buffer.from(evil))],
        ],
      }),
    );
    const text = renderInspectionText(inspection);
    expect(text).not.toMatch(OBEYED_BY_TERMINALS);
    expect(text).not.toMatch(/^kind {2}trusted/m);
    const json = renderInspectionJson(inspection);
    expect(json).not.toMatch(OBEYED_BY_TERMINALS);
    expect(JSON.parse(json)).toEqual(inspection);
    expect(itemOf(sectionOf(inspection, 'Identity'), 'commonName')?.value).toBe(evil);
  });

  it('that is long is cut, and its true length named', async () => {
    const inspection = await decodeCertificate(
      certificate({
        commonName: 'x'.repeat(20_000),
        extensions: [
          ['1.2.3.4', tlv(0x04, Buffer.alloc(50_000, 7))],
          ['2.5.29.17', tlv(0x30, concat(names(6000)))],
        ],
      }),
    );
    const text = renderInspectionText(inspection);
    const words = text.replaceAll(/\s+/g, ' ');
    const marks = ['… (20000 characters)', '… (50004 bytes)', '… (4000 more)'];
    expect(marks.filter((mark) => !words.includes(mark))).toEqual([]);
    expect(text.length).toBeLessThan(200_000);
    const [unknown] = extensionsOf(inspection, '1.2.3.4');
    expect(itemOf(unknown ?? [], 'bytes')?.hex).toHaveLength(2 * MAX_HEX_BYTES);
  });

  it('in one extension never loses the others', async () => {
    const inspection = await decodeCertificate(
      certificate({
        commonName: 'example.com',
        extensions: [
          ['2.5.29.19', Buffer.from('ffffff', 'hex')],
          ['2.5.29.31', Buffer.from('300a0102', 'hex')],
          ['2.5.29.17', tlv(0x30, concat([tlv(0x87, Buffer.of(1, 2, 3)), ...names(1)]))],
        ],
      }),
    );
    const [constraints = []] = extensionsOf(inspection, '2.5.29.19');
    expect(itemOf(constraints, 'not decoded')?.value).toBeTruthy();
    expect(itemOf(constraints, 'bytes')?.hex).toBe('ffffff');
    const [points = []] = extensionsOf(inspection, '2.5.29.31');
    expect(itemOf(points, 'not decoded')?.value).toContain('10 bytes announced, 2 there');
    const [san = []] = extensionsOf(inspection, '2.5.29.17');
    expect(itemOf(san, 'dNSName')?.values).toEqual(['0.example.com']);
    expect(itemOf(san, 'iPAddress')?.values).toEqual(['010203 (3 bytes, no address)']);
    const decoding = sectionOf(inspection, 'Decoding');
    expect(itemOf(decoding, '@peculiar/x509 refuses it')?.value).toBeTruthy();
    expect(itemOf(decoding, 'decoded by')?.value).not.toBe('@peculiar/x509');
  });
});

async function expectTree(bytes: Uint8Array): Promise<Inspection> {
  const inspection = await decodeCertificate(bytes);
  expect(inspection.sha256).toBe(sha256Of(bytes));
  const text = renderInspectionText(inspection);
  expect(text).toContain(inspection.sha256);
  expect(text).not.toMatch(OBEYED_BY_TERMINALS);
  return inspection;
}

function nested(depth: number): Uint8Array {
  const parts: Buffer[] = [];
  let length = 0;
  for (let i = 0; i < depth; i++) {
    const head = Buffer.from(`3083${length.toString(16).padStart(6, '0')}`, 'hex');
    parts.push(head);
    length += head.length;
  }
  return Buffer.concat(parts.reverse());
}

function names(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => tlv(0x82, Buffer.from(`${i}.example.com`)));
}
