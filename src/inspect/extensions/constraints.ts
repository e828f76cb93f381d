/** Constraints on the path below a CA, and on the time that its key is used. */
import {
  BasicConstraints,
  InhibitAnyPolicy,
  PolicyConstraints,
  PrivateKeyUsagePeriod,
} from '@peculiar/asn1-x509';
import { formatInstant } from '../../der/time.ts';
import type { Item } from '../inspection.ts';
import { integerOf } from '../primitive.ts';
import { parseSchema } from '../schema.ts';

/** RFC 5280 §4.2.1.9. */
export function basicConstraints(value: Uint8Array): Item[] {
  const { cA, pathLenConstraint } = parseSchema(value, BasicConstraints);
  const limit = pathLenConstraint === undefined ? 'not limited' : String(pathLenConstraint);
  const ca: Item = { label: 'CA', value: cA ? 'yes' : 'no' };
  if (!cA && pathLenConstraint === undefined) return [ca];
  const path = { label: 'path length', value: limit };
  return [ca, cA ? path : { ...path, note: 'RFC 5280 §4.2.1.9: only where CA is true' }];
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

export function privateKeyUsagePeriod(value: Uint8Array): Item[] {
  const { notBefore, notAfter } = parseSchema(value, PrivateKeyUsagePeriod);
  return [
    { label: 'notBefore', value: dateString(notBefore) },
    { label: 'notAfter', value: dateString(notAfter) },
  ];
}

function skipString(skip: ArrayBuffer | undefined): string {
  if (skip === undefined) return 'no';
  return `after ${integerOf(new Uint8Array(skip))} certificates`;
}

function dateString(date: Date | undefined): string {
  if (date === undefined) return 'not limited';
  return formatInstant(date.getTime() / 1000) ?? 'unreadable';
}
