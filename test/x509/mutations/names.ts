/** Changes of issuer and subject. */
import type { CertificateTree } from '../../support/certificate-tree.ts';
import type { Random } from '../../support/random.ts';
import { bytesOf, oid, text } from '../../support/der.ts';
import { type Tlv, constructed, encoded, primitive } from '../../support/tlv.ts';
import { type TreeMutation, hex } from './mutation.ts';

const STRING_TAGS = [0x0c, 0x12, 0x13, 0x14, 0x15, 0x16, 0x19, 0x1a, 0x1b, 0x1c, 0x1e];

const TEXTS = [
  '',
  ' ',
  ' leading and trailing ',
  '#hash',
  'a,b+c"d;e<f>g\\h=i',
  'back\\',
  'nul\0inside',
  'line\nbreak\ttab',
  'Überprüfung GmbH & Co',
  'żółw',
  '株式会社',
  '😀 astral',
  '\ufeffmark',
  'x'.repeat(300),
];

/** No text, though a library may take some for one. */
const NO_TEXTS = [
  '0101ff',
  '020105',
  '03020780',
  '0500',
  '06032a0304',
  '30030c0161',
  '1700',
  '800101',
];

const TYPES = ['2.5.4.5', '2.5.4.97', '1.3.6.1.4.1.311.60.2.1.3', '2.5.4.17', '2.999.1', '1.39.7'];

function someName({ issuer, subject }: CertificateTree, random: Random): Tlv {
  return random.below(2) === 0 ? issuer : subject;
}

/** An AttributeTypeAndValue of issuer or subject. */
function someAttribute(tree: CertificateTree, random: Random): Tlv | undefined {
  const attributes = (someName(tree, random).children ?? []).flatMap(
    ({ children }) => children ?? [],
  );
  return attributes.length === 0 ? undefined : random.pick(attributes);
}

function encodeText(tag: number, value: string): Uint8Array {
  if (tag === 0x1e) return Buffer.from(value, 'utf16le').swap16();
  if (tag === 0x1c) {
    return Buffer.concat(
      Array.from(value, (character) => {
        const octets = Buffer.alloc(4);
        octets.writeUInt32BE(character.codePointAt(0)!);
        return octets;
      }),
    );
  }
  return Buffer.from(value, tag === 0x0c ? 'utf8' : 'latin1');
}

const stringTag: TreeMutation = (tree, random) => {
  const value = someAttribute(tree, random)?.children?.[1];
  if (value === undefined) return undefined;
  const before = hex(value.id);
  value.id = Uint8Array.of(random.pick(STRING_TAGS));
  return `the string type ${before} is ${hex(value.id)}, the octets are as they were`;
};

const otherText: TreeMutation = (tree, random) => {
  const attribute = someAttribute(tree, random);
  if (attribute?.children?.[1] === undefined) return undefined;
  const tag = random.pick(STRING_TAGS);
  const value = random.pick(TEXTS);
  attribute.children[1] = primitive(tag, encodeText(tag, value));
  return `${JSON.stringify(value)} in a string of type ${tag.toString(16)}`;
};

/** As CAs have done it. */
const utf8Elsewhere: TreeMutation = (tree, random) => {
  const attribute = someAttribute(tree, random);
  if (attribute?.children?.[1] === undefined) return undefined;
  const tag = random.pick([0x13, 0x14, 0x16, 0x1b]);
  attribute.children[1] = primitive(tag, Buffer.from(random.pick(TEXTS), 'utf8'));
  return `UTF-8 in a string of type ${tag.toString(16)}`;
};

const wrongOctets: TreeMutation = (tree, random) => {
  const attribute = someAttribute(tree, random);
  if (attribute?.children?.[1] === undefined) return undefined;
  const tag = random.pick(STRING_TAGS);
  const octets = random.octets(random.below(12));
  attribute.children[1] = primitive(tag, octets);
  return `${hex(octets)} in a string of type ${tag.toString(16)}`;
};

const noText: TreeMutation = (tree, random) => {
  const attribute = someAttribute(tree, random);
  if (attribute?.children?.[1] === undefined) return undefined;
  const value = random.pick(NO_TEXTS);
  attribute.children[1] = encoded(bytesOf(value));
  return `a value that is no text: ${value}`;
};

const attributeType: TreeMutation = (tree, random) => {
  const attribute = someAttribute(tree, random);
  if (attribute?.children?.[0] === undefined) return undefined;
  const type = random.pick(TYPES);
  attribute.children[0] = encoded(oid(type));
  return `an attribute of type ${type}`;
};

const multiValued: TreeMutation = (tree, random) => {
  const { children: rdns = [] } = someName(tree, random);
  if (rdns.length < 2) return undefined;
  const at = random.below(rdns.length - 1);
  const [second] = rdns.splice(at + 1, 1);
  rdns[at]?.children?.push(...(second?.children ?? []));
  return `RDNs ${at} and ${at + 1} are one`;
};

const furtherAttribute: TreeMutation = (tree, random) => {
  const rdn = (someName(tree, random).children ?? [])[0];
  const value = random.pick(TEXTS);
  const added = constructed(0x30, encoded(oid('2.5.4.11')), encoded(text(0x0c, value)));
  rdn?.children?.push(added);
  return rdn && `a further attribute ${JSON.stringify(value)} in the first RDN`;
};

const reversed: TreeMutation = (tree, random) => {
  someName(tree, random).children?.reverse();
  return 'the RDNs in reverse';
};

const emptyRdn: TreeMutation = (tree, random) => {
  someName(tree, random).children?.push(constructed(0x31));
  return 'an empty RDN behind the others';
};

const emptyName: TreeMutation = (tree, random) => {
  someName(tree, random).children = [];
  return 'an empty Name';
};

const inPieces: TreeMutation = (tree, random) => {
  const attribute = someAttribute(tree, random);
  const value = attribute?.children?.[1];
  if (value?.children !== undefined || value === undefined || attribute === undefined) return;
  const half = value.content.length >> 1;
  const pieces = [value.content.slice(0, half), value.content.slice(half)];
  const tag = value.id[0]!;
  attribute.children![1] = constructed(tag | 0x20, ...pieces.map((piece) => primitive(tag, piece)));
  return 'a string in two pieces';
};

export const NAME_MUTATIONS: readonly TreeMutation[] = [
  ...[stringTag, stringTag, otherText, otherText, otherText, wrongOctets, noText, attributeType],
  ...[multiValued, furtherAttribute, utf8Elsewhere, reversed, emptyRdn, emptyName, inPieces],
];
