import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../src/inspect/inspect.ts';
import type { Item } from '../../src/inspect/inspection.ts';
import { renderInspectionText } from '../../src/inspect/text.ts';
import { certificate, concat, oid, tlv } from './der.ts';
import { extensionsOf, itemOf, sectionOf } from './find.ts';

async function decodeExtension(id: string, value: Uint8Array): Promise<readonly Item[]> {
  const inspection = await decodeCertificate(
    certificate({ commonName: 'example.com', extensions: [[id, value]] }),
  );
  return extensionsOf(inspection, id)[0] ?? [];
}

async function validityOf(notBefore: Uint8Array, notAfter: Uint8Array): Promise<readonly Item[]> {
  const der = certificate({ commonName: 'x', extensions: [], notBefore, notAfter });
  return sectionOf(await decodeCertificate(der), 'Validity');
}

const time = (tag: number, text: string) => tlv(tag, Buffer.from(text));

describe('validity', () => {
  it('includes the second of notAfter and counts any part of a day (BR 6.3.2)', async () => {
    const whole = await validityOf(time(0x17, '260101000000Z'), time(0x17, '260410235959Z'));
    expect(itemOf(whole, 'validity period')?.value).toBe('100 days (8640000 s)');
    const more = await validityOf(time(0x17, '260101000000Z'), time(0x17, '260411000000Z'));
    expect(itemOf(more, 'validity period')?.value).toBe('100 days and 1 s (8640001 s)');
    expect(itemOf(more, 'validity period')?.note).toContain('counts as 101 × 86400 s');
  });

  it.each([
    [0x17, '500101000000Z', '1950-01-01T00:00:00Z', undefined],
    [0x17, '491231235959Z', '2049-12-31T23:59:59Z', undefined],
    [0x17, '2601010000Z', '2026-01-01T00:00:00Z', 'RFC 5280 §4.1.2.5.1'],
    [0x17, '260101020000+0200', '2026-01-01T00:00:00Z', 'RFC 5280 §4.1.2.5.1'],
    [0x18, '20260101000000Z', '2026-01-01T00:00:00Z', 'dates through 2049'],
    [0x18, '20600101000000.5Z', '2060-01-01T00:00:00Z', 'RFC 5280 §4.1.2.5.2'],
    [0x17, '261332000000Z', 'unreadable', undefined],
  ])('reads time %i %s as %s', async (tag, raw, expected, rule) => {
    const items = await validityOf(time(tag, raw), time(0x18, '99991231235959Z'));
    const item = itemOf(items, 'notBefore');
    expect(item?.value).toBe(expected);
    expect(item?.note).toContain(raw);
    if (rule !== undefined) expect(item?.note).toContain(rule);
  });
});

describe('an SCT list', () => {
  const sct = concat([
    Buffer.of(0),
    Buffer.alloc(32, 0xab),
    Buffer.from('0000018bcfe56801', 'hex'),
    Buffer.from('0008000005000000012c', 'hex'),
    Buffer.from('04030004aabbccdd', 'hex'),
  ]);
  const inTwoBytes = (bytes: Uint8Array) =>
    concat([Buffer.of(bytes.length >> 8, bytes.length & 255), bytes]);
  const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';

  it('shows log, time to the millisecond, signature and the leaf index of static CT', async () => {
    const items = await decodeExtension(SCT_LIST, tlv(0x04, inTwoBytes(inTwoBytes(sct))));
    const [log, hex] = itemOf(items, 'SCT 1')?.items?.filter((i) => i.label === 'log ID') ?? [];
    expect(log?.value).toBe(Buffer.alloc(32, 0xab).toString('base64'));
    expect(hex?.value).toBe('ab'.repeat(32));
    expect(itemOf(items, 'timestamp')?.value).toBe('2023-11-14T22:13:20.001Z');
    expect(itemOf(items, 'signature')?.value).toBe('ECDSA with SHA-256');
    expect(itemOf(items, 'leaf_index')?.value).toBe('300');
  });

  it('keeps the SCTs around one that cannot be read', async () => {
    const scts = concat([inTwoBytes(sct), inTwoBytes(sct.subarray(0, 20)), inTwoBytes(sct)]);
    const items = await decodeExtension(SCT_LIST, tlv(0x04, inTwoBytes(scts)));
    expect(items.map(({ label }) => label)).toEqual(['SCT 1', 'SCT 2', 'SCT 3']);
    expect(itemOf(items[1]?.items ?? [], 'not decoded')?.value).toContain('32 bytes needed at 1');
    expect(itemOf(items[2]?.items ?? [], 'timestamp')).toBeDefined();
  });
});

