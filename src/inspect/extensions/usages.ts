/** What a key may be used for. */
import { BitString } from '@peculiar/asn1-schema';
import { CertificatePolicies } from '@peculiar/asn1-x509';
import { OBJECT_IDENTIFIER, SEQUENCE } from '../../der/tags.ts';
import { childrenOf, expectElement, expectTag } from '../element.ts';
import { type Item, listItem, textItem } from '../inspection.ts';
import { namedOid } from '../oids/oid-names.ts';
import { decodeOid } from '../primitive.ts';
import { parseSchema } from '../schema.ts';

/** RFC 5280 §4.2.1.3, in the order of the bits. */
const KEY_USAGES = [
  'digitalSignature',
  'nonRepudiation (contentCommitment)',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
];

const NETSCAPE_TYPES = [
  'SSL client',
  'SSL server',
  'S/MIME',
  'object signing',
  'reserved',
  'SSL CA',
  'S/MIME CA',
  'object signing CA',
];

export function keyUsage(value: Uint8Array): Item[] {
  return [textItem('usages', bitWords(parseSchema(value, BitString), KEY_USAGES))];
}

export function netscapeCertificateType(value: Uint8Array): Item[] {
  return [textItem('types', bitWords(parseSchema(value, BitString), NETSCAPE_TYPES))];
}

/** Split here: the schema lets elements pass that are no object identifiers. */
export function extendedKeyUsage(value: Uint8Array): Item[] {
  const purposes = childrenOf(expectElement(value, SEQUENCE));
  return [
    listItem('purposes', purposes, (purpose) => {
      return namedOid(decodeOid(expectTag(purpose, OBJECT_IDENTIFIER).content));
    }),
  ];
}

/** Encoded like certificate policies, but of extended key usages. */
export function microsoftApplicationPolicies(value: Uint8Array): Item[] {
  const policies = parseSchema(value, CertificatePolicies);
  return [listItem('purposes', policies, ({ policyIdentifier }) => namedOid(policyIdentifier))];
}

/** The words for the bits that are set; a bit without a word by its number. */
export function bitWords({ value }: BitString, words: readonly string[]): string {
  // not the library's own flags: its `toNumber` does not tell bits beyond its words
  const bits = new Uint8Array(value);
  const set: string[] = [];
  for (let i = 0; i < bits.length * 8 && i < 64; i++) {
    if (((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0) set.push(words[i] ?? `bit ${i}`);
  }
  return set.length === 0 ? 'none' : set.join(', ');
}
