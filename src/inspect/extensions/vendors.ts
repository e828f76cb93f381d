/** Extensions of Microsoft, Netscape and Entrust; of those without a schema, the structure is above. */
import { EntrustVersionInfo } from '@peculiar/asn1-x509';
import { INTEGER, OBJECT_IDENTIFIER, SEQUENCE } from '../../der/tags.ts';
import { childrenOf, expectElement, expectTag } from '../element.ts';
import { hexItem, type Item, textItem } from '../inspection.ts';
import { decodeOid, decodeString, integerOf } from '../primitive.ts';
import { parseSchema } from '../schema.ts';

/** Any extension whose whole value is one string. */
export function plainString(value: Uint8Array): Item[] {
  const decoded = decodeString(expectElement(value));
  if (decoded === undefined) throw new Error('not a string');
  return [textItem('value', decoded.text, decoded.problem)];
}

/** szOID_CERTIFICATE_TEMPLATE: SEQUENCE { template OID, major INTEGER, minor INTEGER OPTIONAL } */
export function microsoftTemplate(value: Uint8Array): Item[] {
  const [oid, ...numbers] = childrenOf(expectElement(value, SEQUENCE));
  const template = decodeOid(expectTag(oid, OBJECT_IDENTIFIER).content);
  const [major = 0n, minor = 0n] = numbers.map(({ content }) => integerOf(content));
  return [
    { label: 'template', value: template },
    { label: 'version', value: `${major}.${minor}` },
  ];
}

/** The low half counts CA certificates, the high half keys. */
export function microsoftCaVersion(value: Uint8Array): Item[] {
  const version = integerOf(expectElement(value, INTEGER).content);
  const [certificate, key] = [version & 0xffffn, version >> 16n];
  const note = `certificate ${certificate}, key ${key}`;
  return [{ label: 'version', value: `V${certificate}.${key}`, note }];
}

export function entrustVersion(value: Uint8Array): Item[] {
  const { entrustVers, entrustInfoFlags } = parseSchema(value, EntrustVersionInfo);
  return [
    textItem('version', entrustVers),
    hexItem('flags', new Uint8Array(entrustInfoFlags.value)),
  ];
}
