/** Distinguished names: the RFC 4514 string, and every attribute with its name and string type. */
import { childrenOf, type Element, expectElement, nameOf, readElement, TAG } from './element.ts';
import { boundedItems, hexOf, type Item, textItem } from './inspection.ts';
import { ATTRIBUTE_NAMES } from './oids/attribute-names.ts';
import { decodeString, tryOid } from './strings.ts';

interface Attribute {
  readonly oid: string;
  readonly text: string | undefined;
  readonly type: string;
  readonly problem: string | undefined;
  readonly raw: Uint8Array;
}

/** The RFC 4514 string of a Name: last RDN first, unknown attribute types as dotted OIDs. */
export function nameString(name: Uint8Array): string {
  return rfc4514(readName(name));
}

/** A Name as an item with one item an attribute, in the order of the bytes. */
export function nameItem(label: string, name: Uint8Array): Item {
  const rdns = readName(name);
  const attributes = rdns.flatMap((rdn) =>
    rdn.map((attribute) => attributeItem(attribute, rdn.length > 1)),
  );
  if (attributes.length === 0) return { label, value: '(empty)' };
  return { label, items: boundedItems(attributes) };
}

/** One RelativeDistinguishedName given as the content of its SET. */
export function relativeNameString(rdn: Element): string {
  return rfc4514([childrenOf(rdn).map(readAttribute)]);
}

function readName(name: Uint8Array): Attribute[][] {
  const sequence = readElement(name);
  if (sequence === undefined) throw new Error('no Name');
  return childrenOf(sequence).map((rdn) => childrenOf(rdn).map(readAttribute));
}

function readAttribute(pair: Element): Attribute {
  const [type, value] = childrenOf(pair);
  const oid = type === undefined ? undefined : tryOid(type.content);
  if (value === undefined) {
    const problem = 'no value';
    return { oid: oid ?? '?', text: undefined, type: '?', problem, raw: pair.raw };
  }
  const decoded = decodeString(value);
  return {
    oid: oid ?? '?',
    text: decoded?.text,
    type: nameOf(value),
    problem: decoded?.problem,
    raw: value.raw,
  };
}

function attributeItem(attribute: Attribute, multiValued: boolean): Item {
  const notes = [attribute.type];
  if (attribute.problem !== undefined) notes.push(attribute.problem);
  if (multiValued) notes.push('in an RDN of several values');
  const value = attribute.text ?? `#${hexOf(attribute.raw)}`;
  const label = ATTRIBUTE_NAMES[attribute.oid]?.name ?? attribute.oid;
  return { ...textItem(label, value, notes.join('; ')), oid: attribute.oid };
}

function rfc4514(rdns: readonly (readonly Attribute[])[]): string {
  return rdns
    .map((rdn) => rdn.map(pairString).join('+'))
    .reverse()
    .join(',');
}

function pairString({ oid, text, raw }: Attribute): string {
  const type = ATTRIBUTE_NAMES[oid]?.short ?? oid;
  return text === undefined ? `${type}=#${hexOf(raw)}` : `${type}=${escapeValue(text)}`;
}

/** RFC 4514 §2.4. */
function escapeValue(text: string): string {
  const escaped = text.replace(/[\\"+,;<>]/g, '\\$&').replaceAll('\0', '\\00');
  const leading = escaped.replace(/^[# ]/, '\\$&');
  return text.length > 1 ? leading.replace(/ $/, '\\ ') : leading;
}

/** A directoryName is a Name inside an explicit tag. */
export function explicitNameString(content: Uint8Array): string {
  return nameString(expectElement(content, TAG.sequence).raw);
}
