/** Extensions of Microsoft, Netscape and Entrust. */
import { childrenOf, type Element, expectElement, expectTag, integerOf, TAG } from '../element.ts';
import { hexItem, type Item, listItem, textItem } from '../inspection.ts';
import { PURPOSE_NAMES } from '../oids/purpose-names.ts';
import { namedOid } from '../oids/oid-names.ts';
import { structureItems } from '../structure.ts';
import { decodeOid, decodeString, latin1 } from '../strings.ts';
import { alternativeNames } from './general-names.ts';

/** Any extension whose whole value is one string. */
export function plainString(value: Uint8Array): Item[] {
  const decoded = decodeString(expectElement(value));
  if (decoded === undefined) throw new Error('not a string');
  return [textItem('value', decoded.text, decoded.problem)];
}

/** szOID_CERTIFICATE_TEMPLATE: SEQUENCE { template OID, major INTEGER, minor INTEGER OPTIONAL } */
export function microsoftTemplate(value: Uint8Array): Item[] {
  const [oid, major, minor] = childrenOf(expectElement(value, TAG.sequence));
  const template = decodeOid(expectTag(oid, TAG.oid).content);
  return [
    { label: 'template', value: template },
    { label: 'version', value: [major, minor].map(numberText).join('.') },
  ];
}

/** The low half counts CA certificates, the high half keys. */
export function microsoftCaVersion(value: Uint8Array): Item[] {
  const version = integerOf(expectElement(value, TAG.integer).content);
  const text = `certificate ${version & 0xffffn}, key ${version >> 16n}`;
  return [{ label: 'version', value: `V${version & 0xffffn}.${version >> 16n}`, note: text }];
}

export function microsoftHash(value: Uint8Array): Item[] {
  return [hexItem('hash', expectElement(value, TAG.octetString).content)];
}

/** Encoded like certificate policies, but of extended key usages. */
export function microsoftApplicationPolicies(value: Uint8Array): Item[] {
  const oids = childrenOf(expectElement(value, TAG.sequence)).map((policy) => {
    const [oid] = childrenOf(policy);
    return namedOid(PURPOSE_NAMES, decodeOid(expectTag(oid, TAG.oid).content));
  });
  return [listItem('purposes', oids)];
}

/** szOID_NTDS_CA_SECURITY_EXT: an otherName with the account's SID. */
export function microsoftSecurityIdentifier(value: Uint8Array): Item[] {
  return alternativeNames(value);
}

/** SEQUENCE { version GeneralString, flags BIT STRING } */
export function entrustVersion(value: Uint8Array): Item[] {
  const [version, flags] = childrenOf(expectElement(value, TAG.sequence));
  if (version === undefined) return structureItems(value);
  const items: Item[] = [textItem('version', latin1(version.content))];
  if (flags !== undefined) items.push(hexItem('flags', flags.content.subarray(1)));
  return items;
}

function numberText(element: Element | undefined): string {
  return element === undefined ? '0' : integerOf(element.content).toString();
}
