/** Constraints on the path below a CA. */
import { BasicConstraints, InhibitAnyPolicy, PolicyConstraints } from '@peculiar/asn1-x509';
import { integerOf } from '../element.ts';
import type { Item } from '../inspection.ts';
import { parseSchema } from '../schema.ts';

/** RFC 5280 §4.2.1.9. */
export function basicConstraints(value: Uint8Array): Item[] {
  const { cA, pathLenConstraint } = parseSchema(value, BasicConstraints);
  const limit = pathLenConstraint === undefined ? 'not limited' : String(pathLenConstraint);
  const ca: Item = { label: 'CA', value: cA ? 'yes' : 'no' };
  if (!cA && pathLenConstraint === undefined) return [ca];
  const note = cA ? undefined : 'RFC 5280 §4.2.1.9: only where CA is true';
  const path = { label: 'path length', value: limit };
  return [ca, note === undefined ? path : { ...path, note }];
}

export function policyConstraints(value: Uint8Array): Item[] {
  const constraints = parseSchema(value, PolicyConstraints);
  return [
    { label: 'require explicit policy', value: skipString(constraints.requireExplicitPolicy) },
    { label: 'inhibit policy mapping', value: skipString(constraints.inhibitPolicyMapping) },
  ];
}

export function inhibitAnyPolicy(value: Uint8Array): Item[] {
  return [{ label: 'takes effect', value: skipString(parseSchema(value, InhibitAnyPolicy).value) }];
}

function skipString(skip: ArrayBuffer | undefined): string {
  if (skip === undefined) return 'no';
  return `after ${integerOf(new Uint8Array(skip))} certificates`;
}
