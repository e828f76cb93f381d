/** GeneralName in all nine forms, wherever extensions hold them. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { GeneralName } from '@peculiar/asn1-x509';
import { CONSTRUCTED, OBJECT_IDENTIFIER, SEQUENCE } from '../../der/tags.ts';
import { formatIpAddress } from '../../x509/ip-address.ts';
import { decodeName } from '../../x509/name.ts';
import {
  childrenOf,
  type Element,
  elementsIn,
  expectElement,
  expectTag,
  readElement,
} from '../element.ts';
import { bounded, hexOf } from '../inspection.ts';
import { oidLabel } from '../oids/oid-names.ts';
import { decodeOid, decodeString, textOf } from '../primitive.ts';
import { parseSchema } from '../schema.ts';
import { structureLines } from '../structure.ts';

/** As RFC 5280 §4.2.1.6 calls them, in the order of their tags. */
export const GENERAL_NAME_FORMS = [
  'otherName',
  'rfc822Name',
  'dNSName',
  'x400Address',
  'directoryName',
  'ediPartyName',
  'uniformResourceIdentifier',
  'iPAddress',
  'registeredID',
] as const;

type Form = (typeof GENERAL_NAME_FORMS)[number] | 'unknown';

export function formOf({ tag }: Element): Form {
  return (tag >> 6 === 2 ? GENERAL_NAME_FORMS[tag & 0x1f] : undefined) ?? 'unknown';
}

/** Never throws: a name that cannot be read is its hex. */
export function generalNameText(name: Element): string {
  try {
    return bounded(textOfForm(formOf(name), name));
  } catch {
    return `${bounded(hexOf(name.content))} (cannot be read)`;
  }
}

/** `dNSName: example.com`. */
export function nameLine(name: Element): string {
  return `${formOf(name)}: ${generalNameText(name)}`;
}

/** As `nameLine`, of a name that stands inside of what the library decoded. */
export function schemaNameLine(name: GeneralName): string {
  return nameLine(elementOf(name));
}

/** Where something is to be found: a URI speaks for itself, any other form says what it is. */
export function schemaLocation(name: GeneralName): string {
  return name.uniformResourceIdentifier === undefined
    ? schemaNameLine(name)
    : generalNameText(elementOf(name));
}

function elementOf(name: GeneralName): Element {
  return expectElement(new Uint8Array(AsnConvert.serialize(name)));
}

function textOfForm(form: Form, name: Element): string {
  const { raw, content } = name;
  switch (form) {
    case 'otherName':
      return otherName(name);
    case 'directoryName':
      return decodeName(expectElement(content, SEQUENCE).raw, 0, content.length);
    case 'iPAddress':
      return addressText(content);
    // X.411's ORAddress has no schema
    case 'x400Address':
      return anything(name);
    // the schema takes the tags of its two DirectoryStrings, a CHOICE, for implicit
    case 'ediPartyName':
      return childrenOf(name).map(partyText).join(', ');
    case 'unknown':
      return hexOf(raw);
    case 'rfc822Name':
    case 'dNSName':
    case 'uniformResourceIdentifier':
    case 'registeredID':
      return schemaText(parseSchema(raw, GeneralName));
  }
}

function schemaText(name: GeneralName): string {
  if (name.registeredID !== undefined) return oidLabel(name.registeredID);
  const text = name.dNSName ?? name.rfc822Name ?? name.uniformResourceIdentifier ?? '';
  if (!/[\x80-\xff]/.test(text)) return text;
  const utf8 = Buffer.from(text, 'latin1').toString();
  return utf8.includes('\ufffd')
    ? `${text} (not ASCII)`
    : `${utf8} (UTF-8 where only ASCII is allowed)`;
}

/** 4 or 16 octets; twice that with a mask in name constraints. Anything else is shown as hex. */
function addressText(octets: Uint8Array): string {
  const { length } = octets;
  if (length === 4 || length === 16) return formatIpAddress(octets, 0, length);
  if (length !== 8 && length !== 32) return `${hexOf(octets)} (${length} bytes, no address)`;
  const bits = Array.from(octets.subarray(length / 2), (octet) =>
    octet.toString(2).padStart(8, '0'),
  );
  const prefix = /^(1*)0*$/.exec(bits.join(''))?.[1]?.length;
  const mask = prefix ?? formatIpAddress(octets, length / 2, length);
  return `${formatIpAddress(octets, 0, length / 2)}/${mask}`;
}

function otherName(name: Element): string {
  const [oid, wrapped] = childrenOf(name);
  const type = oidLabel(decodeOid(expectTag(oid, OBJECT_IDENTIFIER).content));
  const value = wrapped === undefined ? undefined : readElement(wrapped.content);
  if (value === undefined) return `${type} without a value`;
  return `${type} = ${decodeString(value)?.text ?? anything(value)}`;
}

function partyText(part: Element): string {
  const value = elementsIn(part.content).map(textOf).join(' ');
  return `${(part.tag & 0x1f) === 0 ? 'assigner' : 'party'} ${value}`;
}

function anything(element: Element): string {
  const lines = (element.tag & CONSTRUCTED) === 0 ? undefined : structureLines(element.raw);
  return lines === undefined ? hexOf(element.content) : lines.map((line) => line.trim()).join(' ');
}
