/** Every attribute of a distinguished name; the RFC 4514 string is `x509/name.ts`'s. */
import { childrenOf, type Element, nameOf } from './element.ts';
import { boundedItems, hexOf, type Item, textItem } from './inspection.ts';
import { ATTRIBUTE_NAMES } from './oids/attribute-names.ts';
import { decodeString, tryOid } from './primitive.ts';

/** A Name as an item with one item an attribute, in the order of the bytes. */
export function nameItem(label: string, name: Element): Item {
  const attributes = childrenOf(name).flatMap((rdn) => {
    const pairs = childrenOf(rdn);
    return pairs.map((pair) => ({ pair, multiValued: pairs.length > 1 }));
  });
  if (attributes.length === 0) return { label, value: '(empty)' };
  const items = boundedItems(attributes, (each) => [attributeItem(each.pair, each.multiValued)]);
  return { label, items };
}

function attributeItem(pair: Element, multiValued: boolean): Item {
  const [type, value] = childrenOf(pair);
  const oid = (type === undefined ? undefined : tryOid(type.content)) ?? '?';
  const label = ATTRIBUTE_NAMES[oid] ?? oid;
  if (value === undefined) {
    return { ...textItem(label, `#${hexOf(pair.raw)}`, 'no value'), oid };
  }
  const decoded = decodeString(value);
  const notes = [nameOf(value)];
  if (decoded?.problem !== undefined) notes.push(decoded.problem);
  if (multiValued) notes.push('in an RDN of several values');
  return { ...textItem(label, decoded?.text ?? `#${hexOf(value.raw)}`, notes.join('; ')), oid };
}
