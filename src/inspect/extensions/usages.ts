/** What a key may be used for. */
import { PrivateKeyUsagePeriod } from '@peculiar/asn1-x509';
import { bitsOf, childrenOf, type Element, expectElement, expectTag, TAG } from '../element.ts';
import { type Item, listItem, textItem } from '../inspection.ts';
import { PURPOSE_NAMES } from '../oids/purpose-names.ts';
import { namedOid } from '../oids/oid-names.ts';
import { parseSchema } from '../schema.ts';
import { decodeOid } from '../strings.ts';
import { isoString } from '../validity.ts';

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
  return [textItem('usages', bitWords(value, KEY_USAGES))];
}

export function netscapeCertificateType(value: Uint8Array): Item[] {
  return [textItem('types', bitWords(value, NETSCAPE_TYPES))];
}

export function extendedKeyUsage(value: Uint8Array): Item[] {
  const purposes = childrenOf(expectElement(value, TAG.sequence));
  return [listItem('purposes', purposes.map(purposeName))];
}

export function privateKeyUsagePeriod(value: Uint8Array): Item[] {
  const { notBefore, notAfter } = parseSchema(value, PrivateKeyUsagePeriod);
  return [
    { label: 'notBefore', value: dateString(notBefore) },
    { label: 'notAfter', value: dateString(notAfter) },
  ];
}

function purposeName(purpose: Element): string {
  return namedOid(PURPOSE_NAMES, decodeOid(expectTag(purpose, TAG.oid).content));
}

function dateString(date: Date | undefined): string {
  return date === undefined ? 'not limited' : isoString(Math.floor(date.getTime() / 1000));
}

/** The words for the bits that are set; a bit without a word by its number. */
function bitWords(value: Uint8Array, words: readonly string[]): string {
  const bits = bitsOf(expectElement(value, TAG.bitString));
  const set: string[] = [];
  for (let i = 0; i < bits.length * 8 && i < 64; i++) {
    if (((bits[i >> 3] ?? 0) & (0x80 >> (i & 7))) !== 0) set.push(words[i] ?? `bit ${i}`);
  }
  return set.length === 0 ? 'none' : set.join(', ');
}
