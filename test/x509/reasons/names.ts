/** Why attributes of issuer and subject may differ: string types, and octets that these do not allow. */
import { isTextTag } from '../../../src/der/text.ts';
import { type Tlv, encodeTlv, tagOf } from '../../support/tlv.ts';
import type { Disagreement, Reason } from '../disagreement.ts';
import { BOTH, PECULIAR, hex, reports, within } from './disagreeing.ts';

const NAMES = ['issuer', 'subject'] as const;

export const NAME_REASONS: readonly Reason[] = [
  {
    reason:
      'a UTF8String that is not UTF-8 (RFC 3629; problem ill-formed-text): replacement characters ' +
      'here, Latin-1 in asn1js',
    libraries: BOTH,
    fields: NAMES,
    explains: (d) =>
      reports(d.facts, 'ill-formed-text') &&
      isAttribute(d, 0x0c, (octets) => [utf8(octets), latin1(octets)]),
  },
  {
    reason:
      'octets above 127 in a string of one octet a character, well-formed as UTF-8: CAs wrote UTF-8 ' +
      'into TeletexString and PrintableString, so they are read as UTF-8 here, as Latin-1 in ' +
      'asn1js (X.690 §8.23 has them in ISO 2022)',
    libraries: BOTH,
    fields: NAMES,
    explains: (d) =>
      [0x12, 0x13, 0x14, 0x16, 0x1a, 0x1b].some((tag) =>
        isAttribute(d, tag, (octets) => [utf8(octets), latin1(octets)]),
      ),
  },
  {
    reason:
      'NumericString, VisibleString or GeneralString, which DirectoryString (RFC 5280 §4.1.2.4) does ' +
      'not have, nor the library: text here, the encoding in hex there',
    libraries: PECULIAR,
    fields: NAMES,
    explains: (d) =>
      within(attributeOf(d), ({ type, value }) => {
        if (![0x12, 0x1a, 0x1b].includes(tagOf(value)) || value.children !== undefined)
          return false;
        const texts = [utf8, latin1].map((decode) => `${type}=${decode(value.content)}`);
        return isHexOf(d, type, value) && texts.includes(String(d.ours));
      }),
  },
  {
    reason:
      'a string in pieces (X.690 §8.23, which DER forbids in §10.2; problem unexpected-tag): the ' +
      'library does not join them and gives the encoding in hex',
    libraries: PECULIAR,
    fields: NAMES,
    explains: (d) =>
      reports(d.facts, 'unexpected-tag') &&
      within(
        attributeOf(d),
        ({ type, value }) =>
          isHexOf(d, type, value) && isTextTag(tagOf(value)) && (tagOf(value) & 0x20) !== 0,
      ),
  },
  {
    reason:
      'the value of an attribute is NULL, which is no text (RFC 4514 §2.4: the encoding in hex); ' +
      'the library has no value then',
    libraries: PECULIAR,
    fields: NAMES,
    explains: (d) =>
      within(
        attributeOf(d),
        ({ type, value }) =>
          tagOf(value) === 0x05 &&
          d.theirs === `${type}=` &&
          d.ours === `${type}=#${hex(encodeTlv(value))}`,
      ),
  },
  {
    reason:
      'UniversalString is UCS-4 (X.690 §8.23.7); the asn1js under @peculiar/x509 keeps the low 16 ' +
      'bits of each character',
    libraries: PECULIAR,
    fields: NAMES,
    explains: (d) => isAttribute(d, 0x1c, (octets) => [ucs4(octets), lowHalves(octets)]),
  },
  {
    reason:
      'an attribute whose OID has no content (X.690 §8.19.2; problem bad-oid): "?" here, nothing there',
    libraries: BOTH,
    fields: NAMES,
    explains: ({ facts, ours, theirs }) =>
      reports(facts, 'bad-oid') && String(theirs).startsWith('=') && ours === `?${String(theirs)}`,
  },
];

function isHexOf({ theirs }: Disagreement, type: string, value: Tlv): boolean {
  return theirs === `${type}=#${hex(encodeTlv(value))}`;
}

/** The attribute that differs, with its type as both have written it. */
function attributeOf({ tree, field, index, ours }: Disagreement):
  | {
      type: string;
      value: Tlv;
    }
  | undefined {
  const name = nameOf(tree, field);
  const attribute = name?.children?.flatMap(({ children }) => children ?? [])[index];
  const value = attribute?.children?.[1];
  const [type = ''] = String(ours).split('=', 1);
  return value && { type, value };
}

function nameOf(tree: Disagreement['tree'], field: string): Tlv | undefined {
  return field === 'issuer' ? tree?.issuer : tree?.subject;
}

/** Whether the attribute has this string type, and its octets make what both have written. */
function isAttribute(
  disagreement: Disagreement,
  tag: number,
  read: (octets: Uint8Array) => [ours: string, theirs: string],
): boolean {
  return within(attributeOf(disagreement), ({ type, value }) => {
    if (tagOf(value) !== tag || value.children !== undefined) return false;
    const [ours, theirs] = read(value.content);
    return disagreement.ours === `${type}=${ours}` && disagreement.theirs === `${type}=${theirs}`;
  });
}

function utf8(octets: Uint8Array): string {
  return Buffer.from(octets).toString('utf8');
}

function latin1(octets: Uint8Array): string {
  return Buffer.from(octets).toString('latin1');
}

function ucs4(octets: Uint8Array): string {
  const text = words(octets)
    .map((word) => (word > 0x10ffff ? '\ufffd' : String.fromCodePoint(word)))
    .join('');
  return octets.length % 4 === 0 ? text : `${text}\ufffd`;
}

function lowHalves(octets: Uint8Array): string {
  return String.fromCharCode(...words(octets).map((word) => word & 0xffff));
}

function words(octets: Uint8Array): number[] {
  const buffer = Buffer.from(octets);
  return Array.from({ length: octets.length >> 2 }, (_, i) => buffer.readUInt32BE(i * 4));
}
