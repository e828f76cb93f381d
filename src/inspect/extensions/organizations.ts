/** Who the subject is, said outside the subject. */
import { Attribute } from '@peculiar/asn1-x509';
import { BIT_STRING, SEQUENCE } from '../../der/tags.ts';
import { childrenOf, expectElement, isContext } from '../element.ts';
import { hexItem, type Item, listItem, textItem } from '../inspection.ts';
import { ATTRIBUTE_NAMES } from '../oids/attribute-names.ts';
import { bitsOf, decodeString, latin1, textOf } from '../primitive.ts';
import { entryItems } from '../schema.ts';
import { structureItems, structureLines } from '../structure.ts';

/** EV Guidelines §9.8.2: scheme, country, state OPTIONAL [0], reference. No schema has it. */
export function cabfOrganizationIdentifier(value: Uint8Array): Item[] {
  const labels = ['registration scheme', 'country', 'registration reference'];
  return childrenOf(expectElement(value, SEQUENCE)).map((part) => {
    if (isContext(part, 0)) return textItem('state or province', latin1(part.content));
    return textItem(labels.shift() ?? 'unexpected', textOf(part), decodeString(part)?.problem);
  });
}

export function subjectDirectoryAttributes(value: Uint8Array): Item[] {
  return entryItems(value, Attribute, ({ type, values }) => [
    { ...listItem(ATTRIBUTE_NAMES[type] ?? type, values, attributeText), oid: type },
  ]);
}

/** BR appendix B (withdrawn): which descriptor of an onion service was validated. No schema has it. */
export function torServiceDescriptor(value: Uint8Array): Item[] {
  return childrenOf(expectElement(value, SEQUENCE)).flatMap((descriptor): Item[] => {
    const [uri, , hash] = childrenOf(descriptor);
    if (uri === undefined || hash?.tag !== BIT_STRING) return structureItems(descriptor.raw);
    return [
      textItem('onion service', latin1(uri.content)),
      hexItem('descriptor hash', bitsOf(hash)),
    ];
  });
}

function attributeText(value: ArrayBuffer): string {
  const element = expectElement(new Uint8Array(value));
  const text = decodeString(element)?.text;
  return text ?? (structureLines(element.raw) ?? ['?']).join(' ');
}
