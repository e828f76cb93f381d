/**
 * Certificates with something wrong, each given by a number: the same number, the same mutant. Real
 * ones are taken apart, changed and put together again.
 */
import { certificateTree } from '../../support/certificate-tree.ts';
import { Random } from '../../support/random.ts';
import { encodeTlv } from '../../support/tlv.ts';
import { EXTENSION_VALUE_MUTATIONS } from './extension-values.ts';
import { EXTENSION_MUTATIONS } from './extensions.ts';
import { FIELD_MUTATIONS } from './fields.ts';
import type { TreeMutation } from './mutation.ts';
import { NAME_MUTATIONS } from './names.ts';
import { OCTET_MUTATIONS } from './octets.ts';
import { STRUCTURE_MUTATIONS } from './structure.ts';

export interface Mutant {
  readonly seed: number;
  readonly der: Uint8Array;
  readonly what: string;
}

/** How often each kind is taken: octets at random are mostly refused, and tell little. */
const KINDS: readonly (readonly TreeMutation[] | 'octets')[] = [
  ...['octets' as const, STRUCTURE_MUTATIONS, STRUCTURE_MUTATIONS, NAME_MUTATIONS, NAME_MUTATIONS],
  ...[FIELD_MUTATIONS, FIELD_MUTATIONS, EXTENSION_MUTATIONS, EXTENSION_VALUE_MUTATIONS],
  ...[EXTENSION_VALUE_MUTATIONS],
];

/** One certificate in this many is changed in more than one way. */
const SEVERAL = 5;

export function mutant(seed: number, certificates: readonly Uint8Array[]): Mutant {
  const random = new Random(seed);
  const der = random.pick(certificates);
  const kind = random.pick(KINDS);
  if (kind === 'octets') return { seed, ...random.pick(OCTET_MUTATIONS)(der, random) };
  const tree = certificateTree(der);
  if (tree === undefined) return { seed, ...random.pick(OCTET_MUTATIONS)(der, random) };
  const what: string[] = [];
  const changes = random.below(SEVERAL) === 0 ? 2 + random.below(2) : 1;
  for (let tries = 0; what.length < changes && tries < 30; tries++) {
    const mutations = what.length === 0 ? kind : random.pick(KINDS);
    if (mutations === 'octets') continue;
    const did = random.pick(mutations)(tree, random);
    if (did !== undefined) what.push(did);
  }
  return { seed, der: encodeTlv(tree.root), what: what.join('; ') };
}
