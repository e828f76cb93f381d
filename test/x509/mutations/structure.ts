/** Changes that may strike any element; all lengths around it fit again. */
import type { Random } from '../../support/random.ts';
import { type Tlv, allElements } from '../../support/tlv.ts';
import { type TreeMutation, hex } from './mutation.ts';

const TAGS = [
  ...[0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x12, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1a],
  ...[0x1b, 0x1c, 0x1e, 0x30, 0x31, 0x80, 0x81, 0x82, 0x86, 0x87, 0xa0, 0xa1, 0xa3, 0xa4],
];

function somePrimitive(root: Tlv, random: Random): Tlv | undefined {
  const found = allElements(root).filter(
    ({ children, content }) => children === undefined && content.length > 0,
  );
  return found.length === 0 ? undefined : random.pick(found);
}

const valueOctet: TreeMutation = ({ root }, random) => {
  const element = somePrimitive(root, random);
  if (element === undefined) return undefined;
  const at = random.below(element.content.length);
  const before = hex(element.content);
  element.content = Uint8Array.from(element.content);
  element.content[at] = random.below(2) === 0 ? random.below(256) : element.content[at]! ^ 1;
  return `the value ${before} is ${hex(element.content)}`;
};

const valueLonger: TreeMutation = ({ root }, random) => {
  const element = somePrimitive(root, random);
  if (element === undefined) return undefined;
  const at = random.below(element.content.length + 1);
  const octets = random.octets(1 + random.below(2));
  const { content } = element;
  element.content = Buffer.concat([content.subarray(0, at), octets, content.subarray(at)]);
  return `${hex(octets)} at ${at} in the value ${hex(content)}`;
};

const valueShorter: TreeMutation = ({ root }, random) => {
  const element = somePrimitive(root, random);
  if (element === undefined) return undefined;
  const at = random.below(element.content.length);
  const { content } = element;
  element.content = Buffer.concat([content.subarray(0, at), content.subarray(at + 1)]);
  return `octet ${at} less in the value ${hex(content)}`;
};

const emptied: TreeMutation = ({ root }, random) => {
  const element = random.pick(allElements(root).slice(1));
  element.content = new Uint8Array(0);
  if (element.children !== undefined) element.children = [];
  element.prefix = new Uint8Array(0);
  return `an element ${hex(element.id)} emptied`;
};

const otherTag: TreeMutation = ({ root }, random) => {
  const element = random.pick(allElements(root));
  const before = hex(element.id);
  element.id = Uint8Array.of(random.pick(TAGS));
  return `the tag ${before} is ${hex(element.id)}`;
};

/** X.690 §10.1: DER has the shortest form only. */
const longLength: TreeMutation = ({ root }, random) => {
  const element = random.pick(allElements(root));
  const extraOctets = 1 + random.below(3);
  element.length = { extraOctets };
  return `${extraOctets} needless octets in the length of an element ${hex(element.id)}`;
};

const indefiniteLength: TreeMutation = ({ root }, random) => {
  const found = allElements(root).filter(({ id }) => (id[0]! & 0x20) !== 0);
  if (found.length === 0) return undefined;
  const element = random.pick(found);
  element.length = 'indefinite';
  return `indefinite length of an element ${hex(element.id)}`;
};

const allIndefinite: TreeMutation = ({ root }) => {
  for (const element of allElements(root)) {
    if ((element.id[0]! & 0x20) !== 0) element.length = 'indefinite';
  }
  return 'all lengths indefinite that may be';
};

const repeated: TreeMutation = ({ root }, random) => {
  const parents = allElements(root).filter(({ children }) => (children?.length ?? 0) > 0);
  const { children = [] } = random.pick(parents);
  const at = random.below(children.length);
  children.splice(at, 0, children[at]!);
  return `an element ${hex(children[at]!.id)} twice`;
};

const removed: TreeMutation = ({ root }, random) => {
  const parents = allElements(root).filter(({ children }) => (children?.length ?? 0) > 0);
  const { children = [] } = random.pick(parents);
  const [element] = children.splice(random.below(children.length), 1);
  return `an element ${hex(element!.id)} left out`;
};

const swapped: TreeMutation = ({ root }, random) => {
  const parents = allElements(root).filter(({ children }) => (children?.length ?? 0) > 1);
  if (parents.length === 0) return undefined;
  const { children = [] } = random.pick(parents);
  const at = random.below(children.length - 1);
  const [first] = children.splice(at, 1);
  children.splice(at + 1, 0, first!);
  return `elements ${at} and ${at + 1} of ${children.length} swapped`;
};

export const STRUCTURE_MUTATIONS: readonly TreeMutation[] = [
  ...[valueOctet, valueOctet, valueOctet, valueOctet, valueLonger, valueShorter, emptied, otherTag],
  ...[longLength, longLength, indefiniteLength, indefiniteLength, allIndefinite, repeated],
  ...[removed, swapped],
];
