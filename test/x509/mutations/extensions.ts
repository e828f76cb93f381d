/** Changes of the list of extensions. */
import { OID_BASIC_CONSTRAINTS, findExtension } from '../../support/certificate-tree.ts';
import { bytesOf, oid, sequence } from '../../support/der.ts';
import { extension } from '../../support/raw-certificate.ts';
import { type Tlv, constructed, encoded, primitive, tagOf } from '../../support/tlv.ts';
import type { CertificateTree } from '../../support/certificate-tree.ts';
import type { Random } from '../../support/random.ts';
import type { TreeMutation } from './mutation.ts';

const KNOWN_OIDS = [
  ...['2.5.29.14', '2.5.29.15', '2.5.29.17', '2.5.29.18', '2.5.29.19', '2.5.29.31', '2.5.29.32'],
  ...['2.5.29.35', '2.5.29.37', '1.3.6.1.5.5.7.1.1', '1.3.6.1.4.1.11129.2.4.2', '2.999.5'],
];

const CONSTRAINTS = [
  ...['3000', '30030101ff', '3003010101', '3003010100', '30060101ff020100', '3003020105'],
  ...['30060101ff0201ff', '30040102ff00', '300401020000', '30020100', '0500', '30050101ff0500'],
];

function list({ extensions }: CertificateTree): Tlv[] {
  return extensions?.children ?? [];
}

function some(tree: CertificateTree, random: Random): Tlv | undefined {
  const all = list(tree);
  return all.length === 0 ? undefined : random.pick(all);
}

const duplicated: TreeMutation = (tree, random) => {
  const all = list(tree);
  const copy = some(tree, random);
  if (copy === undefined) return undefined;
  all.splice(random.below(all.length + 1), 0, structuredClone(copy));
  return 'an extension twice';
};

const sameOid: TreeMutation = (tree, random) => {
  const all = list(tree);
  if (all.length < 2) return undefined;
  const [first, second] = [random.pick(all), random.pick(all)];
  if (first.children === undefined || second.children?.[0] === undefined) return undefined;
  first.children[0] = second.children[0];
  return 'the OID of another extension';
};

const removed: TreeMutation = (tree, random) => {
  const all = list(tree);
  if (all.length === 0) return undefined;
  all.splice(random.below(all.length), 1);
  return 'an extension less';
};

const reversed: TreeMutation = (tree) => {
  list(tree).reverse();
  return 'the extensions in reverse';
};

/** DEFAULT FALSE may not be encoded in DER (X.690 §11.5), TRUE is FF (§11.1). */
const criticality: TreeMutation = (tree, random) => {
  const { children } = some(tree, random) ?? {};
  if (children === undefined) return undefined;
  const value = random.pick(['', '00', '01', 'ff', '0000', 'ff00']);
  const flag = value === '' ? [] : [primitive(0x01, bytesOf(value))];
  children.splice(1, children.length - 2, ...flag);
  return `critical is ${value === '' ? 'left out' : value}`;
};

const emptied: TreeMutation = (tree, random) => {
  const value = some(tree, random)?.children?.at(-1);
  if (value === undefined) return undefined;
  value.children = undefined;
  value.content = new Uint8Array(0);
  return 'an extension with an empty value';
};

const emptySequence: TreeMutation = (tree, random) => {
  const value = some(tree, random)?.children?.at(-1);
  if (value === undefined) return undefined;
  value.children = [constructed(0x30)];
  return 'an extension of an empty SEQUENCE';
};

const trailing: TreeMutation = (tree, random) => {
  const value = some(tree, random)?.children?.at(-1);
  if (value?.children === undefined) return undefined;
  value.children.push(encoded(bytesOf(random.pick(['0500', '020105', '3000', '8200']))));
  return 'a further element behind the value of an extension';
};

const otherOid: TreeMutation = (tree, random) => {
  const one = some(tree, random);
  if (one?.children === undefined) return undefined;
  const id = random.pick(KNOWN_OIDS);
  one.children[0] = encoded(oid(id));
  return `an extension is ${id}`;
};

const emptyList: TreeMutation = (tree) => {
  if (tree.extensions === undefined) return undefined;
  tree.extensions.children = [];
  return 'no extension in the list';
};

const noList: TreeMutation = ({ tbs }) => {
  const { children = [] } = tbs;
  const at = children.findIndex((field) => tagOf(field) === 0xa3);
  if (at < 0) return undefined;
  children.splice(at, 1);
  return 'no list of extensions';
};

/** RFC 6962 §3.1; the value should be NULL, and critical. */
const poison: TreeMutation = (tree, random) => {
  const value = random.pick(['0500', '', '3000', '0101ff']);
  const added = extension('1.3.6.1.4.1.11129.2.4.3', bytesOf(value), random.below(2) === 0);
  const all = list(tree);
  all.splice(random.below(all.length + 1), 0, encoded(added));
  return `poisoned with ${value}`;
};

const constraints: TreeMutation = (tree, random) => {
  const value = bytesOf(random.pick(CONSTRAINTS));
  const octets = findExtension(tree, OID_BASIC_CONSTRAINTS)?.children?.at(-1);
  if (octets === undefined) tree.extensions?.children?.push(encoded(extension('2.5.29.19', value)));
  else {
    octets.children = undefined;
    octets.content = value;
  }
  return `basicConstraints ${Buffer.from(value).toString('hex')}`;
};

const noSequence: TreeMutation = (tree) => {
  const added = sequence(oid('2.5.29.17'));
  tree.extensions?.children?.push(encoded(added));
  return 'an extension without a value';
};

export const EXTENSION_MUTATIONS: readonly TreeMutation[] = [
  ...[duplicated, sameOid, removed, reversed, criticality, criticality, emptied, emptySequence],
  ...[trailing, otherOid, emptyList, noList, poison, poison, constraints, constraints, noSequence],
];
