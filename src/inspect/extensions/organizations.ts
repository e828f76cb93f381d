/** Who the subject is, said outside the subject. */
import { childrenOf, expectElement, isContext, isUniversal, TAG } from '../element.ts';
import { hexItem, type Item, listItem, textItem } from '../inspection.ts';
import { ATTRIBUTE_NAMES } from '../oids/attribute-names.ts';
import { structureItems, structureLines } from '../structure.ts';
import { decodeOid, decodeString, latin1 } from '../strings.ts';

/** EV Guidelines §9.8.2: scheme, country, state OPTIONAL [0], reference. */
export function cabfOrganizationIdentifier(value: Uint8Array): Item[] {
  const parts = childrenOf(expectElement(value, TAG.sequence));
  const labels = ['registration scheme', 'country', 'registration reference'];
  return parts.map((part) => {
    if (isContext(part, 0)) return textItem('state or province', latin1(part.content));
    const decoded = decodeString(part);
    const text = decoded?.text ?? latin1(part.content);
    return textItem(labels.shift() ?? 'unexpected', text, decoded?.problem);
  });
}

export function subjectDirectoryAttributes(value: Uint8Array): Item[] {
  return childrenOf(expectElement(value, TAG.sequence)).map((attribute): Item => {
    const [type, values] = childrenOf(attribute);
    const oid = type === undefined ? '?' : decodeOid(type.content);
    const lines = (values === undefined ? [] : childrenOf(values)).map(
      (each) => decodeString(each)?.text ?? (structureLines(each.raw) ?? ['?']).join(' '),
    );
    return { ...listItem(ATTRIBUTE_NAMES[oid]?.name ?? oid, lines), oid };
  });
}

/** BR appendix B (withdrawn): which descriptor of an onion service was validated. */
export function torServiceDescriptor(value: Uint8Array): Item[] {
  return childrenOf(expectElement(value, TAG.sequence)).flatMap((descriptor): Item[] => {
    const [uri, , hash] = childrenOf(descriptor);
    if (uri === undefined || !isUniversal(hash, TAG.bitString))
      return structureItems(descriptor.raw);
    return [
      textItem('onion service', latin1(uri.content)),
      hexItem('descriptor hash', hash?.content.subarray(1) ?? new Uint8Array(0)),
    ];
  });
}