describe('a subjectAltName', () => {
  it('shows a general name of every form', async () => {
    const upn = concat([
      oid('1.3.6.1.4.1.311.20.2.3'),
      tlv(0xa0, tlv(0x0c, Buffer.from('ann@corp'))),
    ]);
    const name = tlv(
      0x30,
      tlv(0x31, tlv(0x30, concat([oid('2.5.4.3'), tlv(0x13, Buffer.from('a, b'))]))),
    );
    const value = tlv(
      0x30,
      concat([
        tlv(0xa0, upn),
        tlv(0x81, Buffer.from('ann@example.com')),
        tlv(0x82, Buffer.from('example.com')),
        tlv(0xa3, tlv(0x30, Buffer.alloc(0))),
        tlv(0xa4, name),
        tlv(0xa5, tlv(0xa1, tlv(0x0c, Buffer.from('party')))),
        tlv(0x86, Buffer.from('https://example.com/')),
        tlv(0x87, Buffer.of(192, 0, 2, 1)),
        tlv(0x87, Buffer.from('20010db8000000000000000000000001', 'hex')),
        tlv(0x88, oid('1.2.840.113549').subarray(2)),
      ]),
    );
    const items = await decodeExtension('2.5.29.17', value);
    expect(Object.fromEntries(items.map(({ label, values }) => [label, values]))).toEqual({
      otherName: ['1.3.6.1.4.1.311.20.2.3 (Microsoft user principal name) = ann@corp'],
      rfc822Name: ['ann@example.com'],
      dNSName: ['example.com'],
      x400Address: ['[3] SEQUENCE'],
      directoryName: ['CN=a\\, b'],
      ediPartyName: ['party party'],
      uniformResourceIdentifier: ['https://example.com/'],
      iPAddress: ['192.0.2.1', '2001:db8::1'],
      registeredID: ['1.2.840.113549'],
    });
  });
});

describe('a list with one bad entry', () => {
  it('of policies shows the entry by its structure, and the others', async () => {
    const good = tlv(0x30, oid('2.23.140.1.2.1'));
    const bad = tlv(0x30, tlv(0x16, Buffer.from('not an OID')));
    const items = await decodeExtension('2.5.29.32', tlv(0x30, concat([good, bad, good])));
    expect(items.filter(({ label }) => label === 'policy')).toHaveLength(2);
    expect(itemOf(items, 'not decoded')?.value).toContain('@peculiar/asn1-schema');
    expect(itemOf(items, 'structure')?.values).toContain('  IA5String "not an OID"');
  });

  it('of purposes is not taken for one that @peculiar/asn1-schema lets pass', async () => {
    const value = tlv(0x30, tlv(0x16, Buffer.from('2b06', 'hex')));
    const items = await decodeExtension('2.5.29.37', value);
    expect(itemOf(items, 'not decoded')?.value).toBe(
      'IA5String where OBJECT IDENTIFIER is expected',
    );
  });
});

describe('name constraints', () => {
  it('show a mask with holes as it is, not as a prefix length', async () => {
    const subtree = (octets: readonly number[]) => tlv(0x30, tlv(0x87, Buffer.from(octets)));
    const permitted = [
      subtree([192, 0, 2, 0, 255, 255, 255, 0]),
      subtree([10, 0, 0, 0, 255, 0, 255, 0]),
    ];
    const items = await decodeExtension('2.5.29.30', tlv(0x30, tlv(0xa0, concat(permitted))));
    expect(itemOf(items, 'permitted')?.values).toEqual([
      'iPAddress: 192.0.2.0/24',
      'iPAddress: 10.0.0.0/255.0.255.0',
    ]);
  });
});

describe('the decoding', () => {
  it('shows what our own reader noted, beside the libraries', async () => {
    const inspection = await decodeCertificate(
      certificate({ commonName: 'x', extensions: [], notBefore: time(0x17, 'never') }),
    );
    const problems = sectionOf(inspection, 'Decoding').filter(({ label }) => label === 'problem');
    expect(problems.map(({ value }) => value)).toContain('bad-time');
    expect(problems[0]?.note).toMatch(/^at offset \d+$/);
  });
});

describe('the text', () => {
  it('fits a hundred columns, links apart, and puts values in a column', async () => {
    const long = `${'organization '.repeat(20)}end`;
    const text = renderInspectionText(
      await decodeCertificate(
        certificate({
          commonName: long,
          extensions: [['2.5.29.14', tlv(0x04, Buffer.alloc(300, 0xee))]],
        }),
      ),
    );
    const wide = text.split('\n').filter((line) => line.length > 100 && !line.includes('://'));
    expect(wide).toEqual([]);
    expect(text).toContain('\n      key identifier  ee:ee');
    expect(text).toContain('\n                      ee:ee');
  });

  it('is wrapped by the columns that characters take on a screen', async () => {
    const wide = '証明書'.repeat(60);
    const combining = 'e\u0301'.repeat(150);
    const text = renderInspectionText(
      await decodeCertificate(certificate({ commonName: wide + combining, extensions: [] })),
    );
    const columns = text.split('\n').filter((line) => !line.includes('://'));
    expect(Math.max(...columns.map((line) => stringWidth(line)))).toBe(100);
    expect(text).not.toMatch(/^\s*\u0301/m);
  });

  it('names a reserved policy, a purpose and a poison in words', async () => {
    const text = renderInspectionText(
      await decodeCertificate(
        certificate({
          commonName: 'example.com',
          extensions: [
            ['2.5.29.32', tlv(0x30, tlv(0x30, oid('2.23.140.1.5.3.2')))],
            ['2.5.29.37', tlv(0x30, oid('1.3.6.1.5.5.7.3.4'))],
            ['1.3.6.1.4.1.11129.2.4.3', Buffer.from('0500', 'hex')],
          ],
        }),
      ),
    );
    expect(text).toMatch(/^precertificate [0-9a-f]{64}\n/);
    expect(text).toContain('CA/B Forum S/MIME sponsor multipurpose (2.23.140.1.5.3.2)');
    expect(text).toContain('e-mail protection (1.3.6.1.5.5.7.3.4)');
    expect(text).toContain('the critical poison keeps clients from accepting it');
  });
});
