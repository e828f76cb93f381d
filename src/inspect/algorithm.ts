/** AlgorithmIdentifiers with their parameters. */
import { RsaSaPssParams } from '@peculiar/asn1-rsa';
import { childrenOf, type Element, isUniversal, TAG } from './element.ts';
import { hexOf, type Item, reasonOf } from './inspection.ts';
import { ALGORITHM_NAMES } from './oids/algorithm-names.ts';
import { namedOid, oidName } from './oids/oid-names.ts';
import { parseSchema } from './schema.ts';
import { structureItems } from './structure.ts';
import { decodeOid } from './strings.ts';

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
  const { oid, parameters } = readAlgorithm(identifier);
  const value = oidName(oid) ?? oid;
  const items = parameterItems(oid, parameters);
  const note = parameters === undefined ? 'no parameters' : 'parameters NULL';
  const item = { label, oid, value };
  return items.length > 0 ? { ...item, items } : { ...item, note };
}

function parameterItems(oid: string, parameters: Element | undefined): Item[] {
  if (parameters === undefined) return [];
  if (isUniversal(parameters, TAG.null) && parameters.content.length === 0) return [];
  if (oid === RSASSA_PSS) return pssItems(parameters.raw);
  return structureItems(parameters.raw);
}

/** RFC 4055 §3.1. What is absent has a default, which is SHA-1. */
export function pssItems(parameters: Uint8Array): Item[] {
  try {
    const pss = parseSchema(parameters, RsaSaPssParams);
    const mask = pss.maskGenAlgorithm;
    return [
      { label: 'hash', value: namedOid(ALGORITHM_NAMES, pss.hashAlgorithm.algorithm) },
      {
        label: 'mask generation',
        value: `${namedOid(ALGORITHM_NAMES, mask.algorithm)}${maskHash(mask.parameters)}`,
      },
      { label: 'salt length', value: `${pss.saltLength} bytes` },
      { label: 'trailer field', value: String(pss.trailerField) },
    ];
  } catch (error) {
    return [{ label: 'not decoded', value: reasonOf(error) }, ...structureItems(parameters)];
  }
}

function maskHash(parameters: ArrayBuffer | null | undefined): string {
  if (parameters == null) return '';
  const [identifier] = [new Uint8Array(parameters)];
  try {
    const [oid] = childrenOf({ ...EMPTY, content: identifier });
    const inner = oid === undefined ? undefined : childrenOf(oid)[0];
    return inner === undefined
      ? ''
      : ` with ${namedOid(ALGORITHM_NAMES, decodeOid(inner.content))}`;
  } catch {
    return ` with ${hexOf(identifier)}`;
  }
}

const EMPTY = { tagClass: 0, tag: TAG.sequence, constructed: true, raw: new Uint8Array(0) };
