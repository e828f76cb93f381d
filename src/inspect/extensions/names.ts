/** Extensions that are little more than names: SAN, IAN, name constraints, keys and their issuers. */
import { OctetString } from '@peculiar/asn1-schema';
import { AuthorityKeyIdentifier, CertificateIssuer } from '@peculiar/asn1-x509';
import { SEQUENCE } from '../../der/tags.ts';
import { childrenOf, type Element, expectElement, isContext } from '../element.ts';
import { hexItem, type Item, listItem } from '../inspection.ts';
import { integerOf } from '../primitive.ts';
import { parseSchema } from '../schema.ts';
import {
  GENERAL_NAME_FORMS,
  formOf,
  generalNameText,
  nameLine,
  schemaNameLine,
} from './general-names.ts';

/**
 * subjectAltName and issuerAltName: one list a form, forms in the order of their tags. Split here:
 * the schema refuses all names for a single bad one.
 */
export function alternativeNames(value: Uint8Array): Item[] {
  const names = childrenOf(expectElement(value, SEQUENCE));
  if (names.length === 0) return [{ label: 'names', value: 'none' }];
  return [...GENERAL_NAME_FORMS, 'unknown'].flatMap((form) => {
    const same = names.filter((name) => formOf(name) === form);
    return same.length === 0 ? [] : [listItem(form, same, generalNameText)];
  });
}

/** RFC 5280 §4.2.1.10. Split here: the schema counts the bits of a mask, even one with holes. */
export function nameConstraints(value: Uint8Array): Item[] {
  const trees = childrenOf(expectElement(value, SEQUENCE));
  if (trees.length === 0)
    return [{ label: 'subtrees', value: 'none', note: 'RFC 5280 forbids it' }];
  return trees.map((list) => {
    const label = ['permitted', 'excluded'][list.tag & 0x1f] ?? `[${list.tag & 0x1f}]`;
    return listItem(label, childrenOf(list), subtree);
  });
}

export function certificateIssuer(value: Uint8Array): Item[] {
  return [listItem('issuer', parseSchema(value, CertificateIssuer), schemaNameLine)];
}

export function subjectKeyIdentifier(value: Uint8Array): Item[] {
  return [hexItem('key identifier', new Uint8Array(parseSchema(value, OctetString).buffer))];
}

/** RFC 5280 §4.2.1.1. */
export function authorityKeyIdentifier(value: Uint8Array): Item[] {
  const { keyIdentifier, authorityCertIssuer, authorityCertSerialNumber } = parseSchema(
    value,
    AuthorityKeyIdentifier,
  );
  const items: Item[] = [];
  if (keyIdentifier !== undefined) {
    items.push(hexItem('key identifier', new Uint8Array(keyIdentifier.buffer)));
  }
  if (authorityCertIssuer !== undefined) {
    items.push(listItem('issuer', authorityCertIssuer, schemaNameLine));
  }
  if (authorityCertSerialNumber !== undefined) {
    items.push(hexItem('serial number', new Uint8Array(authorityCertSerialNumber)));
  }
  return items;
}

function subtree(element: Element): string {
  const [base, ...distances] = childrenOf(element);
  if (base === undefined) return '(empty)';
  const limits = ['minimum', 'maximum'].flatMap((word, number) => {
    const distance = distances.find((each) => isContext(each, number));
    return distance === undefined ? [] : [`${word} ${integerOf(distance.content)}`];
  });
  const shown =
    base.content.length === 0 ? `${formOf(base)}: (every name of this form)` : nameLine(base);
  return limits.length === 0 ? shown : `${shown} (${limits.join(', ')})`;
}
