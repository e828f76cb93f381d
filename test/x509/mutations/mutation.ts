import type { CertificateTree } from '../../support/certificate-tree.ts';
import type { Random } from '../../support/random.ts';

/** Changes the tree where it stands and says what it did; undefined when there is nothing to change. */
export type TreeMutation = (tree: CertificateTree, random: Random) => string | undefined;

/** Gives other octets, not necessarily of a certificate, and says what it did. */
export type OctetMutation = (
  der: Uint8Array,
  random: Random,
) => { readonly der: Uint8Array; readonly what: string };

export function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}
