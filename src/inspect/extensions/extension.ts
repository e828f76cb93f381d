/** One extension as an item; what cannot be decoded is shown by its structure, with the reason. */
import { type Item, reasonOf } from '../inspection.ts';
import { EXTENSION_NAMES } from '../oids/extension-names.ts';
import type { ExtensionParts } from '../outline.ts';
import { structureItems } from '../structure.ts';
import { EXTENSION_DECODERS } from './table.ts';

export function extensionItem({ oid, critical, value }: ExtensionParts): Item {
  const label = EXTENSION_NAMES[oid] ?? 'Unknown extension';
  return { label, oid, critical, items: valueItems(oid, value) };
}

function valueItems(oid: string, value: Uint8Array): Item[] {
  const decode = EXTENSION_DECODERS[oid];
  if (decode === undefined) return structureItems(value);
  try {
    const items = decode(value);
    return items.length === 0 ? [{ label: 'value', value: 'empty' }] : items;
  } catch (error) {
    return [{ label: 'not decoded', value: reasonOf(error) }, ...structureItems(value)];
  }
}
