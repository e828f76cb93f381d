/** Why serial numbers, keys, addresses and lists may differ, and anything where lengths do not fit. */
import {
  type CertificateTree,
  OID_CRL_DISTRIBUTION_POINTS,
  extensionValue,
} from '../../support/certificate-tree.ts';
import {
  type Tlv,
  allElements,
  contentOf,
  encodeTlv,
  parseDamagedTlv,
  parseTlv,
  tagOf,
} from '../../support/tlv.ts';
import type { Reason } from '../disagreement.ts';
import { FIELDS } from '../opinions.ts';
import { BOTH, PECULIAR, hex, reports, within } from './disagreeing.ts';

export const VALUE_REASONS: readonly Reason[] = [
  {
    reason:
      'the serial number is negative (X.690 §8.3.3, RFC 5280 §4.1.2.2): here a sign and the ' +
      'magnitude, in the libraries the content octets as if they were unsigned',
    libraries: BOTH,
    fields: ['serial'],
    explains: ({ facts, ours, theirs, tree }) =>
      reports(facts, 'negative-serial') &&
      tree !== undefined &&
      theirs === hex(contentOf(tree.serial)) &&
      asSigned(theirs) === ours,
  },
  {
    reason:
      'an SCT longer than what is left of the list (RFC 6962 §3.3; problem bad-sct-list): the list ' +
      'ends before it here; pkijs takes what is left for an SCT',
    libraries: ['pkijs'],
    fields: ['scts'],
    explains: ({ facts, index, ours, theirs }) =>
      reports(facts, 'bad-sct-list') &&
      index < 0 &&
      Array.isArray(theirs) &&
      JSON.stringify(theirs.slice(0, -1)) === JSON.stringify(ours),
  },
  {
    reason:
      'an iPAddress of 8 or 32 octets, an address and a mask, belongs into name constraints only ' +
      '(RFC 5280 §4.2.1.6, §4.2.1.10): hex here, address/prefix in the library',
    libraries: PECULIAR,
    fields: ['ipAddresses'],
    explains: ({ ours, theirs }) =>
      /^([0-9a-f]{16}|[0-9a-f]{64})$/.test(String(ours)) && String(theirs).includes('/'),
  },
  {
    reason:
      'the library counts the octets of the modulus times eight; the length of an RSA key is that ' +
      'of its modulus in bits (RFC 8017 §3.1)',
    libraries: PECULIAR,
    fields: ['keyBits'],
    explains: ({ ours, theirs, tree }) =>
      within(modulusOf(tree), ({ content }) => {
        const octets = content.length - (content[0] === 0 ? 1 : 0);
        return theirs === octets * 8 && ours === bitsOf(content);
      }),
  },
  {
    reason:
      'a name in the distribution points with the tag of a URI, constructed, though IA5String is ' +
      'primitive (X.690 §10.2): passed over here; the library gives none of the names beside it either',
    libraries: PECULIAR,
    fields: ['crlDistributionPoints'],
    explains: ({ tree, index, ours, theirs }) =>
      index < 0 &&
      Array.isArray(theirs) &&
      theirs.every((url) => (ours as unknown[]).includes(url)) &&
      within(tree && extensionValue(tree, OID_CRL_DISTRIBUTION_POINTS), (value) =>
        allElements(value).some((element) => tagOf(element) === 0xa6),
      ),
  },
  {
    reason:
      'a length that reaches beyond the enclosing element (X.690 §8.1.3; mostly length-overrun): ' +
      'the content ends with the enclosing element here; asn1js reads on behind it',
    libraries: BOTH,
    fields: FIELDS,
    explains: ({ facts, der }) =>
      facts.problems.length > 0 && (reports(facts, 'length-overrun') || !fits(der)),
  },
];

/** Also where there are octets behind the key in its BIT STRING. */
function modulusOf(tree: CertificateTree | undefined): Tlv | undefined {
  const octets = tree?.publicKey.children?.[1];
  const key =
    octets?.children?.[0] ?? parseDamagedTlv(octets?.content.slice(1) ?? new Uint8Array(0));
  return key?.children?.[0] ?? (key && parseDamagedTlv(key.content));
}

function bitsOf(content: Uint8Array): number {
  const value = BigInt(`0x${hex(content)}`);
  return value === 0n ? 0 : value.toString(2).length;
}

/** Whether all lengths inside of the first element fit, whatever stands behind it. */
function fits(der: Uint8Array): boolean {
  const damaged = parseDamagedTlv(der);
  return damaged !== undefined && parseTlv(encodeTlv(damaged)) !== undefined;
}

function asSigned(hexadecimal: string): string {
  const bits = BigInt(hexadecimal.length * 4);
  const magnitude = ((1n << bits) - BigInt(`0x${hexadecimal}`)).toString(16);
  return `-${magnitude.length % 2 === 0 ? '' : '0'}${magnitude}`;
}
