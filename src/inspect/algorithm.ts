/** AlgorithmIdentifiers with their parameters. */
import { RsaSaPssParams } from '@peculiar/asn1-rsa';
import { AlgorithmIdentifier } from '@peculiar/asn1-x509';
import { childrenOf, type Element } from './element.ts';
import { hexOf, type Item, reasonOf } from './inspection.ts';
import { namedOid, oidName } from './oids/oid-names.ts';
import { decodeOid } from './primitive.ts';
import { parseSchema } from './schema.ts';
import { structureItems } from './structure.ts';

const RSASSA_PSS = '1.2.840.113549.1.1.10';

export interface Algorithm {
  readonly oid: string;
  readonly parameters: Element | undefined;
}

/** @throws {Error} when there is no object identifier */
export function readAlgorithm(identifier: Element): Algorithm {
  const [oid, parameters] = childrenOf(identifier);
  if (oid === undefined) throw new Error('no algorithm');
  return { oid: decodeOid(oid.content), parameters };
}

/** The algorithm by name, and its parameters where it has any that say something. */
export function algorithmItem(label: string, identifier: Element): Item {
  try {
    const algorithm = readAlgorithm(identifier);
    const item = { label, oid: algorithm.oid, value: oidName(algorithm.oid) ?? algorithm.oid };
    if (hasParameters(algorithm)) return { ...item, items: parameterItems(algorithm) };
    const note = algorithm.parameters === undefined ? 'no parameters' : 'parameters NULL';
    return { ...item, note };
  } catch (error) {
    return { label, value: `not decoded: ${reasonOf(error)}` };
  }
}

/** Whether there are parameters other than NULL. */
export function hasParameters({ parameters }: Algorithm): boolean {
  return parameters !== undefined && hexOf(parameters.raw) !== '0500';
}

export function parameterItems({ oid, parameters }: Algorithm): Item[] {
  if (parameters === undefined) return [];
  if (oid !== RSASSA_PSS) return structureItems(parameters.raw);
  try {
    return pssItems(parameters.raw);
  } catch (error) {
    return [{ label: 'not decoded', value: reasonOf(error) }, ...structureItems(parameters.raw)];
  }
}

/** RFC 4055 §3.1. What is absent has a default, which is SHA-1. */
function pssItems(parameters: Uint8Array): Item[] {
  const pss = parseSchema(parameters, RsaSaPssParams);
  const mask = pss.maskGenAlgorithm;
  const inner =
    mask.parameters == null
      ? ''
      : ` with ${namedOid(parseSchema(new Uint8Array(mask.parameters), AlgorithmIdentifier).algorithm)}`;
  return [
    { label: 'hash', value: namedOid(pss.hashAlgorithm.algorithm) },
    { label: 'mask generation', value: namedOid(mask.algorithm) + inner },
    { label: 'salt length', value: `${pss.saltLength} bytes` },
    { label: 'trailer field', value: String(pss.trailerField) },
  ];
}
